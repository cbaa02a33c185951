"""The rounds of a session: open ones with how many sheets are in, and nothing more; closed ones with their results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import is_anonymous
from stworkshop.model.records import Round
from stworkshop.rounds.agreement import figures_of
from stworkshop.rounds.answers_in_words import answered_in_words
from stworkshop.session.session import Changed
from ui.features.rounds.asking import ask
from ui.features.rounds.by_guest import by_guest
from ui.features.rounds.passing import answer, close_round, pass_laptop
from ui.features.rounds.phones import ask_with_telephones, show_on_wall, stop_telephones
from ui.features.rounds.three_ways import ThreeWays, in_words
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row, tag, tip
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.presence.roles import not_leading
from ui.session.phones import asked_now
from ui.session.round_codes import codes_of
from ui.session.round_words import kind_words, result_view
from ui.session.whose_round import is_ours, why_no_sheet
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

KEYING = "keying"
"""The view where paper ballots are keyed in."""


class RoundsPage(ViewPage):
    """A list of rounds, the open ones first, then those closed last."""

    least_high = 240

    def __init__(
        self, page: Workspace, knows_view: Callable[[str], bool], show_result: Callable[[Round], object]
    ) -> None:
        super().__init__(page.bridge, page.preferences)
        self._page, self._knows_view, self._show_result = page, knows_view, show_result
        describe(self, _("Rounds"))
        layout = column(self, 14, (24, 20, 24, 16))
        head = row(spacing=12)
        words = column(spacing=2)
        words.addWidget(label(_("Rounds"), "display"))
        words.addWidget(
            WrappedLabel(_("One question each. Nothing is counted or shown before a round is closed."), "body", "muted")
        )
        head.addLayout(words, 1)
        self.ask_button = button(_("Ask the room…"), lambda: ask(self._page), "plus", "primary")
        head.addWidget(self.ask_button)
        layout.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        describe(self._area, _("List of rounds"))
        holder = QWidget()
        holder.setProperty("part", "plain")
        self._cards = column(holder, 12, (0, 0, 8, 0))
        self._area.setWidget(holder)
        layout.addWidget(self._area, 1)
        self._first = button(_("Ask the room…"), lambda: ask(self._page), "ballot", "primary")
        self._empty = EmptyState(
            "ballot",
            _("Nobody was asked yet"),
            _("A round asks everybody the same question, silently: how far they agree, or what comes first."),
            self._first,
        )
        layout.addWidget(self._empty, 1)
        self._bridge.changed.connect(self._hear)
        codes_of(self._bridge).sheets_changed.connect(self.refresh)
        self._bridge.permits_changed.connect(self.refresh)
        self.refresh()

    def shown(self) -> None:
        """Count the sheets again: some may have been keyed in elsewhere."""
        self.refresh()

    def _hear(self, changed: Changed) -> None:
        if any(changed.change.ids(root) for root in ("rounds", "results", "session")):
            self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        clear(self._cards)
        rounds = list(self._bridge.board.rounds.values())
        open_ones = [record for record in rounds if record.closed_order is None]
        closed = sorted((r for r in rounds if r.closed_order is not None), key=lambda r: -(r.closed_order or 0))
        for record in [*reversed(open_ones), *closed]:
            self._cards.addWidget(self._card(record))
        self._cards.addStretch(1)
        self._area.setVisible(bool(rounds))
        self.ask_button.setVisible(bool(rounds))
        why_not = not_leading(self._bridge)
        for made in (self.ask_button, self._first):
            made.setEnabled(not why_not)
            set_tip(made, why_not)
        self._empty.setVisible(not rounds)

    def _card(self, record: Round) -> QWidget:
        is_open = record.closed_order is None
        card = frame("card")
        layout = column(card, 6, (16, 12, 16, 12))
        title = record.label or record.question
        head = row(spacing=10)
        head.addWidget(IconLabel("lock" if is_open else "check", "brand_text" if is_open else "success", 20))
        head.addWidget(WrappedLabel(title, "title"), 1)
        head.addWidget(tag(_("open, sealed"), "info") if is_open else tag(_("closed")))
        ours = is_open and is_ours(self._bridge, record)
        if ours:
            for made in self._head_buttons(record, title):
                head.addWidget(made)
        layout.addLayout(head)
        names = is_anonymous(self._bridge.board.session, record)
        number = sorted(self._bridge.board.rounds.values(), key=lambda r: (r.seq, r.id)).index(record) + 1
        about = [_("Round {n}").format(n=number), kind_words(record)]
        about.append(_("without names") if names else _("not anonymous"))
        if earlier := self._bridge.board.rounds.get(record.follows):
            about.append(_("repeats “{round}” after the talk").format(round=earlier.label or earlier.question))
        layout.addWidget(WrappedLabel(" · ".join(about), "small", "muted"))
        count = self._sheets(record)
        layout.addWidget(WrappedLabel(count, "body_strong" if is_open else "small", "" if is_open else "muted"))
        if ours:
            layout.addWidget(self._three_ways(record, title))
        else:
            layout.addLayout(self._buttons(record, title))
        if ours and (guests := by_guest(self._bridge, record)) is not None:
            layout.addWidget(guests)
        if is_open and (why := self._why_not(record)):
            layout.addWidget(WrappedLabel(why, "small", "muted"))
        describe(card, f"{title}. {_('open, sealed') if is_open else _('closed')}. {count}")
        return card

    def _sheets(self, record: Round) -> str:
        if record.closed_order is None and not is_ours(self._bridge, record):
            left = codes_of(self._bridge).left(record.id)
            came = ngettext("{n} sheet came from this laptop", "{n} sheets came from this laptop", left).format(n=left)
            counts = _("The laptop that opened it counts the sheets")
            full = _("If more people answer on it, ask the facilitator to allow several sheets from one laptop.")
            more = f" {full}" if codes_of(self._bridge).is_full(record.id) else ""
            return f"{counts}. {came}.{more}" if left else f"{counts}."
        if record.closed_order is None:
            n = self._bridge.session.sheets_in(record.id)
            words = ngettext("{n} sheet is in", "{n} sheets are in", n).format(n=n)
            people = codes_of(self._bridge).people(record.id)
            words = _("{sheets}, {people} expected").format(sheets=words, people=people) if people else words
            return f"{words}: {in_words(self._bridge.session.phones.ways(record.id), people)}" if n else words
        figures = figures_of(self._bridge.board, record.id)
        voters = figures.get("voters")
        return answered_in_words(voters, figures) if isinstance(voters, int) else ""

    def _buttons(self, record: Round, title: str) -> QHBoxLayout:
        line = row(spacing=8)
        if record.closed_order is not None:
            results = result_view(record)
            if self._knows_view(results):
                see = self._named(_("See the result"), partial(self._see, record, results), title, "agreement")
                line.addWidget(see)
            again = self._named(_("Ask again…"), lambda: ask(self._page, follows=record.id), title, "round")
            line.addWidget(again)
            why_not = not_leading(self._bridge)
            again.setEnabled(not self._bridge.read_only and not why_not)
            if why_not:
                tip(again, why_not)
        else:
            self._add_foreign(line, record, title)
        line.addStretch(1)
        return line

    def _add_foreign(self, line: QHBoxLayout, record: Round, title: str) -> None:
        """Offer what can be done with an open round of another laptop; the rest is there, and cannot be pressed."""
        if not why_no_sheet(self._bridge, record):
            words = _("Another person answers") if codes_of(self._bridge).left(record.id) else _("Answer now")
            made = self._named(words, lambda: answer(self._page, record.id), title, "ballot", "primary")
            made.setEnabled(not codes_of(self._bridge).is_full(record.id))
            line.addWidget(made)
        elif not not_leading(self._bridge) and not self._bridge.read_only:
            again = partial(ask, self._page, kind=record.kind, items=record.items, question=record.question)
            line.addWidget(self._named(_("Ask it in a new round…"), again, title, "round"))
        for made in (*self._paper_buttons(record, title), self._close_button(record, title)):
            made.setEnabled(False)
            tip(made, _("Only the laptop that opened this round takes its sheets and closes it."))
            line.addWidget(made)

    def _why_not(self, record: Round) -> str:
        """Return why an open round cannot be closed here, nor its sheets be counted, "" where they can."""
        if is_ours(self._bridge, record):
            return ""
        opener = _("Printing, typing in, counting and closing are for the laptop that opened it.")
        return why_no_sheet(self._bridge, record) or opener

    def _see(self, record: Round, view: str) -> None:
        """Show the result of a round where such results are, this one and not only the newest."""
        self._page.show_view(view)
        if record.kind in ("dots", "ranking"):
            self._show_result(record)

    def _three_ways(self, record: Round, title: str) -> ThreeWays:
        """Return the ways that sheets come in by, each with what begins it."""
        session, phones = self._bridge.session, asked_now(self._bridge, record.id)
        by_phone = (
            [self._named(_("Stop telephones"), lambda: stop_telephones(self._page), title, "close")]
            if phones is not None
            else [
                self._named(_("Ask with telephones"), lambda: ask_with_telephones(self._page, record.id), title, "qr")
            ]
        )
        here = [self._named(_("Pass the laptop"), lambda: pass_laptop(self._page, record.id), title, "pass-on")]
        on_paper = self._paper_buttons(record, title)
        for made in (*by_phone, *on_paper, *here):
            made.setEnabled(self.may_take_sheets(record))
        names = not is_anonymous(self._bridge.board.session, record)
        return ThreeWays(
            session.phones.ways(record.id),
            codes_of(self._bridge).people(record.id),
            phones,
            by_phone=by_phone,
            on_paper=on_paper,
            here=here,
            waiting=0 if names else len(session.ballots.missing(record.id)),
        )

    def _head_buttons(self, record: Round, title: str) -> list[QPushButton]:
        """Return what stands beside the title of an open round: the code for the wall, and the close."""
        made = [self._close_button(record, title)]
        if (phones := asked_now(self._bridge, record.id)) is not None:
            show = partial(show_on_wall, self._page, phones)
            made.insert(0, self._named(_("Show the code on the wall"), show, title, "projector"))
        for one in made:
            one.setEnabled(self.may_take_sheets(record))
        return made

    def _paper_buttons(self, record: Round, title: str) -> list[QPushButton]:
        if not self._knows_view(KEYING):
            return []
        return [
            self._named(_("Print ballots…"), lambda: self._print(record), title, "print"),
            self._named(_("Type in paper ballots"), lambda: self._key_in(record), title, "keyboard"),
        ]

    def _close_button(self, record: Round, title: str) -> QPushButton:
        return self._named(
            _("Close the round…"), lambda: close_round(self._page, record.id), title, "ballot", "primary"
        )

    def _print(self, record: Round) -> None:
        """Print the ballots of a round on paper."""
        self._page.papers.print_ballots(record)

    def _key_in(self, record: Round) -> None:
        """Go to where the paper ballots of a round are keyed in."""
        self._page.show_view(KEYING)
        self._page.view_page(KEYING).show_record(record.id)

    def may_take_sheets(self, record: Round) -> bool:
        """Tell whether this laptop takes the sheets of an open round."""
        return not self._bridge.session.read_only and is_ours(self._bridge, record)

    def _named(self, words: str, do: Callable[[], object], title: str, icon: str = "", look: str = "") -> QPushButton:
        made = button(words, do, icon, look)
        describe(made, _("{do}: {round}").format(do=words, round=title))
        return made
