"""The brief: pages, PDF and Markdown of an assessment, each number with the rows behind it."""
