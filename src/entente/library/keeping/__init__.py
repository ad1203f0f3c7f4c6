"""Keeping records: a library's folder, harvests into it, duplicates in it, searches saved there."""

from __future__ import annotations
