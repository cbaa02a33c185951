"""Each export that can be read again, read again: what the format carries is equal, and the report names the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from stworkshop.exchange import export_formats, importing, mapping
from stworkshop.exchange.completing import completed
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.incoming import incoming
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Record, SessionRecord, flat, from_flat, root_of
from stworkshop.model.rules import offered_relations
from stworkshop.model.session_content import SessionContent, content_of
from stworkshop.session import session
from stworkshop.validation.clean_text import clean_label, clean_text
from stworkshop.validation.field_limits import OURS_ALONE, SECTIONS
from tests.cli.conftest import Call
from tests.cli.conftest import call as call
from tests.day import run_a_day
from tests.report import hostile

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "sample_sessions").glob("*.json"))
ARABIC = "الحافلة الليلية لا تصل إلى المستشفى"
UNFIT = ("nonsense", "soon", "never", "someday", "for", "against", "0001-01-01", "9999-12-31")
"""Words of hostile sessions that no command takes for a field with words or days of its own."""
NOT_IN_XML = dict.fromkeys(map(ord, "\ufffe\uffff\ufffd\ufeff"))
"""What is no letter, and in no workbook and no GraphML."""
Saying = dict[tuple[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Carried:
    """What a format carries: roots but those in `lost`, their fields but those in `silent`, answers or none."""

    lost: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    people: bool = True
    answers: bool = True
    told: str = ""


TABLES = Carried(("snapshots", "positions"), ("seq", "placed", "locked"), people=False, answers=False, told="Tables")
FORMATS = {
    ".json": Carried(),
    ".stw": Carried(),
    ".csv": TABLES,
    ".csv.zip": TABLES,
    ".xlsx": TABLES,
    ".graphml": Carried(
        tuple(root for root in SECTIONS if root not in ("elements", "links", "answers")),
        ("seq", "placed", "size", "group", "drawers"),
        people=False,
        answers=False,
        told="GraphML holds cards and links only",
    ),
}


@cache
def sample(path: Path) -> SessionContent:
    return read_any(path)


def arabic(_folder: Path) -> SessionContent:
    about = SessionRecord(id="s-ar", label=ARABIC, language="ar", attribution="named", workshop_question="متى؟")
    kinds = ("stakeholder", "concern", "risk", "mitigation", "decision", "own:حافلة")
    cards = [
        Element(
            id=f"ع{n}",
            kind=kind,
            label=f"{ARABIC} {n} ‏(42)",
            note="سطر\nسطر آخر",
            code=f"{catalogue().kind(kind).code}{n + 1}",
            concepts=("human-rights",) if n % 2 else (),
            pos=(n * 260.0, 40.5),
            seq=n + 1,
        )
        for n, kind in enumerate(kinds)
    ]
    link = Link(
        id="l-ar", relation="has-concern", source="ع0", target="ع1", note="لأنها متأخرة", discussed="yes", seq=9
    )
    return completed(SessionContent([about, *cards, link]), catalogue())


def of_seed(seed: int) -> SessionContent:
    """A hostile session as the program's own commands would have let it be."""
    records: list[Record] = []
    for record in hostile.session(seed).records():
        fields = {name: _sound(name, value) for name, value in flat(record).items()}
        fields = {name: value for name, value in fields.items() if value not in (None, "")}
        if isinstance(record, Element):
            known = catalogue().kind(record.kind).attributes
            lists = [name for name, attribute in known.items() if attribute.type == "ids"]
            fields |= {name: [fields[name]] for name in lists if isinstance(fields.get(name), str)}
            fields = {name: value for name, value in fields.items() if name not in known or not known[name].derived}
        if root_of(record) in ("elements", "links", "session", "terms", "groups"):
            records.append(from_flat(root_of(record), record.id, fields))
    return completed(SessionContent(list(_linked_rightly(records))), catalogue())


