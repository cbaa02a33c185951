"""What is mutated is there, and what is excused still stands in the code."""

import ast

import pytest
import yaml

from tests.mutation.__main__ import HARMLESS, equivalent
from tests.mutation.areas import AREAS, Area
from tests.source_tree import ROOT, modules


@pytest.mark.parametrize("area", AREAS, ids=[area.name for area in AREAS])
def test_an_area_names_what_is_there(area: Area) -> None:
    for source in (*area.sources, *area.but):
        assert (ROOT / "stworkshop" / source).exists(), source
    for test in area.tests:
        assert (ROOT / "tests" / test).exists(), test


def test_every_excuse_has_a_reason_and_is_about_code_of_today() -> None:
    for row in yaml.safe_load(HARMLESS.read_text(encoding="utf-8")):
        assert row["why"].strip()
        name = max((m for m in modules() if row["function"].startswith(f"{m}.")), key=len)
        tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
        code = " ".join(modules()[name].read_text(encoding="utf-8").split())
        function = row["function"].rpartition(".")[2]
        assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, row["function"]
        assert " ".join(row["before"].split()) in code, row


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("\"SELECT a FROM t WHERE b = 'x'\"", "\"select a from t where b = 'x'\"", True),
        ("\"SELECT a FROM t WHERE b = 'x'\"", "\"SELECT A FROM T WHERE B = 'X'\"", False),
        ("zip(a, b, strict=True)", "zip(a, b, strict=None)", True),
        ("zip(a, b, strict=True)", "zip(a, b, )", True),
        ("zip(a, b, strict=True)", "zip(a, None, strict=True)", False),
        ("cast(str, a)", "cast(None, a)", True),
        ("cast(str, a)", "cast(str, None)", False),
        ('"Hello"', '"hello"', False),
    ],
)
def test_what_does_the_same_by_a_rule_of_the_language(before: str, after: str, same: bool) -> None:
    assert equivalent(before, after) == same
