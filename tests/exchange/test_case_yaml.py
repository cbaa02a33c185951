"""The hand-written format: a workshop prepared in a text editor."""

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from stworkshop.exchange import case_yaml, yaml_tree
from stworkshop.exchange.importing import read_any
from stworkshop.model.catalogue import catalogue
from stworkshop.model.session_content import SessionContent
from stworkshop.validation.file_problems import BadFile

DOCS = Path(__file__).resolve().parents[2] / "docs" / "case-format.md"

CARDS = """
elements:
- {id: s, kind: stakeholder, label: Residents, side: public}
- {id: c, kind: concern, label: Too dark}
"""
ROOM = """
participants:
- {id: p1, label: Retired teacher, side: public}
- {id: p2, label: Night nurse, side: public}
- {id: p3, label: City planner, side: planner}
rounds:
- {id: w, question: How far do you agree?, kind: rating, items: [y], anonymous: 'ANON', closed_order: 1}
ratings:
- {id: y, label: Lamps first., round: w, values: [5, dk, null]}
"""


def read(text: str, **options: Any) -> SessionContent:
    return case_yaml.from_text(text, "a.yaml", **options)


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        read(text)
    return caught.value.problems


def test_a_few_lines_are_a_session() -> None:
    content = read("label: An evening\n" + CARDS)
    assert (content.id, content.session.label) == ("an-evening", "An evening")
    assert [card.label for card in content.board().elements.values()] == ["Residents", "Too dark"]


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    content = read("label: 2026\ndate: 2026-11-19\nread_back: yes\nread_back_at: 17:41\nsetting: 1.10\nregime: no\n")
    session = content.session
    assert (session.label, session.date, session.read_back, session.read_back_at) == (
        "2026",
        "2026-11-19",
        "yes",
        "17:41",
    )
    assert (session.setting, session.regime) == ("1.10", "no")


def test_true_and_false_are_yes_and_no() -> None:
    assert read("label: L\nread_back: true\n").session.read_back == "yes"
    assert read("label: L\nread_back: No\n").session.read_back == "no"


def test_what_is_empty_takes_its_default() -> None:
    content = read(
        "label: L\nelements:\n- {kind: concern, label: C, type: '', feeling: null, priority: , concepts: []}\n"
    )
    card = next(iter(content.board().elements.values()))
    assert (card.id, card.type, dict(card.attributes), card.concepts) == ("concern-1", "", {}, ())


def test_ids_that_are_left_out_are_made_up_and_never_twice() -> None:
    text = "label: L\nelements: [{kind: risk, label: A}, {id: risk-1, kind: risk, label: B}, {kind: risk, label: C}]\n"
    assert [card.id for card in read(text).board().elements.values()] == ["risk-2", "risk-1", "risk-3"]
    assert read("label: مدينة\n").id == read("label: مدينة\n").id != read("label: قرية\n").id


def test_a_card_keeps_its_words_and_loses_its_provenance() -> None:
    text = """
label: L
date: '2026-11-19'
elements:
- {id: a, kind: action, label: Ask, description: More, source: A book, due_in_days: 14, x-pizza: 2}
- {id: r, kind: risk, label: Left alone, level: 20, likelihood: 2, severity: 4}
"""
    cards = read(text).board().elements
    assert (cards["a"].note, dict(cards["a"].attributes)) == ("More", {"due": "2026-12-03", "x-pizza": 2})
    assert dict(cards["r"].attributes) == {"likelihood": 2, "severity": 4}


def test_a_link_that_lost_an_end_is_kept() -> None:
    content = read("label: L\nrelations:\n- {from: a, relation: enables, to: b, discussed: yes}\n")
    assert [(link.source, link.target, link.discussed) for link in content.board().dangling.values()] == [
        ("a", "b", "yes")
    ]


def test_a_link_stands_in_a_file_once() -> None:
    once = "label: L\nrelations:\n- {from: a, relation: conflicts-with, to: b}\n- {from: a, relation: enables, to: b}\n"
    assert len(read(once).board().dangling) == 2
    for again in ("{from: b, relation: conflicts-with, to: a}", "{from: a, relation: enables, to: b}"):
        assert problems_of(f"{once}- {again}\n")[0].startswith("line 5, link 3: the same link")
    assert len(read(f"{once}- {{from: b, relation: enables, to: a}}\n").board().dangling) == 3


def test_an_id_may_be_a_number_and_letters_are_composed() -> None:
    text = "label: L\nelements:\n- {id: 7, kind: risk, label: Cafe\u0301}\nnotes:\n- {text: T, about: [7]}\n"
    board = read(text).board()
    assert board.elements["7"].label == "Caf\u00e9"
    assert next(iter(board.notes.values())).about == ("7",)


