"""What a gravity model expects of flows: a Poisson fit, and each pair by the fit without it.

Matrices are of exporters by importers, over one list of states; a flow that is not held is zero in
``fitted``, and no flow that is held is.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]

PLACE, OTHER = ("lat", "lng"), ("to_lat", "to_lng")
DIGITS = 4
EARTH_KM = 6371.0
EXACT = 1e-12
"""Convergence of the fit, so that four digits of what it expects are the same on any machine."""
PAIRS_AT_ONCE = 256
MOST_STEPS = 60
FIRST_SMALL, SMALL = 0.005, 1e-6
"""How far, as a logarithm, what is expected of a pair may still move by a step that is the last.
Of a first step that is so small, the next would be of its square."""
NULL = 1e-11
"""Eigenvalues below it, of an information matrix with ones on its diagonal, are zero."""


def expected_by_year(rows: pa.Table) -> pa.Table:
    """Fit the flows of every year, and keep what is expected of those above zero.

    Args:
        rows: One row per flow: state, partner, year, ``traded``, the places of the two (``PLACE``,
            ``OTHER``) and ``border``, 1 where they have one.

    Returns:
        One row per flow above zero of which something is expected: state, partner, year,
        ``expected`` to four digits, and ``flows``, to how many of the year the model was fitted.
    """
    import pyarrow as pa

    years = _array(rows, "year")
    return pa.concat_tables(
        _of_a_year(rows.filter(pa.array(years == year))) for year in np.unique(years)
    )


def _of_a_year(rows: pa.Table) -> pa.Table:
    import pyarrow as pa

    both = np.concatenate([_array(rows, "state"), _array(rows, "partner")])
    exporters, importers = np.split(np.unique(both, return_inverse=True)[1], 2)
    kept = can_be_fitted(exporters, importers, _array(rows, "traded"))
    rows, exporters, importers = rows.filter(pa.array(kept)), exporters[kept], importers[kept]
    traded = _array(rows, "traded")
    places, others = (
        np.stack([_array(rows, name) for name in names], 1) for names in (PLACE, OTHER)
    )
    terms = {"km": np.log(kilometres(places, others)), "border": _array(rows, "border")}
    expected = expected_of_others(exporters, importers, traded, terms)
    there = (traded > 0) & np.isfinite(expected)
    digits = [float(f"{value:.{DIGITS}g}") for value in expected[there]]
    flows = np.full(len(digits), len(traded), np.int64)
    found = rows.filter(pa.array(there)).select(["state", "partner", "year"])
    return found.append_column("expected", pa.array(digits)).append_column("flows", pa.array(flows))


def _array(rows: pa.Table, name: str) -> np.ndarray:
    return rows[name].to_numpy()


def kilometres(places: Matrix, others: Matrix) -> Matrix:
    """Return distances over a round earth between places, each a latitude and a longitude.

    Examples:
        >>> beijing, moscow = np.array([[39.9, 116.4]]), np.array([[55.8, 37.6]])
        >>> kilometres(beijing, moscow).round().tolist()
        [5793.0]
    """
    lat, lng = np.radians(places).T
    to_lat, to_lng = np.radians(others).T
    half = (
        np.sin((to_lat - lat) / 2) ** 2
        + np.cos(lat) * np.cos(to_lat) * np.sin((to_lng - lng) / 2) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


def can_be_fitted(exporters: Numbers, importers: Numbers, traded: Matrix) -> NDArray[np.bool_]:
    """Return which flows are between an exporter and an importer that trade at all.

    The effect of one that trades nothing is minus infinity, and so is what is expected of its
    flows; who trades only with such a one falls out with it.
    """
    kept = np.ones(len(traded), bool)
    while True:
        sold = np.bincount(exporters[kept], traded[kept], exporters.max(initial=0) + 1)
        bought = np.bincount(importers[kept], traded[kept], importers.max(initial=0) + 1)
        still = kept & (sold[exporters] > 0) & (bought[importers] > 0)
        if (still == kept).all():
            return kept
        kept = still


def fit(
    exporters: Numbers,
    importers: Numbers,
    traded: Matrix,
    terms: dict[str, Matrix],
) -> tuple[Matrix, dict[str, float]]:
    """Fit flows by Poisson pseudo-maximum likelihood with an effect of each exporter and importer.

    Args:
        exporters: Number of the exporter of each flow.
        importers: Number of its importer.
        traded: The flows, of which those of no exporter and of no importer are all zero.
        terms: What the logarithm of a flow depends on beside the effects.

    Returns:
        What is fitted for each flow, and the coefficient of each term.

    Raises:
        MissingExtraError: pyfixest is not installed.
    """
    try:
        import pandas as pd
        import pyfixest as upstream
    except ImportError as error:
        raise MissingExtraError.needs("pyfixest", "edition", "A gravity model") from error
    pyfixest: Any = upstream
    frame = pd.DataFrame({"traded": traded, "exporter": exporters, "importer": importers, **terms})
    with warnings.catch_warnings():
        # Upstream's: pyfixest 0.60 calls what pandas 3.1 deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        model = pyfixest.fepois(
            f"traded ~ {' + '.join(terms)} | exporter + importer",
            frame,
            vcov="iid",
            fixef_rm="none",
            separation_check=[],
            iwls_tol=EXACT,
            iwls_maxiter=100,
            demeaner=pyfixest.MapDemeaner(fixef_tol=EXACT, fixef_maxiter=100_000),
        )
        fitted = np.asarray(model.predict(type="response"), float)
    return fitted, {name: float(value) for name, value in model.coef().items()}


def expected_of_others(
    exporters: Numbers, importers: Numbers, traded: Matrix, terms: dict[str, Matrix]
) -> Matrix:
    """Fit flows as :func:`fit` does, and return what is expected of each without the pair's own.

    Returns:
        One value per flow, not a number where :func:`expected_without_the_pair` has none.
    """
    fitted, _slopes = fit(exporters, importers, traded, terms)
    count = int(max(exporters.max(), importers.max())) + 1

    def matrix(values: Matrix) -> Matrix:
        full = np.zeros((count, count))
        full[exporters, importers] = values
        return full

    found = expected_without_the_pair(
        matrix(traded), matrix(fitted), [matrix(values) for values in terms.values()]
    )
    return found[exporters, importers]


def expected_without_the_pair(traded: Matrix, fitted: Matrix, terms: Sequence[Matrix]) -> Matrix:
    """Return what the model expects of each flow when fitted to all flows but the pair's own two.

    The fit without a pair is found from the fit with it. First the effects of the two states as
    exporters and as importers, which move most, are set so that their other flows add up again:
    the four can be set apart, since only the pair's own flows tie them. Then a Newton step is made
    with all effects and coefficients, from the information matrix of the fit less the pair's two
    rows, and the four are set again. One step is all that most pairs need. Where it moved what is
    expected by more than half a per cent (large flows, and states that trade with hardly any
    other, of which a bare step is far off), others follow until they move it by a millionth.

    Args:
        traded: The flows.
        fitted: What the model fits for them, zero where no flow is held.
        terms: What the model's terms are for each flow.

    Returns:
        One value per flow. Not a number where no flow is held, and for both flows of a pair where,
        without them, one that sells to the other sells nothing more, one that buys from it buys
        nothing more, or no chain of flows leads from the one to the other.
    """
    model = _Model(traded, fitted, np.stack(terms))
    found = np.full_like(fitted, np.nan)
    first, second = np.nonzero(np.triu(fitted + fitted.T))
    for start in range(0, len(first), PAIRS_AT_ONCE):
        pairs = slice(start, start + PAIRS_AT_ONCE)
        p, q = first[pairs], second[pairs]
        found[p, q], found[q, p] = model.without(p, q)
    return np.where(fitted > 0, found, np.nan)


class _Model:
    """A fit, from which pairs are left out; its parameters are terms, exporters, importers."""

    def __init__(self, traded: Matrix, fitted: Matrix, terms: Matrix) -> None:
        # Terms around their mean: the effects take up the rest, and rounding does less.
        means = (terms * fitted).sum((1, 2)) / fitted.sum()
        self.traded, self.fitted, self.terms = traded, fitted, terms - means[:, None, None]
        # By importer, in an order in memory that is quick to read.
        self.terms_back = np.ascontiguousarray(self.terms.transpose(0, 2, 1))
        self.exporters = slice(len(terms), len(terms) + len(fitted))
        self.importers = slice(self.exporters.stop, self.exporters.stop + len(fitted))
        self.inverse = self._inverse()
        # Of a fit that has converged these are zero.
        left = traded - fitted
        self.scores = np.concatenate([(self.terms * left).sum((1, 2)), left.sum(1), left.sum(0)])

    def _inverse(self) -> Matrix:
        """Invert the information matrix over what the flows determine."""
        sells, buys = self.exporters, self.importers
        weighted = self.terms * self.fitted
        upper = np.zeros((buys.stop, buys.stop))
        upper[: sells.start, : sells.start] = np.tensordot(weighted, self.terms, ([1, 2], [1, 2]))
        upper[: sells.start, sells], upper[: sells.start, buys] = weighted.sum(2), weighted.sum(1)
        upper[sells, sells] = np.diag(self.fitted.sum(1))
        upper[buys, buys] = np.diag(self.fitted.sum(0))
        upper[sells, buys] = self.fitted
        matrix = np.triu(upper) + np.triu(upper, 1).T
        size = np.sqrt(np.diag(matrix))
        scale = np.divide(1, size, out=np.zeros_like(size), where=size > 0)
        both = np.outer(scale, scale)
        return np.linalg.pinv(matrix * both, rcond=NULL, hermitian=True).astype(float) * both

    def without(self, p: Numbers, q: Numbers) -> tuple[Matrix, Matrix]:
        """Return what is expected from each p to its q and back, by a fit without the two flows."""
        ways = (_Way(self, p, q), _Way(self, q, p))
        rows = [way.of_inverse() for way in ways]
        size = np.stack([way.fitted for way in ways], 1)
        met = np.stack([np.stack([way.at(row) for row in rows], 1) for way in ways], 1)
        kept = np.eye(2) - size[:, :, None] * met
        ends = np.linalg.det(kept) < NULL
        for way in ways:
            ends |= (way.fitted > 0) & ((way.sold == 0) | (way.bought == 0))
        kept[ends] = np.eye(2)

        change = np.zeros((len(p), self.importers.stop))
        settled = [way.set_effects(change) for way in ways]
        scores = np.tile(self.scores, (len(p), 1))
        for way in ways:
            way.leave_out(scores, change)
        going = np.flatnonzero(~ends)
        for _round in range(MOST_STEPS):
            step = scores[going] @ self.inverse
            # A change of rank two takes the pair's rows out of the matrix.
            moved = size[going] * np.stack([way.at(step, going) for way in ways], 1)
            share = np.linalg.solve(kept[going], moved[:, :, None])[:, :, 0]
            step += share[:, :1] * rows[0][going] + share[:, 1:] * rows[1][going]
            change[going] += step
            before, settled = settled, [way.set_effects(change) for way in ways]
            far = np.max([np.abs(a - b) for a, b in zip(settled, before, strict=True)], 0)
            going = going[far[going] > (FIRST_SMALL if _round == 0 else SMALL)]
            if not len(going):
                break
            for one in going:
                scores[one] = self._scores(int(p[one]), int(q[one]), change[one])
        ends[going] = True
        there, back = (
            np.where(ends, np.nan, way.fitted * np.exp(last))
            for way, last in zip(ways, settled, strict=True)
        )
        return there, back

    def _scores(self, p: int, q: int, change: Matrix) -> Matrix:
        """Return the scores of a pair's fit after a change of the parameters."""
        slopes = np.tensordot(change[: len(self.terms)], self.terms, 1)
        effects = change[self.exporters][:, None] + change[self.importers]
        left = self.traded - self.fitted * np.exp(slopes + effects)
        left[p, q] = left[q, p] = 0
        return np.concatenate([(self.terms * left).sum((1, 2)), left.sum(1), left.sum(0)])


