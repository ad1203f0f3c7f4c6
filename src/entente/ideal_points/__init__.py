"""Ideal points of states from their votes: the dynamic ordinal model, with intervals.

``estimate_points`` takes ballots as arrays and returns a point per state and year,
``filter_points`` the same without look-ahead, ``link_items`` finds the resolutions that recur.
"""

from __future__ import annotations

from entente.ideal_points.chain import Dynamics
from entente.ideal_points.linking import link_items, normalise_title
from entente.ideal_points.points import Points, estimate_points, filter_points
from entente.ideal_points.simulate import SimulatedVotes, simulate_votes

__all__ = [
    "Dynamics",
    "Points",
    "SimulatedVotes",
    "estimate_points",
    "filter_points",
    "link_items",
    "normalise_title",
    "simulate_votes",
]
