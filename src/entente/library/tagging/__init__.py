"""Suggesting places, topics and the reader's own tags, each with the words that earned it."""

from __future__ import annotations
