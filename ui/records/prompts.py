"""One question for the room at a time, in residents' words; a click brings the next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from stworkshop.i18n import gettext as _
from stworkshop.model import agenda
from stworkshop.model.catalogue import Catalogue, curly
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label, row
from ui.kit.widgets.plain import Button, set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge


def questions(catalogue: Catalogue, concepts: Iterable[str] = (), kind: str = "") -> list[str]:
    """Return the catalogue's questions on some concepts (all if none), those for `kind` first."""
    chosen = [catalogue.concepts[c] for c in concepts if c in catalogue.concepts] or list(catalogue.concepts.values())
    prompts = [prompt for concept in chosen for prompt in concept.get("prompts", ())]
    fitting = [p for p in prompts if kind in p.get("for_kinds", ())]
    return [str(p["question"]) for p in (*fitting, *(p for p in prompts if p not in fitting))]


class PromptCard(Button):
    """A question on a quiet ground; it is a button, since a click or Enter shows the next one."""

    def __init__(self, bridge: Bridge, title: str = "") -> None:
        super().__init__()
        self._bridge = bridge
        self._questions: list[str] = []
        self._at = 0
        self._title = title or _("Ask the room")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("look", "prompt")
        layout = column(self, 5, (12, 11, 12, 12))
        head = row(spacing=6)
        head.addWidget(IconLabel("question-prompt", "text_2", 18))
        head.addWidget(label(self._title, "caption", "muted", strong=True), 1)
        layout.addLayout(head)
        self._words = WrappedLabel()
        layout.addWidget(self._words)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: self._show(self._at + 1))
        set_tip(self, _("Show the next question"))
        self.ask()

    def ask(self, concepts: Iterable[str] = (), kind: str = "") -> None:
        """Choose from the questions on these concepts, for this kind of card."""
        self._offer(questions(self._bridge.catalogue, concepts, kind))

    def ask_stage(self, stage: str) -> None:
        """Choose from the questions of a stage; all are asked where it has none, or where no stage runs."""
        found = agenda.questions(self._bridge.catalogue, stage)
        self._offer(found or questions(self._bridge.catalogue))

    def _offer(self, found: list[str]) -> None:
        if found != self._questions:
            self._questions = found
            self._show(0)

    @property
    def question(self) -> str:
        """The question that is shown."""
        return self._words.text()

    def _show(self, at: int) -> None:
        if not self._questions:
            return
        self._at = at % len(self._questions)
        self._words.setText(curly(self._questions[self._at]))
        describe(self, f"{self._title}: {self.question}")
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # what was measured while it was hidden, in another width, is forgotten

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(200), self.heightForWidth(self.width() or theme().scaled(200)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
