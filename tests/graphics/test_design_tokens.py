"""The design tokens are complete in every theme."""

import pytest

from stworkshop import assets
from stworkshop.graphics import design_tokens


@pytest.mark.parametrize("name", design_tokens.THEMES)
def test_themes_have_the_same_names(name: str) -> None:
    light, other = design_tokens.theme("light"), design_tokens.theme(name)
    for group in ("ui", "kinds", "concepts", "sides", "agreement"):
        assert getattr(light, group).keys() == getattr(other, group).keys()


def test_every_kind_has_an_icon() -> None:
    for kind in design_tokens.theme().kinds:
        assert assets.icon("kinds", kind).read_text(encoding="utf-8").startswith("<svg")
    for concept in design_tokens.theme().concepts:
        assert assets.icon("concepts", concept).is_file()


def test_unknown_names_get_grey() -> None:
    theme = design_tokens.theme("dark")
    assert theme.kind("robot") == theme.kind("context")
    assert theme.concept("luck").label == theme.ui["text"]
    assert theme.side("").text == theme.ui["text_2"]


def test_unknown_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="projector"):
        design_tokens.theme("neon")


def test_unknown_icon_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        assets.icon("ui", "no-such-icon")
