"""Giving copies to tables: their names, the letter that the codes of each will bear, and where the files go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge.read_copies import letter_for
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row, tip
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.words import bare_table

_MOST_TABLES = 60
_LONGEST_NAME = 40


class GiveDialog(Dialog):
    """Asks for the names of tables and for a folder; `wanted` are the names with the files that are to be written."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        folder: str,
        given: Mapping[str, str],
        guests: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`guests` of the room, peer and name, can be given a copy over the network."""
        super().__init__(parent, _("Give to a table"), "export")
        self._title, self._given, self._guests = title, dict(given), tuple(guests)
        self.folder = folder
        self._rows: list[_TableRow] = []
        words = _(
            "A table gets a copy of this session and works apart. It holds the map, the list of people, the words, the"
            " statements and the history; it does not hold answers, private notes or sheets that are still sealed."
        )
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self._list = QWidget()
        self._list.setProperty("part", "plain")
        self._lines: QVBoxLayout = column(self._list, 8, (0, 2, 0, 2))
        self.body.addWidget(self._list)
        self.more = button(_("One more table"), lambda: self.add_table(focus=True), "plus", "quiet", "small")
        ways = row(spacing=8)
        ways.addWidget(self.more)
        self.each = button(_("One for each guest"), self._one_for_each, "people", "quiet", "small")
        self.each.setVisible(bool(guests))
        ways.addWidget(self.each)
        ways.addStretch(1)
        self.body.addLayout(ways)
        self._place = self._where()
        self.body.addWidget(self._place)
        self._why = WrappedLabel("", "small", "warn")
        self.below.addWidget(self._why)
        self.add_button(button(_("Cancel"), self.reject))
        self.give = self.add_button(button("", self.accept, "export", "primary"), first=True)
        self.give.setProperty("square", "")
        self.setMinimumWidth(theme().scaled(760 if guests else 560))
        self.add_table(focus=True)

    @property
    def wanted(self) -> list[tuple[str, Path]]:
        """The names of the tables that get a file, each with its file."""
        return [(made.name, self._file_of(made.name)) for made in self._rows if made.name and not made.peer]

    @property
    def by_network(self) -> list[tuple[str, str]]:
        """The names of the tables that get their copy over the network, each with its guest."""
        return [(made.name, made.peer) for made in self._rows if made.name and made.peer]

    def add_table(self, name: str = "", *, focus: bool = False) -> None:
        """Add a line for one more table."""
        made = _TableRow(len(self._rows) + 1, name, self.refresh, self._leave_out, self._guests)
        self._rows.append(made)
        self._lines.addWidget(made)
        made.show()  # at once, or the list would not grow by it
        if focus:
            made.field.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Show the letters, and what is still in the way."""
        letters = dict(self._given)
        for made in self._rows:
            name = made.name
            letter = letters.get(name) or letter_for(name, letters) if name else ""
            if name:
                letters[name] = letter
            made.show_letter(letter, again=name in self._given)
            made.drop.setVisible(len(self._rows) > 1)
        names, why = self._names(), self._in_the_way()
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._path.setText(self.folder)
        self.give.setEnabled(bool(names) and not why)
        self._place.setVisible(not self.by_network or bool(self.wanted))
        words = ngettext("Save the copy", "Save {n} copies", max(1, len(names))).format(n=len(names))
        if self.by_network:
            words = ngettext("Give the copy", "Give {n} copies", max(1, len(names))).format(n=len(names))
        self.give.setText(words)
        describe(self.give, words)
        self.more.setEnabled(len(self._rows) < _MOST_TABLES)

    def _where(self) -> QWidget:
        holder = frame("well")
        line = row(holder, 10, (14, 10, 10, 10))
        line.addWidget(IconLabel("open-folder", "text_2", 18))
        texts = column(spacing=1)
        words = _("One file for each table goes to this folder, a stick for example")
        texts.addWidget(WrappedLabel(words, "small", "muted"))
        self._path = WrappedLabel(self.folder, "body", strong=True)
        texts.addWidget(self._path)
        line.addLayout(texts, 1)
        self.choose = button(_("Choose…"), self._choose, "", "", "small", name=_("Choose the folder"))
        line.addWidget(self.choose)
        return holder

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where do the copies go?"), self.folder)
        if chosen:
            self.folder = chosen
            self.refresh()

    def _names(self) -> list[str]:
        return [made.name for made in self._rows if made.name]

    def _in_the_way(self) -> str:
        names = self._names()
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice:
            return _("Two tables are called “{name}”. Give one of them another name.").format(name=twice)
        peers = [peer for _name, peer in self.by_network]
        guest = next((name for peer, name in self._guests if peers.count(peer) > 1), "")
        if guest:
            return _("“{guest}” would get two copies. Give one of them to another laptop.").format(guest=guest)
        there = next((path for _name, path in self.wanted if path.exists()), None)
        if there is not None:
            words = _("“{file}” is in this folder already. Choose another folder, or another name.")
            return words.format(file=there.name)
        return ""

    def _file_of(self, name: str) -> Path:
        return Path(self.folder) / f"{file_name(self._title, name)}.stw"

    def _one_for_each(self) -> None:
        """Write a line for each guest of the room who has none yet."""
        known = {peer for _name, peer in self.by_network}
        for peer, name in self._guests:
            if peer in known:
                continue
            free = next((made for made in self._rows if not made.name), None)
            if free is None:
                self.add_table()
                free = self._rows[-1]
            free.field.setText(bare_table(name)[:_LONGEST_NAME])
            free.go_to(peer)
        self.refresh()

    def _leave_out(self, made: _TableRow) -> None:
        self._rows.remove(made)
        self._lines.removeWidget(made)
        made.hide()
        made.deleteLater()
        for number, other in enumerate(self._rows, 1):
            other.show_number(number)
        self._rows[-1].field.setFocus()
        self.refresh()


