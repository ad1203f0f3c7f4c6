"""The words of the brief: numbers, units and answers in sentences."""

from __future__ import annotations
