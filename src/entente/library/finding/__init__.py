"""Finding records: by words, by meaning, and by both."""

from __future__ import annotations
