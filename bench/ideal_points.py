"""Ideal points: nearness to the published ones, coverage, agreement of seeds, seconds and memory.

Run from the project: ``python bench/ideal_points.py [published] [simulated] [all] [filtered]``, all
four by default. The first, third and fourth read ../shared/data/votes. Each estimate is a process
of its own, imports and reading included: wall seconds, processor seconds (user and system) and
the largest resident memory are the whole process's. On a busy machine read the second.

Taken on a busy machine with two cores, one BLAS thread. Published: r .9996-.9997, error .024-.027
for seeds 0 to 4, 14-15 s of processor time in two threads. Simulated: coverage .91-.94. All votes:
109 s of processor time, 684 MB, r .971 over all years and .95-.999 within each; R-hat is 1.4 at its
95 % quantile, so that where whole years lie is not settled there.
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
    link_items,
    simulate_votes,
)
from entente.ideal_points.linking import same_roll_calls

VOTES = Path(__file__).resolve().parents[2] / "shared" / "data" / "votes"
IMPORTANT = VOTES / "ideal_points_important_2020-04"
SEEDS = range(5)
# Names that the votes write otherwise than the published points do.
NAMES = {
    "Côte d’Ivoire": "CIV",
    "São Tomé & Príncipe": "STP",
    "Federal Republic of Germany": "DEU",
    "Zanzibar": "EAZ",
    "Yemen People's Republic": "YMD",
}
LATER = {"SRB": "YUG", "SCG": "YUG"}
FOUNDED = 1945


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


def session_year(session: str | None, year: int, month: int) -> int:
    """Year in which a session began; special ones are put with the regular session of their day."""
    if session and session.isdigit():
        return int(session) + FOUNDED
    return year if month >= 9 else year - 1


def assembly() -> tuple[list[np.ndarray], dict[tuple[object, int], float], list[str]]:
    """All recorded votes: Voeten's while they last, then the United Nations Digital Library's."""
    import pyarrow.parquet as pq

    read = {
        name: pq.read_table(VOTES / f"{name}.parquet")
        for name in (
            "unga_votes_voeten_1946_2019",
            "unga_rollcalls_voeten_1946_2019",
            "unga_votes_1946_2025_combined",
            "unga_resolutions_1946_2025_combined",
            "unga_ideal_points_voeten_2025-07",
        )
    }
    ballots, calls, library, resolutions, points = read.values()
    calls = calls.to_pylist()
    recorded = [one for one in resolutions.to_pylist() if one["recorded"] and one["date"]]
    names = dict(NAMES)
    published: dict[tuple[object, int], float] = {}
    for row in points.to_pylist():
        names.setdefault(row["countryname"], row["iso3c"])
        if row["idealpointall"] is not None and row["ccode"] != 680:
            published[row["iso3c"], int(row["year"])] = row["idealpointall"]
    whole = [one for one in calls if not one["amend"] and not one["para"]]
    day = "datetime64[D]"
    ours = np.array([one["date"] for one in whole], day)
    theirs = np.array([one["date"].strftime("%Y-%m-%d") for one in recorded], day)
    same = same_roll_calls(
        [one["unres"] or "" for one in whole],
        ours,
        [one["resolution"] or "" for one in recorded],
        theirs,
    )
    twin = {one["rcid"]: int(other) for one, other in zip(whole, same, strict=True) if other >= 0}
    taken = set(twin.values())
    last = int(max(one["session"] for one in calls)) + FOUNDED
    end = max(one["date"] for one in calls).isoformat()
    added: dict[int, int] = {}
    titles, years, codes = [], [], []
    for one in calls:
        codes.append(one["rcid"])
        years.append(int(one["session"]) + FOUNDED)
        titles.append(recorded[twin[one["rcid"]]]["title"] if one["rcid"] in twin else "")
    for place, one in enumerate(recorded):
        when = one["date"]
        year = session_year(one["session"], when.year, when.month)
        if place in taken or year < last or (year == last and str(when)[:10] <= end):
            continue
        added[one["undl_id"]] = year
        codes.append(10**7 + one["undl_id"])
        years.append(year)
        titles.append(one["title"] or "")
    item = dict(zip(codes, link_items(codes, titles, years).tolist(), strict=True))
    year_of = dict(zip(codes, years, strict=True))

    state = worded(ballots["country"], names)
    vote = worded(ballots["vote"], {"yes": 1, "abstain": 2, "no": 3})
    rcid = ballots["rcid"].to_numpy()
    who = worded(library["iso3"], LATER)
    how = worded(library["vote"], {"Y": 1, "A": 2, "N": 3, "X": 0})
    number = library["undl_id"].to_numpy()
    new = np.isin(number, list(added)) & (how > 0) & (who != "")
    keys = np.concatenate([rcid, number[new] + 10**7])
    unique, place = np.unique(keys, return_inverse=True)
    columns = [
        np.concatenate([state, who[new]]),
        np.array([year_of[one] for one in unique.tolist()])[place],
        np.array([item[one] for one in unique.tolist()])[place],
        np.concatenate([vote, how[new]]),
    ]
    ids = {one: recorded[other]["undl_id"] for one, other in twin.items()}
    compared = twins_agree((rcid, state, vote), (number, who, how), ids)
    linked = len(codes) - len(set(item.values()))
    says = [
        f"{len(calls):,} roll calls of Voeten for {FOUNDED + 1}-{last} (to {end}), "
        f"{len(added):,} of the Digital Library after it, to {max(added.values())}",
        f"{len(twin):,} roll calls are in both (one number, at most 60 days apart); "
        f"their votes are the same in {compared:.2%}",
        f"{linked:,} roll calls share an item with an earlier one",
    ]
    return columns, published, says


def worded(column, meanings: dict[str, object]) -> np.ndarray:
    """Give each value of a column of few words its meaning; a word without one stays."""
    coded = column.combine_chunks()
    words = [word or "" for word in coded.dictionary.to_pylist()]
    return np.array([meanings.get(word, word) for word in words])[coded.indices.to_numpy()]


def twins_agree(ours, theirs, ids: dict[int, int]) -> float:
    """Share of ballots that both sources have and state alike."""
    twins = np.array(sorted(ids))
    own = np.isin(ours[0], twins)
    place = np.searchsorted(twins, ours[0][own])
    key = np.array([ids[one] for one in twins.tolist()])[place]
    letters = np.unique(np.concatenate([ours[1], theirs[1]]))
    wide = len(letters)
    left = key * wide + np.searchsorted(letters, ours[1][own])
    cast = theirs[2] > 0
    right = theirs[0][cast] * wide + np.searchsorted(letters, theirs[1][cast])
    order = np.argsort(right)
    found = np.minimum(np.searchsorted(right[order], left), len(right) - 1)
    met = right[order][found] == left
    same = theirs[2][cast][order][found] == ours[2][own]
    return float(same[met].mean())


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
