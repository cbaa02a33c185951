"""Rounds answered in a real browser, from the code's address to the closed round, with the network gone in between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stworkshop.commands.base import Decision
from stworkshop.session.session import Session, open_session
from tests.ui.lan.browser import Browser, found
from tests.workshop import make
from ui.lan.phone_hosting import PhoneHosting

WORDS = "Mumpitz"
Answering = Callable[[Browser], None]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, qapp: object, soak: bool) -> Iterator[Browser]:
    if not soak or not found():
        pytest.skip("a browser takes its time" if found() else "there is no browser here")
    made = Browser(tmp_path_factory.mktemp("browser"))
    yield made
    made.close()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        for number in range(4):
            opened.run("add_statement", id=f"y{number}", label=f"Statement {number}")
            opened.run("add_element", id=f"c{number}", kind="stakeholder", label=f"Group {number}", pos=[0, 0])
        yield opened


@pytest.fixture
def phones(session: Session) -> Iterator[PhoneHosting]:
    made = PhoneHosting(session)
    yield made
    made.end()


def asked(session: Session, kind: str, **fields: object) -> str:
    letter = "y" if kind == "rating" else "c"
    items = [f"{letter}{number}" for number in range(4)]
    done = session.run("open_round", question="What now?", kind=kind, items=items, **fields)
    assert isinstance(done, Decision)
    return done.ids[0]


def begin(browser: Browser) -> None:
    browser.wait_words("I understand, begin")
    browser.press("I understand, begin")
    browser.wait_words("Which group")
    browser.press("Planners")
    browser.press("Next")


def rate(browser: Browser) -> None:
    browser.wait_words("1 of 4")
    browser.press("Strongly agree")
    browser.press("Add a few words")
    browser.type("textarea", WORDS)
    browser.press("Next")
    browser.wait_words("2 of 4")
    browser.press("I cannot say")
    browser.wait_words("3 of 4")
    browser.press("Disagree")
    browser.press("Next")
    browser.wait_words("4 of 4")
    browser.press("Next")


def dots(browser: Browser) -> None:
    browser.wait_words("Left: 5")
    for name in ("Group 0", "Group 0", "Group 2"):
        browser.press(f"One dot more for: {name}")
    browser.press("One dot less for: Group 0")
    browser.wait_words("Left: 3")
    browser.press("Next")


def order(browser: Browser) -> None:
    for name in ("Group 3", "Group 1", "Group 0"):
        browser.press(f"Put next: {name}")
    browser.press("Up: Group 1")
    browser.press("Take out: Group 0")
    browser.press("Next")


def place(browser: Browser) -> None:
    browser.wait_words("1 of 4")
    browser.run("document.querySelector('input[name=say][value=\"5\"]').click()")
    browser.press("Next")
    browser.wait_words("Choose in both rows")
    browser.run("document.querySelector('input[name=touched][value=\"2\"]').click()")
    browser.press("Next")
    for number in (2, 3, 4):
        browser.wait_words(f"{number} of 4")
        browser.press("Next")


KINDS: dict[str, tuple[Answering, dict[str, object]]] = {
    "rating": (rate, {}),
    "dots": (dots, {"dots_per_person": 5, "max_per_item": 3}),
    "ranking": (order, {"anonymous": "yes"}),
    "placing": (place, {"anonymous": "yes"}),
}
COME: dict[str, list[tuple[object, ...]]] = {
    "rating": [("y0", 5, None, "no", WORDS), ("y1", None, None, "yes", ""), ("y2", 2, None, "no", ""),
               ("y3", None, None, "no", "")],
    "dots": [(f"c{n}", laid, None, "no", "") for n, laid in enumerate((1, 0, 1, 0))],
    "ranking": [("c0", None, None, "no", ""), ("c1", 1, None, "no", ""), ("c2", None, None, "no", ""),
                ("c3", 2, None, "no", "")],
    "placing": [("c0", 5, 2, "no", ""), *((f"c{n}", None, None, "no", "") for n in (1, 2, 3))],
}  # fmt: skip


@pytest.mark.parametrize("size", [(360, 640), (1280, 800)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_round_is_answered(
    session: Session, phones: PhoneHosting, browser: Browser, kind: str, size: tuple[int, int]
) -> None:
    answering, fields = KINDS[kind]
    round_id = asked(session, kind, **fields)
    phones.start(round_id, people=3, address="127.0.0.1")
    browser.size(*size)
    browser.requests.clear()
    browser.requested_bodies.clear()
    browser.problems.clear()
    browser.open(phones.code)
    begin(browser)
    browser.run("location.reload()")  # as a telephone does that was locked
    answering(browser)
    browser.wait_words("Your sheet")
    browser.offline(True)
    browser.press("Hand it in")
    browser.wait_words("Your sheet waits here")
    assert session.sheets_in(round_id) == 0
    browser.offline(False)
    browser.press("Try again")
    browser.wait_words("1 of 3 sheets are in the box.")
    assert WORDS not in browser.run("JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])")
    assert browser.run("document.cookie") == ""
    assert all(url.startswith((phones.url, "data:")) for url in browser.requests), browser.requests
    assert not [problem for problem in browser.problems if "ERR_INTERNET_DISCONNECTED" not in problem]
    for body in browser.requested_bodies:
        said = json.loads(body) if body else {}
        assert set(said) <= {"word", "round", "sheet", "sealed"} and WORDS not in body
    kept = [one.read_bytes() for one in session.path.parent.rglob("*") if one.is_file()]
    assert not any(WORDS.encode() in one for one in kept)
    assert isinstance(session.run("close_round", id=round_id), Decision)
    browser.wait_words("The box is closed.")
    come = [(a.item, a.value, a.value2, a.dk, a.comment) for a in session.answers(round_id)]
    assert sorted(come, key=str) == sorted(COME[kind], key=str)
    assert {a.side for a in session.answers(round_id)} == {"planner"}


def test_who_cannot_scan_types_four_letters(session: Session, phones: PhoneHosting, browser: Browser) -> None:
    phones.start(asked(session, "rating"), address="127.0.0.1")
    browser.open(phones.url)
    browser.wait_words("Type the four letters")
    browser.type("#word", "AAAA")
    browser.press("Next")
    browser.wait_words("not the four letters")
    browser.type("#word", phones.word.lower())
    browser.press("Next")
    browser.wait_words("I understand, begin")


def test_a_slip_is_known_from_its_code_and_answers_once(
    session: Session, phones: PhoneHosting, browser: Browser
) -> None:
    round_id = asked(session, "rating")
    (slip, *_rest), _spare = session.phones.slips(round_id, 1)[0], session.ballots.issue(round_id, 1)
    phones.start(round_id, one_each="slip", address="127.0.0.1")
    for again in (False, True):
        browser.run("sessionStorage.clear()")
        browser.open(phones.code_of(slip))
        begin(browser)
        rate(browser)
        browser.wait_words("Your sheet")
        browser.press("Hand it in")
        browser.wait_words("used on a telephone already" if again else "is in the box")
    assert session.sheets_in(round_id) == 1


def test_without_scripts_the_page_says_that_it_cannot_seal(
    session: Session, phones: PhoneHosting, browser: Browser
) -> None:
    phones.start(asked(session, "rating"), address="127.0.0.1")
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    browser.send("Page.navigate", url="about:blank")
    browser.send("Page.navigate", url=phones.code)
    browser.until(lambda: browser.body_has("cannot seal"))
    assert browser.body_has("paper sheet")
    browser.send("Emulation.setScriptExecutionDisabled", value=False)


def test_a_code_of_another_round_is_told(session: Session, phones: PhoneHosting, browser: Browser) -> None:
    phones.start(asked(session, "rating"), address="127.0.0.1")
    old = phones.code
    phones.start(asked(session, "dots", dots_per_person=5, max_per_item=3), address="127.0.0.1")
    word = old.split("#")[1].split(".")[0]
    browser.open(old.replace(f"#{word}.", f"#{phones.word}."))
    browser.wait_words("another round")
