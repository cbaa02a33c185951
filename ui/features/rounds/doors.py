"""The pages around a ballot: pass it on, who are you, hand in, stop, the facilitator's code, the curtain."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.editions.ballots import side_words
from ui.features.rounds.boxes import WordBox
from ui.features.rounds.kit import Picture, Push, Ruler, Words, widen
from ui.features.rounds.sheet import Sheet
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

_MOST_DISCS = 20
_WRONG_UNTIL_HELP = 3


class Discs(QWidget):
    """How many have answered, as discs with ticks; never what."""

    def __init__(self, ruler: Ruler, done: int, people: int) -> None:
        super().__init__()
        self._ruler, self._done = ruler, done
        self._all = min(max(people, done), _MOST_DISCS)
        side, gap = ruler.px(36), ruler.px(10)
        self.setFixedSize(max(1, self._all * (side + gap) - gap), side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        side, gap = self._ruler.px(36), self._ruler.px(10)
        tick = look.pixmap("check", "on_brand", 40, 2.0)
        for at in range(self._all):
            place = self._all - 1 - at if self.isRightToLeft() else at
            box = QRectF(place * (side + gap), 0, side, side).adjusted(1, 1, -1, -1)
            done = at < self._done
            painter.setPen(QPen(look.colour("brand" if done else "border_strong"), 2))
            painter.setBrush(look.colour("brand") if done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
            if done:
                quarter = side * 0.22
                painter.drawPixmap(box.adjusted(quarter, quarter, -quarter, -quarter), tick, QRectF(tick.rect()))
        painter.end()


class Door(QWidget):
    """A page with a picture, a sentence, and what can be done; `first` has the focus."""

    def __init__(self, ruler: Ruler, icon: str, title: str, words: str = "") -> None:
        super().__init__()
        self.ruler = ruler
        self.first: QWidget | None = None
        describe(self, title)
        self._column = ruler.column(self, gap=22)
        self._column.addStretch(1)
        if icon:
            self._column.addWidget(
                Picture(icon, "brand_text", ruler.px(190), "brand_soft"), 0, Qt.AlignmentFlag.AlignHCenter
            )
        self._column.addWidget(Words(ruler, title, 50, bold=True))
        if words:
            self._column.addWidget(Words(ruler, words, 24, "muted"))
        self._inner = ruler.column(gap=22)
        self._column.addLayout(self._inner)
        self._column.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put something in the middle, under the words."""
        self._inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, words: str, size: float, tone: str) -> None:
        """Put words in the middle, as wide as they are."""
        made = Words(self.ruler, words, size, tone)
        widen(made, self.ruler, words)
        high = made.heightForWidth(made.minimumWidth())
        made.setMinimumHeight(high)
        self.add(made)

    def press(self, digit: int | None) -> None:
        """Press the box that stands at a digit, 1 for the first, if there is one."""
        boxes = self.findChildren(WordBox)
        if digit and digit <= len(boxes):
            boxes[digit - 1].click()

    def add_buttons(self, *buttons: Push) -> None:
        """Put buttons side by side; the last one has the focus."""
        line = self.ruler.row(gap=18)
        line.addStretch(1)
        for made in buttons:
            line.addWidget(made)
        line.addStretch(1)
        self._inner.addLayout(line)
        self.first = buttons[-1]


def pass_on(
    ruler: Ruler,
    question: str,
    done: int,
    people: int,
    begin: Callable[[], object],
    back: Callable[[], object],
    *,
    thrown: bool = False,
) -> Door:
    """Return the page between two persons: how many have answered, nothing about what; `thrown`: the last stopped.

    Where all who are expected have answered it asks nobody to go on, but to give the laptop `back`.
    """
    everybody = 0 < people <= done
    if thrown:
        title, words = (
            _("That ballot is thrown away."),
            _("Nothing of it is kept. The next person starts on a clean page."),
        )
    elif everybody:
        title = _("Everybody has answered. Thank you.")
        words = _("Your answers are put away. Please give the laptop back to the facilitator.")
    elif done:
        title = _("Thank you. Please pass the laptop on.")
        words = _("Your answers are put away. The next person starts on a clean page.")
    else:
        title, words = question, _("One person at a time. Only you see your answers; they show only while you press.")
    door = Door(ruler, "pass-on", title, words)
    next_one = _("I am the next person") if done else _("I am the first person")
    if everybody and not thrown:
        more = Push(ruler, _("I have not answered yet"), begin, size=28, high=96, side=52)
        end = Push(ruler, _("I am the facilitator"), back, end_icon="lock", look="primary", size=28, high=96, side=52)
        door.add_buttons(more, end)
    else:
        made = Push(ruler, next_one, begin, end_icon="chevron-right", look="primary", size=28, high=96, side=52)
        door.add_buttons(made)
    progress = QWidget()
    line = ruler.row(progress, gap=22)
    line.setContentsMargins(0, ruler.px(26), 0, 0)
    line.addStretch(1)
    line.addWidget(Discs(ruler, done, people))
    if people >= done and people:
        said = _("{n} of {people} have answered").format(n=done, people=people)
    else:
        said = ngettext("{n} has answered", "{n} have answered", done).format(n=done)
    line.addWidget(Words(ruler, said, 20, "muted"))
    line.addStretch(1)
    door.add(progress)
    return door


