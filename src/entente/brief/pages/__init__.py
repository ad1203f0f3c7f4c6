"""The pages of the brief: the site, the PDF and the Markdown."""

from __future__ import annotations
