"""Export from the window: a file name is asked for, the file is written off the GUI thread, a message says where."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from stworkshop.errors import DamagedFile, KnownError, NewerFile
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.attribution import shows_names
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import new_id
from stworkshop.session.session import Session, open_session
from stworkshop.system import temporary_files
from ui.kit.background import Background
from ui.kit.theme import theme
from ui.kit.which_dialog import AskWhich
from ui.session.preferences import Preferences


@dataclass(frozen=True)
class Form:
    """A form that a session can be exported in."""

    id: str
    words: str
    ending: str
    icon: str
    says: str = ""
    """What comes out and whom it is for, in a sentence."""
    for_others: bool = True
    """Whether the answers of the rounds and the organiser's own notes stay out of it."""
    view: str = ""
    """The view that is drawn in the place of the whole map."""
    draft: str = ""
    """The instrument that a working draft is for."""
    part: str = ""
    """The code of the one part of the map that the draft is about; "" for all."""
    other_endings: tuple[str, ...] = ()
    """Endings that the file may have as well."""
    group: str = "data"
    """Under which heading menus show it: summary, map, tables, data or drafts."""

    @property
    def endings(self) -> tuple[str, ...]:
        """All endings that the file may have, the usual one first."""
        return (self.ending, *self.other_endings)


def forms() -> list[Form]:
    """Return the forms, in the order in which menus show them."""
    return [
        Form(
            "summary", _("Summary as PDF…"), ".pdf", "print", _("To send by mail or print elsewhere."), group="summary"
        ),
        Form(
            "docx",
            _("Summary as document (DOCX)…"),
            ".docx",
            "file",
            _("To work on in a word processor."),
            group="summary",
        ),
        Form(
            "html",
            _("Summary and map as one page (HTML)…"),
            ".html",
            "people",
            _("Opens in any browser, also on a telephone. One file, no internet."),
            group="summary",
        ),
        Form("map-pdf", _("Map as PDF…"), ".map.pdf", "map", _("One page that stays sharp at any size."), group="map"),
        Form("map-svg", _("Map as SVG picture…"), ".svg", "map", _("For drawing programs and web pages."), group="map"),
        Form("map-png", _("Map as PNG picture…"), ".png", "map", _("For slides and documents."), group="map"),
        Form(
            "xlsx",
            _("Spreadsheet (XLSX)…"),
            ".xlsx",
            "spreadsheet",
            _("Cards, links, people and results, a sheet for each."),
            group="tables",
        ),
        Form(
            "csv",
            _("Spreadsheets as CSV…"),
            ".csv.zip",
            "table",
            _("The same as plain tables, for every other program."),
            group="tables",
        ),
        Form(
            "ics",
            _("Tasks for a calendar (ICS)…"),
            ".ics",
            "calendar",
            _("Each task on its day, with who does it."),
            group="tables",
        ),
        Form(
            "graphml",
            _("Map for graph programs (GraphML)…"),
            ".graphml",
            "chain",
            _("For Gephi, yEd and others that count and arrange links."),
        ),
        Form(
            "json-others",
            _("Data as JSON, for others (without answers)…"),
            ".json",
            "file",
            _("Nobody’s own answers and none of your notes are in it."),
        ),
        Form(
            "json",
            _("Data as JSON, for you (with all answers)…"),
            ".json",
            "lock",
            _("All there is. Keep it as safe as this laptop."),
            for_others=False,
        ),
        Form(
            "stw-others",
            _("Session file (.stw), for others (without answers)…"),
            ".stw",
            "saved",
            _("To go on with the map on another laptop, without answers and notes."),
        ),
        Form(
            "stw",
            _("Session file (.stw), for you (with all answers)…"),
            ".stw",
            "lock",
            _("A whole copy: for a backup, or to go on at home."),
            for_others=False,
        ),
        *(
            Form(f"draft-{name}", words, ".docx", "edit", says, draft=name, other_endings=(".pdf",), group="drafts")
            for name, (words, says) in _drafts().items()
        ),
    ]


def _drafts() -> dict[str, tuple[str, str]]:
    return {
        "fria": (
            _("Draft: fundamental rights impact assessment…"),
            _("What the AI Act asks of public bodies that use high-risk AI."),
        ),
        "atrs": (
            _("Draft: UK algorithmic transparency record…"),
            _("What a public body in the UK publishes about each tool."),
        ),
        "aia": (
            _("Draft: Canada’s algorithmic impact assessment…"),
            _("The questions of the Canadian government, with what the map says."),
        ),
        "altai": (
            _("Draft: assessment list for trustworthy AI (ALTAI)…"),
            _("Seven requirements for AI that people can trust."),
        ),
        "iso42010": (
            _("Draft: architecture description (ISO 42010)…"),
            _("People, concerns and views, as engineers hand them over."),
        ),
    }


def fill_menu(menu: QMenu, add: Callable[[QMenu, Form], object]) -> None:
    """Put all forms into a menu, a line between their groups; the drafts have a menu of their own."""
    found = forms()
    groups = list(dict.fromkeys(form.group for form in found))
    for group in groups:
        into = menu
        if group == "drafts":
            into = menu.addMenu(theme().icon("edit", size=17), _("Working drafts for what comes next"))
        elif group != groups[0]:
            menu.addSeparator()
        for form in found:
            if form.group == group:
                add(into, form)


