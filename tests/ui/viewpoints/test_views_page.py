"""The views page: each viewpoint in its forms, gaps that Enter closes, views of one's own, and what others ask for."""

from __future__ import annotations

import pytest

from stworkshop.analysis import viewpoints
from ui.main_window import MainWindow
from ui.pages.views_page import ViewsPage


@pytest.fixture
def page(opened: MainWindow) -> ViewsPage:
    """The views of the Hill East sample, in front."""
    opened.page().show_view("views")
    made = opened.page().view_page("views")
    assert isinstance(made, ViewsPage)
    return made


@pytest.mark.parametrize(
    "view",
    [
        "vp-people-concerns",
        "vp-purpose",
        "vp-technical",
        "vp-rules",
        "vp-risk",
        "vp-ability",
        "vp-agreement",
    ],
)
def test_every_viewpoint_opens_in_each_of_its_forms(page: ViewsPage, view: str) -> None:
    from ui.viewpoints.words import forms_of

    assert page.open_viewpoint(view)
    shown = viewpoints.view(page._bridge.board, page._bridge.catalogue, view)
    assert shown is not None
    for form in forms_of(shown):
        page.show_form(form)
        assert page.form == form
        page.grab()
