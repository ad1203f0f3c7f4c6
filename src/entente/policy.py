"""The numbers that the method sets, in one place: pages and docs/method.md are filled from here.

They are choices, not estimates: another value is another method. What belongs to one claim (the
smallest effect that matters, a margin, a window) stands in its rule.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

# From here on an undecided answer leans.
CLEAR_LEAN = 0.6
# The ends of an interval, as shares of the draws.
INTERVAL = (0.05, 0.95)
# The probability with which a lens decides, and by which verdicts and pages measure its edge.
SURE = INTERVAL[1]
# How near to it is "on the edge".
EDGE = 0.03

# The normal quantile of the power with which the smallest detectable effect is seen, .80.
QUANTILE_OF_POWER = 0.8416212335729143

# A sum this small beside its parts is zero, and the rest is what binary fractions leave.
DUST = 1e-12

# A value that has not come this long after it was to be expected is overdue.
OVERDUE_AFTER = dt.timedelta(days=60)

# A correlation, or a cluster after events, that chance does as often decides nothing.
CHANCE = 0.10
SETS_OF_RANDOM_DATES = 500

# Of the equivalent specifications, those that must give the same answer, and the same side of the
# smallest effect that matters.
SAME_ANSWER = Fraction(2, 3)
SAME_SIDE = Fraction(4, 5)
# The most equivalent specifications of a lens.
MOST_SPECIFICATIONS = 96

# Under these a criterion has too little to test.
FEWEST_FOR_A_TREND = 6
FEWEST_A_SIDE = 3
FEWEST_IN_A_LEVEL = 3
FEWEST_FIGURES = 2
FEWEST_CHANGES = 10
FEWEST_ACTS = 6
FEWEST_EVENTS = 4
FEWEST_FOR_A_FORECAST = 6
# Under this no period is left out to see whether the sign rests on it.
FEWEST_TO_LEAVE_ONE_OUT = 4

# Windows of the same length in which two reporters' moves are compared before the largest gap of
# them stands for the error; under these, what this share of the pairs of like level stay within.
FEWEST_WINDOWS = 8
LARGEST_GAP = 0.90

# A change is the mean of this many periods at the end less that of as many at the start.
ENDS_OF_A_CHANGE = 3
# Among others a pair stands where these hold this share of its periods, and are this many.
LEAST_HELD = Fraction(2, 3)
FEWEST_RANKED = 20
# States whose exports are known, of a sum that may stand for the world's.
FEWEST_OF_THE_WORLD = 150
# How many of nearest level a change is compared with.
NEAREST = 100


# What happened is unusual where this share of the others, itself counted in, moved as much; common
# where this share did.
UNUSUAL = 0.10
COMMON = 0.25


class Bar(NamedTuple):
    """What an answer must reach for a level of confidence.

    Attributes:
        sources: Independent producers of series, or independent sources of instances.
        alike: Share of equivalent specifications that give the same answer.
    """

    sources: int
    alike: float


HIGH = Bar(sources=3, alike=0.9)
MODERATE = Bar(sources=2, alike=0.0)
