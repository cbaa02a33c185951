"""A table, and what its columns and their words become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from stworkshop.exchange import mapping
from stworkshop.exchange.foreign import LEAVE_OUT, Choices, Foreign, Plan
from stworkshop.exchange.incoming import of_cards, with_all_links
from stworkshop.exchange.tables import table_columns as roles
from stworkshop.exchange.tables import table_import
from stworkshop.exchange.tables.table_columns import ColumnChoices
from stworkshop.exchange.tables.table_files import Sheet, column_letters
from stworkshop.exchange.tables.table_links import is_links
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.bring_in.draft import LIKE, DraftLine, Option, Outcome, Word, counted, line_of

_SAMPLES, _LONGEST_SAMPLE = 3, 60
_MOST_SHOWN = 6
"""Columns of the preview; more would have no room."""
_FIRST_SHOWN = (roles.LABEL, roles.WHO, roles.TOPIC, roles.KIND)


class TableDraft:
    """The sheets of a file, the one that is looked at, and the choices for its columns."""

    is_table = True

    def __init__(
        self, name: str, sheets: Sequence[Sheet], catalogue: Catalogue, named: bool, remembered: Sequence[ColumnChoices]
    ) -> None:
        self.name, self.sheets, self.named = name, tuple(sheets), named
        self._catalogue, self._remembered = catalogue, tuple(remembered)
        self._decided: dict[str, str] = {}
        self.at = self.sheets.index(of_cards(self.sheets, catalogue, named))
        self.columns = self._suggested()

    @property
    def sheet(self) -> Sheet:
        """The sheet that is looked at."""
        return self.sheets[self.at]

    @property
    def title(self) -> str:
        """What the dialog is called."""
        return _("Bring in a spreadsheet")

    @property
    def about(self) -> str:
        """What the file holds, in words."""
        told = [_("sheet “{name}”").format(name=self.sheet.name)] if self.name.lower().endswith(".xlsx") else []
        rows, width = self.rows, self.sheet.width
        told.append(ngettext("{n} row", "{n} rows", rows).format(n=rows))
        told.append(ngettext("{n} column", "{n} columns", width).format(n=width))
        links = [other.name for other in self.sheets if other is not self.sheet and is_links(other)]
        told += [_("links of “{name}”").format(name=name) for name in links]
        return ", ".join(told)

    @property
    def rows(self) -> int:
        """How many rows there are below the names."""
        return len(self.sheet.body(names=self.columns.first_row_holds_names))

    @property
    def recalled(self) -> bool:
        """Whether choices were remembered for a table with these names."""
        return any(known.fits(self._heads(known.first_row_holds_names)) for known in self._remembered)

    @property
    def doubt(self) -> str:
        """Why the rows may be no cards with these choices, in a sentence; "" where nothing speaks against it."""
        why = roles.doubt(self.sheet, self.columns)
        words = _(
            "Are these rows cards? It does not look so: {why}. Choose what becomes the label, or bring in nothing."
        )
        return words.format(why=why) if why else ""

    def head(self, at: int) -> str:
        """Return the name of a column."""
        return self._heads(self.columns.first_row_holds_names)[at]

    def samples(self, at: int) -> str:
        """Return the first different values of a column."""
        found: dict[str, None] = {}
        for cell in roles.cells_of(self.sheet, at, self.columns.first_row_holds_names):
            if cell:
                found[" ".join(cell.split())[:_LONGEST_SAMPLE]] = None
            if len(found) > _SAMPLES:
                break
        shown = list(found)[:_SAMPLES]
        return ", ".join(shown) + (" …" if len(found) > len(shown) else "")

    def states(self) -> list[table_import.ColumnState]:
        """Return what each column does."""
        return table_import.states(self.sheet, self.columns, self._catalogue, self.named)

    def words(self, role: str) -> list[Word]:
        """Return the words in the columns of topics or kinds, with what each becomes."""
        columns = self.columns
        found = roles.words_in(self.sheet, columns.roles, role, columns.first_row_holds_names, self._catalogue)
        chosen = columns.topics if role == roles.TOPIC else columns.kinds
        return [Word(word, count, chosen.get(word, "")) for word, count in found.items()]

    # --- choices

    def look_at(self, at: int) -> None:
        """Look at another sheet."""
        self.at, self._decided = at, {}
        self.columns = self._suggested()

    def suggest_anew(self) -> None:
        """Leave aside what was remembered."""
        self._remembered, self._decided = (), {}
        self.columns = self._suggested()

    def use(self, columns: ColumnChoices) -> bool:
        """Use saved choices; tell whether they fit this table."""
        heads = self._heads(columns.first_row_holds_names)
        if columns.fits(heads):
            self.columns = columns.for_table(heads)
        return columns.fits(heads)

    def choose_role(self, at: int, role: str) -> None:
        """Let a column become something else."""
        self.columns = self._with_words(self.columns.with_role(at, role))

    def choose_kind(self, kind: str) -> None:
        """Let a row become another kind of card; columns for fields that it does not have go into the note."""
        fields = {option.id for option in role_options(self._catalogue, kind)}
        kept = tuple(role if role in fields else roles.NOTE for role in self.columns.roles)
        self.columns = replace(self.columns, kind=kind, roles=kept)

    def choose_word(self, role: str, word: str, chosen: str) -> None:
        """Let a word in the columns of topics or kinds become something else."""
        if role == roles.TOPIC:
            self.columns = replace(self.columns, topics={**self.columns.topics, word: chosen})
        else:
            self.columns = replace(self.columns, kinds={**self.columns.kinds, word: chosen})

    def choose_names(self, named: bool) -> None:
        """Take the first row for names, or for a row like the others."""
        changed = replace(self.columns, first_row_holds_names=named, heads=self._heads(named))
        self.columns = self._with_words(changed)

    def decide(self, key: str, decided: str) -> None:
        """Decide about a row: leave it out, take it for a card of the map by that one's id, or "" as it comes."""
        self._decided.pop(key, None)
        if decided:
            self._decided[key] = decided

    def job(self, board: Board, catalogue: Catalogue) -> Callable[[], Outcome]:
        """Return what computes the preview, which looks at nothing that can change meanwhile."""
        name, sheet, columns, decided = self.name, self.sheet, self.columns, dict(self._decided)
        sheets = self.sheets

        def work() -> Outcome:
            foreign, _links = with_all_links(table_import.as_foreign(name, sheet, columns, catalogue), sheet, sheets)
            choices = table_import.choices_of(foreign, columns, catalogue, board)
            choices = replace(choices, cards=MappingProxyType(decided))
            plan = mapping.planned(foreign, choices, board, catalogue)
            shown = _shown(columns)
            heads = tuple(_head(columns, shown, at, catalogue) for at in shown)
            lines = _lines(sheet, columns, shown, foreign, choices, plan, board)
            return Outcome(foreign, choices, plan, heads, lines, counted(plan))

        return work

    # --- inside

    def _heads(self, named: bool) -> tuple[str, ...]:
        return self.sheet.heads_of(names=named)

    def _suggested(self) -> ColumnChoices:
        found = roles.suggested_columns(self.sheet, self._catalogue, self.named, self._remembered)
        return self._with_words(found)

    def _with_words(self, columns: ColumnChoices) -> ColumnChoices:
        """Return the choices with a suggestion for each word of columns that mean topics or kinds since now."""
        from stworkshop.exchange import suggesting

        names, sheet = columns.first_row_holds_names, self.sheet
        topics = roles.words_in(sheet, columns.roles, roles.TOPIC, names, self._catalogue)
        kinds = roles.words_in(sheet, columns.roles, roles.KIND, names, self._catalogue)
        return replace(
            columns,
            topics={**{w: suggesting.topic_of(w, self._catalogue) for w in topics}, **columns.topics},
            kinds={**{w: suggesting.kind_of(w, self._catalogue) for w in kinds}, **columns.kinds},
        )


