"""From rule and rows to an answer: lenses, robustness, verdicts, changes, assessment."""

from __future__ import annotations