class Exports(QObject):
    """Writes files of open sessions."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, window: QWidget, preferences: Preferences, background: Background) -> None:
        super().__init__(window)
        self._window, self._preferences, self._background = window, preferences, background

    def export(self, session: Session, form: Form, done: Callable[[], object] | None = None) -> None:
        """Ask for a name and write the file; `done` is called when the session is no longer needed."""
        part = self._part(session, form)
        form = replace(form, part=part or "")
        path = self._ask(session.board.session.label, form) if part is not None else None
        if path is None:
            if done is not None:
                done()
            return
        if form.ending == ".stw":
            self._write_stw(session, path, form, done)
            return
        content = session.content()
        named = shows_names(session.board.session)
        if done is not None:
            done()
        self.said.emit(_("Writing {name}").format(name=path.name), None)

        def write() -> None:
            from stworkshop.exchange import (
                export_formats,  # what draws and prints is slow to load, and only needed here
            )

            options = export_formats.Options(
                for_others=form.for_others, view=form.view, draft=form.draft, part=form.part
            )
            export_formats.write(content, path, options)

        self._background.run(write, lambda _none: self._written(path, form, named), self._failed)

    def write_bytes(self, data: bytes, title: str, form: Form) -> bool:
        """Ask for a name and write what is at hand, a preview that was made before; tell whether it was written."""
        path = self._ask(title, form)
        if path is None:
            return False
        try:
            path.write_bytes(data)
        except OSError as error:
            self._failed(error)
            return False
        self._written(path, form)
        return True

    def _part(self, session: Session, form: Form) -> str | None:
        """Return the code of the part that a draft is about, "" for all, None where somebody thought better of it."""
        from stworkshop.report.content.outline import (
            ONE_FOR_EACH_TOOL,  # what prints is slow to load, and only needed here
        )

        if form.draft not in ONE_FOR_EACH_TOOL:
            return ""
        from stworkshop.report.drafts.tools import tools

        found = tools(session.board, catalogue())
        if len(found) < 2:
            return ""
        whole = ngettext("All {n} tools, a record for each", "All {n} tools, a record for each", len(found))
        options = [("", whole.format(n=len(found))), *((one.code, f"{one.code} {one.label}") for one in found)]
        hint = _("A register keeps one record for each tool.")
        return AskWhich.ask(self._window, _("Which tool is the record about?"), hint, _("Make the draft"), options)

    def _write_stw(self, session: Session, path: Path, form: Form, done: Callable[[], object] | None) -> None:
        with temporary_files.draft(path.with_name(f".{path.stem}.{new_id()}.stw")) as draft:
            self._write_draft(session, draft, path, form, done)

    def _write_draft(
        self, session: Session, draft: Path, path: Path, form: Form, done: Callable[[], object] | None
    ) -> None:
        try:
            _check_free(path, session)
            draft.touch()  # a folder that takes no file says so in words of its own, not in those of a database
            draft.unlink()
            session.export_stw(draft, for_others=form.for_others)
            for ending in ("-wal", "-shm"):  # of the file that was there: they would be taken for the new one's
                path.with_name(path.name + ending).unlink(missing_ok=True)
            draft.replace(path)
            self._written(path, form, shows_names(session.board.session))
        except KnownError as error:
            what = error.what.replace(str(draft), f"“{path.name}”")  # nobody has seen the draft
            self._failed(KnownError(what, error.safe, error.todo))
        except OSError as error:
            self._failed(error)
        finally:
            if done is not None:
                done()

    def _ask(self, title: str, form: Form) -> Path | None:
        plain = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
        name = " ".join(plain.split())[:60]
        if form.draft:  # beside the summary, which may be a document as well
            name = _("{name} draft {instrument}").format(
                name=name, instrument=" ".join((form.draft, form.part)).strip()
            )
        if not form.for_others:
            name = _("{name} with answers").format(name=name)
        start = Path(self._preferences.last_folder) / (name + form.ending)
        filters = ";;".join(f"*{ending}" for ending in form.endings)
        name, chosen = QFileDialog.getSaveFileName(self._window, form.words.rstrip("…"), str(start), filters)
        if not name:
            return None
        chosen = chosen.removeprefix("*")
        ending = chosen if chosen in form.endings else form.ending
        path = Path(name if name.lower().endswith(form.endings) else name + ending)
        self._preferences.last_folder = str(path.parent)
        return path

    def _written(self, path: Path, form: Form, named: bool = True) -> None:
        show = QUrl.fromLocalFile(str(path.parent))
        words = _("Saved: {name}")
        if form.id in ("json", "stw"):
            words = _("Saved with all answers, so keep it to yourself: {name}")
        elif form.id in ("json-others", "stw-others"):
            words = _("Saved without answers, to be given on: {name}")
            if not named:
                words = _("Saved without answers and names, to be given on: {name}")
        self.said.emit(words.format(name=path.name), (_("Show"), lambda: QDesktopServices.openUrl(show)))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.failed.emit(error)
        elif isinstance(error, OSError):
            what = _("The file could not be written: {why}.").format(why=error.strerror or str(error))
            self.failed.emit(
                KnownError(what, _("Your session is safe."), _("Choose another folder, or free some space."))
            )
        else:
            raise error


def _check_free(path: Path, session: Session) -> None:
    """Raise KnownError where a session file of this name is being worked on, here or in another window."""
    if not path.is_file():
        return
    if path.samefile(session.path):
        what = _("“{name}” is the file that you are working on.").format(name=path.name)
        raise KnownError(what, _("Every edit is in it already."), _("Choose another name for the copy."))
    with suppress(DamagedFile, NewerFile):  # there is nothing of this program to disturb
        open_session(path).close()
