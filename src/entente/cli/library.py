"""`entente library`: reports as documents, found, tagged, cited and merged on one's own machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli import EXIT_BAD_INPUT, EXIT_STOPPED
from entente.cli._opened import open_library
from entente.cli._output import pour, pour_json, say
from entente.cli._writing import write_text
from entente.visible import visible

if TYPE_CHECKING:
    from entente.library.keeping.catalogue import Library
    from entente.library.keeping.duplicates import Group

app = typer.Typer(
    help="Catalogue records of reports: add, search, tag, merge, export and watch them.",
    no_args_is_help=True,
)

EXIT_SOME_ITEMS = 1

Folder = Annotated[
    Path | None,
    typer.Option("--library", help="Folder of the library; by default ENTENTE_LIBRARY."),
]
Name = Annotated[str, typer.Argument(help="Name of a record, as `library search` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]


@app.command("add")
def add(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files of records in any known form; - reads what is piped."),
    ],
    read_as: Annotated[
        str | None,
        typer.Option("--from", help="Form of the files; by default recognised from each."),
    ] = None,
    all_or_none: Annotated[
        bool,
        typer.Option("--all-or-none", help="Add nothing of a file that has an item of no use."),
    ] = False,
    folder: Folder = None,
) -> None:
    """Add the records of files; what the library holds already is not added again.

    A file or an item that cannot be used is reported, and the others are added all the same; the
    code at the end is then 2 for a file and 1 for an item.

    Example: entente library add page.txt zotero.ris saved.html
    """
    from entente.cli._library import read_input
    from entente.cli._progress import progress
    from entente.errors import EntenteError

    broken = faults = 0
    with open_library(folder, new=True) as library:
        for file in files:
            try:
                reading = read_input(file, read_as, strict=all_or_none)
            except EntenteError as error:
                broken += 1
                print(f"entente: {error}", file=sys.stderr)
                continue
            records = reading.records
            faults += len(reading.faults)
            for fault in reading.faults:
                print(f"entente: not added: {fault}", file=sys.stderr)
            for note in reading.notes:
                print(f"entente: {note}", file=sys.stderr)
            total, before = len(records), len(library)
            try:
                # A name that is no text, as some are, can be kept only spelt out.
                source = visible(file.name)
                taken = library.add(
                    records, source, progress=lambda n, t=total: progress("records", n, t)
                )
            except KeyboardInterrupt:
                kept = len(library) - before
                print(f"\n{file}: stopped; {kept} of {total} records are kept", file=sys.stderr)
                print("  try: add the file again to continue", file=sys.stderr)
                raise typer.Exit(EXIT_STOPPED) from None
            known = total - len(taken.added)
            gaps = sum(bool(record.incomplete) for record in records)
            summary = f"{file}: {len(taken.added)} added"
            summary += f", {known} held already" if known else ""
            summary += f", {gaps} not whole" if gaps else ""
            say(summary)
            for held in library.holdings.get(taken.added) if total <= 20 else ():
                say(f"  {held.name}")
    if broken or faults:
        raise typer.Exit(EXIT_BAD_INPUT if broken else EXIT_SOME_ITEMS)


@app.command("harvest")
def harvest(
    address: Annotated[str, typer.Argument(help="Base address of a repository (OAI-PMH).")],
    form: Annotated[
        str, typer.Option("--prefix", help="Form of the records: oai_dc or one of MODS.")
    ] = "oai_dc",
    set_: Annotated[str | None, typer.Option("--set", help="A set of the repository.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="First day of change, as 2024-09-30.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", "--anew", help="Ask for everything, not for what is new.")
    ] = False,
    folder: Folder = None,
) -> None:
    """Harvest a repository; a stopped harvest resumes, a later one asks for what has changed.

    Example: entente library harvest https://repository.example.org/oai --set reports
    """
    from entente.cli._progress import progress
    from entente.library.keeping.intake import harvest_into

    with open_library(folder, new=True) as library:
        found = harvest_into(
            library,
            address,
            metadata_prefix=form,
            set_=set_,
            since=since,
            full=full,
            progress=lambda n, total: progress("records", n, total or n),
        )
    went_on = " (resumed where the last one stopped)" if found.went_on else ""
    say(f"{address}: {found.added} added, {found.renewed} renewed, {found.known} held{went_on}")
    for identifier in found.deleted:
        say(f"  deleted there, kept here: {identifier}")
    for problem in found.problems:
        say(f"  not used: {problem.identifier}: {problem.reason}")


@app.command("search")
def search(
    words: Annotated[
        list[str] | None, typer.Argument(help="Search line; nothing finds everything.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="Most records shown.")] = 20,
    offset: Annotated[int, typer.Option("--offset", help="Records passed over first.")] = 0,
    by: Annotated[str, typer.Option("--by", help="both, words or meaning.")] = "both",
    newest: Annotated[bool, typer.Option("--newest", help="Newest first, by words.")] = False,
    facets: Annotated[bool, typer.Option("--facets", help="Count matches by facet.")] = False,
    as_json: AsJson = False,
    folder: Folder = None,
) -> None:
    """Search by words and by meaning.

    All words must be there; "phrases", -words, a OR b and patrol* are understood, and so are
    author:, institution:, journal:, title:, topic:, place:, type:, tag:, doi: and date:2019..2024.

    Example: entente library search 'joint patrols place:japan date:2019..' --facets
    """
    from entente.cli._library import found_as_json, show_found

    with open_library(folder) as library:
        line = " ".join(words or [])
        found = library.search(line, limit=limit, offset=offset, by=by, newest=newest)
    if as_json:
        pour_json(found_as_json(found))
        return
    for text in show_found(found, offset, facets=facets):
        pour(f"{text}\n")


@app.command("show")
def show(
    name: Name,
    as_json: AsJson = False,
    folder: Folder = None,
) -> None:
    """Show all of one record, what is merged into it, and the claims made of it in the cases.

    Example: entente library show stokes-2024-china
    """
    from entente.cli._claims_of import claims_of
    from entente.cli._library import held_as_json, show_held
    from entente.settings import settings

    with open_library(folder) as library:
        held = library.get(name)
        below = library.holdings.under([held.id]).get(held.id, [])
        merged = library.holdings.get(below)
        above = library.holdings.get([library.holdings.top(held.id)])
    claims = claims_of(held.record, settings())
    if as_json:
        made = [{"report": where, "claim": one.id, "title": one.title} for where, one in claims]
        pour_json({**held_as_json(held), "claims": made})
        return
    for text in show_held(held, merged):
        say(text)
    if above[0].id != held.id:
        say(f"{'shown under:':<14} {above[0].name}")
    for report, claim in claims:
        say(f"{'claim:':<14} {report} {claim.id}: {claim.title}")


@app.command("similar")
def similar(
    name: Name,
    limit: Annotated[int, typer.Option("--limit", help="Most records shown.")] = 10,
    folder: Folder = None,
) -> None:
    """List the records most like one, by telling words and by meaning.

    Example: entente library similar stokes-2024-china
    """
    from entente.cli._library import line_of

    with open_library(folder) as library:
        for held, likeness in library.similar(name, limit):
            say(f"{likeness:.2f}  {held.name}  {held.record.title}")
            say(f"      {line_of(held.record)}")


@app.command("tag")
def tag(
    name: Annotated[
        str, typer.Argument(help="Name of a record; without one, the tags are listed.")
    ] = "",
    tags: Annotated[list[str] | None, typer.Argument(help="Tags to put on it.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the tags off.")] = False,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Suggest places, topics and your own tags.")
    ] = False,
    folder: Folder = None,
) -> None:
    """Tag a record, or see what would fit it and why.

    Suggestions come with the words that earned them; nothing is tagged without your word.

    Example: entente library tag stokes-2024-china to-read patrols
    """
    with open_library(folder) as library:
        if not name:
            for each, count in library.holdings.tags().items():
                say(f"{count:>6}  {each}")
            return
        held = library.tag(name, tags or [], remove=remove)
        say(f"{held.name}: {', '.join(held.tags) or 'no tags'}")
        for found in library.suggest(name) if suggest else ():
            say(f"  {found.kind:<6} {found.score:.2f}  {found.label}: {found.why}")


@app.command("dedupe")
def dedupe(
    merge: Annotated[
        str, typer.Option("--merge", help="Name of a record: show its likely duplicates under it.")
    ] = "",
    with_: Annotated[
        list[str] | None, typer.Option("--with", help="Merge these records, and no others.")
    ] = None,
    split: Annotated[
        str, typer.Option("--split", help="Name of a record: undo the merging into it.")
    ] = "",
    least: Annotated[float, typer.Option("--least", help="Least score of a group, 0 to 1.")] = 0.85,
    as_json: AsJson = False,
    folder: Folder = None,
) -> None:
    """Group records that may be one report, with a score and a reason; merge only on your word.

    Example: entente library dedupe --merge stokes-2024-china
    """
    from entente.cli._library import line_of
    from entente.errors import QueryError

    if (split and (merge or with_)) or (with_ and not merge):
        reason = "--split is used alone, and --with goes with --merge."
        raise QueryError(reason, fix="entente library dedupe --merge NAME --with OTHER")
    with open_library(folder) as library:
        if split:
            for held in library.split(split):
                say(f"{held.name} is shown by itself again")
            return
        if merge and with_:
            library.merge(merge, with_)
            say(f"{', '.join(with_)} shown under {merge}; --split {merge} undoes it")
            return
        groups = library.duplicates(least)
        if merge:
            _merge_group(library, merge, groups)
            return
        if as_json:
            pour_json([group.as_data() for group in groups])
            return
        for group in groups:
            say(f"{group.score:.2f}  {group.kept.name}  {group.kept.record.title}")
            say(f"      {line_of(group.kept.record)}")
            for held, likeness in group.others:
                say(f"  {likeness.score:.2f}  {held.name}  {held.record.title}")
                say(f"        {likeness.reason}")
        say(f"{len(groups)} group{'s' * (len(groups) != 1)}; --merge NAME merges one")


def _merge_group(library: Library, name: str, groups: list[Group]) -> None:
    from entente.errors import UnknownNameError

    library.get(name)
    for group in groups:
        members = [group.kept.name, *(held.name for held, _ in group.others)]
        if name in members:
            others = [each for each in members if each != name]
            library.merge(name, others)
            say(f"{', '.join(others)} shown under {name}; --split {name} undoes it")
            return
    known = [group.kept.name for group in groups]
    raise UnknownNameError.among("group of duplicates", name, known, fix="--with names others")


@app.command("export")
def export(
    words: Annotated[
        list[str] | None, typer.Argument(help="Search line; nothing exports everything.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="ris, bibtex, csl_json, yaml_record or csv_table.")
    ] = "ris",
    out: Annotated[Path | None, typer.Option("--out", help="File to write.")] = None,
    folder: Folder = None,
) -> None:
    """Write records in a form that other programs read, in order of arrival.

    Example: entente library export 'tag:to-read' --format bibtex --out reading.bib
    """
    from entente.library.formats import write_records

    short = {"yaml": "yaml_record", "csl": "csl_json", "bib": "bibtex", "csv": "csv_table"}
    with open_library(folder) as library:
        records = list(library.matching(" ".join(words or [])))
    text = write_records(records, short.get(form, form))
    if out is None:
        pour(text)
    else:
        write_text(out, text)
        print(f"{len(records)} records in {out}", file=sys.stderr)


@app.command("watch")
def watch(
    names: Annotated[
        list[str] | None, typer.Argument(help="Saved searches to look at; by default all.")
    ] = None,
    save: Annotated[
        tuple[str, str] | None, typer.Option("--save", help="Save a search: NAME and QUERY.")
    ] = None,
    forget: Annotated[str, typer.Option("--forget", help="Drop a saved search.")] = "",
    atom: Annotated[
        Path | None, typer.Option("--atom", help="Write what is new as an Atom feed to a file.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Let what is shown stay new.")] = False,
    folder: Folder = None,
) -> None:
    """List the records that have come in for saved searches since they were last looked at.

    Example: entente library watch --save patrols 'patrol place:japan'
    """
    from entente.cli._library import line_of
    from entente.library.keeping import watch as watching

    with open_library(folder, new=bool(save)) as library:
        if save:
            before = {each.name: each.query for each in watching.saved_searches(library)}
            saved = watching.save_search(library, *save)
            instead = f" (was: {before[saved.name]})" if saved.name in before else ""
            say(f"{saved.name}: {saved.query}{instead}")
            return
        if forget:
            watching.forget_search(library, forget)
            say(f"{forget} is dropped")
            return
        searches = (
            [watching.saved_search(library, name) for name in names]
            if names
            else watching.saved_searches(library)
        )
        found = [(saved, watching.new_records(library, saved)) for saved in searches]
        if atom:
            write_text(atom, watching.write_atom(found))
        for saved, records in found:
            say(f"{saved.name}: {len(records)} new for {saved.query}")
            for held in records:
                say(f"  {held.name}  {held.record.title}")
                say(f"    {line_of(held.record)}")
        if not searches:
            say("no saved search; `entente library watch --save NAME QUERY` saves one")
        # Only what has got through to the reader has been seen.
        sys.stdout.flush()
        if not keep and searches:
            watching.mark_seen(library, searches)
