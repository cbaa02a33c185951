"""Cards to cut out: blank ones of each kind, typical ones, and those that are on the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.report.sheets import SheetOptions
from ui.features.printing.desk import Desk
from ui.features.printing.parts import Part, SheetPages, with_look
from ui.features.printing.rows import LookBox, Number, SwitchLine
from ui.features.printing.tab import PrintTab
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label
from ui.kit.widgets.plain import CheckBox
from ui.kit.widgets.words import IconLabel, WrappedLabel

CARDS = "cards"
_MOST = 200


@dataclass(frozen=True)
class _Kind:
    """A kind of cards: how many blank ones, and whether its typical ones are printed."""

    blank: Number
    typical: QCheckBox | None


class CardsTab(PrintTab):
    """A line for each kind, then the cards of the map, and how they are printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        from stworkshop.report.wall.cards import card_choices, default_cards  # slow to load

        self._kinds: dict[str, _Kind] = {}
        self._typical = Counter(
            choice.id.split(":")[1] for choice in card_choices(desk.catalogue) if choice.id.startswith("typical:")
        )
        usual = {
            name: int(count)
            for _what, name, count in (c.split(":") for c in default_cards(desk.board, desk.catalogue, desk.expected))
        }
        self._usual = usual
        self.body.addWidget(label(_("Cards to cut out"), "body_strong"))
        self.body.addWidget(
            WrappedLabel(_("Blank cards to write on, and typical ones to start with."), "small", "muted")
        )
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().scaled(10))
        grid.setVerticalSpacing(theme().scaled(4))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(_("blank"), "caption", "muted"), 0, 2, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(label(_("typical"), "caption", "muted"), 0, 3)
        blanks = [choice for choice in card_choices(desk.catalogue) if choice.id.startswith("blank:")]
        for line, choice in enumerate(blanks, 1):
            self._add(grid, line, choice.variant, choice.word, usual.get(choice.variant, 0))
        self.body.addWidget(grid_holder)
        self.spare(2)
        on_map = len(desk.board.elements)
        self.map = SwitchLine(
            _("Cards of this map"),
            ngettext("{n} card", "{n} cards", on_map).format(n=on_map),
            False,
            lambda _on: self._choose(),
        )
        self.map.switch.setEnabled(bool(on_map))
        self.body.addWidget(self.map)
        self.ink = SwitchLine(
            _("Save ink"),
            _("outlines in the place of coloured grounds"),
            desk.remembered("save_ink", False),
            lambda _on: self._choose(),
        )
        self.body.addWidget(self.ink)
        well = frame("well")
        self.told = WrappedLabel("", "body", strong=True)
        column(well, 0, (12, 10, 12, 10)).addWidget(self.told)
        self.body.addWidget(well)
        self.none = button(_("No cards"), self._clear, look="quiet", scale="small")
        self.none.setAutoDefault(False)
        self.body.addWidget(self.none, 0, Qt.AlignmentFlag.AlignLeading)
        self.spare(2)
        self.body.addWidget(LookBox(desk, ("paper", "large_print", "grey")))
        self.body.addStretch(1)
        self._tell()

    def _add(self, grid: QGridLayout, line: int, variant: str, word: str, usual: int) -> None:
        grid.addWidget(IconLabel(kind_icon(variant), f"kind/{variant}/kind_text", 18), line, 0)
        grid.addWidget(WrappedLabel(word), line, 1)
        blank = Number(_("Blank cards: {kind}").format(kind=word), usual, _MOST, 0)
        blank.valueChanged.connect(lambda _value: self._choose())
        grid.addWidget(blank, line, 2)
        typical: QCheckBox | None = None
        if self._typical[variant]:
            typical = CheckBox(str(self._typical[variant]))
            typical.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            describe(typical, _("Typical cards: {kind}, {n}").format(kind=word, n=self._typical[variant]))
            typical.toggled.connect(lambda _on: self._choose())
            grid.addWidget(typical, line, 3)
        self._kinds[variant] = _Kind(blank, typical)

    # --- what is printed

    def chosen(self) -> tuple[str, ...]:
        """Return the cards as `report.wall.cards` names them."""
        found = [f"blank:{kind}:{made.blank.value()}" for kind, made in self._kinds.items() if made.blank.value()]
        found += [
            f"typical:{kind}"
            for kind, made in self._kinds.items()
            if made.typical is not None and made.typical.isChecked()
        ]
        return (*found, "map") if self.map.switch.isChecked() else tuple(found)

    def parts(self) -> list[Part]:
        chosen = self.chosen()
        if not chosen:
            return []
        options = SheetOptions(chosen=chosen, save_ink=self.ink.switch.isChecked())
        pages = SheetPages(CARDS, with_look(options, self.desk.look))
        return [Part(CARDS, pages, _("Cards to cut out"), _("Cards"), both_sides=False)]

    def why_not(self) -> str:
        return "" if self.chosen() else _("No card is chosen")

    # --- choices

    def _choose(self) -> None:
        self.desk.remember("save_ink", self.ink.switch.isChecked())
        self._tell()
        self.changed.emit()

    def _clear(self) -> None:
        """Take all cards away, or bring back what is usual."""
        any_chosen = bool(self.chosen())
        for kind, made in self._kinds.items():
            for part in (made.blank, made.typical):
                if part is not None:
                    part.blockSignals(True)
            made.blank.setValue(0 if any_chosen else self._usual.get(kind, 0))
            if made.typical is not None:
                made.typical.setChecked(False)
            for part in (made.blank, made.typical):
                if part is not None:
                    part.blockSignals(False)
        self.map.turn(False)
        self._choose()

    def _tell(self) -> None:
        blank = sum(made.blank.value() for made in self._kinds.values())
        typical = sum(
            self._typical[kind]
            for kind, made in self._kinds.items()
            if made.typical is not None and made.typical.isChecked()
        )
        on_map = len(self.desk.board.elements) if self.map.switch.isChecked() else 0
        n = blank + typical + on_map
        self.told.setText(ngettext("{n} card to cut out", "{n} cards to cut out", n).format(n=n))
        people = self.desk.expected
        usual = ngettext("What {n} person needs", "What {n} people need", people).format(n=people)
        self.none.setText(_("No cards") if n else usual)
        describe(self.none, self.none.text())
