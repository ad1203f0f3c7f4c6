"""The published points of the set "Important", release of April 2020, are reproduced."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from entente.ideal_points import Dynamics, estimate_points

FOLDER = Path(__file__).resolve().parents[3] / "shared/data/votes/ideal_points_important_2020-04"


@pytest.mark.skipif(not FOLDER.exists(), reason="ours: ../shared/data is not here")
def test_the_published_points_of_important_votes():
    """Correlation .9995 and error .03, on 6,443 points of 198 states.

    Source:
        Bailey, Strezhnev, Voeten, Dataverse LEJUQZ, release of April 2020.
    """
    votes = np.loadtxt(FOLDER / "AllData.txt")[:, [1, 2, 4, 5]].astype(int).T
    with (FOLDER / "target.csv").open(encoding="latin-1") as file:
        rows = sorted(
            (int(row["ccode"]), int(row["session"]), float(row["IdealPointImportant"]))
            for row in csv.DictReader(file)
        )
    published = np.array(rows)
    points = estimate_points(*votes, high=(2,), low=(365,), dynamics=Dynamics.LAGGED)
    assert points.states.tolist() == published[:, 0].tolist()
    assert points.years.tolist() == published[:, 1].tolist()
    assert np.corrcoef(points.estimates, published[:, 2])[0, 1] >= 0.9995
    assert np.sqrt(np.mean((points.estimates - published[:, 2]) ** 2)) <= 0.030
