"""Beside the grid: the chosen stakeholder with all placements, who has no voice, and whom people place differently."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.placings import (
    AFFECTED,
    NOT_POWERFUL,
    POWERFUL,
    SALIENCE,
    STEPS,
    Placed,
    Placings,
    marks_at,
    marks_touched,
    sides_apart,
)
from stworkshop.rounds.voices import voice_words
from ui.features.influence.fields import field_names
from ui.features.influence.grid_model import influence_words
from ui.features.influence.scale import Scale
from ui.kit.theme import theme
from ui.kit.widgets.basics import badge, button, clear, column, describe, frame, label, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import Menu
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.sides import SideMark, paint_side
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.records.panel_parts import panel
from ui.session.bridge import Bridge


class InfluenceSide(QScrollArea):
    """Panels that follow the choice on the grid."""

    wants_speaker = Signal(str, str)
    """A card, and the stakeholder that is to speak for it."""
    wants_plan = Signal(str)
    wants_map = Signal(str)
    picked = Signal(str)
    said = Signal(str, str, object)
    """A card, the field that was said (influence, claim or urgency), and its value; None takes it back."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        describe(self, _("About the person or group"))
        upright(self)
        inner = QWidget()
        inner.setProperty("part", "plain")
        layout = column(inner, 10, (12, 13, 14, 12))
        self._one, self._one_body = panel(_("The chosen person or group"))
        self._none, self._none_body = panel(_("Affected, but no voice"))
        self._wide, self._wide_body = panel(_("Placed most differently"))
        for part in (self._one, self._none, self._wide):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(inner)
        self.first: QPushButton | None = None

    def show_placings(self, placings: Placings, way: str, chosen: str, in_room: bool) -> None:
        """Show everything anew."""
        placed = placings.get(chosen)
        clear(self._one_body)
        self.first = None
        self._one.setVisible(placed is not None)
        if placed is not None:
            self._show_one(placings, placed, way)
        self._show_unheard(placings, in_room)
        self._show_wide(placings)

    # --- the chosen one

    def _show_one(self, placings: Placings, placed: Placed, way: str) -> None:
        body = self._one_body
        head = row(spacing=8)
        head.addWidget(SideMark(placed.side, 15))
        head.addWidget(WrappedLabel(placed.card.label, "title"), 1)
        go = self.first = button(
            "", lambda: self.wants_map.emit(placed.id), "map", "quiet", "small", name=_("Show on the map")
        )
        head.addWidget(go)
        body.addLayout(head)
        heard = voice_words()[placed.voice]
        parts = [placed.card.note.strip(), heard, placed.card.code]
        body.addWidget(WrappedLabel(" · ".join(part for part in parts if part), "small", "muted"))
        if placings.sealed:
            body.addWidget(WrappedLabel(_("Placings open when the round is closed."), "small", "muted"))
            return
        if way == SALIENCE:
            self._switches(body, placed)
            return
        self._how_much(body, placed)
        apart = sides_apart(placed)
        if apart:
            body.addWidget(_warning(apart))
        if placed.points:
            self._how_touched(body, placed)
        elif placings.round is not None and placed.id not in placings.round.items:
            body.addWidget(WrappedLabel(_("They were not on the ballot."), "small", "muted"))
        elif placings.round is not None:
            body.addWidget(WrappedLabel(_("Too few people placed them to show where."), "small", "muted"))

    def _how_much(self, body: QVBoxLayout, placed: Placed) -> None:
        words = placed.spread.words if placed.spread else ""
        if not words and placed.influence:
            words = f"{placed.influence}, {influence_words()[placed.influence - 1]}"
        body.addLayout(_line(_("How much influence?"), words or _("not placed yet")))
        if not placed.points:
            return
        for step in reversed(STEPS):
            middle = placed.spread is not None and int(placed.spread.middle + 0.5) == step
            body.addWidget(_Marks(str(step), marks_at(placed, step), _("middle") if middle else ""))

    def _how_touched(self, body: QVBoxLayout, placed: Placed) -> None:
        names = {"none": _("not"), "indirect": _("indirectly"), "direct": _("directly")}
        counts = {affected: len(marks_touched(placed, affected)) for affected in AFFECTED}
        most = max(counts, key=lambda affected: counts[affected])
        told = _("{n} of {all} say {what}").format(n=counts[most], all=sum(counts.values()), what=names[most])
        body.addLayout(_line(_("How affected?"), told))
        for affected in AFFECTED:
            body.addWidget(_Marks(names[affected], marks_touched(placed, affected), "", lead=74))

    def _switches(self, body: QVBoxLayout, placed: Placed) -> None:
        power = None if placed.influence is None else placed.influence >= POWERFUL
        fields = ("influence", "claim", "urgency")
        for name, field, said in zip(field_names(), fields, (power, placed.claim, placed.urgency), strict=True):
            line = row(spacing=8)
            line.addWidget(label(name, "body"), 1)
            choice = Segments(name, (("yes", _("Yes")), ("no", _("No"))), optional=True)
            choice.choose("" if said is None else "yes" if said else "no")
            choice.setEnabled(not self._bridge.read_only)
            line.addWidget(choice)
            choice.chosen.connect(lambda option, field=field: self._say(placed, field, option))
            body.addLayout(line)
        words = _("People with a lot of influence can decide or stop it. This is the same field as on the other grids.")
        body.addWidget(WrappedLabel(words, "caption", "faint"))

    def _say(self, placed: Placed, field: str, option: str) -> None:
        """Tell what was said of one of the three, and of no other; "" takes it back."""
        if field == "influence":
            self.said.emit(placed.id, field, {"yes": POWERFUL, "no": NOT_POWERFUL}.get(option))
        else:
            self.said.emit(placed.id, field, option or None)

    # --- who has no voice

    def _show_unheard(self, placings: Placings, in_room: bool) -> None:
        clear(self._none_body)
        unheard, spoken = placings.unheard(), placings.spoken_for()
        self._none.setVisible(bool(unheard or spoken))
        head = row(spacing=8)
        head.addWidget(label(_("Affected, but no voice"), "body_strong"))
        head.addWidget(badge(str(len(unheard))))
        head.addStretch(1)
        self._none_body.addLayout(head)
        for placed in unheard:
            self._none_body.addWidget(self._silent(placings, placed, in_room))
        if not unheard:
            self._none_body.addWidget(WrappedLabel(_("Everyone affected has a voice here."), "small", "muted"))
        if spoken:
            self._none_body.addWidget(label(_("Spoken for by others"), "caption", "faint"))
        for placed in spoken:
            line = row(spacing=7)
            line.addWidget(SideMark(placed.side, 12))
            line.addWidget(WrappedLabel(placed.card.label, "small"), 1)
            line.addWidget(IconLabel("represented", "text_3", 13))
            line.addWidget(
                WrappedLabel(answers_in_words.joined(s.label for s in placed.speakers), "caption", "faint"), 1
            )
            self._none_body.addLayout(line)

    def _silent(self, placings: Placings, placed: Placed, in_room: bool) -> QWidget:
        made = QWidget()
        describe(made, placed.spoken)
        layout = row(made, 11, (0, 4, 0, 4))
        layout.addWidget(_Hollow(), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=3)
        words.addWidget(WrappedLabel(placed.card.label, "body", strong=True))
        told = _("They are affected, but no one here speaks for them.")
        words.addWidget(WrappedLabel(told, "small", "muted"))
        if not in_room:
            holder = QWidget()
            doings = Flow(holder, 6)
            name = button(_("Name someone to speak"), None, "", "", "small")
            name.clicked.connect(lambda: self._speakers(placings, placed, name))
            plan = button(_("Plan how to ask"), lambda: self.wants_plan.emit(placed.id), "", "", "small")
            for part in (name, plan):
                part.setEnabled(not self._bridge.read_only)
                doings.addWidget(part)
            words.addWidget(holder)
        layout.addLayout(words, 1)
        return made

    def _speakers(self, placings: Placings, placed: Placed, at: QPushButton) -> None:
        """Offer everybody who is here to speak for somebody."""
        menu = Menu(self)
        for other in placings.all:
            if other.id != placed.id and other.voice == "present":
                entry = menu.addAction(other.card.label)
                entry.triggered.connect(lambda _on=False, other=other.id: self.wants_speaker.emit(placed.id, other))
        if menu.isEmpty():
            menu.addAction(_("Nobody is here yet")).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    # --- who is placed differently

    def _show_wide(self, placings: Placings) -> None:
        clear(self._wide_body)
        found = [] if placings.sealed else placings.most_different()
        self._wide.setVisible(bool(found))
        self._wide_body.addWidget(label(_("Placed most differently"), "body_strong"))
        for placed in found:
            line = row(spacing=7)
            line.addWidget(SideMark(placed.side, 13))
            words = placed.card.label
            go = button(words, partial(self.picked.emit, placed.id), look="link", name=words)
            go.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.addWidget(go, 1)
            if placed.spread is not None:
                line.addWidget(Scale(placed.spread))
            self._wide_body.addLayout(line)