def choose_side(ruler: Ruler, catalogue: Catalogue, chosen: Callable[[str], object]) -> Door:
    """Return the page that asks for the side, by sign and word; nothing of the choice stays on it."""
    door = Door(
        ruler,
        "",
        _("Which group do you belong to?"),
        _("Your answers are stored with your group, never with your name."),
    )
    holder = QWidget()
    holder.setMinimumWidth(ruler.px(720))
    boxes = ruler.column(holder, gap=12)
    on_paper = side_words(catalogue)
    for number, (side, label) in enumerate(catalogue.sides.items(), 1):
        said = on_paper[side]
        words = label if said.casefold() in label.casefold() else f"{label}: {said}"  # as on a paper ballot
        box = WordBox(ruler, words, "", side=side, high=84, size=24)
        box.setAccessibleDescription(str(number))
        box.clicked.connect(lambda _checked=False, side=side: chosen(side))
        boxes.addWidget(box)
        door.first = door.first or box
    door.add(holder)
    return door


def choose_person(
    ruler: Ruler,
    board: Board,
    done: Collection[str],
    chosen: Callable[[str], object],
    missing: Callable[[], object] | None,
) -> Door:
    """Return the page that asks who it is, in a round that keeps names or roles; `missing` adds who is not there."""
    door = Door(ruler, "", _("Who are you?"), _("This round is not anonymous: your answers are kept with you."))
    holder = QWidget()
    holder.setMinimumWidth(ruler.px(720))
    boxes = ruler.column(holder, gap=10)
    for person in board.participants.values():
        words = _("{person}, has answered").format(person=person.label) if person.id in done else person.label
        box = WordBox(ruler, words, high=66, size=22)
        box.clicked.connect(lambda _checked=False, person=person.id: chosen(person))
        boxes.addWidget(box)
        door.first = door.first or box
    door.add(holder)
    if missing is not None:
        door.add(Push(ruler, _("I am not in this list"), missing, icon="plus", size=20, high=56))
    else:
        rest = _("If you are not in this list, ask the facilitator to write you in. You will appear here by yourself.")
        door.say(rest, 19, "muted")
    return door


def again(ruler: Ruler, person: str, go_on: Callable[[], object], back: Callable[[], object]) -> Door:
    """Return the question whether somebody who has handed in answers once more; the safe answer has the focus."""
    words = _("A new sheet takes the place of the one that was handed in, which nobody can read.")
    door = Door(ruler, "warning", _("{person} has answered already.").format(person=person), words)
    door.add_buttons(
        Push(ruler, _("Answer again"), go_on, size=22, high=72, side=30),
        Push(ruler, _("Choose another name"), back, look="primary", size=22, high=72, side=30),
    )
    return door


class NewPerson(Door):
    """Asks for a name or role and the side of somebody who is not in the list."""

    def __init__(self, ruler: Ruler, catalogue: Catalogue, add: Callable[[str, str], str]) -> None:
        super().__init__(ruler, "", _("What may we call you?"), _("A name or a role, as you want it. Then your side."))
        self._field = _field(ruler, _("Name or role"))
        self.add(self._field)
        self.first = self._field
        self._hint = Words(ruler, "", 19, "danger")
        self.add(self._hint)
        line = ruler.row(gap=12)
        for side, words in catalogue.sides.items():
            box = WordBox(ruler, words, side=side, high=84, size=20)
            box.clicked.connect(lambda _checked=False, side=side: self._chosen(side, add))
            line.addWidget(box)
        self._inner.addLayout(line)

    def _chosen(self, side: str, add: Callable[[str, str], str]) -> None:
        name = self._field.text().strip()
        trouble = add(name, side) if name else _("First write a name or a role.")
        if trouble:
            self._hint.setText(trouble)
            self._field.setFocus()


