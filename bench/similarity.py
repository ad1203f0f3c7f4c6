"""Five similarity measures of all pairs and years, beside a bare script and pair by pair.

Run from the project: ``python bench/similarity.py``. Whole processes, taken in turns; the least of
three counts. The bare script reads the same votes with pyarrow, multiplies matrices with NumPy and
writes the same Parquet. Pair by pair: pandas joins the votes of two states and scikit-learn gives
kappa, for a sample of pairs; the time is that of all pairs at the sample's rate.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
SAMPLE = 30
MEASURES = [
    "vote_agreement",
    "vote_agreement:abstention=half",
    "signorino_ritter_s",
    "vote_kappa",
    "vote_kappa:habits=pooled",
]
ENTENTE = str(Path(sys.executable).parent / "entente")
ALL = ["beside", *MEASURES, "--states", "all", "--where", "set=all", "--format", "parquet"]
BARE = """
import sys
import numpy as np, pyarrow as pa, pyarrow.parquet as pq
held = pq.read_table(sys.argv[1], columns=["body", "resolution", "date", "state", "vote"],
                     read_dictionary=["body", "resolution", "state", "vote"],
                     filters=[("source", "==", "un_general_assembly_votes")])
held = held.combine_chunks()
def codes(name):
    column = held[name].chunk(0)
    return column.dictionary.to_pylist(), np.asarray(column.indices)
states, state = codes("state"); votes, vote = codes("vote"); bodies, body = codes("body")
texts, text = codes("resolution")
day = np.asarray(held["date"].cast("date32").cast("int32")).astype(np.int64)
key = day * len(texts) + text
keep = body == bodies.index("UNGA")
state, vote, key, day = state[keep], vote[keep], key[keep], day[keep]
unique, column = np.unique(key, return_inverse=True)
year = np.zeros(len(unique), int)
year[column] = day.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
order = np.argsort(states); rank = np.empty(len(states), int); rank[order] = np.arange(len(states))
matrix = np.full((len(states), len(unique)), -1, np.int8)
place = np.array([{"yes": 0, "abstain": 1, "no": 2}.get(v, -1) for v in votes], np.int8)
matrix[rank[state], column] = place[vote]
names = np.array(sorted(states)); one, two = np.triu_indices(len(states), 1)
parts = []
for y in np.unique(year):
    m = matrix[:, year == y]
    answers = np.concatenate([m == a for a in range(3)]).astype(np.float32)
    both = (answers @ answers.T).reshape(3, len(states), 3, len(states))
    c = both[:, one, :, two].reshape(-1, 9).astype(np.int64)
    there = c.any(1)
    parts.append((one[there], two[there], np.full(there.sum(), y), c[there]))
first, second, years, c = (np.concatenate([p[i] for p in parts]) for i in range(4))
n = c.sum(1); x = np.repeat([1, 0, -1], 3); z = np.tile([1, 0, -1], 3)
with np.errstate(all="ignore"):
    same = c[:, [0, 4, 8]].sum(1) / n
    graded = 1 - (c @ abs(x - z)) / (2 * n)
    s = 1 - 2 * (c @ abs(x - z)) / (2 * n)
    far, sq = c @ (x - z) ** 2, c @ (x * x + z * z)
    a, b = c @ x, c @ z
    def one_less(e): return np.where(e == 0, np.nan, 1 - n * far / e)
    kappa, pi = one_less(n * sq - 2 * a * b), one_less(n * sq - (a + b) ** 2 / 2)
order = np.lexsort((years, second, first))
table = pa.table({"state_a": names[first][order], "state_b": names[second][order],
    "year": years[order], **{k: v[order] for k, v in
    {"same": same, "graded": graded, "s": s, "kappa": kappa, "pi": pi}.items()}})
pq.write_table(table, sys.argv[2])
print(table.num_rows)
"""
PAIRWISE = """
import sys, time, random, warnings
import pandas as pd
from sklearn.metrics import cohen_kappa_score
warnings.simplefilter("ignore")
held = pd.read_parquet(sys.argv[1], columns=["source", "resolution", "date", "state", "vote"])
held = held[(held.source == "un_general_assembly_votes") & held.vote.isin(["yes", "abstain", "no"])]
held["year"] = pd.to_datetime(held.date).dt.year
worth = {"yes": 1, "abstain": 0, "no": -1}
names = sorted(held.state.unique()); random.seed(1)
pairs = [random.sample(names, 2) for _ in range(int(sys.argv[2]))]
begin, rows = time.perf_counter(), 0
for one, two in pairs:
    both = held[held.state == one].merge(held[held.state == two], on=["resolution", "date", "year"])
    for _, year in both.groupby("year"):
        a, b = year.vote_x.map(worth), year.vote_y.map(worth)
        (a == b).mean(); 1 - (a - b).abs().mean() / 2; 1 - (a - b).abs().mean()
        cohen_kappa_score(a, b, weights="quadratic"); pooled = pd.concat([a, b])
        1 - ((a - b) ** 2).mean() / (2 * pooled.var(ddof=0) or 1)
        rows += 1
print((time.perf_counter() - begin) / rows)
"""


def timed(command: list[str], env: dict[str, str]) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    return time.perf_counter() - start, done.stdout


def main() -> None:
    from entente.settings import Settings

    votes = str(Settings().edition / "roll_call_vote.parquet")
    # One thread of the library of matrices, on both sides.
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/pairs.parquet"
        ours = [ENTENTE, *ALL, "--out", out]
        bare = [sys.executable, "-c", BARE, votes, f"{folder}/bare.parquet"]
        timed(ours, env)
        times: dict[str, list[float]] = {"entente": [], "bare": []}
        rows = 0
        for _ in range(RUNS):
            times["entente"].append(timed(ours, env)[0])
            taken, said = timed(bare, env)
            times["bare"].append(taken)
            rows = int(said)
    least = {name: min(taken) for name, taken in times.items()}
    for name, taken in least.items():
        print(f"{name:<22} {taken:8.2f} s {taken / least['bare']:8.1f}  {rows:,} pairs and years")
    try:
        each = float(timed([sys.executable, "-c", PAIRWISE, votes, str(SAMPLE)], env)[1])
    except subprocess.CalledProcessError:
        print("pair by pair           not measured: scikit-learn is not installed here")
        return
    whole = each * rows
    print(f"{'pair by pair':<22} {whole:8.0f} s {whole / least['entente']:8.0f} times entente's")


if __name__ == "__main__":
    main()
