"""Prints that are read side by side: what one says, no other one denies."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from unittest.mock import patch

import pytest

from stworkshop.errors import KnownError
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import flat, from_flat, replaced
from stworkshop.report import sheets
from stworkshop.report.content import outline, simple_blocks
from stworkshop.report.content.blocks import Section, Span, plain
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.open_questions import gaps
from stworkshop.report.content.result_blocks import DecisionRow, Decisions, Questions, Risks
from stworkshop.report.drafts import shared
from stworkshop.report.drafts.kit import DraftFacts
from stworkshop.report.kit import agenda, common, consent, feedback, on_paper, reply
from stworkshop.report.sheets import SheetOptions
from stworkshop.rounds import answers_in_words as in_words
from stworkshop.rounds import verdicts
from stworkshop.rounds.agreement import closed_rounds, figures_of
from stworkshop.rounds.risk_order import risk_order
from tests.report import plausible
from tests.report.printing import DAY, SAMPLES, board_of, link, page_texts, printed, sample
from tests.report.told import said_in

OTHERS_WORDS = re.compile(r"“[^”]*” \([^()]*(?:told by others|assumed, nobody said it|not said whose words)[^()]*\)")
"""Words in quotation marks that are nobody's own."""
NAMED_TWICE = re.compile(r"\b(\w[\w ]{4,}), [^.,]*, here for \w+ \1\b")
"""Somebody whose name is what they are here for."""
STRAIGHT = re.compile(r"\w+'\w+")
"""A word with an apostrophe that was typed, and not set."""
SHEETS = (agenda, consent, feedback, on_paper, reply)
DOUBLED = re.compile(r"\b(\w[^.:;()]*\w)\. \1\.", re.IGNORECASE)
"""The same sentence twice, one after the other."""


def sections(board: Board) -> dict[str, Sequence[Section]]:
    """Return the sections of every print that a session can have, by its name."""
    found: dict[str, Sequence[Section]] = {}
    for name in (*outline.EDITIONS, *outline.DRAFTS):
        try:
            found[name] = outline.build(board, catalogue(), name).sections
        except KnownError:
            continue
    for module in SHEETS:
        with patch.object(common, "sheets", lambda _b, _c, _o, _name, parts: parts):
            found[module.__name__] = module.make(board, catalogue(), SheetOptions(printed=DAY))
    return found


def blocks(board: Board) -> list[object]:
    return [block for parts in sections(board).values() for part in parts for block in part.blocks]


def prints(board: Board) -> dict[str, str]:
    """Return what each print says, as pages show it and as HTML and DOCX tell it."""
    return {name: " ".join((*said_in(parts), *_lines(_simple(parts)))) for name, parts in sections(board).items()}


def _simple(parts: Sequence[Section]) -> list[object]:
    """Return the blocks of a print as HTML and DOCX show them."""
    known = [block for part in parts for block in part.blocks if type(block) in simple_blocks.knows()]
    return [said for block in known for said in simple_blocks.simple(block)]


