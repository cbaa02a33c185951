"""A workshop of half a day, played with real keys and a real pointer from the first page to the printed summary.

python -m tests.gestures.day [--full] [--times FILE] [--pictures FOLDER] [--look dark]

The day is worked as somebody would who only listens: Tab until the control with the wanted name has the keyboard. Time
passes by the program's own commands (five minutes more, next stage) alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.gestures import day_words as words
from tests.gestures.program import Program

CODE = "bridge"
_MOST_TABS, _MOST_WAITS = 160, 25
_AT_A_TYPISTS_PACE, _FAST = 90, 4
"""Milliseconds from key to key: eleven letters in a second, and as fast as the display takes them."""
FORTY, IN_SECONDS = 40, 300.0


class Day:
    """One day at the laptop; `full` captures as fast as a person types, and lets ten people vote."""

    def __init__(self, program: Program, *, full: bool = False, pictures: Path | None = None) -> None:
        self.program = program
        self.full, self._pictures = full, pictures
        self._pace = _AT_A_TYPISTS_PACE if full else _FAST
        self._number = 0
        self.times: list[tuple[str, float, float]] = []
        self.pdf = ""

    # --- the hand

    def tab_to(self, name: str, *, back: bool = False, begins: bool = False) -> None:
        """Press Tab until the control of this name, or whose name begins so, has the keyboard."""
        for _step in range(_MOST_TABS):
            focus = self.program.ask("focus")
            names = (focus["name"], focus["whole"])
            if name in names or (begins and any(one.startswith(name) for one in names)):
                return
            self.program.key("shift+Tab" if back else "Tab")
            for _ask in range(_MOST_WAITS):  # the key may be on its way still; on the map Tab need not change the name
                if self.program.ask("focus") != focus:
                    break
                self.program.hand("sleep", "0.01")
        raise AssertionError(f"Tab never comes to {name}, but to {focus}")

    def press(self, name: str, *, back: bool = False) -> None:
        """Tab to a button and press it."""
        self.tab_to(name, back=back)
        self.program.key("Return")

    def choose(self, first: str, wanted: str, *, back: bool = False) -> None:
        """Tab to a group of choices, of which `first` is chosen, and go along it."""
        self.tab_to(first, back=back)
        for _step in range(6):
            if self.program.ask("focus")["name"] == wanted:
                self.program.key("space")
                return
            self.program.key("Right")
        raise AssertionError(f"no choice {wanted}")

    def type(self, text: str, pace: int = 0) -> None:
        """Type words as they are, without Enter."""
        self.program.hand("type", "--delay", str(pace or _FAST), "--", text)

    def do(self, what: str) -> None:
        """Choose in the search over everything."""
        self.program.key("ctrl+k")
        self.program.until(lambda focus: focus["name"] == "Type what you would like to do", "focus")
        self.type(what)
        self.program.until(lambda focus: focus["text"] == what, "focus")
        self.program.key("Return")
        self.program.until(lambda focus: focus["name"] != "Type what you would like to do", "focus")

    def picture(self, name: str) -> None:
        """Photograph the screen, where pictures are wanted."""
        self._number += 1
        if self._pictures is not None:
            self.program.hand("sleep", "0.5")  # for the eye alone: what moves has come to rest
            assert self.program.ask("picture", str(self._pictures / f"{self._number:02}-{name}.png"))

    def next_stage(self, label: str) -> None:
        """Go on to the next stage of the agenda."""
        runs = self.program.ask("stage")
        self.program.key("ctrl+Return")
        if runs:
            self.program.until(lambda focus: focus["name"] == "Start it", "focus")
            self.program.key("Return")
        self.program.until(lambda stage: stage == label, "stage")

    def capture(self, lines: Sequence[str]) -> None:
        """Type lines into the capture line, each until its card is on the map."""
        before = self.program.ask("focus")
        self.program.key("ctrl+shift+c")
        self.program.until(lambda focus: focus["name"] == "Capture", "focus")
        for line in lines:
            seen = len(self.program.ask("capture_times"))
            self.type(line, self._pace)
            self.program.key("Return")
            self.program.until(_longer_than(seen), "capture_times")
        assert before["name"] != "Capture"

    def leave_capture(self) -> None:
        """Close the capture line."""
        self.program.key("Escape", "Escape")
        self.program.until(lambda focus: focus["name"] != "Capture", "focus")

    def elements(self, kind: str) -> list[dict[str, object]]:
        """Return the cards of a kind."""
        found: list[dict[str, object]] = self.program.ask("record", "elements", "kind", kind)
        return found

    # --- the day

    def play(self, folder: Path) -> None:
        """Play the whole day; papers go to `folder`."""
        self.begin()
        self.what_it_is_about()
        self.who_it_touches()
        self.what_matters()
        self.what_comes_first()
        self.what_technology_does()
        self.what_belongs_together()
        self.what_could_go_wrong()
        self.where_we_agree(folder)
        self.what_we_decide()
        self.words()
        self.read_it_back()
        self.print_it(folder)
        self.times = [(label, whole, program) for label, whole, program in self.program.ask("capture_times")]

    def begin(self) -> None:
        """From Home to a new workshop of half a day, with its title, question and attribution."""
        self.program.until(lambda focus: focus["name"] != "", "focus")
        self.picture("home")
        self.press("Begin")
        self.program.until(bool, "ready")
        self.program.ask("watch")
        self.picture("new")
        self.do("About this workshop")
        self.tab_to("Title of the workshop")
        self.program.key("ctrl+a")
        self.type(words.TITLE)
        self.tab_to("Our question")
        self.type(words.QUESTION)
        self.tab_to("Whose words")
        self.pick("By name")
        session = self.program.until(lambda session: session["attribution"] == "named", "session")
        assert (session["label"], session["workshop_question"]) == (words.TITLE, words.QUESTION)

    def what_it_is_about(self) -> None:
        """The first stage: what the service is for."""
        self.next_stage("What it is about")
        self.capture(words.SERVICES)
        self.picture("what-it-is-about")
        self.leave_capture()
        self.do("Five minutes more for the stage")
        assert len(self.elements("public-service")) == 1

    def who_it_touches(self) -> None:
        """Stakeholders, each with its side and its voice, chosen in the details."""
        self.next_stage("Who is affected")
        self.program.until(lambda view: view == "influence", "view")
        self.picture("influence-empty")
        self.capture([f"s {name}" for name, _side, _voice in self.people()])
        self.leave_capture()
        for name, side, voice in self.people():
            self.do(name)
            self.tab_to("Which side?")
            self.pick(side)
            self.tab_to("How are they heard?")
            self.pick(voice)
        self.picture("who-it-touches")
        sides = {str(card["label"]): card["attributes"] for card in self.elements("stakeholder")}
        assert all(dict(sides[name]).get("side") for name, _side, _voice in self.people()), sides  # type: ignore[call-overload]
        self.do("Influence")
        self.program.until(lambda view: view == "influence", "view")
        self.picture("influence")

    def pick(self, word: str) -> None:
        """Choose a word of the drop-down that has the keyboard: open it, type its first letters, take it."""
        field = self.program.ask("focus")
        self.program.key("alt+Down")
        self.program.until(lambda focus: focus != field, "focus")
        self.type(word)
        self.program.key("Return")
        self.program.until(lambda focus: focus["whole"] == field["whole"], "focus")

    def people(self) -> list[tuple[str, str, str]]:
        """Return who is on the map: name, side, voice."""
        return words.PEOPLE if self.full else words.PEOPLE[:2]

    def concerns(self) -> list[str]:
        """Return what people say."""
        return words.CONCERNS if self.full else words.CONCERNS[:3]

    def what_matters(self) -> None:
        """Concerns as fast as they are said, one that nobody can place at once, and one for another day."""
        self.next_stage("What matters")
        self.capture(self.concerns())
        self.picture("capturing")
        self.type(words.UNSORTED)
        self.picture("unsorted-typed")
        self.program.key("shift+Return")
        self.program.until(lambda notes: len(notes) == 1, "record", "notes", "kind", "unsorted")
        self.leave_capture()
        self.do("Sort what was said with the room")
        self.program.until(lambda focus: focus["name"] == words.UNSORTED, "focus")
        self.picture("sorting")
        self.program.key("c")
        self.program.until(lambda notes: not notes, "record", "notes", "kind", "unsorted")
        self.program.key("ctrl+period")
        self.program.until(lambda focus: focus["name"] == "A sentence for the parking lot", "focus")
        self.type(words.PARKED)
        self.picture("parking")
        self.program.key("Return")
        self.program.until(lambda notes: len(notes) == 1, "record", "notes", "kind", "parking-lot")
        assert len(self.elements("concern")) == len(self.concerns()) + 1
        self.picture("what-matters")

    def what_comes_first(self) -> None:
        """A round of dots, passed round on the laptop, and closed."""
        self.next_stage("What comes first")
        self.do("Ask the room")
        self.program.until(lambda focus: focus["in"] == "Ask the room", "focus")
        self.tab_to("Lay dots", back=True)
        self.tab_to("What is asked")
        self.program.key("Home", *["space", "Down"] * (6 if self.full else 3))
        self.tab_to("Facilitator’s code")
        self.type(CODE)
        self.picture("open-a-round")
        self.press("Open the round")
        (asked,) = self.program.until(bool, "record", "rounds")
        assert asked["kind"] == "dots"
        voters = 10 if self.full else 3
        for voter in range(voters):
            self.lay_dots(voter)
        self.program.until(lambda focus: focus["name"] == "I am the next person", "focus")
        self.picture("all-have-laid-their-dots")
        self.program.key("Escape")
        self.program.until(lambda focus: focus["name"] == "Facilitator’s code", "focus")
        self.type(CODE)
        self.program.key("Return")
        self.program.until(lambda focus: focus["in"] not in ("", "Ballot"), "focus")
        self.picture("round-is-open")
        self.close_round()
        self.do("Agreement")
        self.picture("what-comes-first")
        self.next_stage("Break")
        self.picture("break")

    def lay_dots(self, voter: int) -> None:
        """One person at the laptop: side, five dots on three cards, hand in."""
        shown = self.picture if voter == 0 else lambda _name: None
        self.program.until(lambda focus: focus["name"].startswith("I am the "), "focus")
        shown("pass-the-laptop")
        self.program.key("Return")
        self.program.until(lambda focus: not focus["name"].startswith("I am the "), "focus")
        shown("which-side")
        self.program.key(str(1 + voter % 4))
        self.program.until(lambda focus: focus["class"] == "DotsPage", "focus")
        rows = [0] * (voter % 4 if self.full else 0)
        self.program.key(*["Down" for _row in rows], "2", "Down", "2", "Down")
        shown("dots")
        self.program.key("1")
        self.program.until(lambda focus: focus["name"] == "Next", "focus")
        self.program.key("Return")
        self.program.until(lambda focus: focus["name"] == "Hand in", "focus")
        shown("hand-in")
        self.program.key("Return")

    def close_round(self) -> None:
        """Close the open round, after its one question."""
        self.do("Close the round")
        self.program.until(lambda focus: focus["in"] == "Close this round?", "focus")
        self.picture("close-this-round")
        self.press("Close the round")
        self.program.until(lambda rounds: all(one["closed_order"] is not None for one in rounds), "record", "rounds")

    def what_technology_does(self) -> None:
        """Technical parts."""
        self.next_stage("What the technology does")
        self.capture(words.PARTS if self.full else words.PARTS[:2])
        self.picture("what-the-technology-does")
        self.leave_capture()

    def what_belongs_together(self) -> None:
        """Links: one drawn with the pointer from a port, one by keys."""
        self.next_stage("What belongs together")
        parts = {str(card["label"]): str(card["id"]) for card in self.elements("component")}
        (service,) = [str(card["id"]) for card in self.elements("public-service")]
        first, second = list(parts.values())[:2]
        self.do("Map")
        self.do("Show the whole map")  # from afar, where all of it would be too small to read
        self.do("Show the whole map")  # once more: card by card, so that links can be drawn
        self.program.until(bool, "ready")
        self.program.hand("sleep", "0.4")  # the picture moves to where the whole map is seen
        self.program.click(self.program.ask("card", first))
        self.program.until(lambda ids: ids == [first], "selected")
        self.program.drag(self.program.ask("port", first, "top"), self.program.ask("card", service))
        self.program.until(bool, "choosing")
        self.picture("drawing-a-link")
        self.program.key("Return")
        self.program.until(bool, "links", first)
        before = len(self.program.ask("links", second))
        self.do(self.program.ask("label", second))
        self.program.until(lambda ids: ids == [second], "selected")
        self.program.key("l")
        self.program.until(lambda focus: focus["class"] == "SearchField", "focus")
        self.type(str(self.program.ask("label", service)))
        self.picture("link-by-keys")
        self.program.key("Return")
        self.program.until(bool, "choosing")
        self.program.key("Return")
        self.program.until(lambda links: len(links) > before, "links", second)
        self.picture("what-belongs-together")

    def what_could_go_wrong(self) -> None:
        """Measures with who does them, and the risks that they answer."""
        self.next_stage("What could go wrong")
        self.capture(words.RISKS if self.full else words.RISKS[:2])
        self.picture("what-could-go-wrong")
        self.leave_capture()
        (measure, *_more) = self.elements("mitigation")
        links = self.program.ask("links", str(measure["id"]))
        assert {relation for _source, relation, _target in links} >= {"owns", "mitigates"}, links

    def where_we_agree(self, folder: Path) -> None:
        """Statements rated on paper: ballots printed, keyed in, closed."""
        self.next_stage("Where we agree")
        self.do("Ask the room")
        self.program.until(lambda focus: focus["in"] == "Ask the room", "focus")
        self.tab_to("New statement")
        for statement in words.STATEMENTS:
            self.type(statement)
            self.program.key("Return")
        self.choose("Pass the laptop", "On paper")
        self.picture("open-a-round-on-paper")
        self.press("Open the round")
        self.program.until(lambda rounds: len(rounds) == 2, "record", "rounds")
        self.do("Print ballots")
        self.program.until(lambda focus: focus["in"] == "Print", "focus")
        self.save_pdf(folder / "ballots.pdf", "ballots")
        codes = self.program.until(bool, "codes")
        self.do("Paper ballots")
        self.program.until(lambda focus: focus["name"] == "Code of the ballot", "focus")
        for number, code in enumerate(codes[: 10 if self.full else 5]):
            self.type(code)
            self.program.ask("focus")
            self.type(str(1 + number % 4))
            self.type("".join(str(1 + (number + at) % 5) for at in range(len(words.STATEMENTS))))
            if not number:
                self.picture("keying")
            self.program.key("Return")
        self.program.until(lambda focus: focus["name"] == "Code of the ballot", "focus")
        self.picture("all-keyed")
        self.close_round()
        self.do("Agreement")
        self.picture("where-we-agree")
        self.next_stage("Break")

    def save_pdf(self, path: Path, name: str) -> None:
        """Save what the print preview shows, and close it."""
        self.program.until(bool, "middle", "Save as PDF…")
        self.picture(name)
        self.press("Save as PDF…")
        self.program.until(lambda focus: focus["name"] == "File name:", "focus")
        self.program.key("ctrl+a")
        self.type(str(path))
        self.program.until(lambda focus: focus["text"] == str(path), "focus")
        for _try in range(5):  # Enter may be taken by the list of names that Qt offers under the field
            self.program.key("Return")
            if self.program.ask("focus")["name"] != "File name:":
                break
        assert path.is_file()
        self.press("Close")
        self.program.until(lambda focus: focus["in"] not in ("", "Print"), "focus")

    def what_we_decide(self) -> None:
        """A decision with its reason and who decides, and a task."""
        self.next_stage("What we decide")
        self.do("Decisions")
        self.press("Add: Decision")
        self.program.until(lambda focus: focus["in"] == "What is decided?", "focus")
        self.type(words.DECISION)
        self.program.key("Return")
        (made,) = self.program.until(bool, "record", "elements", "kind", "decision")
        for field, said in (("Why?", words.REASON), ("Who decides?", words.DECIDER)):
            self.tab_to(field)
            self.type(said)
            self.program.key("Tab")
        self.picture("what-we-decide")
        (made,) = self.elements("decision")
        written = set(map(str, dict(made["attributes"]).values()))  # type: ignore[call-overload]
        assert {words.REASON, words.DECIDER} <= written, made

    def words(self) -> None:
        """A word that two professions hear in two ways, and what it means from now on."""
        self.do("Words")
        self.press("Add a word")
        self.program.until(lambda focus: focus["in"] == "Which word?", "focus")
        self.type(words.WORD)
        self.program.key("Return")
        self.tab_to("What the word means from now on")
        self.type(words.MEANING)
        self.program.key("Return")
        self.program.until(lambda terms: terms and terms[0]["agreed"] == words.MEANING, "record", "terms")
        self.picture("words")

    def read_it_back(self) -> None:
        """Every sentence of the summary is heard."""
        self.next_stage("Read it back")
        self.do("Read back")
        self.program.until(lambda focus: focus["whole"] == "Sentences of the summary", "focus")
        self.picture("read-it-back")
        for _sentence in range(_MOST_TABS):
            self.program.key("Return")
            if self.program.ask("focus")["whole"] != "Sentences of the summary":
                break
        self.picture("all-is-heard")
        self.press("The room has heard it")
        self.program.until(lambda session: session["read_back"] == "yes", "session")
        self.next_stage("What happens next")
        self.picture("what-happens-next")

    def print_it(self, folder: Path) -> None:
        """The summary on paper, and the end of the last stage."""
        self.program.key("ctrl+p")
        self.program.until(lambda focus: focus["in"] == "Print", "focus")
        self.tab_to("One sheet to take home")
        self.program.key("space")
        self.tab_to("All ", begins=True)  # all pages, however many
        self.program.key("space")
        self.save_pdf(folder / "summary.pdf", "summary")
        self.program.key("ctrl+Return")
        self.program.until(lambda focus: focus["name"] == "End it", "focus")
        self.program.key("Return")
        self.program.until(lambda stage: stage == "", "stage")
        self.picture("the-end")

    # --- what it took

    def table(self) -> str:
        """Return the times of all captures as a table in words, the figures under it."""
        lines = [f"{whole:7.2f} s  {program * 1000:6.0f} ms  {label}" for label, whole, program in self.times]
        whole, program = [row[1] for row in self.times], [row[2] for row in self.times]
        forty = FORTY * sum(whole) / len(whole)
        return "\n".join(
            [
                "from the first key to the card being seen, and of that from Enter on:",
                *lines,
                f"{len(lines)} cards: median {median(whole):.2f} s, longest {max(whole):.2f} s;"
                f" from Enter on median {median(program) * 1000:.0f} ms, longest {max(program) * 1000:.0f} ms",
                f"forty cards would take {forty:.0f} s of {IN_SECONDS:.0f} s",
                "",
            ]
        )


def _longer_than(count: int) -> Callable[[list[object]], bool]:
    return lambda found: len(found) > count


@contextmanager
def display() -> Iterator[str]:
    """Give a display of its own."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def main() -> int:
    """Play a day and say how long the captures took."""
    parser = argparse.ArgumentParser(description="Play a workshop of half a day in a real window.")
    parser.add_argument("--full", action="store_true", help="more than forty cards at a typist's pace, ten voters")
    parser.add_argument("--times", type=Path, help="a file for the time of each capture")
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each step")
    parser.add_argument("--look", default="light", help="light, dark or projector")
    options = parser.parse_args()
    if options.pictures is not None:
        options.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, display() as shown:
        program = Program(shown, Path(home) / "library.stwlib", look=options.look, home=home)
        day = Day(program, full=options.full, pictures=options.pictures)
        try:
            day.play(options.pictures or Path(home))
            program.close()
        except AssertionError:
            day.picture("where-it-stopped")
            raise
        finally:
            program.end()
    print(day.table())
    if options.times is not None:
        options.times.write_text(day.table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
