"""Rows, and when they were known: the store, the ledger, the edition, and questions."""

from __future__ import annotations