class _Way:
    """The flows of some pairs in one direction, and the other flows of the two states of each."""

    def __init__(self, model: _Model, exporter: Numbers, importer: Numbers) -> None:
        self.model, self.exporter, self.importer = model, exporter, importer
        self.each = np.arange(len(exporter))
        self.fitted = model.fitted[exporter, importer]
        self.terms = model.terms[:, exporter, importer].T
        self.left = model.traded[exporter, importer] - self.fitted
        self.sold, self.fitted_sold = self._but(model.traded, model.fitted, importer, exporter)
        self.bought, self.fitted_bought = self._but(
            model.traded.T, model.fitted.T, exporter, importer
        )
        self.to, self.by = model.terms[:, exporter], model.terms_back[:, importer]

    def _but(
        self, traded: Matrix, fitted: Matrix, other: Numbers, state: Numbers
    ) -> tuple[Matrix, Matrix]:
        """Return the sum of what a state traded with others than one, and what is fitted each."""
        held, expected = traded[state], fitted[state]
        held[self.each, other] = expected[self.each, other] = 0
        return held.sum(1), expected

    def set_effects(self, change: Matrix) -> Matrix:
        """Set two effects so that the other flows add up, and return what it makes of the flows."""
        model = self.model
        slopes = change[:, : self.terms.shape[1]]
        to = np.einsum("bt,tbk->bk", slopes, self.to) + change[:, model.importers]
        by = np.einsum("bt,tbk->bk", slopes, self.by) + change[:, model.exporters]
        sells = _log_ratio(self.sold, (self.fitted_sold * np.exp(to)).sum(1))
        buys = _log_ratio(self.bought, (self.fitted_bought * np.exp(by)).sum(1))
        change[self.each, model.exporters.start + self.exporter] = sells
        change[self.each, model.importers.start + self.importer] = buys
        return self.at(change)

    def leave_out(self, scores: Matrix, change: Matrix) -> None:
        """Take the flows out of scores, and the change of the two effects into them."""
        model = self.model
        sells = change[self.each, model.exporters.start + self.exporter]
        buys = change[self.each, model.importers.start + self.importer]
        more_sold = self.fitted_sold * np.expm1(sells)[:, None]
        more_bought = self.fitted_bought * np.expm1(buys)[:, None]
        scores[:, : len(self.to)] -= (
            self.terms * self.left[:, None]
            + np.einsum("tbk,bk->bt", self.to, more_sold)
            + np.einsum("tbk,bk->bt", self.by, more_bought)
        )
        scores[:, model.importers] -= more_sold
        scores[:, model.exporters] -= more_bought
        for effects, state, more in (
            (model.exporters, self.exporter, more_sold),
            (model.importers, self.importer, more_bought),
        ):
            scores[self.each, effects.start + state] -= self.left + more.sum(1)

    def at(self, values: Matrix, some: Numbers | slice = slice(None)) -> Matrix:
        """Return what values of all parameters make of the logarithm of each flow, or of some."""
        each = np.arange(len(values))
        return (
            np.einsum("bt,bt->b", values[:, : self.terms.shape[1]], self.terms[some])
            + values[:, self.model.exporters][each, self.exporter[some]]
            + values[:, self.model.importers][each, self.importer[some]]
        )

    def of_inverse(self) -> Matrix:
        """Return the inverse of the information matrix times the row of each flow."""
        inverse, terms = self.model.inverse, self.terms.shape[1]
        return (
            self.terms @ inverse[:terms]
            + inverse[self.model.exporters][self.exporter]
            + inverse[self.model.importers][self.importer]
        )


def _log_ratio(above: Matrix, below: Matrix) -> Matrix:
    """Return the logarithm of a ratio, zero where it has none: the effect stays as it is."""
    there = (above > 0) & (below > 0)
    return np.log(np.divide(above, below, out=np.ones_like(above), where=there))
