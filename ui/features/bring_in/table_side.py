"""Ties the left side to a table: what is chosen goes to the draft, and what follows is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from stworkshop.errors import KnownError
from stworkshop.exchange.tables import saved_mapping
from stworkshop.exchange.tables import table_columns as roles
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from ui.features.bring_in.columns import Columns, ColumnSeen, WordsSeen
from ui.features.bring_in.draft import Option, kind_options, kind_words
from ui.features.bring_in.graph_words import kind_choices, topic_choices, with_own
from ui.features.bring_in.table_draft import TableDraft, letter, role_options
from ui.session.preferences import Preferences

_STATES = {"good": "ok", "look": "look", "off": "off"}


class TableSide(QObject):
    """Shows a draft in its columns; `changed` says that the preview is to be computed anew."""

    changed = Signal()
    told = Signal(str)
    """What is wrong, in a sentence; "" where nothing is."""
    said = Signal(str)
    """What was done."""

    def __init__(self, draft: TableDraft, catalogue: Catalogue, preferences: Preferences) -> None:
        self.columns = Columns()
        super().__init__(self.columns)
        self._draft, self._catalogue, self._preferences = draft, catalogue, preferences
        columns = self.columns
        columns.chosen.connect(lambda at, role: self._do(lambda: draft.choose_role(at, role)))
        columns.word_chosen.connect(lambda key, word, to: self._do(lambda: draft.choose_word(key, word, to)))
        columns.kind_chosen.connect(lambda kind: self._do(lambda: draft.choose_kind(kind)))
        columns.sheet_chosen.connect(lambda at: self._do(lambda: draft.look_at(at)))
        columns.named_changed.connect(lambda named: self._do(lambda: draft.choose_names(named)))
        columns.wants_suggestions.connect(lambda: self._do(draft.suggest_anew))
        columns.wants_saving.connect(self._save)
        columns.wants_loading.connect(self._load)
        columns.show_sheets([sheet.name for sheet in draft.sheets], draft.at)
        self.refresh()

    @property
    def remembers(self) -> bool:
        """Whether the choices are to be offered again for files like this one."""
        return self.columns.remember.isChecked()

    def refresh(self) -> None:
        """Show what was chosen, and what follows from that."""
        draft, chosen = self._draft, self._draft.columns
        one = [
            Option(kind.id, _one(self._catalogue, kind.id), kind.icon, kind.tone)
            for kind in kind_options(self._catalogue)
        ]
        self.columns.show_kind(chosen.kind, one)
        seen = [
            ColumnSeen(
                letter(at), draft.head(at), draft.samples(at), chosen.roles[at], _STATES[state.state], state.words
            )
            for at, state in enumerate(draft.states())
        ]
        self.columns.show_columns(seen, role_options(self._catalogue, chosen.kind))
        self.columns.show_words(self._words())
        recalled = _("As you chose for a file with these columns before.") if draft.recalled else ""
        self.columns.show_checks(chosen.first_row_holds_names, recalled)

    def _words(self) -> list[WordsSeen]:
        draft, found = self._draft, []
        for role, options, undecided in (
            (roles.TOPIC, topic_choices(self._catalogue), _("Choose a topic")),
            (roles.KIND, kind_choices(self._catalogue), _("Choose a kind")),
        ):
            words = draft.words(role)
            if words:
                heads = [draft.head(at) for at, one in enumerate(draft.columns.roles) if one == role]
                title = _("Words in “{column}”").format(column="”, “".join(heads))
                found.append(WordsSeen(role, title, words, with_own(options, words), undecided))
        return found

    def _do(self, change: Callable[[], object]) -> None:
        change()
        self.told.emit("")
        self.refresh()
        self.changed.emit()

    def _save(self) -> None:
        if roles.LABEL not in self._draft.columns.roles:
            self.told.emit(_("Choose the column for “Label” first; without it the choices fit no spreadsheet."))
            return
        stem = _("columns of {name}").format(name=Path(self._draft.name).stem)
        start = Path(self._preferences.last_folder) / f"{stem}.json"
        name, _kind = QFileDialog.getSaveFileName(self.columns, _("Save these choices"), str(start), "*.json")
        if not name:
            return
        path = Path(name if name.lower().endswith(".json") else name + ".json")
        try:
            saved_mapping.write(self._draft.columns, path)
        except KnownError as error:
            self.told.emit(str(error))
        else:
            self.said.emit(_("Saved: {name}").format(name=path.name))

    def _load(self) -> None:
        folder = self._preferences.last_folder
        name, _kind = QFileDialog.getOpenFileName(self.columns, _("Use saved choices"), folder, "*.json")
        if not name:
            return
        try:
            columns = saved_mapping.read(Path(name))
        except KnownError as error:
            self.told.emit(str(error))
            return
        if self._draft.use(columns):
            self._do(lambda: None)
        else:
            words = _("The choices in “{name}” are for a spreadsheet with other columns. Nothing was changed.")
            self.told.emit(words.format(name=Path(name).name))


def _one(catalogue: Catalogue, kind: str) -> str:
    return _("one {card}").format(card=kind_words(catalogue, kind, 1))