def test_a_finding_that_was_talked_about_is_a_note() -> None:
    text = f"label: L\n{CARDS}\ndiscussed_findings:\n- {{check: chk-no-security, elements: [s], reason: Next time.}}\n"
    note = next(iter(read(text).board().notes.values()))
    assert (note.kind, note.check, note.about, note.text) == ("finding", "chk-no-security", ("s",), "Next time.")


def test_in_an_anonymous_round_sheets_have_codes_and_no_persons() -> None:
    content = read("label: L\n" + ROOM.replace("ANON", "yes"))
    assert {answer.participant for answer in content.answers} == {""}
    assert sorted((a.side, a.value, a.dk) for a in content.answers if a.value) == [("public", 5, "no")]
    assert len({answer.ballot for answer in content.answers}) == 3
    again = read("label: L\n" + ROOM.replace("ANON", "yes"))
    assert {a.ballot for a in content.answers} != {a.ballot for a in again.answers}


def test_in_a_round_with_names_answers_bear_the_person() -> None:
    content = read("label: L\n" + ROOM.replace("ANON", "no"))
    assert [(a.participant, a.ballot, a.value, a.dk) for a in content.answers] == [
        ("p1", "", 5, "no"),
        ("p2", "", None, "yes"),
        ("p3", "", None, "no"),
    ]
    figures = next(r for r in content.board().results.values() if r.item == "y").figures
    assert (figures["n"], figures["dont_know"], figures["missing"]) == (1, 1, 1)


def test_an_anonymous_session_keeps_no_names_in_any_round() -> None:
    content = read("label: L\nattribution: anonymous\n" + ROOM.replace("ANON", "no"))
    assert content.board().rounds["w"].anonymous == "yes"
    assert not any(answer.participant for answer in content.answers)


def test_the_order_of_sheets_follows_from_chance_alone() -> None:
    text = "label: L\nparticipants:\n" + "".join(f"- {{id: p{n}, label: P, side: public}}\n" for n in range(40))
    text += "rounds:\n- {id: w, question: '?', kind: rating, items: [y], anonymous: 'yes', closed_order: 1}\n"
    text += f"ratings:\n- {{id: y, label: Y., round: w, values: [{', '.join(str(n % 5 + 1) for n in range(40))}]}}\n"
    orders = [[a.value for a in read(text, rng=random.Random(seed)).answers] for seed in (1, 1, 2)]
    assert orders[0] == orders[1] != orders[2]
    assert orders[0] != [n % 5 + 1 for n in range(40)]


def test_ties_share_a_place_and_the_next_is_left_out() -> None:
    text = """
label: L
elements:
- {id: a, kind: risk, label: A}
- {id: b, kind: risk, label: B}
- {id: c, kind: risk, label: C}
- {id: d, kind: risk, label: D}
participants: [{id: p1, label: P, side: public}, {id: p2, label: Q, side: public}, {id: p3, label: R, side: public}]
rounds: [{id: w, question: Worst first?, kind: ranking, items: [a, b, c, d], anonymous: no, closed_order: 1}]
rankings: [{round: w, orders: [[d, [a, c], b], [a, b], null]}]
"""
    places = {(a.participant, a.item): a.value for a in read(text).answers}
    assert [places["p1", item] for item in "abcd"] == [2, 4, 2, 1]
    assert [places["p2", item] for item in "abcd"] == [1, 2, None, None]
    assert not any(person == "p3" for person, _item in places)


def test_null_is_no_sheet_of_dots_and_zero_is_one() -> None:
    text = """
label: L
elements: [{id: a, kind: concern, label: A}, {id: b, kind: concern, label: B}]
participants: [{id: p1, label: P, side: public}, {id: p2, label: Q, side: public}]
rounds: [{id: w, question: First?, kind: dots, items: [a, b], anonymous: no, closed_order: 1, dots_per_person: 5}]
dot_votes: [{element: a, round: w, values: [0, null]}]
"""
    assert read(text).board().rounds["w"].max_per_item == 2, "the catalogue's default"
    assert [(a.participant, a.item, a.value) for a in read(text).answers] == [("p1", "a", 0), ("p1", "b", 0)]


