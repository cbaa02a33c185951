"""What may be called agreed: a clear majority and closeness; one word for pages, prints and data."""

import json
from pathlib import Path
from typing import cast

import pytest

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.exchange.tables import our_tables
from stworkshop.exchange.writers import csv_files
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Result, Statement, replaced
from stworkshop.rounds import agreement, round_figures, verdicts
from stworkshop.rounds.opinions import Opinions

ENGLISH = {str(entry["id"]): str(entry["label"]) for entry in catalogue().rule(verdicts.RULE)["verdicts"]}


def opinion(*counts: int, unknown: int = 0) -> dict[str, object]:
    values = [value for value, n in enumerate(counts, 1) for _person in range(n)]
    return {"n": len(values), "dont_know": unknown, **round_figures.spread(values)}


def session(name: str) -> Board:
    return Board(our_json.read(next(p for p in assets.sample_sessions() if p.stem == name)).records)


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ((0, 2, 3, 5, 1), "mixed"),  # close together, but only six of eleven said yes
        ((1, 1, 1, 4, 4), "most-yes"),  # eight of eleven, and one is strongly against it
        ((4, 4, 1, 1, 1), "most-no"),
        ((0, 0, 1, 6, 4), "yes"),
        ((4, 6, 1, 0, 0), "no"),
        ((0, 1, 3, 3, 5), "yes"),  # eight of twelve are two thirds, exactly
        ((0, 0, 10, 0, 0), "mixed"),  # alike, and neither yes nor no
        ((0, 3, 0, 0, 6), "mixed"),  # two thirds, far from the rest, nobody strongly against it
        ((4, 1, 1, 2, 2), "contested"),
        ((3, 0, 4, 0, 3), "mixed"),  # consensus of exactly 0.4
        ((0, 0, 0, 1, 1), "few"),
        ((0, 0, 0, 0, 0), "few"),
    ],
)
def test_agreed_takes_a_clear_majority_and_closeness(counts: tuple[int, ...], state: str) -> None:
    assert verdicts.state_of(opinion(*counts)) == state
    turned = verdicts.seen_from_card(state, "opposes")
    assert verdicts.state_of(opinion(*reversed(counts))) == turned


def test_who_does_not_know_has_not_said_yes() -> None:
    assert verdicts.state_of(opinion(0, 0, 0, 2, 4)) == "yes"
    assert verdicts.state_of(opinion(0, 0, 0, 2, 4, unknown=3)) == "yes"
    assert verdicts.state_of(opinion(0, 0, 0, 2, 4, unknown=4)) == "mixed"


def test_figures_without_counts_are_never_called_agreed_by_their_spread_alone() -> None:
    assert verdicts.state_of({"n": 11, "consensus": 0.9, "band": "strong agreement", "median": 5}) == "mixed"
    told = {"n": 9, "consensus": 0.9, "band": "strong agreement", "share_agree": 0.7, "share_disagree": 0.0}
    assert verdicts.state_of(told) == "yes" and verdicts.state_of(told | {"share_agree": 0.6}) == "mixed"
    assert verdicts.state_of({"n": 11, "band": None, "consensus": None}) == "few"


def test_the_words_of_pages_are_those_of_the_catalogue_and_each_has_its_reason() -> None:
    assert verdicts.state_names() == ENGLISH
    assert tuple(ENGLISH) == verdicts.STATES
    assert len(str(catalogue().rule(verdicts.RULE)["reason"])) > 100


def test_quayline_is_told_as_a_councillor_would_defend_it() -> None:
    asked = Opinions(session("quayline"), catalogue())
    assert {key: verdicts.state_of(figures) for key, figures in asked.opinions.items()} == {
        "qd-y-ident": "yes", "qd-y-public": "most-yes", "qd-y-police": "yes", "qd-y-signs": "mixed",
        "qd-y-rent": "mixed", "qd-y-free": "mixed",
    }  # fmt: skip


def decided(board: Board, decision_id: str, status: str) -> str:
    decision = board.elements[decision_id]
    assert isinstance(decision, Element)
    return verdicts.verdict_of(Opinions(board, catalogue()), cast(Element, replaced(decision, {"status": status})))


def test_contested_is_what_a_round_found_and_not_what_a_card_says_alone() -> None:
    merravale, quayline = session("merravale"), session("quayline")
    assert decided(merravale, "mb-d-roster", "contested") == "contested"
    assert decided(quayline, "qd-d-public", "contested") == "differing"
    assert decided(quayline, "qd-d-counts", "contested") == "open"
    assert decided(quayline, "qd-d-public", "agreed") == "most"
    free = next(c for c in quayline.in_root("elements").values() if isinstance(c, Element) and c.kind == "decision"
                and not [s for s in quayline.statements.values() if s.about == c.id])  # fmt: skip
    assert decided(quayline, free.id, "contested") == "differing"


def test_every_verdict_has_words_of_its_own_in_the_page_and_on_paper() -> None:
    from stworkshop.report.editions import decision_makers

    names = [*verdicts.UNDECIDED, "not-asked", "disagreed", "split", "mixed", "against", "most", "few", "agreed"]
    assert len({verdicts.verdict_words(name) for name in names}) == len(names)
    assert all(decision_makers.title([name]) for name in names)


@pytest.mark.parametrize("name", ["quayline", "merravale", "eastmere", "hill-east"])
def test_all_data_carries_the_verdict_beside_the_band(name: str, tmp_path: Path) -> None:
    content = our_json.read(next(p for p in assets.sample_sessions() if p.stem == name))
    board = content.board()
    expected = {key: ENGLISH[verdicts.state_of(f)] for key, f in Opinions(board, catalogue()).opinions.items()}
    shown = verdicts.with_verdicts(agreement.figures(board))["agreement"]["statements"]
    assert {entry["id"]: entry["verdict"] for entry in shown} == expected
    assert all("band" in entry and "consensus" in entry for entry in shown)

    document = json.loads(our_json.to_text(content))
    counting = {s: agreement.round_that_counts(board, s) for s in expected}
    written = {
        r["item"]: r["figures"]["verdict"]
        for r in document["results"]
        if r.get("item") in expected and r["round"] == getattr(counting[r["item"]], "id", "")
    }
    assert written == expected
    assert our_json.from_text(json.dumps(document)).records == content.records

    _columns, rows = csv_files.table_rows(content)["results"]
    assert {str(r["verdict"]) for r in rows if "verdict" in r} >= set(expected.values())
    csv_files.write_folder(content, tmp_path / "tables")
    again = [r for r in our_tables.read(tmp_path / "tables").records if isinstance(r, Result)]
    assert again and not any("verdict" in r.figures for r in again)


def test_only_rated_statements_have_a_verdict() -> None:
    board = session("merravale")
    items = [r for r in board.results.values() if verdicts.verdict_of_result(board.rounds.get(r.round), r)]
    assert items and all(isinstance(board.statements.get(r.item), Statement) for r in items)
