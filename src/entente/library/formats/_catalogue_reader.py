"""Lines of a catalogue's page put together into the records they belong to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from entente.library.formats._catalogue_bare import Paragraph, find_paragraphs, split_numbered
from entente.library.formats._catalogue_labels import Lines
from entente.library.formats._catalogue_lines import (
    FIELDS,
    RECORD,
    Item,
    Kind,
    begins_label,
    split_number,
)
from entente.library.formats._catalogue_navigation import (
    is_counted,
    is_counted_in_thousands,
    is_firm_navigation,
    is_paging,
    starts_search,
)
from entente.library.formats._catalogue_order import goes_on
from entente.library.formats._catalogue_record import (
    Label,
    PageRecord,
    Value,
    ends_sentence,
    says_no_abstract,
)
from entente.library.formats._catalogue_seams import part_records

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_page_records(items: Sequence[Item]) -> list[PageRecord]:
    """Put the lines of a page together into records.

    Args:
        items: Lines of the page, in order.

    Returns:
        What was met of each record, in order; none where no line is a label or a numbered title.

    Examples:
        >>> lines = [Item(Kind.HEADING, "A", level=2), Item(Kind.BULLET, "Topic: War")]
        >>> [record.title for record in read_page_records(lines)]
        [['A']]
    """
    return part_records(_Page(Lines(items)).read())


class _Page:
    """A page while it is read: what is open, and what has been met."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.items = items = lines.items
        self.found: list[PageRecord] = []
        self.current: PageRecord | None = None
        self.pending: PageRecord | None = None  # a title whose labels have not been met
        self.pending_level = 0  # level of its heading; 0 where it is not a heading
        self.pending_at = 0
        self.closed = True  # nothing continues the value before
        self.separated = False  # something stronger than an empty line came since the last label
        self.marked = False  # an element that holds a record began or ended
        self.widest = (False, 0)  # what most parts two labels of the record
        self.searched = False
        self.orphans: list[tuple[int, PageRecord, int]] = []
        self.levels: Counter[int] = Counter()  # of headings above labels
        self.headings = Counter(item.level for item in items if item.kind is Kind.HEADING)

    def read(self) -> list[PageRecord]:
        at = 0
        while at < len(self.items):
            item = self.items[at]
            if item.kind is Kind.BARE:
                stop = at + 1
                while stop < len(self.items) and self.items[stop].kind is Kind.BARE:
                    stop += 1
                self._read_bare(at, stop)
                at = stop
                continue
            if item.kind is Kind.HEADING:
                self._read_heading(at)
            elif item.kind is Kind.BREAK:
                self._close(separated=True)
                self.marked = self.marked or item.text == RECORD
            else:
                self._read_list_item(at)
            at += 1
        self._end()
        return self.found

    # What a line does

    def _close(self, *, separated: bool = False) -> None:
        self.closed = True
        self.separated = self.separated or separated

    def _read_heading(self, at: int) -> None:
        item = self.items[at]
        self._close(separated=True)
        self.searched = starts_search(item.text)
        if self.searched or is_firm_navigation(item.text):
            return
        self._drop_pending(followed_by_heading=self.pending_at == at - 1)
        number, title = split_number(item.text)
        self.pending = PageRecord([title] if title else [], number, item.line, item.link)
        self.pending_level, self.pending_at = item.level, at

    def _read_list_item(self, at: int) -> None:
        item = self.items[at]
        if self.searched and self.lines.is_constraint(at):
            return
        self.searched = False
        if label := self.lines.label_of(at, in_abstract=self._in_abstract):
            self._open(at, *label)
        elif item.kind is not Kind.VALUE and self._is_beside(at):
            self._close()
        elif item.text:
            self._add_value(at)

    @property
    def _last(self) -> Label | None:
        return self.current.last if self.current and not self.pending else None

    @property
    def _in_abstract(self) -> bool:
        return not self.closed and self._last is not None and self._last.field == "abstract"

    def _is_beside(self, at: int) -> bool:
        """Handle a bullet that is navigation, a facet, or a label that the page's end cuts off."""
        item, last = self.items[at], self._last
        awaits = last is not None and not last.values and not self.closed
        is_last = at == len(self.items) - 1
        may_be_cut = is_last and last is not None and not self.closed
        if may_be_cut and (not awaits or self.lines.inline[at]) and begins_label(item.text):
            self._cut()
            return True
        if awaits:
            return False
        if is_firm_navigation(item.text) or (self.closed and is_paging(item.text)):
            return True
        if self.closed:
            return is_counted(item.text)
        after = "" if is_last else self.items[at + 1].text
        if item.gap <= self.widest[1]:  # nothing separates it from the record's own lines
            return False
        return (
            is_paging(item.text)
            or (is_counted(item.text) and (is_counted(after) or is_counted_in_thousands(item.text)))
            or (item.text.casefold() in FIELDS and is_counted(after))
        )

    def _cut(self) -> None:
        if self.current:
            self.current.is_cut = True

    def _open(self, at: int, name: str, value: str) -> None:
        item = self.items[at]
        key = Label(name, 0).key
        if self.pending:
            if self.pending_level:
                self.levels[self.pending_level] += 1
            self._start(self.pending)
        elif self.current is None or self._starts_untitled(at, key):
            self._start(PageRecord(line=item.line))
        elif self.current.labels:
            self.widest = max(self.widest, (self.separated, item.gap))
        record = self.current
        if record is None:  # pragma: no cover (one has just been started)
            return
        record.add(Label(name, item.line, [Value([value])] if value else [], bool(value)))
        self.closed = self.separated = self.marked = False

    def _start(self, record: PageRecord) -> None:
        self.pending = None
        self.current = record
        self.found.append(record)
        record.is_marked, self.marked = self.marked, False
        self.widest = (False, 0)

    def _add_value(self, at: int) -> None:
        item = self.items[at]
        if self.pending:
            if not is_counted(item.text):
                self.pending.unlabelled.append(item.text)
        elif self.current and self.current.last and (not self.closed or item.kind is Kind.VALUE):
            self.current.last.values.append(Value([item.text], item.whole))

    # Where a record starts

    def _starts_untitled(self, at: int, key: str) -> bool:
        """Whether something between a label and the one before parts their records.

        What parts records that have no title has to be wider than what parts the labels of one.
        Below a title, the label has to come again too. Records with nothing between are parted
        when the page has been read.
        """
        record = self.current
        if record is None or self.marked:
            return True
        apart = (self.separated, self.items[at].gap)
        if not record.title and apart > (False, 0):
            within = self.widest if len(record.labels) > 1 else self.lines.apart_ahead(at)
            if apart > (within or apart):
                return True
        return key in record.keys and (self.separated or self.items[at].gap > self.widest[1])

    def _drop_pending(self, *, followed_by_heading: bool = False, is_last: bool = False) -> None:
        """Settle what becomes of a title that no label follows."""
        pending, self.pending = self.pending, None
        if pending is None:
            return
        if not self.pending_level or pending.number is not None:
            self._start(pending)
            self.closed = True
        elif followed_by_heading or is_last:
            self.orphans.append((len(self.found), pending, self.pending_level))

    def _end(self) -> None:
        last = self.items[-1] if self.items else None
        if self.pending:
            stands_last = last is not None and self.pending_at == len(self.items) - 1
            self.pending.is_cut = stands_last
            self._drop_pending(is_last=stands_last)
        elif self.current and last and not self.closed:
            label = self.current.last
            ends_with_label = label is not None and not label.values
            stub = last.kind is Kind.BULLET and not last.text
            self.current.is_cut = self.current.is_cut or ends_with_label or stub or _is_open(label)
        for place, orphan, level in reversed(self.orphans):
            if self.levels[level] or not self.found:
                self.found.insert(place, orphan)

    # Lines without a bullet

    def _read_bare(self, start: int, stop: int) -> None:
        """Handle lines without a bullet: titles, the rest of a value, or navigation."""
        last = self._last
        found = find_paragraphs(
            self.items[start:stop],
            goes_on=not self.closed and last is not None,
            after=last.values[-1].text if last and last.values else "",
            searched=self.searched,
        )
        self.searched = found.searched
        if found.is_of_list and found.paragraphs and self.pending and self.pending.number is None:
            self._drop_pending()  # the heading is the page's own
        label_next = stop < len(self.items) and (
            self.items[stop].is_list_item
            and self.lines.label_of(stop, in_abstract=False) is not None
            and not (self.searched and self.lines.is_constraint(stop))
        )
        ends = stop == len(self.items) and not found.ends_in_navigation
        paragraphs = found.paragraphs
        if self.pending and self.pending_level:
            self._go_on_after_heading(paragraphs, start, stop, label_next=label_next)
        else:
            keys = self.lines.keys_ahead(stop) if label_next else []
            before, titles = split_numbered(
                paragraphs,
                number=self.current.number if self.current else None,
                is_first=self.current is None and self.pending is None,
                label_next=label_next,
                list_next=stop < len(self.items) and self.items[stop].is_list_item,
                ends=ends or stop < len(self.items),
                repeats=self._repeats(keys),
                in_abstract=self._in_abstract,
            )
            if not titles and label_next:
                before, titles = self._split_title(before, keys)
            elif not titles and ends and self._is_last_title(before):
                *before, last_title = before
                titles = [last_title.as_title()]
            self._go_on(before)
            for paragraph in titles:
                self._add_title(paragraph, stop)
        if found.ends_in_navigation:
            self._close(separated=True)
            if self.pending and not self.pending_level and not label_next:
                self._drop_pending()

    def _add_title(self, paragraph: Paragraph, stop: int) -> None:
        pending = self.pending
        if pending and not pending.title and pending.number is not None and not paragraph.is_title:
            pending.title = [line.text for line in paragraph.lines]  # below its number
        elif self.pending is None or paragraph.number is not None or paragraph.is_title:
            self._drop_pending()
            self.pending = PageRecord(paragraph.title, paragraph.number, paragraph.lines[0].line)
            self.pending_level, self.pending_at = 0, stop - 1
            self._close()
        else:
            self.pending.unlabelled += [paragraph.text]

    def _go_on_after_heading(
        self, paragraphs: list[Paragraph], start: int, stop: int, *, label_next: bool
    ) -> None:
        pending = self.pending
        if pending is None or not paragraphs:
            return
        if paragraphs[0].lines[0] is self.items[start] and not self.items[start].gap:
            pending.title += [line.text for line in paragraphs.pop(0).lines]
            self.pending_at = stop - 1 if not paragraphs else self.pending_at
        if not paragraphs:
            return
        alone = self.headings[self.pending_level] == 1 and pending.number is None
        if label_next and alone and not self.items[stop].gap and not self.found:
            # The heading is the site's own; the title is the line above the list.
            title = paragraphs[-1].as_title()
            self.pending = PageRecord(title.title, title.number, title.lines[0].line)
            self.pending_level = 0
        else:
            pending.unlabelled += [paragraph.text for paragraph in paragraphs]

    def _repeats(self, keys: Sequence[str]) -> bool:
        """Whether labels ahead are in the record already, so that they are another's."""
        if self.current is None or not keys:
            return False
        own, first, last = self.current.keys, self.current.labels[:1], self.current.last
        if not self.current.title and keys[0] not in own and last and goes_on(last.key, keys[0]):
            return False  # without titles on the page, a line between them is the rest of a value
        again = own.intersection(keys)
        return len(again) > 1 or own == again or any(label.key == keys[0] for label in first)

    def _split_title(
        self, paragraphs: list[Paragraph], keys: Sequence[str]
    ) -> tuple[list[Paragraph], list[Paragraph]]:
        """Split what continues the record from the title of the next one."""
        if not paragraphs or self.pending:
            return [], paragraphs
        *before, title = paragraphs
        if self.current is None or self.closed:
            return before, [title.as_title()]
        repeats = self._repeats(keys)
        last = self.current.last
        awaits = last and not last.values and len(paragraphs) == 1 and len(title.lines) == 1
        is_text = self._in_abstract and title.separated and title.reads_as_text
        if awaits or is_text or not (repeats or title.separated):
            return paragraphs, []
        text, title = title.split_text(only_last=not title.separated, in_abstract=self._in_abstract)
        return [*before, *text], [title.as_title()]

    def _is_last_title(self, paragraphs: Sequence[Paragraph]) -> bool:
        """Whether the page's last line is the title of a record and nothing more is left.

        It may be where the records before have titles of that kind: bare, and without a number.
        """
        if not paragraphs or not self.current or self.pending or self.levels:
            return False
        bare = self.current.title and self.current.number is None
        title = paragraphs[-1]
        last = self.current.last
        alone = title.separated and len(title.lines) == 1 and last is not None and last.values
        return bool(bare and alone) and not title.reads_as_text

    def _go_on(self, paragraphs: list[Paragraph]) -> None:
        """Let lines continue the open value; others are passed over."""
        if not paragraphs:
            return
        last = self._last
        if self.closed or last is None:
            self.closed = True
            return
        rest = paragraphs
        if not paragraphs[0].separated or not last.values:
            first, *rest = paragraphs
            lines = [line.text for line in first.lines]
            if last.values:
                last.values[-1].parts += lines
            else:
                last.values.append(Value(lines))
        if not rest:
            return
        if last.field != "abstract":
            self.closed = True
            return
        last.values += [Value([line.text for line in paragraph.lines]) for paragraph in rest]


def _is_open(label: Label | None) -> bool:
    """Whether the abstract is the last label and does not end as a sentence does."""
    if label is None or label.field != "abstract" or not label.values:
        return label is None
    text = label.values[-1].text
    whole = "\n\n".join(value.text for value in label.values)
    return not ends_sentence(text) and not says_no_abstract(whole)