def test_all_mistakes_are_named_at_once_each_with_its_line() -> None:
    text = """label: L
date: tomorrow
elements:
- kind: concern
  label: Too dark
  feeling: worried
  priority: five
- kind: concern
- lamp
relation:
- from: a
participants:
- label: P
  side: public
  stakeholder: nobody
rounds:
- {id: w, question: How?, kind: rating, items: [y], anonymous: 'yes', closed_order: 1}
- {id: v, question: How?, kind: rating, items: [y], anonymous: 'yes'}
ratings:
- {id: y, label: Y., round: w, values: [6]}
- {id: z, label: Z., round: v, values: [1]}
- {id: q, label: Q., round: w, values: [1, 2]}
- {id: r, label: R., round: nothing, values: [1]}
"""
    found = "\n".join(problems_of(text))
    for place, sentence in (
        ("line 10", "the part “relation” is unknown. Did you mean “relations”?"),
        ("session, date", "takes a day written as year-month-day"),
        ("line 4, card 1 (“Too dark”), feeling", "“worried” is none of them. Did you mean “worry”?"),
        ("line 4, card 1 (“Too dark”), priority", "takes a whole number, not “five”."),
        ("line 8, card 2", "“label” is missing."),
        ("line 4, card 3", "is not a group of fields."),
        ("line 20, statement 1 (“Y.”), value 1", "takes 1 to 5, dk or null, not “6”."),
        ("line 21, statement 2 (“Z.”), round", "the round “v” is still open"),
        ("line 22, statement 3 (“Q.”), values", "holds 2 values, there is 1 participant."),
        ("line 22, statement 3 (“Q.”), id", "“q” is not among the items of the round."),
        ("line 23, statement 4 (“R.”), round", "there is no round “nothing”."),
        ("line 13, participant 1 (“P”), stakeholder", "“nobody” is not in the file."),
    ):
        assert any(line.startswith(place + ":") and sentence in line for line in found.split("\n")), (place, found)


def test_one_mistake_is_named_once_however_much_hangs_on_it() -> None:
    text = "label: L\n" + ROOM.replace("ANON", "perhaps").replace("side: planner", "side: planer")
    assert [problem.split(":")[0] for problem in problems_of(text)] == [
        "line 6, participant 3 (“City planner”), side",
        "line 8, round 1 (“w”), anonymous",
    ]


def test_fields_of_ones_own_are_kept_but_not_misspelt_ones() -> None:
    content = read("label: L\nfacilitator: Somebody\nroom: 12\nx-list: [a, 2]\n")
    assert dict(content.session.attributes) == {"facilitator": "Somebody", "room": 12, "x-list": ("a", 2)}
    assert "Did you mean “workshop_question”?" in problems_of("label: L\nworkshop_qestion: Why?\n")[0]


def test_misspelt_fields_are_told_with_their_line_and_the_likely_field() -> None:
    text = """Lable: A day
elements:
- kind: concern
  label: Too dark
  priorty: 4
- {kind: risk, lable: A fall}
relations:
- {relation: concerns, form: a, target: b}
participants: [{label: P, side: public, "rôle": x, row: 2, costs: 3}]
dot_votes:
- {elemnt: a, round: w, values: []}
"""
    found = "\n".join(problems_of(text))
    for place, sentence in (
        ("line 1", "“Lable” is unknown. Did you mean “label”?"),
        ("line 3, card 1 (“Too dark”), line 5", "“priorty” is unknown. Did you mean “priority”?"),
        ("line 6, card 2, line 6", "“lable” is unknown. Did you mean “label”?"),
        ("line 8, link 1, line 8", "“form” is unknown. Did you mean “from”?"),
        ("line 11, answer 1, line 11", "“elemnt” is unknown. Did you mean “element”?"),
    ):
        assert any(line.startswith(place + ":") and sentence in line for line in found.split("\n")), (place, found)
    assert "row" not in found.split() and "costs" not in found, "fields of one's own are no mistake"


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_a_comma_does_not_cut_words_silently(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "_LOADER", getattr(yaml, parser, yaml.SafeLoader))
    text = """label: Straße ÄÖÜ, 東京
elements:
- {id: a, kind: concern, label: Büsse, trams and taxis, note: 'one, two'}
- {id: b, kind: risk, label: Dark, at night: too, note: }
- {id: c, kind: risk, label: "Cold, and wet", type: , note}
- id: d
  kind: risk
  label: Late, and long
  my own field: kept
"""
    found = problems_of(text)
    assert [problem.split(":")[0] for problem in found] == ["line 3", "line 4", "line 5"]
    assert "“label” ends at a comma, before “trams and taxis”" in found[0] and "quotation marks" in found[0]
    assert "“at night”" in found[1] and "“note”" in found[2]
    content = read(
        text.replace("Büsse, trams and taxis", "'Büsse, trams'")
        .replace(", at night: too", "")[:-1]
        .replace(", note}", "}")
    )
    assert [card.label for card in content.board().elements.values()] == [
        "Büsse, trams",
        "Dark",
        "Cold, and wet",
        "Late, and long",
    ]


