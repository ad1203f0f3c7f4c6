"""Library: reports as documents, with their catalogue record."""

from __future__ import annotations