def _sound(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return None if value in UNFIT else clean_label(value) if name == "label" else clean_text(value).strip()


def _linked_rightly(records: list[Record]) -> Iterator[Record]:
    """Yield the records without links that could not be drawn: loose, twice, or in a direction that does not hold."""
    kinds = {record.id: record.kind for record in records if isinstance(record, Element)}
    seen: set[tuple[str, frozenset[str]]] = set()
    for record in records:
        if isinstance(record, Link):
            key = (record.relation, frozenset((record.source, record.target)))
            ends = kinds.get(record.source, ""), kinds.get(record.target, "")
            if key in seen or not all(ends) or (record.relation, True) not in offered_relations(catalogue(), *ends):
                continue
            seen.add(key)
        yield record


def a_day(folder: Path) -> SessionContent:
    with session.open_session(run_a_day(folder / "a-day.stw"), read_only=True) as work:
        content = content_of(work.board, [answer for answer in work.all_answers() if answer.round == "r"])
    return completed(content, catalogue())


SESSIONS: dict[str, Any] = {
    **{path.stem: lambda _folder, path=path: sample(path) for path in SAMPLES},
    "arabic": arabic,
    "a-day": a_day,
    **{f"hostile-{seed}": lambda _folder, seed=seed: of_seed(seed) for seed in (3, 5, 7, 11, 13)},
}


def written(content: SessionContent, path: Path) -> Path:
    if path.suffix == ".stw":
        session.create_file(path, content)
    else:
        export_formats.write(content, path, export_formats.Options())
    return path


def read(path: Path) -> SessionContent:
    if path.suffix == ".stw":
        with session.open_session(path, read_only=True) as work:
            return work.content()
    return read_any(path)


def said(content: SessionContent, carried: Carried) -> Saying:
    """What a format carries of a session: by root and id the fields that say anything."""
    records = content.records if carried.people else attribution.others_see(content.records)
    found = {}
    for record in records:
        if root_of(record) not in carried.lost:
            silent = (*carried.silent, *OURS_ALONE)
            fields = {n: _near(v) for n, v in flat(record).items() if n not in silent}
            found[root_of(record), record.id] = {n: v for n, v in fields.items() if v not in (None, "", ())}
    return found


def differences(before: Saying, after: Saying) -> list[tuple[Any, ...]]:
    """Return record, field, value before and value after of all that is not equal."""
    found: list[tuple[Any, ...]] = [(*key, "lost or new") for key in before.keys() ^ after.keys()]
    for key in before.keys() & after.keys():
        was, came = before[key], after[key]
        found += [(*key, n, was.get(n), came.get(n)) for n in was.keys() | came.keys() if was.get(n) != came.get(n)]
    return found


def _near(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 12)
    if isinstance(value, str):
        return value.translate(NOT_IN_XML).strip()
    if isinstance(value, Mapping):
        return {name: _near(item) for name, item in value.items()}
    return tuple(map(_near, value)) if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", SESSIONS)
def test_what_the_format_carries_comes_back_equal(name: str, ending: str, tmp_path: Path) -> None:
    content, carried = SESSIONS[name](tmp_path), FORMATS[ending]
    back = read(written(content, tmp_path / f"out{ending}"))
    before, after = said(content, carried), said(back, carried)
    if ending == ".graphml":
        before = {key: fields for key, fields in before.items() if key[1] not in content.board().dangling}
        if name == "a-day":  # a code that is not of its kind, and a field that no kind has, are told; see below
            before["elements", "plan"]["code"] = after["elements", "plan"]["code"]
            for field in ("wordings", "codes_before"):
                assert before["elements", "loud"].pop(field)
            before["elements", "loud"]["note"] = after["elements", "loud"]["note"]
    assert not differences(before, after)
    assert sorted(map(str, back.answers)) == (sorted(map(str, content.answers)) if carried.answers else [])


@pytest.mark.parametrize("ending", FORMATS)
def test_a_new_library_has_the_session_and_is_told_the_rest(call: Call, ending: str, tmp_path: Path) -> None:
    call("import", str(SAMPLES[1]))
    source = written(sample(SAMPLES[1]), tmp_path / "source.stw")
    name = f"out{ending}"
    assert call("export", str(source), "--to", name).code == 0
    printed = call("--library", "another.sqlite", "import", name)
    assert printed.code == 0 and len(printed.out.split()) == 1
    assert call("--library", "another.sqlite", "export", printed.out.strip(), "--to", "back.json").code == 0
    carried = FORMATS[ending]
    assert said(read_any(Path("back.json")), carried) == said(sample(SAMPLES[1]), carried)
    left_out = [line for line in printed.err.splitlines() if ": Left out: " in line]
    assert len(left_out) == (1 if carried.told else 0) and all(carried.told in line for line in left_out), printed.err


OF_CARDS = ("kind", "type", "label", "note", "concepts")
NEW_ON_A_MAP = ("seq", "placed", "pos", "size", "group", "drawers", "locked", "code")


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".stw"])
@pytest.mark.parametrize("name", [path.stem for path in SAMPLES])
def test_all_cards_and_links_come_onto_another_map(call: Call, name: str, ending: str, tmp_path: Path) -> None:
    content = SESSIONS[name](tmp_path)
    call("new", "--label", "A map", "--to", "map.stw")
    own = {"kind": "risk", "label": "Ours alone", "id": "ours-alone"}
    call("apply", "map.stw", lines=[{"command": "add_element", "arguments": own}])
    written(content, tmp_path / f"out{ending}")
    printed = call("import", f"out{ending}", "--into", "map.stw")
    assert printed.code == 0
    board, before = read(tmp_path / "map.stw").board(), content.board()
    assert set(board.elements) == {*before.elements, "ours-alone"}
    for root in ("elements", "links"):
        was, came = before.in_root(root), board.in_root(root)
        for key, record in was.items():
            if key not in before.dangling:
                assert _left(came[key]) == _left(record), (root, key)
    codes = [card.code for card in board.elements.values()]
    assert len(set(codes)) == len(codes)
    told = "GraphML holds cards and links only" if ending == ".graphml" else "Only cards and links were taken"
    assert told in printed.err
    assert ("Where the cards stood was left out" in printed.err) == (ending != ".graphml")
    taken = next(line for line in printed.err.splitlines() if "new links." in line)
    assert taken.endswith(f" {len(before.links) - len(before.dangling)} new links.")


def _left(record: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in flat(record).items()
        if name not in (*NEW_ON_A_MAP, "created_by", "raised_by") and value not in (None, "", ())
    }


def test_a_graphml_tells_which_codes_and_fields_it_changed(tmp_path: Path) -> None:
    found = incoming(written(a_day(tmp_path), tmp_path / "out.graphml"), catalogue())
    report = mapping.planned(found.foreign, found.choices, Board(), catalogue()).report
    assert "“codes_before”, “wordings”" in " ".join(report.changed)
    assert any("printed code" in sentence and "“T1”" in sentence for sentence in report.changed)


def test_what_tables_do_not_hold_is_told_and_nothing_else() -> None:
    for name in ("a.json", "a.yaml", "a.stw"):
        assert importing.not_held(Path(name)) == ()
    for name in ("a.csv", "a.csv.zip", "a.xlsx"):
        (told,) = importing.not_held(Path(name))
        for rest in ("answers", "moments", "pictures", "places in views", "people"):
            assert rest in told
