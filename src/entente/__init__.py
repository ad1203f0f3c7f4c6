"""Entente: is what a report says of a partnership between states borne out by open data?"""

from __future__ import annotations