def role_words() -> dict[str, tuple[str, str]]:
    """Return what the roles of columns are called, and their icons."""
    return {
        roles.LABEL: (_("Label"), "edit"),
        roles.WHO: (_("Who holds it"), "kinds/stakeholder"),
        roles.NOTE: (_("Note"), "note"),
        roles.TOPIC: (_("Topic"), "tag"),
        roles.KIND: (_("Kind of card"), "kinds/concern"),
        roles.TYPE: (_("Type"), "list"),
        roles.CODE: (_("Code"), "ballot"),
        roles.ANSWERED: (_("Answered by"), "kinds/mitigation"),
        roles.ID: (_("Id of the row"), "link"),
        roles.X: (_("Place across"), "arrow-right"),
        roles.Y: (_("Place down"), "chevron-down"),
        LEAVE_OUT: (_("Leave out"), "eye-off"),
    }


def role_options(catalogue: Catalogue, kind: str) -> list[Option]:
    """Return what a column can become where a row becomes a card of this kind."""
    words = role_words()
    common = [Option(role, *words[role]) for role in roles.ROLES if role != LEAVE_OUT]
    if catalogue.knows_kind(kind):
        common[0] = Option(roles.LABEL, words[roles.LABEL][0], f"kinds/{catalogue.variant(kind, '')}")
    fields = [
        Option(roles.FIELD + attribute.id, attribute.label, "list")
        for attribute in catalogue.kind(kind).attributes.values()
        if not attribute.derived and attribute.id != "type"
    ]
    return [Option(LEAVE_OUT, *words[LEAVE_OUT]), *common, *fields]


