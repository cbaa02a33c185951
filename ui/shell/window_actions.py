"""The window's actions: what menus, buttons, keys and the command palette can do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Session
from ui.canvas.gestures import permits
from ui.features.agenda import actions as stage_actions
from ui.features.agreement import actions as opinion_actions
from ui.features.bring_in import actions as bring_actions
from ui.features.capture import actions as capture_actions
from ui.features.history import actions as past_actions
from ui.features.keying import actions as paper_actions
from ui.features.list import people_actions
from ui.features.questions import actions as question_actions
from ui.features.rounds import actions as round_actions
from ui.features.tables import actions as merging_actions
from ui.features.together import actions as together_actions
from ui.features.views import actions as view_actions
from ui.features.who_is_here import actions as who_actions
from ui.kit.actions import GO, SETTINGS, Actions
from ui.session.view_kinds import VIEWS
from ui.shell.exports import forms
from ui.shell.workspace import ProgramWindow, Workspace

if TYPE_CHECKING:
    from ui.features.bring_in.bringing import Bringing
    from ui.features.tables.desk import Merging
    from ui.features.together.desk import TogetherDesk
    from ui.shell.command_palette import CommandPalette
    from ui.shell.looks import Looks
    from ui.shell.workshop_page import WorkshopPage


class Window(ProgramWindow):
    """What only the window's own actions see of it."""

    bringing: Bringing
    merging: Merging
    together: TogetherDesk
    looks: Looks
    command_palette: CommandPalette

    def page(self) -> WorkshopPage:
        """Return the page of the open session."""
        raise NotImplementedError

    def go_home(self) -> None:
        """Close the session and show Home, unless it has edits which would be lost."""
        raise NotImplementedError

    def new_session(self, agenda: str) -> None:
        """Begin a workshop after an agenda, "" for a blank map."""
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

    def blank(self) -> None:
        """Blank the wall and let the clock of the stage stand, or bring both back."""
        raise NotImplementedError


CANVAS_PREFIX = "map."
_ON_LINKS = ("map.reverse",)
"""What is done with a link, not with a card."""


def register(actions: Actions, window: Window) -> None:
    """Register what can be done in the window, with or without an open session."""
    add = actions.add
    add("command-palette", _("Search everything…"), lambda: window.command_palette.open(), "Ctrl+K", "command", GO)
    add("home", _("Home"), window.go_home, "", "home", GO, shown=window.has_session)
    add("new", _("New blank map"), lambda: window.new_session(""), "Ctrl+N", "plus")
    add("open", _("Open or import a file…"), lambda: window.open_file(""), "Ctrl+O", "open-folder")
    add("search-sessions", _("Search all sessions"), window.search_sessions, "Ctrl+Shift+F", "search", GO)
    add("next-region", _("Next part of the window"), lambda: window.next_region(True), "F6", "panel-right", GO)
    add(
        "region-before", _("Part before in the window"), lambda: window.next_region(False), "Shift+F6", "panel-left", GO
    )
    add("keyboard", _("Keys at a glance"), window.open_keyboard, "?", "keyboard", GO, global_key=False)
    add("quit", _("Leave the program"), window.close, "Ctrl+Q", "close")
    _register_page(_Adder(actions, window), window)
    _register_wall(_Adder(actions, window), window)
    _register_looks(actions, window)
    together_actions.register_always(actions, window.together)
    adder, page = _Adder(actions, window), window.page
    stage_actions.register(
        adder, window, lambda: page().stages, lambda: page().stage_bar, lambda: page().toggle_guide()
    )
    capture_actions.register(
        adder, window, lambda: page().map, lambda: page().start_capture(), lambda: page().map.open_typical()
    )
    round_actions.register(adder, window, lambda: opinion_actions.register(adder, window))
    paper_actions.register(adder, window)
    question_actions.register(adder, window, lambda: page().findings_strip, lambda: page().desk)
    past_actions.register(adder, window)
    view_actions.register(adder, window)
    people_actions.register(adder, window)
    who_actions.register(adder, lambda: page().who)
    bring_actions.register(adder, window.bringing)
    merging_actions.register(adder, window.merging, window)
    together_actions.register(adder, window.together)


def register_canvas(actions: Actions, page: Workspace) -> None:
    """Register what the map of a page can do; the map listens to the keys itself."""
    actions.remove_all(CANVAS_PREFIX)
    for action in page.map_view.actions():
        actions.add(
            action.id,
            action.text,
            partial(_on_map, page, action.run),
            action.shortcut,
            action.icon,
            enabled=action.enabled,
            why_not=partial(_why_not, page, action.id),
            global_key=False,
        )


class _Adder:
    """Adds actions that are there only while a session is open."""

    def __init__(self, actions: Actions, window: Window) -> None:
        self._actions, self._shown = actions, window.has_session

    def __call__(self, *what: Any, **more: Any) -> None:
        self._actions.add(*what, shown=self._shown, **more)


