"""The facilitator's guide for the running stage: what to say, what to ask, what should be there at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from stworkshop.analysis.stage_outputs import yields
from stworkshop.i18n import gettext as _
from stworkshop.model import agenda
from stworkshop.model.agenda import Planned, time_words
from stworkshop.model.catalogue import Entry
from stworkshop.session.session import Changed
from ui.features.agenda.guide_parts import AskCard, Missing, SayList, YieldList, missing_of, vote_words
from ui.features.agenda.stage_chips import minutes_words
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.presence.roles import not_staging
from ui.records.panel_parts import scrolled
from ui.session.bridge import Bridge
from ui.session.clock import Clock
from ui.session.findings import Findings

_SETTLED_MS = 60
"""After so long without another edit the guide counts again, so that no edit waits for it."""


class Guide(QFrame):
    """The quiet panel on the left, in the place of the palette; only the facilitator sees it."""

    wants_closed = Signal()
    wants_viewpoint = Signal(str)
    """A viewpoint that is to be shown."""
    wants_large = Signal(str, str)
    """A sentence, and smaller words under it, that are to be shown large on the wall; "" for the map again."""

    def __init__(self, bridge: Bridge, clock: Clock, findings: Findings) -> None:
        super().__init__()
        self.setProperty("part", "surface")
        describe(self, _("Guide"))
        self._bridge, self._clock, self._findings = bridge, clock, findings
        self._ticked: dict[str, set[str]] = {}
        self._shown: tuple[str, str, str] = ("", "", "")
        layout = column(self)
        head = row(spacing=6, margins=(16, 8, 8, 0))
        head.addWidget(label(_("Only you see this"), "small", "faint"), 1)
        self._close = button(
            "", self.wants_closed.emit, "panel-left", "quiet", "small", name=_("Hide the guide"), shortcut="G"
        )
        head.addWidget(self._close)
        layout.addLayout(head)
        page = QWidget()
        self._body: QVBoxLayout = column(page, 6, (16, 0, 16, 14))
        describe(page, _("Guide"))
        self._area: QScrollArea = scrolled(page)
        layout.addWidget(self._area, 1)
        self._yields: YieldList | None = None
        self._missing: Missing | None = None
        self.ask: AskCard | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED_MS)
        self._later.timeout.connect(self._count)
        clock.ticked.connect(self._stage_may_have_changed)
        findings.changed.connect(self._later.start)
        bridge.changed.connect(self._hear)
        self.refresh()

    def start(self) -> None:
        """Take the keyboard, so that Esc can put the guide away where it floats."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown

    @property
    def stage(self) -> Planned | None:
        """The stage that the guide is about: the one that runs, else the one that comes next."""
        now = self._clock.schedule()
        return now.current or now.next

    def refresh(self) -> None:
        """Build the guide anew for the stage that runs."""
        one = self.stage
        self._shown = self._key()
        clear(self._body)
        self._yields = self._missing = self.ask = None
        if one is None:
            self._build_nothing()
            return
        entry = self._bridge.catalogue.stages.get(one.item.stage, {})
        if one.state == "next":
            self._body.addWidget(label(_("Comes next"), "caption", "brand", strong=True))
        self._body.addWidget(WrappedLabel(one.label, "heading"))
        self._body.addWidget(WrappedLabel(str(entry.get("description", "")), "small", "muted"))
        if one.state == "next":
            self._body.addWidget(label(self._when(one), "small", "faint"))
        self._build_view(entry)
        if entry.get("consent"):
            self._build_consent(entry)
        self._build_say(one, entry)
        self._build_ask(one)
        self._build_vote(entry)
        self._build_yields(one)
        self._build_missing()
        if one.state == "current":
            self._build_heads(one)
        self._body.addStretch(1)
        self._count()
        self._area.verticalScrollBar().setValue(0)

    def show_large_again(self, large: bool) -> None:
        """Say whether the wall shows the sentence, so that the button offers the way back."""
        if self.ask is not None:
            self.ask.show_large(large)

    def _key(self) -> tuple[str, str, str]:
        one = self.stage
        if one is None:
            return "", "", ""
        return one.item.id, one.label, one.state

    def _when(self, one: Planned) -> str:
        minutes = minutes_words(one.seconds // 60)
        return _("{minutes}, at {time}").format(minutes=minutes, time=time_words(one.start)) if one.start else minutes

    def _build_nothing(self) -> None:
        over = bool(self._clock.schedule().planned)
        words = _("The agenda is done. Thank you.") if over else _("This workshop has no agenda yet.")
        self._body.addWidget(WrappedLabel(words, "body", "muted"))
        self._body.addStretch(1)

    def _build_view(self, entry: Entry) -> None:
        """Lead to the viewpoint of the stage, which shows the same cards its own way."""
        viewpoint = self._bridge.catalogue.viewpoints.get(str(entry.get("view", "")))
        if viewpoint is not None:
            words = _("View: {name}").format(name=viewpoint["label"])
            made = button(words, lambda: self.wants_viewpoint.emit(str(viewpoint["id"])), "lens", "link")
            self._body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)

    def _build_consent(self, entry: Entry) -> None:
        attribution = entry.get("consent_attribution", {}).get(self._bridge.board.session.attribution, "")
        words = str(entry["consent"]).format(attribution=attribution)
        self._heading("quote", _("Read this aloud, then ask: is everyone happy with it?"))
        box = frame("quote")
        inner = column(box, 0, (10, 2, 0, 2))
        inner.addWidget(WrappedLabel(words, "small"))
        self._body.addWidget(box)

    def _build_say(self, one: Planned, entry: Entry) -> None:
        lines = [str(line) for line in entry.get("facilitator", ())]
        if lines:
            self._heading("megaphone", _("Say"))
            ticked = self._ticked.setdefault(one.item.id, set())
            self._body.addWidget(SayList(lines, ticked))

    def _build_ask(self, one: Planned) -> None:
        found = agenda.questions(self._bridge.catalogue, one.item.stage)
        if found:
            self._heading("question-prompt", _("If nobody speaks, ask"))
            self.ask = AskCard(found)
            self.ask.wants_large.connect(lambda words: self.wants_large.emit(words, one.label if words else ""))
            self._body.addWidget(self.ask)

    def _build_vote(self, entry: Entry) -> None:
        words = vote_words(self._bridge.board, self._bridge.catalogue, entry, self._clock.schedule().heads)
        if words:
            self._heading("timer", _("How long a vote takes"))
            self._body.addWidget(WrappedLabel(words, "small", "muted"))

    def _build_yields(self, one: Planned) -> None:
        if yields(self._bridge.board, self._bridge.catalogue, one.item.stage):
            self._heading("bulb", _("Should be there at the end"))
            self._yields = YieldList(self._ticked.setdefault(f"{one.item.id} yields", set()))
            self._body.addWidget(self._yields)

    def _build_missing(self) -> None:
        self._missing = Missing()
        self._missing.wanted.connect(self._bridge.go_to)
        self._body.addWidget(self._missing)

    def _build_heads(self, one: Planned) -> None:
        self._heading("people", _("People here"))
        line = row(spacing=8)
        known = one.item.heads
        field = QLineEdit("" if known is None else str(known))
        field.setValidator(QIntValidator(0, 1000, field))
        field.setFixedWidth(theme().scaled(72))
        before = self._clock.schedule().heads
        if known is None and before is not None:
            field.setPlaceholderText(str(before))
        describe(field, _("People here in “{stage}”").format(stage=one.label), description=_("A number, no names."))
        field.setReadOnly(bool(not_staging(self._bridge)))
        field.editingFinished.connect(lambda: self._keep_heads(one.item.id, field.text()))
        line.addWidget(field)
        line.addWidget(label(_("a number, no names"), "small", "faint"), 1)
        self._body.addLayout(line)

    def _heading(self, icon: str, words: str) -> None:
        line = row(spacing=8, margins=(0, 8, 0, 0))
        line.addWidget(IconLabel(icon, "brand_text", 17), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(WrappedLabel(words, "body_strong", "brand"), 1)
        self._body.addLayout(line)

    # --- keeping up

    def _stage_may_have_changed(self) -> None:
        if self._key() != self._shown:
            self.refresh()

    def _hear(self, changed: Changed) -> None:
        roots = changed.change.roots()
        if {"stages", "session"} & roots:
            self._stage_may_have_changed()
        if roots and self.isVisible():
            self._later.start()

    def _count(self) -> None:
        """Count again what is there and what is missing."""
        one = self.stage
        if one is None:
            return
        if self._yields is not None:
            self._yields.show_yields(yields(self._bridge.board, self._bridge.catalogue, one.item.stage))
        if self._missing is not None:
            self._missing.show_findings(missing_of(self._findings, self._bridge.catalogue, one.item.stage))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def _keep_heads(self, item_id: str, text: str) -> None:
        item = self._bridge.board.stages.get(item_id)
        if text and item is not None and item.heads != int(text):
            self._bridge.run("count_heads", id=item_id, heads=int(text))