class _Marks(QWidget):
    """One answer with a mark per person, as a line of a chart."""

    def __init__(self, words: str, marks: Sequence[str], note: str, *, lead: int = 22) -> None:
        super().__init__()
        self._lead, self._marks, self._note = words, tuple(marks), note
        self._wide = theme().scaled(lead)
        self.setFixedHeight(theme().scaled(26))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = f"{words}: {len(marks)}" + (f", {note}" if note else "")
        describe(self, told, description=_sides(marks) or told)
        theme().theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, mirrored = theme(), self.isRightToLeft()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        body = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface_2"))
        painter.drawRoundedRect(body, 6, 6)
        inner = body.adjusted(look.scaled(8), 0, -look.scaled(8), 0)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_2"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), self._lead)
        if self._note:
            painter.setPen(look.colour("brand_text"))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), self._note)
        room = inner.width() - self._wide - (look.scaled(60) if self._note else 0)
        size = look.scaled(14)
        step = min(size + look.scaled(5), room / max(1, len(self._marks)))
        for place, side in enumerate(self._marks):
            x = self._wide + place * step
            left = inner.right() - x - size if mirrored else inner.left() + x
            paint_side(painter, QRectF(left, body.center().y() - size / 2, size, size), side)
        painter.end()


class _Hollow(QWidget):
    """A hollow head: somebody who is not heard."""

    def __init__(self) -> None:
        super().__init__()
        side = theme().scaled(36)
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour("danger"), 2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        icon = look.pixmap("voice-absent", "danger", 18)
        side = look.scaled(18)
        centre = QRectF(self.rect()).center()
        painter.drawPixmap(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), icon, QRectF(icon.rect()))
        painter.end()


def _sides(marks: Sequence[str]) -> str:
    names = answers_in_words.side_names()
    found = {side: marks.count(side) for side in dict.fromkeys(marks) if side}
    return ", ".join(f"{names.get(side, side)}: {n}" for side, n in found.items())


def _line(title: str, words: str) -> QVBoxLayout:
    outer = column(margins=(0, 6, 0, 0))
    layout = row(spacing=8)
    layout.addWidget(label(title, "small", strong=True))
    told = WrappedLabel(words, "small", "faint")
    told.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    layout.addWidget(told, 1)
    outer.addLayout(layout)
    return outer


def _warning(words: str) -> QWidget:
    made = frame("advice")
    layout = row(made, 8, (10, 7, 10, 7))
    layout.addWidget(IconLabel("side-gap", "warn", 16), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(WrappedLabel(words, "small", "warn"), 1)
    return made
