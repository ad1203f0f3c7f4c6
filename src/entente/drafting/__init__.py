"""From the abstract of a report to a draft of its claims, for a person to review.

Rules and word lists only: every proposal carries the words it was made from and the reason. A
draft is not a report file: it is refused until somebody has reviewed each slot.
"""

from __future__ import annotations
