"""Ideal points: nearness to the published ones, coverage, agreement of seeds, seconds and memory.

Run from the project: ``python bench/ideal_points.py [published] [simulated] [all] [filtered]``, all
four by default. The first, third and fourth read ../shared/data/votes. Each estimate is a process
of its own, imports and reading included: wall seconds, processor seconds (user and system) and
the largest resident memory are the whole process's. On a busy machine read the second.

Taken on a busy machine with two cores, one BLAS thread. Published: r .9996-.9997, error .024-.027
for seeds 0 to 4, 14-15 s of processor time in two threads. Simulated: coverage .91-.94. All votes:
109 s of processor time, 684 MB, r .971 over all years and .95-.999 within each; R-hat is 1.4 at its
95 % quantile, so that where whole years lie is not settled there. Without look-ahead, each of 80
years estimated again: 25 minutes of processor time, which is why an edition keeps its points.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from entente.ideal_points import (
    Dynamics,
    Points,
    estimate_points,
    filter_points,
    simulate_votes,
)

VOTES = Path(__file__).resolve().parents[2] / "shared" / "data" / "votes"
IMPORTANT = VOTES / "ideal_points_important_2020-04"
SEEDS = range(5)
# Listed under the code of the Yemen that it joined.
SOUTH_YEMEN = 680


def near(points: Points, published: dict[tuple[object, int], float]) -> dict[str, float]:
    """Correlate with published points and take the error on their scale, over shared rows."""
    keys = list(zip(points.states.tolist(), points.years.tolist(), strict=True))
    shared = [place for place, key in enumerate(keys) if key in published]
    ours = points.estimates[shared]
    theirs = np.array([published[keys[place]] for place in shared])
    error = float(np.sqrt(np.mean((ours - theirs) ** 2)))
    return {"rows": len(shared), "r": float(np.corrcoef(ours, theirs)[0, 1]), "rmse": error}


def important(seed: int) -> dict[str, object]:
    columns = np.loadtxt(IMPORTANT / "AllData.txt", usecols=(1, 2, 4, 5)).astype(int).T
    with (IMPORTANT / "target.csv").open(encoding="latin-1") as file:
        published = {
            (int(row["ccode"]), int(row["session"])): float(row["IdealPointImportant"])
            for row in csv.DictReader(file)
        }
    points = estimate_points(*columns, high=(2,), low=(365,), dynamics=Dynamics.LAGGED, seed=seed)
    return near(points, published) | agreement(points)


def agreement(points: Points) -> dict[str, float]:
    return {
        "r_hat_95": float(np.quantile(points.r_hat, 0.95)),
        "r_hat_max": float(points.r_hat.max()),
        "ess_5": float(np.quantile(points.effective_draws, 0.05)),
        "ess_50": float(np.median(points.effective_draws)),
    }


def assembly() -> tuple[list[np.ndarray], dict[tuple[object, int], float], list[str]]:
    """All recorded votes as the edition's table has them, and the published points."""
    import pyarrow.parquet as pq

    from entente.sources import sources
    from entente.tables import tables
    from entente.tables._assembly import cast_votes

    names = tables["ideal_point"].uses[1:]
    cast = cast_votes(*(sources[name].read(VOTES.parent) for name in names))
    rows = pq.read_table(VOTES / "unga_ideal_points_voeten_2025-07.parquet").to_pylist()
    published: dict[tuple[object, int], float] = {
        (row["iso3c"], int(row["year"])): row["idealpointall"]
        for row in rows
        if row["idealpointall"] is not None and row["ccode"] != SOUTH_YEMEN
    }
    return [cast.states, cast.years, cast.items, cast.votes], published, list(cast.bridge)


def whole_assembly(filtered: bool) -> dict[str, object]:
    columns, published, says = assembly()
    start, used = time.perf_counter(), time.process_time()
    if filtered:
        points = filter_points(*columns, kept=30, warm=12)
    else:
        points = estimate_points(*columns, kept=150, warm=80)
    seconds = {
        "estimate_wall": time.perf_counter() - start,
        "estimate_cpu": time.process_time() - used,
    }
    keys = list(zip(points.states.tolist(), points.years.tolist(), strict=True))
    by_year: dict[int, float] = {}
    for year in np.unique(points.years).tolist():
        pairs = [
            (points.estimates[place], published[key])
            for place, key in enumerate(keys)
            if key[1] == year and key in published
        ]
        if len(pairs) > 2:
            by_year[year] = float(np.corrcoef(np.array(pairs).T)[0, 1])
    china = {
        f"{who} {year}": round(float(points.estimates[keys.index((who, year))]), 2)
        for who in ("USA", "CHN", "RUS")
        for year in (1980, 2000, 2019, 2023, 2025)
        if (who, year) in keys
    }
    counts = {"ballots": len(columns[0]), "items": len(points.item_codes), "points": len(keys)}
    found = near(points, published) | agreement(points) | seconds | counts
    return found | {"by_year": by_year, "says": says, "some": china}


def simulated(seed: int) -> dict[str, object]:
    votes = simulate_votes(states=80, years=6, items=30, seed=seed)
    points = estimate_points(*votes.ballots, high=votes.high, low=votes.low, seed=seed)
    held = (points.low <= votes.positions) & (votes.positions <= points.high)
    r = float(np.corrcoef(points.estimates, votes.positions)[0, 1])
    return {"coverage": float(held.mean()), "r": r} | agreement(points)


def alone(part: str, seed: int) -> dict[str, object]:
    """Run one estimate in a process of its own and add what the process took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    said = subprocess.run(
        [sys.executable, __file__, "--one", part, str(seed)],
        env=env,
        capture_output=True,
        check=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    took = {"wall": time.perf_counter() - start, "cpu": used}
    return json.loads(said.stdout) | took


def line(name: str, found: dict[str, object]) -> None:
    shown = [
        f"{key} {value:.4f}" if key in ("r", "rmse") else f"{key} {value:,.2f}"
        for key, value in found.items()
        if isinstance(value, (int, float))
    ]
    print(f"{name}: {', '.join(shown)}", flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        part, seed = sys.argv[2], int(sys.argv[3])
        one = {
            "published": lambda: important(seed),
            "simulated": lambda: simulated(seed),
            "all": lambda: whole_assembly(False),
            "filtered": lambda: whole_assembly(True),
        }[part]()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(one | {"memory_mb": memory}))
        return
    for part in sys.argv[1:] or ["published", "simulated", "all", "filtered"]:
        if part != "simulated" and not VOTES.exists():
            print(f"{part}: passed over, {VOTES} is not here")
            continue
        for seed in SEEDS if part in ("published", "simulated") else [0]:
            found = alone(part, seed)
            line(f"{part}, seed {seed}", found)
        for said in found.pop("says", []):
            print(f"  {said}")
        if by_year := found.get("by_year"):
            print("  r by year: " + ", ".join(f"{year} {r:.3f}" for year, r in by_year.items()))
            print(f"  points: {found['some']}")


if __name__ == "__main__":
    main()