def test_ids_and_fields_that_stand_twice_are_told_together_with_the_other_mistakes() -> None:
    text = """label: L
elements:
- {id: a, kind: concern, label: A, label: B}
- {id: a, kind: concern, label: C, feeling: worried}
- {id: a, kind: nothing, label: D, E}
- {id: b, kind: concern}
- {id: b, kind: concern, label: F}
"""
    found = "\n".join(problems_of(text))
    for sentence in (
        "line 3: the field “label” stands twice",
        "line 4, card 2 (“C”): the id “a” is that of line 3, card 1 (“B”), too.",
        "line 5, card 3 (“D”): the id “a” is that of line 3, card 1 (“B”), too.",
        "line 7, card 5 (“F”): the id “b” is that of line 6, card 4 (“b”), too.",
        "“worried” is none of them",
        "before “E”",
        "“label” is missing",
    ):
        assert sentence in found, (sentence, found)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- a\n- b\n", "It is not a session"),
        ("just words\n", "It is not a session"),
        ("label: a\nlabel: b\n", "line 2: the field “label” stands twice"),
        ("label: [a\n", "this is not YAML any more"),
        ("label: !!python/object/apply:os.system [ls]\n", "is not part of the format"),
        ("label: !secret x\n", "is not part of the format"),
        ("a: &x {b: c}\nd:\n  <<: *x\n", "groups cannot be merged"),
        ("label: L\n---\nlabel: M\n", "a second document begins"),
        ("? [a, b]\n: c\n", "the name of a field is text"),
        ("label: *x\n", "x"),
        ("label: " + "[" * 3000, "beyond 40 levels"),
        ("label: a\x01b\n", "holds a character that YAML does not have"),
    ],
)
def test_what_is_no_session_is_refused(text: str, sentence: str) -> None:
    assert any(sentence in problem for problem in problems_of(text))


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_both_parsers_read_and_refuse_alike(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "_LOADER", getattr(yaml, parser, yaml.SafeLoader))
    session = read(
        "label: L\nread_back: yes\nread_back_at: 17:41\nread_back_corrections: 2\nx-list: [1.5, '2', ~]\n"
    ).session
    assert (session.read_back, session.read_back_at, session.read_back_corrections) == ("yes", "17:41", 2)
    assert dict(session.attributes) == {"x-list": (1.5, "2", None)}
    for text in ('label: "\\ud800"\n', "label: a\x01b\n", "label: [a\n", "label: " + "[" * 3000, "a: &a [*a]\n", "%\n"):
        assert problems_of(text)


def test_an_avalanche_of_repeats_is_refused_before_it_starts() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for n in range(12):
        text += f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n"
    assert any("more than 400000 values" in problem for problem in problems_of(text))
    assert problems_of("a: &a [*a]\n")


def test_a_part_may_be_repeated_by_reference() -> None:
    cards = "- {kind: risk, label: A, concepts: &c [human-rights]}\n- {kind: risk, label: B, concepts: *c}\n"
    content = read("label: L\nelements:\n" + cards)
    assert [card.concepts for card in content.board().elements.values()] == [("human-rights",)] * 2


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_editors_may_save_as_they_like(ends: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(("label: Straße\n" + CARDS).replace("\n", ends).encode(encoding))
    assert read_any(path).session.label == "Straße"


def test_the_example_of_the_documentation_can_be_imported(tmp_path: Path) -> None:
    text = DOCS.read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    content = read_any(path)
    board = content.board()
    assert len(board.elements) >= 8 and len(board.links) >= 6 and not board.dangling
    assert {round_.kind for round_ in board.rounds.values()} == {"rating", "dots"}
    assert board.results and board.terms and board.notes and board.participants
    assert all(card.pos and card.size and card.code for card in board.elements.values())


def test_the_documentation_names_every_kind_relation_and_field() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for words in (catalogue().kinds, catalogue().relations, catalogue().concepts, catalogue().sides):
        assert not [word for word in words if f"`{word}`" not in text]
    for kind in catalogue().kinds.values():
        named = {name for name, attribute in kind.attributes.items() if not attribute.derived}
        assert not [name for name in named if f"`{name}`" not in text], kind.id
    for record in ("session", "link", "participant", "statement", "round", "term", "note"):
        known = set(catalogue().record_fields(record)) - {"source", "target"}
        assert not [name for name in known if f"`{name}`" not in text], record
