"""The window's actions: what menus, buttons, keys and the command palette can do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Session
from ui.canvas.gestures import permits
from ui.canvas.gestures.actions import actions_of
from ui.kit.actions import GO, SETTINGS, Actions, Place
from ui.session.view_kinds import DOORS, VIEWS
from ui.shell.exports import forms
from ui.shell.feature import T
from ui.shell.features import FEATURES
from ui.shell.workspace import ProgramWindow, Workspace

if TYPE_CHECKING:
    from ui.canvas.map_view import MapView
    from ui.shell.command_palette import CommandPalette
    from ui.shell.looks import Looks
    from ui.shell.workshop_page import WorkshopPage


class Window(ProgramWindow):
    """What only the window's own actions see of it."""

    looks: Looks
    command_palette: CommandPalette

    def page(self) -> WorkshopPage:
        """Return the page of the open session."""
        raise NotImplementedError

    def desk(self, kind: type[T], /) -> T:
        """Return the one object of a class that the window or the open page holds; raises LookupError."""
        raise NotImplementedError

    def go_home(self) -> None:
        """Close the session and show Home, unless it has edits which would be lost."""
        raise NotImplementedError

    def begin_session(self) -> None:
        """Show Home, with the cursor in the field that begins a workshop."""
        raise NotImplementedError

    def search_sessions(self) -> None:
        """Search all sessions, on Home."""
        raise NotImplementedError

    def next_region(self, forward: bool) -> None:
        """Move the focus to the next part of the page."""
        raise NotImplementedError

    def open_settings(self) -> None:
        """Open the settings."""
        raise NotImplementedError

    def open_keyboard(self) -> None:
        """Show all keys."""
        raise NotImplementedError

    def open_menus(self) -> None:
        """Open the first menu."""
        raise NotImplementedError

    def open_sample(self) -> None:
        """Open a finished workshop to look around in."""
        raise NotImplementedError

    def open_about(self) -> None:
        """Say what this program is."""
        raise NotImplementedError

    def blank(self) -> None:
        """Blank the wall and let the clock of the stage stand, or bring both back."""
        raise NotImplementedError


_ON_LINKS = ("map.reverse",)
"""What is done with a link, not with a card."""


def register(actions: Actions, window: Window) -> None:
    """Register what can be done in the window, with or without an open session."""
    add = actions.add
    add("command-palette", _("Search everything…"), lambda: window.command_palette.open(), "Ctrl+K", "command", GO,
        place=Place("help", 1, 1))  # fmt: skip
    add("keyboard", _("Keys at a glance"), window.open_keyboard, "?", "keyboard", GO, global_key=False,
        place=Place("help", 1, 2))  # fmt: skip
    add("home", _("Home"), window.go_home, "", "home", GO, enabled=window.has_session,
        why_not=lambda: _("this is Home"), place=Place("session", 1, 4))  # fmt: skip
    add("new", _("New workshop…"), window.begin_session, "Ctrl+N", "plus", words=(_("blank map"), _("begin")),
        place=Place("session", 1, 1))  # fmt: skip
    add("open", _("Open or import a file…"), lambda: window.open_file(""), "Ctrl+O", "open-folder",
        place=Place("session", 1, 2))  # fmt: skip
    add("open-sample", _("Open the sample"), window.open_sample, "", "star", words=(_("example"),),
        place=Place("session", 1, 3))  # fmt: skip
    add("search-sessions", _("Search all sessions"), window.search_sessions, "Ctrl+Shift+F", "search", GO,
        place=Place("help", 2, 3))  # fmt: skip
    add("next-region", _("Next part of the window"), lambda: window.next_region(True), "F6", "panel-right", GO,
        place=Place("help", 3, 1))  # fmt: skip
    add("region-before", _("Part before in the window"), lambda: window.next_region(False), "Shift+F6", "panel-left",
        GO, place=Place("help", 3, 2))  # fmt: skip
    add("menu-bar", _("Menu bar"), window.open_menus, "F10", "list", GO)
    add("about", _("About STWorkshop"), window.open_about, "", "info", words=(_("version"), _("licence")),
        place=Place("help", 4, 1))  # fmt: skip
    add("quit", _("Leave the program"), window.close, "Ctrl+Q", "close", place=Place("session", 4, 2))
    _register_page(_Adder(actions, window), window)
    _register_wall(_Adder(actions, window), window)
    _register_looks(actions, window)
    adder = _Adder(actions, window)
    for feature in FEATURES:
        if feature.actions is not None:
            feature.actions(adder, window, window.desk)
    _register_canvas(adder, window)


