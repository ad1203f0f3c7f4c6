"""Votes in the words of our tables, shared by the tables that carry and that count them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from entente.late import _, ibis
from entente.tables._states import called, named_sets, products, subjects

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

SEAT_OF_CHINA = dt.date(1971, 10, 25)
"""Last day on which the Republic of China (TWN) voted in China's seat, which the files call CHN."""

ISSUES = {
    "me": "middle_east",
    "nu": "nuclear",
    "di": "disarmament",
    "hr": "human_rights",
    "co": "colonialism",
    "ec": "economic",
}
"""Issue codes of Voeten's data, which end in 2019; "me" is the Palestinian conflict."""

IMPORTANT = "important"
"""What the United States' report to Congress called important, in Voeten's data, to 2019."""

PARAGRAPHS = "paragraphs"
"""Votes on paragraphs and amendments, in Voeten's data, to 2019; of no other set."""

SETS = (
    "all",
    "contested",
    "divided",
    "one_no",
    *ISSUES.values(),
    IMPORTANT,
    PARAGRAPHS,
    *subjects(),
    *named_sets(),
)
"""Every set that a resolution of the Assembly may be in."""

PRODUCTS = tuple(products())
"""Every set that a resolution of the Council may be in, by what it does."""


def ballots(votes: ir.Table, resolutions: ir.Table) -> ir.Table:
    """Votes of all members on adopted resolutions with a record.

    Contested: at least a tenth of those who said yes or no said no. Divided: yes, no and
    abstention were not all one.

    Returns:
        One row per resolution and state: ``record_id``, ``resolution``, ``date``, ``state``,
        ``vote`` (yes, no, abstain, absent), the totals, ``contested`` and ``divided``.
    """
    kinds = (_.yes_count > 0).cast("int8") + (_.no_count > 0).cast("int8")
    texts = (
        resolutions.filter(_.recorded)
        .select(
            "resolution",
            "date",
            record_id=_.undl_id,
            yes_count=_.n_yes,
            no_count=_.n_no,
            abstain_count=_.n_abstain,
        )
        .mutate(
            contested=is_contested(),
            divided=kinds + (_.abstain_count > 0).cast("int8") > 1,
        )
    )
    words = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
    cast = votes.select(record_id=_.undl_id, state=_.iso3, vote=_.vote.substitute(words))
    return texts.inner_join(cast, "record_id").mutate(state=seated(_.state))


def seated(state: Any) -> Any:  # noqa: ANN401 (a deferred expression)
    """Who cast a vote under a state's code: to October 1971 the Republic voted as China."""
    return ibis.ifelse((state == "CHN") & (_.date <= SEAT_OF_CHINA), "TWN", state)


def is_contested() -> Any:  # noqa: ANN401 (a deferred expression)
    """Whether at least a tenth of those who said yes or no said no."""
    return (_.no_count > 0) & (_.no_count * 10 >= _.yes_count + _.no_count)


def recurring(resolutions: ir.Table) -> ir.Table:
    """Texts that come again: ``record_id`` and ``text``, the first record of the same title.

    Titles are compared without dates and marks; one that is too short to name a text, or that
    is missing, is its own.
    """
    from entente.ideal_points.linking import SHORTEST, normalise_title

    held = resolutions.filter(_.recorded).select("undl_id", "date", "title")
    first: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for row in held.order_by("date", "undl_id").to_pyarrow().to_pylist():
        title = normalise_title(row["title"] or "")
        number = row["undl_id"]
        found.append(
            (number, first.setdefault(title, number) if len(title) >= SHORTEST else number)
        )
    record, text = zip(*found, strict=True)
    return ibis.memtable(pa.table({"record_id": record, "text": text}))


def parts(votes: ir.Table, roll_calls: ir.Table) -> ir.Table:
    """Votes on paragraphs and amendments, in the columns of :func:`ballots` and ``sets``.

    The number of the roll call tells votes on one text apart. China's votes to the day on which its
    seat passed are the Republic's.
    """
    kind = ibis.ifelse(_.amend.fill_null(0) == 1, "amendment", "paragraph")
    calls = roll_calls.filter((_.amend.fill_null(0) == 1) | (_.para.fill_null(0) == 1)).mutate(
        resolution=_.unres.fill_null("a draft") + ", " + kind + " " + _.rcid.cast("string"),
        year=_.date.year().cast("int64"),
    )
    cast = called(votes.inner_join(calls, "rcid"), held_by="country")
    cast = cast.mutate(state=seated(_.held_by)).distinct(on=["rcid", "state"], keep="first")
    totals = cast.group_by("rcid").agg(
        **{f"{answer}_count": (_.vote == answer).sum() for answer in ("yes", "no", "abstain")}
    )
    return cast.inner_join(totals, "rcid").mutate(
        contested=is_contested(),
        record_id=ibis.null("int64"),
        text=ibis.null("int64"),
        sets=ibis.literal(PARAGRAPHS),
    )