def _lines(part: object) -> Iterator[str]:
    """Yield the lines of blocks, each with all its words."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple | list):
        if part and all(isinstance(span, Span) for span in part):
            yield plain(tuple(part))
        else:
            for one in part:
                yield from _lines(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _lines(getattr(part, field.name))


def contradictions(board: Board) -> list[str]:
    """Return the pairs of sentences in the prints of a board that cannot both be true."""
    facts, told, shown = Facts(board, catalogue()), prints(board), blocks(board)
    found = [what for fault in FAULTS for what in fault(facts, shown)]
    lines = [line for parts in sections(board).values() for line in _lines((parts, _simple(parts)))]
    found += [said[0] for line in lines if (said := DOUBLED.search(line))]
    found += (
        _typed_marks(facts, lines) + _risks_out_of_order(facts) + _letters(facts, sections(board).get("absent", ()))
    )
    states = {(e[0], e[1]) for block in shown for e in getattr(block, "entries", ()) if len(e) > 1}
    if ("contested", "0") in states and any("Not decided, contested." in text for text in told.values()):
        found.append("0 contested, and a decision that is")
    return found + contradictions_in(facts, told)


def contradictions_in(facts: Facts, told: Mapping[str, str]) -> list[str]:
    """Return what the words of prints, by their names, deny of each other or of the map."""
    found: list[str] = []
    everything = " ".join(" ".join(text.split()) for text in told.values())
    if "no participant is listed" in everything:
        found.append("the program speaks to residents")
    found += [f"not decided, but agreed: {said}" for said in re.findall(r".{40}counts as agreed", everything, re.I)]
    found += [f"not decided, but why? {said}" for said in re.findall(r"Why did we decide.{40}", everything)]
    came = max(_voters(facts), default=0)
    if came > len(facts.board.participants) and re.search(r"\w+ (person|people) took part: ", everything):
        found.append(f"{came} voted, and fewer took part")
    listed = {person.stakeholder for person in facts.board.participants.values()} & set(facts.board.elements)
    listed = listed if attribution.shows_roles(facts.board.session) else set()
    labels = [facts.board.elements[one].label for one in sorted(listed)]
    found += [f"took part, but not in the room: {one}" for one in labels if f"{one}: not in the room" in everything]
    in_room = {str(facts.value(p, "side")) for p in facts.cards("stakeholder") if facts.voice(p) == "present"}
    stayed = " ".join(re.findall(r"Nobody came from ([^.]*)\.", everything))
    away = [side for side in in_room if side and in_words.from_side(side) in stayed]
    found += [f"in the room, and did not come: {side}" for side in away]
    dropped = [measure for measure in facts.cards("mitigation") if not facts.stands(measure)]
    if dropped and "nothing has been agreed" in everything:
        found.append("nothing agreed, and a measure turned down")
    found += [f"own words, but nobody said them: {said}" for said in OTHERS_WORDS.findall(everything)]
    found += [f"named twice: {said}" for said in NAMED_TWICE.findall(everything)]
    if re.search(r"\b0 Contested\b", everything) and "Not decided, contested." in everything:
        found.append("0 contested, and a decision that is")
    return found


def _typed_marks(facts: Facts, lines: Sequence[str]) -> list[str]:
    """Return the words with a straight apostrophe that stand in no record."""
    typed = {word for record in facts.board.records() for word in STRAIGHT.findall(str(flat(record)))}
    return [f"not set: {word}" for line in lines for word in STRAIGHT.findall(line) if word not in typed]


def _risks_out_of_order(facts: Facts) -> list[str]:
    """Return the drafts that tell the risks in another order than all prints do."""
    wanted = risk_order(facts.board)
    told = [plain(said) for said in shared.harms(DraftFacts(facts.board, catalogue()))]
    codes = [re.findall(r"\bR\d+\b", line) for line in told]
    first = [found[0] for found in codes if found]
    listed = [facts.card(facts.board.elements[risk]).code for risk in wanted]
    return [] if first == [code for code in listed if code in first] else [f"risks in another order: {first}"]


def _letters(facts: Facts, letters: Sequence[Section]) -> list[str]:
    """Return the letters that say nothing is open, though a question about what affects their readers is."""
    found = []
    for letter in letters:
        person = facts.board.elements.get(letter.id.removeprefix("absent-"))
        matters = facts.targets(person, "affected-by") if person else []
        asked = [q for matter in matters for q in facts.sources("about", matter, "open-question")]
        if any(not facts.is_answered(q) for q in asked) and "We wrote down no open decision." in said_in(letter):
            found.append(f"nothing is open: {letter.title}")
    return found


def _voters(facts: Facts) -> list[int]:
    """Return how many sheets each closed round had, as figures tell it."""
    rounds = closed_rounds(facts.board, "rating", "dots", "ranking")
    return [int(figures_of(facts.board, one.id).get("voters") or 0) for one in rounds]


def finished(board: Board, names: Sequence[str]) -> dict[str, str]:
    """Return what finished pages say, read from the PDF by a reader that knows nothing of us."""
    found: dict[str, str] = {}
    for name in names:
        try:
            pdf = (
                sheets.make(board, catalogue(), name, SheetOptions(people=2, printed=DAY))
                if name in sheets.SHEETS
                else printed(board, edition=name)
            )
        except KnownError:
            continue
        found[name] = " ".join(page_texts(pdf))
    return found


def _bare_risks(_facts: Facts, shown: Sequence[object]) -> list[str]:
    rows = [row for block in shown if isinstance(block, Risks) for row in block.rows]
    return [r.card.code for r in rows if r.measures and "No measure was named." in map(plain, r.missing)]


def _open_questions(facts: Facts, shown: Sequence[object]) -> list[str]:
    rows = [(block.title, row) for block in shown if isinstance(block, Questions) for row in block.rows]
    return [
        f"{row.card.code}: {title}"
        for title, row in rows
        if facts.is_answered(facts.board.elements[row.card.id]) == (title == "Still open")
    ]


def _verdicts(facts: Facts, shown: Sequence[object]) -> list[str]:
    """Tell where a decision bears another word on some print than it has."""
    rows: list[DecisionRow] = [row for block in shown if isinstance(block, Decisions) for row in block.rows]
    own = {d.id: verdicts.verdict_words(verdicts.verdict_of(facts, d)) for d in facts.cards("decision")}
    return [f"{row.card.code}: {plain(row.verdict)}" for row in rows if plain(row.verdict) != own[row.card.id]]


def _agreed_and_open(facts: Facts, _shown: Sequence[object]) -> list[str]:
    agreed = {i for i, opinion in facts.opinions.items() if verdicts.state_of(opinion) in verdicts.AGREED}
    listed = [gap for gap in gaps(facts) if gap.open and agreed & set(gap.elements)]
    return [gap.message for gap in listed if gap.check == "chk-sides-differ"]


FAULTS: tuple[Callable[[Facts, Sequence[object]], list[str]], ...] = (
    _bare_risks, _open_questions, _verdicts, _agreed_and_open,
)  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_no_print_of_a_sample_contradicts_another(name: str) -> None:
    board = sample(name)
    assert contradictions(board) == []
    disputed = [
        replaced(r, {"status": "contested"}) if getattr(r, "kind", "") == "decision" else
        replaced(r, {"status": "answered"}) if getattr(r, "kind", "") == "open-question" else
        replaced(r, {"status": "rejected"}) if getattr(r, "kind", "") == "mitigation" else r
        for r in board.records()
    ]  # fmt: skip
    assert contradictions(Board(disputed)) == []


def test_no_finished_page_of_a_sample_contradicts_another(soak: bool) -> None:
    names = (*outline.EDITIONS, *outline.DRAFTS, *sheets.SHEETS)
    for name in SAMPLES if soak else ("merravale",):
        told = finished(sample(name), names if soak else ("participants", "decision-makers", "on-paper"))
        assert len(told) >= 3 and all(told.values())
        assert contradictions_in(Facts(sample(name), catalogue()), told) == []


def test_the_reader_of_finished_pages_sees_what_is_denied() -> None:
    facts = Facts(sample("merravale"), catalogue())
    said = {
        "participants": "Three people took part: three\nresidents. Nobody came from the planners\nor oversight.",
        "decision-makers": "The pilot in two districts, which residents reject, counts as agreed. "
        "Not decided, contested.",
        "short": "0 Contested. Why did we decide “No driver scores in rosters, whoever asks for them”?",
        "altai": "Residents with mobility challenges: not in the room; Roll On Merravale spoke for them.",
    }
    found = " ".join(contradictions_in(facts, said))
    for fault in ("did not come: oversight", "did not come: planner", "but agreed", "but why?", "0 contested",
                  "but not in the room: Residents"):  # fmt: skip
        assert fault in found


def test_no_print_of_any_session_contradicts_another(soak: bool) -> None:
    found = {seed: contradictions(plausible.session(seed)) for seed in range(200 if soak else 8)}
    assert {seed: what for seed, what in found.items() if what} == {}


def test_a_measure_that_was_turned_down_was_named() -> None:
    board = board_of(
        {"id": "r", "kind": "risk", "label": "Rents rise", "code": "R1", "severity": 4},
        {"id": "m", "kind": "mitigation", "label": "Indicator", "code": "M1", "status": "rejected"},
        more=(link("mitigates", "m", "r"),),
    )
    facts = Facts(board, catalogue())
    assert facts.bare(board.elements["r"]) == "The only measure was turned down."
    assert not any("No measure was named" in said or "no measure was named" in said for said in prints(board).values())


def test_an_agreed_statement_about_an_open_question_is_told_beside_it() -> None:
    figures = {"n": 5, "counts": [0, 0, 0, 1, 4], "consensus": 0.9, "band": "strong agreement", "mean": 4.8}
    more = (
        from_flat("statements", "y", {"label": "It is free.", "about": "q"}),
        from_flat("rounds", "w", {"kind": "rating", "items": ["y"], "closed_order": 1}),
        from_flat("results", "result.w.y", {"round": "w", "item": "y", "figures": figures}),
    )
    board = board_of({"id": "q", "kind": "open-question", "label": "Is it free?", "code": "Q1"}, more=more)
    assert (
        "Agreed: yes, to statement 1; nobody has written down an answer from that yet." in prints(board)["participants"]
    )


def test_a_reply_sheet_asks_what_its_readers_can_answer() -> None:
    board = board_of(
        {"id": "k", "kind": "component", "label": "Model", "code": "K1"},
        {"id": "s", "kind": "stakeholder", "label": "Night-shift workers", "code": "S1"},
        {"id": "law", "kind": "open-question", "label": "Which legal class?", "code": "Q1"},
        {"id": "bus", "kind": "open-question", "label": "Which bus do you need?", "code": "Q2"},
        more=(link("about", "law", "k"), link("about", "bus", "s")),
    )
    asked = " ".join(said_in(tuple(reply._asked(Facts(board, catalogue())))))
    assert "Which bus do you need?" in asked and "legal class" not in asked
