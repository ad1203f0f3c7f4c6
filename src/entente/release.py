"""The version of this package, read from its own metadata."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("entente")