class _TableRow(QWidget):
    """The name of one table, and the letter that will stand in the codes of its cards."""

    def __init__(
        self,
        number: int,
        name: str,
        changed: Callable[[], object],
        drop: Callable[[_TableRow], object],
        guests: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        layout = Flow(self, 10, filled=True)
        self.field = QLineEdit(name)
        self.field.setMaxLength(_LONGEST_NAME)
        self.field.setMinimumWidth(theme().scaled(150))
        self.field.setPlaceholderText(_("Hill, River, Table 3 …"))
        layout.addWidget(self.field)
        self._letter = label("", "small", "muted")
        self._letter.setMinimumWidth(theme().scaled(190))
        layout.addWidget(self._letter)
        self.way = QComboBox()
        self.way.addItem(_("as a file"), "")
        for peer, guest in guests:
            self.way.addItem(_("to {guest}, by network").format(guest=guest), peer)
        self.way.setVisible(bool(guests))
        self.way.currentIndexChanged.connect(lambda _index: changed())
        layout.addWidget(self.way)
        self.drop = button("", partial(drop, self), "close", "quiet", "small", name=_("Leave this table out"))
        layout.addWidget(self.drop)
        self.show_number(number)
        self.field.textChanged.connect(lambda _text: changed())

    @property
    def name(self) -> str:
        """The name as it will be kept."""
        return bare_table(" ".join(self.field.text().split()))

    @property
    def peer(self) -> str:
        """The guest that gets the copy, "" where it becomes a file."""
        return str(self.way.currentData() or "")

    def go_to(self, peer: str) -> None:
        """Let a guest get the copy."""
        self.way.setCurrentIndex(max(0, self.way.findData(peer)))

    def show_number(self, number: int) -> None:
        """Tell which table it is."""
        describe(self.way, _("How table {n} gets its copy").format(n=number))
        describe(self.field, _("Name of table {n}").format(n=number))
        words = _("Leave table {n} out").format(n=number)
        describe(self.drop, words)
        tip(self.drop, words)

    def show_letter(self, letter: str, *, again: bool) -> None:
        """Show the letter in a code as it will be printed."""
        words = _("Its cards bear the letter: C12{letter}").format(letter=letter) if letter else ""
        if again and letter:
            words = _("Had a copy before: C12{letter}").format(letter=letter)
        self._letter.setText(words)


def file_name(title: str, table: str) -> str:
    """Return the name of a table's file, without its ending."""
    return " - ".join(_plain(words) for words in (title, table) if words)


def _plain(words: str) -> str:
    """Return words as a file's name can hold them on every system."""
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in words)
    return " ".join(kept.split())[:60] or _("table")
