"""What a report says: contract, folder, equivalent specifications, check."""

from __future__ import annotations