def _register_canvas(add: _Adder, window: Window) -> None:
    """Register what the map of the open session can do; the map listens to the keys itself."""

    def shown() -> MapView:
        return window.page().map_view

    for action in permits.permitted(shown, actions_of(shown, lambda: shown().keyboard.edit())):
        add(
            action.id,
            action.text,
            partial(_on_map, window.page, action.run),
            action.shortcut,
            action.icon,
            enabled=action.enabled,
            why_not=partial(_why_not, window.page, action.id),
            global_key=False,
            place=action.place,
        )


class _Adder:
    """Adds actions that are there only while a session is open."""

    def __init__(self, actions: Actions, window: Window) -> None:
        self._actions, self._shown = actions, window.has_session

    def __call__(self, *what: Any, **more: Any) -> None:
        self._actions.add(*what, **{"shown": self._shown, **more})


def _register_page(add: _Adder, window: Window) -> None:
    page = window.page

    add("undo", lambda: undo_words(_session(window)), lambda: page().bridge.undo(), "Ctrl+Z", "undo",
        place=Place("edit", 1, 1), enabled=lambda: bool(undo_label(_session(window))),
        why_not=lambda: _("nothing to undo"))  # fmt: skip
    add("redo", lambda: redo_words(_session(window)), lambda: page().bridge.redo(), "Ctrl+Shift+Z", "redo",
        place=Place("edit", 1, 2), enabled=lambda: bool(redo_label(_session(window))),
        why_not=lambda: _("nothing to redo"))  # fmt: skip
    for view in VIEWS:
        add(
            f"view-{view.id}",
            view.name(),
            partial(_show_view, window, view.id),
            view.key,
            view.icon,
            "go",
            global_key=False,
            place=view.place,
        )
    add("find", _("Find or add a card"), lambda: page().start_finding(), "/", "search", global_key=False,
        place=Place("insert", 1, 1))  # fmt: skip
    for at, door in enumerate(DOORS, 1):
        add(f"door-{door.id}", _("Door: {name}").format(name=door.name()), partial(_open_door, window, door.id),
            f"Ctrl+{at}", door.icon, "go")  # fmt: skip
    add("next-page", _("Next page behind this door"), lambda: page().next_page(), "Ctrl+Tab", "arrow-right", "go",
        place=Place("help", 3, 3))  # fmt: skip
    add("back", _("Back to where you came from"), lambda: page().go_back(), "", "arrow-left", "go",
        enabled=lambda: bool(page().trail), why_not=lambda: _("you have come from nowhere else"),
        place=Place("help", 3, 4))  # fmt: skip
    add("session-details", _("About this workshop"), lambda: page().open_view("about"), "", "info", "go",
        place=Place("session", 2, 1))  # fmt: skip
    add(
        "panel-left",
        _("Open or close the palette"),
        lambda: page().panels.toggle_palette(),
        "[",
        "panel-left",
        global_key=False,
        place=Place("view", 3, 1),
    )
    add(
        "panel-right",
        _("Open or close the details"),
        lambda: page().panels.toggle_details(),
        "]",
        "panel-right",
        global_key=False,
        place=Place("view", 3, 2),
    )
    papers = window.papers
    add("print", _("Print…"), papers.print_summary, "Ctrl+P", "print", words=(_("PDF"), _("paper"), _("summary")),
        place=Place("print", 1, 1))  # fmt: skip
    for turn, (tab, title, icon) in enumerate((
        ("kit", _("Print the kit…"), "open-folder"), ("poster", _("Poster…"), "map"),
        ("cards", _("Cards to cut out…"), "print"),
    ), 2):  # fmt: skip
        words = (_("print"), _("PDF"), _("paper"))
        add(f"print-{tab}", title, partial(papers.print_of, tab), "", icon, words=words, place=Place("print", 1, turn))
    absent = _("Print for people who were not there…")
    add("print-absent", absent, partial(papers.print_of, "summary", "", "absent"), "", "print", words=words,
        place=Place("print", 1, 5))  # fmt: skip
    for form in forms():
        words = (_("export"), _("share"), _("save a copy"))
        add(f"export-{form.id}", form.words, partial(papers.export, form), "", form.icon, words=words)


