"""Views: seven ways to look at the same cards, each with its own kinds, places and legend, and those people saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from stworkshop.analysis import viewpoints
from stworkshop.analysis.viewpoints import View
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.session.session import Changed
from ui.features.views.fixing import gap_words
from ui.features.views.gallery import Gallery, explained
from ui.features.views.legend import Legend
from ui.features.views.miniature import Miniature, miniature
from ui.features.views.own_view import OwnView
from ui.features.views.showing import Showing
from ui.features.views.view_words import count_words, form_choices, forms_of, legend_extra
from ui.kit.dialog_frame import run_dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.plain import Menu, set_tip
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.tab_order import tab_in_order
from ui.kit.widgets.words import ElidedLabel, WrappedLabel
from ui.session.words import own_kinds
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

_ASIDE, _ASIDE_SMALL, _SMALL_UNDER, _LOW_UNDER = 300, 214, 1240, 640
_MINIATURES_MS = 250


class ViewsPage(ViewPage):
    """The gallery at the side, and the view that is chosen in it."""

    least_high = 380

    def __init__(self, page: Workspace) -> None:
        super().__init__(page.bridge, page.preferences)
        bridge, self._page = page.bridge, page
        describe(self, _("Views"))
        self._current, self._room, self._stale, self._small = viewpoints.PEOPLE, False, True, False
        self._form: dict[str, str] = {}
        self._drawn: dict[str, Miniature] = {}
        self._offered: tuple[str, ...] = ()
        self.gallery = Gallery(bridge.catalogue)
        self.showing = Showing(bridge)
        self.legend = Legend()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_MINIATURES_MS)
        self._later.timeout.connect(self._draw_miniatures)
        whole = row(self)
        main = self._main()
        whole.addWidget(self._side())
        whole.addWidget(main, 1)
        self.columns = Beside(whole, 720, (self._aside, 260), (main, 460))
        self.setFocusProxy(self.gallery)
        self._connect()
        tab_in_order(self)

    def _connect(self) -> None:
        self.gallery.chosen.connect(self.open_viewpoint)
        self.gallery.menu_asked.connect(self._own_menu)
        self.gallery.rename_asked.connect(self._change)
        self.gallery.delete_asked.connect(self._delete)
        self._forms.chosen.connect(self._choose_form)
        self.showing.opened.connect(lambda card: self.wants_map.emit((card,)))
        self.showing.link_asked.connect(self._link)
        self.showing.menu_asked.connect(self._cell_menu)
        self._bridge.changed.connect(self._hear)

    # --- what others ask for

    @property
    def current(self) -> str:
        """The id of the view that is shown."""
        return self._current

    @property
    def form(self) -> str:
        """How it is shown: map, list, chain, grid, matrix or table."""
        found = self._view()
        return self._form.get(found.id) or forms_of(found)[0]

    def open_viewpoint(self, view: str) -> bool:
        """Show a viewpoint's view or a saved one by its id; False, and nothing changes, where there is no such view."""
        if viewpoints.view(self._bridge.board, self._bridge.catalogue, view) is None:
            return False
        self._current = view
        self._refresh()
        return True

    def hand_over(self) -> object:
        """Give away which view is shown, and in which form each one is."""
        return self._current, dict(self._form)

    def take_over(self, begun: object) -> None:
        """Show the same view again."""
        assert isinstance(begun, tuple)
        view, forms = begun
        self._form.update(forms)
        self.open_viewpoint(view)

    def show_record(self, record_id: str) -> None:
        self.open_viewpoint(record_id)

    def shown(self) -> None:
        if self._stale:
            self._refresh()
            self._draw_miniatures()

    def left(self) -> None:
        self.showing.fixing.close()

    def close_view(self) -> None:
        self._later.stop()
        self.showing.close_view()

    def set_room(self, room: bool) -> None:
        """Show the view without what is only for the facilitator: saving, exporting, putting on the wall."""
        self._room = room
        for part in (self._save, self._note, self._wall, self._export, self._more):
            part.setVisible(not room)
        self._refresh()

    # --- parts

    def _side(self) -> QWidget:
        panel = self._aside = frame("panel-left")
        describe(panel, _("Ways to look"))
        layout = column(panel, 6, (12, 12, 12, 12))
        title = label(_("Seven ways to look"), "body", strong=True)
        title.setContentsMargins(theme().scaled(4), 0, 0, theme().scaled(2))
        layout.addWidget(title)
        layout.addWidget(self.gallery, 1)
        self._save = button(_("Save a view of your own…"), self._save_own, "plus", "dashed")
        layout.addWidget(self._save)
        self._note = WrappedLabel(_("All show the same cards. Places are kept for each view."), "caption", "faint")
        layout.addWidget(self._note)
        return panel

    def _main(self) -> QWidget:
        main = QWidget()
        layout = column(main, 8, (18, 12, 18, 10))
        layout.addLayout(self._head())
        self._frames = ElidedLabel("", "small", "muted")
        layout.addWidget(self._frames)
        layout.addWidget(self.showing, 1)
        layout.addWidget(self.legend)
        return main

    def _head(self) -> QHBoxLayout:
        line = row(spacing=8)
        self._title = label("", "heading")
        self._count = ElidedLabel("", "small", "muted")
        self._forms = Segments(_("How it is shown"))
        self._on_map = button(_("Show on the map"), self._show_on_map, "map")
        self._wall = button("", self._to_wall, "projector", name=_("Show on the wall"))
        self._export = button("", self._export_menu, "export", name=_("Save this view as a picture"))
        self._more = button("", lambda: self._own_menu(self._current, None), "more", name=_("Change this view"))
        line.addWidget(self._title)
        line.addWidget(self._count, 1)
        for part in (self._forms, self._on_map, self._wall, self._export, self._more):
            line.addWidget(part)
        return line

    # --- what is shown

    def _view(self) -> View:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        found = viewpoints.view(board, catalogue, self._current)
        return found or viewpoints.views(board, catalogue)[0]

    def _refresh(self) -> None:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        shown = self._view()
        self._current, self._stale = shown.id, False
        what, form = viewpoints.picture(board, catalogue, shown), self.form
        self._title.setText(shown.label)
        set_tip(self._title, explained(catalogue, shown))
        self._count.setText(count_words(board, catalogue, what, form))
        if self._offered != (offered := forms_of(shown)):
            self._offered = offered
            self._forms.offer(form_choices(offered))
        self._forms.choose(form)
        self._say_framed(shown, list(what.shown))
        self._more.setVisible(shown.own and not self._room)
        self.showing.show_view(shown, what, form)
        extra = "" if self._small and form == "map" else legend_extra(board, catalogue, shown, form)
        self.legend.show_view(board, catalogue, shown, form, what, extra=extra)
        self.legend.set_small(self._small)
        self._fill_gallery()
        if not self._later.isActive():
            self._later.start()

    def _say_framed(self, shown: View, cards: list[str]) -> None:
        """Say which viewpoint governs the view, and which concerns that frames."""
        board, catalogue = self._bridge.board, self._bridge.catalogue
        if shown.layout == viewpoints.ARRANGEMENT:
            words = _("The places here are those of the file. On the map, each card stands in its zone.")
            self._frames.setText(words)
            set_tip(self._frames, words)
            describe(self._frames, words)
            return
        framed = viewpoints.framed(board, shown, cards)
        word = str(catalogue.viewpoints[shown.viewpoint]["label"])
        if not framed:
            words = _("None of the map’s concerns is looked at here yet.")
            exact = _("No concern on the map belongs to the view “{viewpoint}” yet.").format(viewpoint=word)
        else:
            n = len(framed)
            names = "; ".join(board.elements[card].label.rstrip(". ") for card in framed)
            words = ngettext("{n} concern is looked at here: {names}", "{n} concerns are looked at here: {names}", n)
            words = words.format(n=n, names=names)
            exact = ngettext(
                "The view “{viewpoint}” has {n} concern: {names}",
                "The view “{viewpoint}” has {n} concerns: {names}",
                n,
            ).format(viewpoint=word, n=n, names=names)
        self._frames.setText(words)
        set_tip(self._frames, exact)
        describe(self._frames, words, description=exact)

    def _fill_gallery(self) -> None:
        found = viewpoints.views(self._bridge.board, self._bridge.catalogue)
        pairs = [(shown, self._drawn.get(shown.id, Miniature())) for shown in found]
        self.gallery.show_views(pairs, self._current)

    def _draw_miniatures(self) -> None:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        found = viewpoints.views(board, catalogue)
        pictures = {shown.id: viewpoints.picture(board, catalogue, shown) for shown in found}
        self._drawn = {shown.id: miniature(board, catalogue, shown, pictures[shown.id]) for shown in found}
        self._fill_gallery()

    def _choose_form(self, form: str) -> None:
        self._form[self._current] = form
        self._refresh()

    def _hear(self, changed: Changed) -> None:
        if not changed.change:
            return
        if self.isVisible():
            self._refresh()
        else:
            self._stale = True

    # --- gestures

    def _show_on_map(self) -> None:
        """Show the chosen cards on the map, or all cards of the view."""
        chosen = tuple(i for i in self._bridge.selection if i in self.showing.what_shown)
        self.wants_map.emit(chosen or self.showing.what_shown)

    def _link(self, card: str) -> None:
        """Draw a link from a card, on the map, where all cards are."""
        self.wants_map.emit((card,))
        view = self._page.map_view
        QTimer.singleShot(0, view, view.link_from_here)

    def _cell_menu(self, cell: Any, at: QPoint) -> None:
        """Offer what a cell with several cards, or with a card and a gap, can do."""
        menu = Menu(self)
        board = self._bridge.board
        for card in cell.cards or cell.names:
            words = _("Show “{card}” on the map").format(card=board.elements[card].label)
            menu.addAction(theme().icon("map"), words, partial(self.wants_map.emit, (card,)))
        if cell.gap is not None:
            menu.addAction(theme().icon("plus"), gap_words(cell.gap.sort), partial(self.showing.fix, cell.gap))
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _save_own(self) -> None:
        shown = self._view()
        fresh = View("", "", shown.viewpoint, shown.kinds, (), "", own=False)
        dialog = OwnView(self, self._bridge.catalogue, fresh, own_kinds(self._bridge.board, self._bridge.catalogue))
        if run_dialog(dialog):
            done = self._bridge.run("add_view", **dialog.values)
            if done is not None:
                self.open_viewpoint(done.ids[0])

    def _change(self, view: str) -> None:
        shown = viewpoints.view(self._bridge.board, self._bridge.catalogue, view)
        if shown is None or not shown.own:
            return
        offered = dict.fromkeys((*own_kinds(self._bridge.board, self._bridge.catalogue), *shown.kinds))
        own = [kind for kind in offered if kind not in self._bridge.catalogue.kinds]  # its last card may be gone
        dialog = OwnView(self, self._bridge.catalogue, shown, own)
        if run_dialog(dialog):
            self._form.pop(view, None)
            self._bridge.run("edit_view", id=view, **dialog.values)

    def _delete(self, view: str) -> None:
        """Delete a saved view; its cards stay, and undo brings it back."""
        shown = viewpoints.view(self._bridge.board, self._bridge.catalogue, view)
        if shown is not None and shown.own:
            if view == self._current:
                self._current = shown.viewpoint
            self._bridge.run("delete", ids=[view])

    def _own_menu(self, view: str, at: QPoint | None) -> None:
        menu = Menu(self)
        menu.addAction(theme().icon("edit"), _("Rename or change…"), partial(self._change, view))
        menu.addAction(theme().icon("delete"), _("Delete this view"), partial(self._delete, view))
        self._popup(menu, self._more, at)

    def _export_menu(self) -> None:
        from ui.shell.exports import Form

        menu = Menu(self)
        for ending, words in (
            (".svg", _("This view as SVG picture…")),
            (".png", _("This view as PNG picture…")),
            (".map.pdf", _("This view as PDF…")),
        ):
            form = Form(f"view{ending}", words, ending, "eye", view=self._current)
            menu.addAction(theme().icon("eye"), words, partial(self._export_as, form))
        self._popup(menu, self._export, None)

    def _export_as(self, form: Any) -> None:
        self._page.papers.export(form)

    def _to_wall(self) -> None:
        """Put the view on the wall, large; the wall is opened for it."""
        wall = self._page.wall
        if not wall.is_open:
            wall.toggle(self._page.map_view)
        wall.show_widget(self.showing.for_wall)

    def _popup(self, menu: QMenu, under: QWidget, at: QPoint | None) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at if at is not None else under.mapToGlobal(QPoint(0, under.height() + 4)))

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._small = self.width() < theme().scaled(_SMALL_UNDER)
        self._count.setVisible(self.columns is None or not self.columns.below)
        low = self.height() < theme().scaled(_LOW_UNDER)
        self.give_width(self._aside, theme().scaled(_ASIDE_SMALL if self._small else _ASIDE))
        self.gallery.set_small(self._small or low)
        self._note.setVisible(not (self._small or low or self._room))
        self._save.setText(_("Save a view…") if self._small else _("Save a view of your own…"))
        self._on_map.setText("" if self._small else _("Show on the map"))
        self._on_map.setProperty("square", "true" if self._small else "")
        self._on_map.style().unpolish(self._on_map)
        self._on_map.style().polish(self._on_map)
        self.legend.set_small(self._small or low)
        self._frames.setVisible(not low)
