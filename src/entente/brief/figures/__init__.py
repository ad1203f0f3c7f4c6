"""The figures of the brief: charts and the map."""

from __future__ import annotations