def _register_wall(add: _Adder, window: Window) -> None:
    wall = window.wall
    none = {"enabled": lambda: wall.is_open, "why_not": lambda: _("the projector is not on")}
    add("projector", wall.words, lambda: wall.toggle(window.page().map_view), "F5", "projector",
        place=Place("view/wall", 1, 1))  # fmt: skip
    add("projector-hold", wall.hold_words, wall.hold, "Ctrl+F5", "pause", place=Place("view/wall", 1, 2), **none)
    add(
        "projector-blank",
        _("Blank the projector and stop the clock, or bring both back"),
        window.blank,
        "B",
        "screen-off",
        enabled=lambda: wall.is_open or (window.has_session() and window.page().stages.current is not None),
        why_not=lambda: _("the projector is not on, and no stage is running"),
        global_key=False,
        place=Place("view/wall", 1, 3),
    )

    def pen_words() -> str:
        on = wall.has_pen or (window.has_session() and window.page().map_view.pen.on)
        return _("Put the pen away") if on else _("Draw on the wall: lines go away by themselves")

    add("projector-pen", pen_words, lambda: wall.take_pen_on(window.page().map_view), "Ctrl+Shift+F5", "edit",
        words=(_("pen"), _("draw")), place=Place("view/wall", 1, 4),
        enabled=lambda: wall.is_open or (window.has_session() and window.page().view == "map"),
        why_not=lambda: _("the projector is not on, and the map is not in front"))  # fmt: skip

    def room() -> str:
        on = window.has_session() and window.page().room
        return _("Leave the room view") if on else _("Room view: hide what is not for the room")

    add("room-view", room, lambda: window.page().toggle_room(), "Shift+F5", "eye-off", place=Place("view/wall", 3, 1))


def _register_looks(actions: Actions, window: Window) -> None:
    actions.add("settings", _("Settings"), window.open_settings, "Ctrl+,", "settings", SETTINGS,
                place=Place("session", 4, 1))  # fmt: skip
    looks = {
        "light": (_("Look: light"), "sun"), "dark": (_("Look: dark"), "moon"),
        "projector": (_("Look: strong contrast"), "projector"), "system": (_("Look: as the system"), "settings"),
    }  # fmt: skip
    for turn, (choice, (words, icon)) in enumerate(looks.items()):
        actions.add(f"look-{choice}", words, partial(window.looks.choose, choice), "", icon, SETTINGS,
                    place=Place("view/look", 2, turn))  # fmt: skip
    actions.add("text-larger", _("Larger text"), lambda: window.looks.step_text(1), "Ctrl+Alt++", "text-size", SETTINGS,
                place=Place("view/look", 1, 1))  # fmt: skip
    actions.add("text-smaller", _("Smaller text"), lambda: window.looks.step_text(-1), "Ctrl+Alt+-", "text-size",
                SETTINGS, place=Place("view/look", 1, 2))  # fmt: skip


def undo_label(session: Session | None) -> str:
    """Return the name of the step that undo would take back."""
    return session.undo_label if session is not None else ""


def redo_label(session: Session | None) -> str:
    """Return the name of the step that redo would do again."""
    return session.redo_label if session is not None else ""


def undo_words(session: Session | None) -> str:
    """Return what undo would do, in words."""
    name = undo_label(session)
    return _("Undo: {label}").format(label=name) if name else _("Undo")


def redo_words(session: Session | None) -> str:
    """Return what redo would do, in words."""
    name = redo_label(session)
    return _("Redo: {label}").format(label=name) if name else _("Redo")


def _open_door(window: Window, door: str) -> None:
    window.page().open_door(door)


def _show_view(window: Window, view: str) -> None:
    window.page().open_view(view)


def _session(window: Window) -> Session | None:
    return window.page().bridge.session if window.has_session() else None


def _why_not(page: Callable[[], Workspace], action_id: str) -> str:
    """Say why something cannot be done on the map now: the stage forbids it, or nothing is chosen."""
    forbidden = permits.why_not(page().map_view, action_id)
    chosen = _("select a link first") if action_id in _ON_LINKS else _("select a card first")
    return forbidden or chosen


def _on_map(opened: Callable[[], WorkshopPage], run: Callable[[], object]) -> None:
    """Do something on the map, which is brought to the front for it."""
    page = opened()
    if page.view != "map":
        page.open_view("map")
    page.map_view.setFocus()
    run()
