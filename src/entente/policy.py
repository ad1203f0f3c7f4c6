"""The numbers that the method sets, in one place: pages and docs/method.md are filled from here.

They are choices, not estimates: another value is another method. What belongs to one claim (the
smallest effect that matters, a margin, a window) stands in its rule.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

# The probability with which a lens decides, and by which verdicts and pages measure its edge.
SURE = 0.90
# How near to it is "on the edge".
EDGE = 0.03
# What is as good as excluded, where a silent lens would have decided the other way.
UNLIKELY = 0.10
# From here on an undecided answer leans.
CLEAR_LEAN = 0.6
# The ends of an interval, as shares of the draws.
INTERVAL = (0.05, 0.95)

# A value that has not come this long after it was to be expected is overdue.
OVERDUE_AFTER = dt.timedelta(days=60)

# An absence contradicts only where the data had this chance to show the effect.
ENOUGH_POWER = 0.5
# The smallest detectable effect is missed in this share of draws.
MISSED = 0.20
# A correlation, or a cluster after events, that chance does as often decides nothing.
CHANCE = 0.10
SETS_OF_RANDOM_DATES = 500

# Of the equivalent specifications, those that must give the same answer, and the same sign.
SAME_ANSWER = Fraction(2, 3)
SAME_SIGN = Fraction(4, 5)
# The most equivalent specifications of a lens.
MOST_SPECIFICATIONS = 96

# Under these a criterion has too little to test.
FEWEST_FOR_A_TREND = 6
FEWEST_A_SIDE = 4
FEWEST_IN_A_LEVEL = 3
FEWEST_FIGURES = 2
FEWEST_CHANGES = 10
FEWEST_ACTS = 6
FEWEST_EVENTS = 4
FEWEST_FOR_A_FORECAST = 6
# Under this no period is left out to see whether the sign rests on it.
FEWEST_TO_LEAVE_ONE_OUT = 4

# Short series tell little about their own autocorrelation, and its estimate is biased towards
# zero. It is pooled with .5, the value at which methods were compared, worth ten observations.
POOLED_AUTOCORRELATION = 0.5
POOLED_WEIGHT = 10
LARGEST_AUTOCORRELATION = 0.9

# A change is the mean of this many periods at the end less that of as many at the start.
ENDS_OF_A_CHANGE = 3
# Among others a pair stands where these hold this share of its periods, and are this many.
LEAST_HELD = Fraction(2, 3)
FEWEST_RANKED = 20
# States whose exports are known, of a sum that may stand for the world's.
FEWEST_OF_THE_WORLD = 150
# How many of nearest level a change is compared with.
NEAREST = 100


class Bar(NamedTuple):
    """What a verdict must reach for a level of confidence.

    Attributes:
        sources: Independent producers of series, or independent sources of instances.
        rank: Largest placebo rank, for series.
        power: Smallest power, for series.
    """

    sources: int
    rank: float
    power: float


HIGH = Bar(sources=3, rank=0.05, power=0.8)
MODERATE = Bar(sources=2, rank=0.10, power=0.0)