def issue_sets(resolutions: ir.Table, roll_calls: ir.Table, issues: ir.Table) -> ir.Table:
    """Issues of each resolution, and what is important: one row per ``record_id`` and ``set``.

    The two producers number resolutions apart and differ on dates by days, so the symbol joins
    them: R/26/2775C and A/RES/2775(XXVI)[C] are 2775C, R/40/64G and A/RES/40/64[G] are 40/64G.
    Roll calls on amendments and paragraphs are left out: they carry the symbol of the whole.
    """
    theirs = (
        roll_calls.filter(_.amend.fill_null(0) == 0, _.para.fill_null(0) == 0)
        .mutate(symbol=_.unres.re_replace(r"^(R|A/RES)/", ""))
        .mutate(
            symbol=ibis.ifelse(
                _.symbol.re_search(r"^([0-9]|1[0-9]|2[0-9]|30)/[0-9]+[A-Z]*$"),
                _.symbol.re_replace(r"^[0-9]+/", ""),
                _.symbol,
            )
        )
    )
    theirs = ibis.union(
        theirs.inner_join(issues, "rcid").select("symbol", set=_.short_name.substitute(ISSUES)),
        theirs.filter(_.importantvote == 1).select("symbol", set=ibis.literal(IMPORTANT)),
    ).distinct()
    ours = resolutions.filter(_.recorded).select(
        record_id=_.undl_id,
        symbol=_.resolution.re_replace(r"^A/RES/", "")
        .re_replace(r"\([^)]*\)", "")
        .replace("[", "")
        .replace("]", ""),
    )
    return ours.inner_join(theirs, "symbol").select("record_id", "set").distinct()


def subject_sets(resolutions: ir.Table) -> ir.Table:
    """Subjects of each resolution by the words of its agenda and title, which are not carried."""
    words = _.agenda.fill_null("") + " | " + _.title.fill_null("")
    return _by_words(resolutions, words, subjects())


def product_sets(resolutions: ir.Table) -> ir.Table:
    """What each resolution of the Council does, by the words of its title."""
    return _by_words(resolutions, _.title.fill_null(""), products())


def _by_words(resolutions: ir.Table, words: Any, patterns: Mapping[str, str]) -> ir.Table:  # noqa: ANN401
    held = resolutions.filter(_.recorded).select(record_id=_.undl_id, words=words.upper())
    return ibis.union(
        *(
            held.filter(_.words.re_search(pattern)).select("record_id", set=ibis.literal(name))
            for name, pattern in patterns.items()
        )
    )


def joined(sets: ir.Table) -> ir.Table:
    """Put the sets of each resolution into one cell: ``record_id`` and ``sets``."""
    return sets.group_by("record_id").agg(sets=_["set"].group_concat(";", order_by=_["set"]))


def named(cast: ir.Table) -> ir.Table:
    """Named sets that resolutions belong to: one row per ``record_id`` and ``set``."""
    pairs = [(name, symbol) for name, symbols in named_sets().items() for symbol in symbols]
    sets = ibis.memtable(
        pa.table({"set": [name for name, _ in pairs], "resolution": [s for _, s in pairs]})
    )
    return (
        cast.select("record_id", "resolution")
        .distinct()
        .inner_join(sets, "resolution")
        .select("record_id", "set")
    )


def common_sets(cast: ir.Table) -> ir.Table:
    """The sets every assembly resolution is sorted into: all, contested, divided, one no."""
    every = cast.select("record_id", "contested", "divided", "no_count").distinct()
    return ibis.union(
        every.select("record_id", set=ibis.literal("all")),
        every.filter(_.contested).select("record_id", set=ibis.literal("contested")),
        every.filter(_.divided).select("record_id", set=ibis.literal("divided")),
        every.filter(_.no_count == 1).select("record_id", set=ibis.literal("one_no")),
    )
