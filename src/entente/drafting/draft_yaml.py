"""A draft written as a report file, with every slot that words cannot fill left empty."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from entente.drafting.drafts import Draft, DraftClaim
    from entente.drafting.proposals import Proposal

# YAML refuses, or reads as a line break, what is outside these; they are written as escapes.
_PLAIN = re.compile(
    r"[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LONGEST_COMMENT = 110
_LONGEST_WORDS = 300
_HEAD = """\
# A draft of claims, proposed from the words of the {place} by rules and word lists.
# Nobody has reviewed it. Every `because` names the words that a proposal was made from.
# Before a verdict can come from this file a person writes `summary`, `title`, `says`, `asks`
# and `contradicted_if` in their own words, fixes `window`, `matters`, `proxy`, `blind_to` and
# each other empty slot, deletes what does not hold, and removes the next line.
draft: true
"""


def write_draft(draft: Draft, *, quote: bool = False) -> str:
    """Write a draft as YAML.

    Args:
        draft: What was read.
        quote: Whether each claim has the report's own words beside it, in a comment.

    Returns:
        A report file that is refused as a draft; filled in by a reviewer and without ``draft``,
        it fits the contract. Without ``quote`` no sentence of the report is in it, only the cue
        words of each proposal.

    Examples:
        >>> from entente.drafting.drafts import draft_claims
        >>> from entente.library.record import Record
        >>> text = write_draft(draft_claims(Record(title="A", abstract="Trade grows.")))
        >>> [line for line in text.splitlines() if line.startswith("draft")]
        ['draft: true']
    """
    lines = [_HEAD.format(place=draft.place), *_record(draft)]
    lines += ["", "uncovered:" if draft.uncovered else "uncovered: {}"]
    for number, form in draft.uncovered.items():
        lines += _because("  ", form.because, [cue.words for cue in form.cues])
        lines += _quote("  ", draft.sentences[number], quote)
        lines.append(f"  {number}: {text_of(form.because)}")
    lines += ["", "claims:" if draft.claims else "claims: []"]
    for claim in draft.claims:
        lines += [*_claim(draft, claim, quote), ""]
    lines += [f"# not taken: {comment_of(reason)}" for reason in draft.dropped]
    return "\n".join(lines).rstrip() + "\n"


def text_of(text: str) -> str:
    r"""Write text as a YAML scalar on one line.

    Examples:
        >>> print(text_of('A "sea": apart'))
        "A \"sea\": apart"
    """
    return _PLAIN.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def comment_of(text: str) -> str:
    """Return text that stays inside one line of a comment, cut to a few hundred characters."""
    text = _PLAIN.sub("?", " ".join(text.split()))
    return text if len(text) <= _LONGEST_WORDS else f"{text[:_LONGEST_WORDS]}…"


def _because(indent: str, reason: str, words: Sequence[str] = ()) -> list[str]:
    said = ", ".join(f"“{word}”" for word in dict.fromkeys(words))
    whole = comment_of(f"because: {reason} {f'The words: {said}.' if said else ''}")
    return [f"{indent}# {line}" for line in _wrapped(whole)]


def _quote(indent: str, sentence: str, asked: bool) -> list[str]:
    if not asked:
        return []
    even = _PLAIN.sub("?", " ".join(sentence.split()))
    return [f"{indent}# quote: {even}"]


def _wrapped(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) > _LONGEST_COMMENT:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def _flow(value: object) -> str:
    """Write plain data in one line; a slot is written empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return text_of(str(value))


def _line(key: str, value: object) -> str:
    return f"{key}: {_flow(value)}".rstrip()


def _record(draft: Draft) -> Iterable[str]:
    record = draft.record
    facts: dict[str, Any] = {
        "title": record.title,
        "authors": record.authors,
        "published": str(record.published) if record.published else None,
        "institution": record.institution or None,
        "content_type": record.content_type,
        "topics": record.topics,
        "places": record.places,
        "url": record.url,
    }
    yield "record:"
    for key, value in facts.items():
        yield f"  {_line(key, value)}"
    yield '  summary: ""'
    yield f"  sentences: {len(draft.sentences)}"


def _claim(draft: Draft, claim: DraftClaim, quote: bool) -> list[str]:
    number, indent = claim.sentence, " " * 4
    lines = _quote("  ", claim.atom.text, quote)
    if claim.atom.because:
        lines += _because("  ", f"an atom of sentence {number}: {claim.atom.because}.")
    if claim.source != "the word list":
        lines += _because("  ", f"proposed by {claim.source}; the quote is in the {draft.place}.")
    lines.append(f"  - id: {claim.id}")
    lines += [f'{indent}title: ""', f'{indent}says: ""']
    lines.append(f"{indent}locator: {draft.place}, sentence {number}")
    lines.append(f"{indent}sentences: [{number}]")
    form = claim.form
    lines += _because(indent, form.because, [cue.words for cue in form.cues])
    lines.append(f"{indent}form: {form.form}")
    lines += _softened(claim, indent)
    fields = [word for words in claim.fields.values() for word in words]
    none = "No word names a field; without one the claim belongs to none."
    lines += _because(indent, "These words name the field." if fields else none, fields)
    lines.append(f"{indent}fields: [{', '.join(claim.fields)}]")
    if claim.theatres:
        places = [word for words in claim.theatres.values() for word in words]
        lines += _because(indent, "These words name the theatre.", places)
        lines.append(f"{indent}theatres: [{', '.join(claim.theatres)}]")
    who = [f"{each.state} ({each.cue.words})" for each in claim.states if each.state]
    lines += [f"{indent}# states: {comment_of(', '.join(who)) or 'none named'}"]
    for each in claim.states:
        if not each.state:
            could = (
                f"could be two of {', '.join(each.could_be)}" if each.could_be else "are not named"
            )
            reason = f"“{each.cue.words}” stands for two states, which {could}: the slot is open."
            lines += [f"{indent}# {line}" for line in _wrapped(comment_of(reason))]
    unknown = sorted({each.state for each in claim.states if each.state} - draft.lexicon.states)
    if unknown:
        lines.append(f"{indent}# no table of ours speaks of {', '.join(unknown)}")
    return lines + _rules(claim, indent)