def letter(at: int) -> str:
    """Return the letter of a column."""
    return column_letters(at)


def _shown(columns: ColumnChoices) -> list[int]:
    """Return the places of the columns that the preview shows, in the order of the table."""
    used = [at for at, role in enumerate(columns.roles) if role not in (LEAVE_OUT, roles.ID, roles.X, roles.Y)]
    rank = {role: number for number, role in enumerate(_FIRST_SHOWN)}
    first = sorted(used, key=lambda at: rank.get(columns.roles[at], len(rank)))
    return sorted(first[:_MOST_SHOWN])


def _head(columns: ColumnChoices, shown: Sequence[int], at: int, catalogue: Catalogue) -> str:
    role = columns.roles[at]
    if role.startswith(roles.FIELD):
        attribute = catalogue.kind(columns.kind).attributes.get(role.removeprefix(roles.FIELD))
        return attribute.label if attribute is not None else columns.heads[at]
    if role == roles.NOTE and sum(columns.roles[other] == role for other in shown) > 1:
        return columns.heads[at]
    return _("Who") if role == roles.WHO else role_words()[role][0]


def _lines(
    sheet: Sheet,
    columns: ColumnChoices,
    shown: Sequence[int],
    foreign: Foreign,
    choices: Choices,
    plan: Plan,
    board: Board,
) -> tuple[DraftLine, ...]:
    """Return a line for each row, and one for each person or answer that looks like a card on the map."""
    body = sheet.body(names=columns.first_row_holds_names)
    beside = len(foreign.cards) - len(body)
    fates = {fate.card.id: fate for fate in plan.fates}
    ids = {element.code: element.id for element in board.elements.values()}
    used = [columns.roles[at] for at in shown]
    places = tuple(used.index(role) if role in used else -1 for role in (roles.KIND, roles.TOPIC))
    lines = []
    for (number, row), card in zip(body, foreign.cards[beside:], strict=True):
        cells = tuple(row[at] for at in shown)
        lines.append(line_of(card.id, str(number), cells, fates.get(card.id), choices, ids, (places[0], places[1])))
    named = next((used.index(role) for role in (roles.WHO, roles.LABEL) if role in used), 0)
    for card in foreign.cards[:beside]:
        line = line_of(card.id, "", (), fates.get(card.id), choices, ids)
        if line.state == LIKE or line.decided:
            cells = tuple(card.label if at == named else "" for at in range(len(shown)))
            lines.append(replace(line, cells=cells))
    return tuple(lines)
