"""The dialog in which people save a view of their own: its name, the way to look it follows, its kinds and topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from stworkshop.analysis import viewpoints
from stworkshop.analysis.viewpoints import View
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue, curly
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label, set_property
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import CheckBox, name_field
from ui.session.words import kind_plural


class OwnView(Dialog):
    """Asks for what a view of one's own shows; `values` are the fields of the command.

    `own` are kinds that people brought along, which can be shown as well.
    """

    def __init__(self, parent: QWidget | None, catalogue: Catalogue, shown: View, own: Sequence[str] = ()) -> None:
        editing, self._as_it_came = shown.own, shown.layout == viewpoints.ARRANGEMENT
        super().__init__(parent, _("Change this view") if editing else _("Save a view of your own"), "eye")
        self._catalogue = catalogue
        self.setMinimumWidth(theme().scaled(620))
        self.name = QLineEdit(shown.label if editing else "")
        self.name.setPlaceholderText(_("For example: What drivers face"))
        describe(self.name, _("Name of the view"))
        self.base = QComboBox()
        describe(self.base, _("Way to look"))
        for viewpoint in catalogue.viewpoints:
            self.base.addItem(viewpoints.short_label(catalogue, viewpoint), viewpoint)
        self.base.setCurrentIndex(list(catalogue.viewpoints).index(shown.viewpoint))
        self.as_map = CheckBox(_("Draw it as a map"))
        self.as_map.setChecked(editing and shown.layout == "map")
        self._kinds = self._boxes(((k, kind_plural(catalogue, k)) for k in (*catalogue.kinds, *own)), shown.kinds)
        concepts = ((c, curly(str(entry["label"]))) for c, entry in catalogue.concepts.items())
        self._topics = self._boxes(concepts, shown.concepts)
        parts: list[tuple[str, QWidget]] = [
            (_("Name"), self.name),
            (_("It follows the way to look"), self.base),
            ("", self.as_map),
            (_("Kinds of cards"), self._columns(self._kinds)),
            (_("Only these topics (none chosen: all)"), self._columns(self._topics)),
        ]
        for title, part in parts[:1] if self._as_it_came else parts:
            if title:
                head = label(title, "small", "muted", strong=True)
                name_field(head, part)
                self.body.addWidget(head)
            self.body.addWidget(part)
        self.add_button(button(_("Leave it"), self.reject))
        self.save = self.add_button(button(_("Save view"), self._accept, look="primary"), first=True)
        self.base.currentIndexChanged.connect(self._follow)
        self.name.textChanged.connect(lambda _text: set_property(self.name, "bad", "false"))
        self._show_layout()
        self.name.setFocus()

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields of the view."""
        if self._as_it_came:
            return {"label": " ".join(self.name.text().split())}
        viewpoint = str(self.base.currentData())
        usual = viewpoints.usual_layout(viewpoint)
        return {
            "label": " ".join(self.name.text().split()),
            "viewpoint": viewpoint,
            "kinds": [key for key, box in self._kinds.items() if box.isChecked()],
            "concepts": [key for key, box in self._topics.items() if box.isChecked()],
            "layout": "map" if self.as_map.isChecked() else usual,
        }

    def _accept(self) -> None:
        if self.values["label"] and (self._as_it_came or self.values["kinds"]):
            self.accept()
        elif not self.values["label"]:
            set_property(self.name, "bad", "true")
            self.name.setFocus()
        else:
            next(iter(self._kinds.values())).setFocus()

    def _follow(self) -> None:
        """Tick the kinds of another way to look."""
        governed = self._catalogue.viewpoints[str(self.base.currentData())]["governs_kinds"]
        for key, box in self._kinds.items():
            box.setChecked(key in governed)
        self._show_layout()

    def _show_layout(self) -> None:
        """Offer the map only where the way to look has another form."""
        self.as_map.setVisible(viewpoints.usual_layout(str(self.base.currentData())) != "map")

    @staticmethod
    def _boxes(options: Iterable[tuple[str, str]], chosen: Iterable[str]) -> dict[str, QCheckBox]:
        chosen, boxes = set(chosen), dict[str, QCheckBox]()
        for key, words in options:
            boxes[key] = CheckBox(words)
            describe(boxes[key], words)
            boxes[key].setChecked(key in chosen)
        return boxes

    @staticmethod
    def _columns(boxes: Mapping[str, QCheckBox]) -> QWidget:
        holder = QWidget()
        columns = Flow(holder, 8, even=True)
        columns.setContentsMargins(0, 0, 0, theme().scaled(4))
        for box in boxes.values():
            columns.addWidget(box)
        return holder