def _register_page(add: _Adder, window: Window) -> None:
    page = window.page

    add("undo", lambda: undo_words(_session(window)), lambda: page().bridge.undo(), "Ctrl+Z", "undo",
        enabled=lambda: bool(undo_label(_session(window))), why_not=lambda: _("nothing to undo"))  # fmt: skip
    add("redo", lambda: redo_words(_session(window)), lambda: page().bridge.redo(), "Ctrl+Shift+Z", "redo",
        enabled=lambda: bool(redo_label(_session(window))), why_not=lambda: _("nothing to redo"))  # fmt: skip
    for view in VIEWS:
        add(
            f"view-{view.id}",
            view.name(),
            partial(_show_view, window, view.id),
            view.key,
            view.icon,
            "go",
            global_key=False,
        )
    add("find", _("Find or add a card"), lambda: page().start_finding(), "/", "search", global_key=False)
    add("session-details", _("About this workshop"), lambda: page().show_details(), "", "info", "go")
    add(
        "panel-left",
        _("Open or close the palette"),
        lambda: page().toggle_palette(),
        "[",
        "panel-left",
        global_key=False,
    )
    add(
        "panel-right",
        _("Open or close the details"),
        lambda: page().toggle_inspector(),
        "]",
        "panel-right",
        global_key=False,
    )
    papers = window.papers
    add("print", _("Print…"), papers.print_summary, "Ctrl+P", "print", words=(_("PDF"), _("paper"), _("summary")))
    for tab, title, icon in (
        ("kit", _("Print the kit…"), "open-folder"), ("poster", _("Poster…"), "map"),
        ("cards", _("Cards to cut out…"), "print"),
    ):  # fmt: skip
        words = (_("print"), _("PDF"), _("paper"))
        add(f"print-{tab}", title, partial(papers.print_of, tab), "", icon, words=words)
    absent = _("Print for people who were not there…")
    add("print-absent", absent, partial(papers.print_of, "summary", "", "absent"), "", "print", words=words)
    for form in forms():
        words = (_("export"), _("share"), _("save a copy"))
        add(f"export-{form.id}", form.words, partial(papers.export, form), "", form.icon, words=words)


def _register_wall(add: _Adder, window: Window) -> None:
    wall = window.wall
    none = {"enabled": lambda: wall.is_open, "why_not": lambda: _("the projector is not on")}
    add("projector", wall.words, lambda: wall.toggle(window.page().map_view), "F5", "projector")
    add("projector-hold", wall.hold_words, wall.hold, "Ctrl+F5", "pause", **none)
    add(
        "projector-blank",
        _("Blank the projector and stop the clock, or bring both back"),
        window.blank,
        "B",
        "screen-off",
        enabled=lambda: wall.is_open or (window.has_session() and window.page().stages.current is not None),
        why_not=lambda: _("the projector is not on, and no stage is running"),
        global_key=False,
    )

    def room() -> str:
        on = window.has_session() and window.page().room
        return _("Leave the room view") if on else _("Room view: hide what is not for the room")

    add("room-view", room, lambda: window.page().toggle_room(), "Shift+F5", "eye-off")


def _register_looks(actions: Actions, window: Window) -> None:
    actions.add("settings", _("Settings"), window.open_settings, "Ctrl+,", "settings", SETTINGS)
    looks = {
        "light": (_("Look: light"), "sun"), "dark": (_("Look: dark"), "moon"),
        "projector": (_("Look: strong contrast"), "projector"), "system": (_("Look: as the system"), "settings"),
    }  # fmt: skip
    for choice, (words, icon) in looks.items():
        actions.add(f"look-{choice}", words, partial(window.looks.choose, choice), "", icon, SETTINGS)
    actions.add("text-larger", _("Larger text"), lambda: window.looks.step_text(1), "Ctrl+Alt++", "text-size", SETTINGS)
    actions.add(
        "text-smaller", _("Smaller text"), lambda: window.looks.step_text(-1), "Ctrl+Alt+-", "text-size", SETTINGS
    )


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


def _show_view(window: Window, view: str) -> None:
    window.page().show_view(view)


def _session(window: Window) -> Session | None:
    return window.page().bridge.session if window.has_session() else None


def _why_not(page: Workspace, action_id: str) -> str:
    """Say why something cannot be done on the map now: the stage forbids it, or nothing is chosen."""
    forbidden = permits.why_not(page.map_view, action_id)
    chosen = _("select a link first") if action_id in _ON_LINKS else _("select a card first")
    return forbidden or chosen


def _on_map(page: Workspace, run: Callable[[], object]) -> None:
    """Do something on the map, which is brought to the front for it."""
    if page.view != "map":
        page.show_view("map")
    page.map_view.setFocus()
    run()