class SlipDoor(Door):
    """Asks for the signs of the slip that the person drew; `take` says why they are none, or ""."""

    def __init__(self, ruler: Ruler, take: Callable[[str], str]) -> None:
        words = _("Type the letters and digits of your slip. Each slip counts once.")
        super().__init__(ruler, "ballot", _("Your slip"), words)
        self._take = take
        self._field = _field(ruler, _("Your slip"))
        self._field.returnPressed.connect(self._typed)
        self.add(self._field)
        self.first = self._field
        self._hint = Words(ruler, "", 19, "danger")
        self.add(self._hint)
        self.add_buttons(
            Push(ruler, _("Next"), self._typed, end_icon="chevron-right", look="primary", size=24, high=72)
        )
        self.first = self._field

    def _typed(self) -> None:
        if trouble := self._take(self._field.text()):
            self._hint.setText(trouble)
            self._field.setFocus()


def hand_in(ruler: Ruler, sheet: Sheet, send: Callable[[], object], trouble: str = "") -> Door:
    """Return the page before handing in: how many questions are answered or dots are left, never how."""
    title = _("Hand in your answers?")
    done, asked = sheet.done, len(sheet.round.items)
    left = (sheet.round.dots_per_person or 0) - sheet.total if sheet.round.kind == "dots" and sheet.total else 0
    if left > 0:
        words = ngettext(
            "{n} dot is not placed. You need not place it.", "{n} dots are not placed. You need not place them.", left
        ).format(n=left)
    elif done < asked:
        words = ngettext(
            "{done} of {n} question is answered. You may leave some open.",
            "{done} of {n} questions are answered. You may leave some open.",
            asked,
        ).format(done=done, n=asked)
    else:
        words = _("Everything is answered. Once handed in, they cannot be read or changed here.")
    door = Door(ruler, "ballot", title, words)
    if trouble:
        door.say(trouble, 20, "danger")
    door.add_buttons(Push(ruler, _("Hand in"), send, icon="check", look="primary", size=28, high=96, side=52))
    return door


def stop(ruler: Ruler, leave: Callable[[], object], stay: Callable[[], object], words: str = "") -> Door:
    """Return the question whether the ballot is to be put away; the safe answer has the focus."""
    words = words or _("What you answered is thrown away, and not handed in.")
    door = Door(ruler, "warning", _("Stop and put this ballot away?"), words)
    door.add_buttons(
        Push(ruler, _("Stop and throw it away"), leave, size=22, high=72, side=30),
        Push(ruler, _("Go on answering"), stay, look="primary", size=22, high=72, side=30),
    )
    return door


class CodeDoor(Door):
    """Asks for the facilitator's code, which leads back to the program."""

    def __init__(self, ruler: Ruler, right: Callable[[str], bool], back: Callable[[], object]) -> None:
        super().__init__(
            ruler, "lock", _("For the facilitator"), _("The code that was set when this round was opened.")
        )
        self._right, self._wrong = right, 0
        self._field = _field(ruler, _("Facilitator’s code"))
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.returnPressed.connect(self._try)
        self.add(self._field)
        self._hint = Words(ruler, " ", 19, "danger")
        self.add(self._hint)
        self.add_buttons(
            Push(ruler, _("Back"), back, size=22, high=64, side=30),
            Push(ruler, _("Go to the program"), self._try, look="primary", size=22, high=64, side=30),
        )
        self.first = self._field

    def _try(self) -> None:
        typed = self._field.text()
        self._field.clear()
        if not self._right(typed):
            self._wrong += 1
            words = _("That is not the code.")
            if self._wrong >= _WRONG_UNTIL_HELP:
                words += " " + _("Forgot the code? Close the program and start it again. No answers are lost.")
            self._hint.setText(words)
            self._field.setFocus()


def curtain(ruler: Ruler, *, idle: bool, lift: Callable[[], object]) -> Door:
    """Return the plain page that hides a ballot at once."""
    title = _("Still there?") if idle else _("Your ballot is hidden.")
    door = Door(ruler, "eye-off", title, _("Nothing is lost. F9 shows it again."))
    door.add_buttons(Push(ruler, _("Show my ballot"), lift, key="F9", size=24, high=72, side=30))
    return door


def _field(ruler: Ruler, name: str) -> QLineEdit:
    field = QLineEdit()
    describe(field, name)
    field.setPlaceholderText(name)
    field.setFont(ruler.font(26))
    field.setFixedWidth(ruler.px(520))
    field.setStyleSheet(f"QLineEdit {{ min-height: {ruler.tall(52)}px; }}")
    field.setAlignment(Qt.AlignmentFlag.AlignCenter)
    field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return field