def _softened(claim: DraftClaim, indent: str) -> list[str]:
    lines: list[str] = []
    if claim.hedges:
        for hedge in claim.hedges:
            lines += _because(indent, hedge.takes, [hedge.cue.words])
        said = " ".join(f"“{hedge.cue.words}”: {hedge.takes}" for hedge in claim.hedges)
        lines.append(f"{indent}hedge: {text_of(said)}")
    if claim.causes:
        lines += _because(indent, "A cause is claimed too, and stays untested.", claim.causes)
        said = ", ".join(f"“{word}”" for word in claim.causes)
        why = f"{said}: the data can show that the timing fits, never the cause."
        lines.append(f"{indent}untested: {text_of(why)}")
    return lines


def _rules(claim: DraftClaim, indent: str) -> list[str]:
    if not claim.proposals:
        reason = "no measure of the registry fits this form and field; say why no open data could"
        return [*_because(indent, f"{reason} decide, or name lenses."), f'{indent}not_testable: ""']
    if claim.form.kind.is_scored:
        lines = [f"{indent}forecasts:"]
        for number, proposal in enumerate(claim.proposals, start=1):
            lines += _forecast(proposal, number, " " * 6)
        return lines
    lines = [f'{indent}contradicted_if: ""', f"{indent}lenses:"]
    for number, proposal in enumerate(claim.proposals, start=1):
        lines += _lens(proposal, number, claim.form.form, " " * 6)
    return lines


def _asked(proposal: Proposal) -> list[str]:
    lines = [_line("measure", proposal.measure)]
    if proposal.states or proposal.states is None:
        lines.append(_line("states", proposal.states))
    if proposal.where:
        lines.append(_line("where", proposal.where))
    return lines


def _lens(proposal: Proposal, number: int, form: str, indent: str) -> list[str]:
    inner = indent + "  "
    lines = _because(indent, f"{proposal.measure}: {_why(proposal, form)}.")
    lines.append(f"{indent}- id: {_slug(proposal.measure)}-{number}")
    lines += [f"{inner}{_line('title', proposal.title)}", f'{inner}asks: ""']
    lines += [f"{inner}{line}" for line in _asked(proposal)]
    lines.append(f"{inner}{_line('criterion', proposal.criterion)}")
    lines += _direction(proposal, inner)
    if proposal.against:
        lines.append(f"{inner}against:")
        lines += [f"{inner}  - {_flow(dict(second))}" for second in proposal.against]
    if proposal.options:
        lines.append(f"{inner}{_line('options', proposal.options)}")
    lines += [f"{inner}window:", f"{inner}matters:", f"{inner}proxy:"]
    return [
        *lines,
        f"{inner}# for blind_to, for example: {proposal.blind_to_hint}",
        f'{inner}blind_to: ""',
    ]


def _why(proposal: Proposal, form: str) -> str:
    named = f"{proposal.criterion} is the criterion of the form {form}"
    return "; ".join(
        part
        for part in (proposal.because, proposal.criterion and named, proposal.why_direction)
        if part
    )


def _direction(proposal: Proposal, inner: str) -> list[str]:
    # Upwards is what a lens says that names no direction.
    return (
        [] if proposal.direction == "up" else [f"{inner}{_line('direction', proposal.direction)}"]
    )


def _forecast(proposal: Proposal, number: int, indent: str) -> list[str]:
    inner = indent + "  "
    said = f"; {proposal.why_direction}" if proposal.why_direction else ""
    reason = f"{proposal.because}; a forecast is registered{said}."
    lines = _because(indent, f"{proposal.measure}: {reason}")
    lines.append(f"{indent}- id: {_slug(proposal.measure)}-{number}")
    lines.append(f"{inner}{_line('title', proposal.title)}")
    lines += [f"{inner}{line}" for line in _asked(proposal)]
    lines += [f"{inner}{slot}:" for slot in ("window", "resolves", "known_by", "threshold")]
    lines += _direction(proposal, inner)
    lines += [f'{inner}rule: ""', f"{inner}proxy:"]
    return [
        *lines,
        f"{inner}# for blind_to, for example: {proposal.blind_to_hint}",
        f'{inner}blind_to: ""',
    ]


def _slug(name: str) -> str:
    return name.replace("_", "-")
