"""The drawing shows every card and link, in words too, and keeps the order from back to front."""

from itertools import pairwise

import pytest

from stworkshop.drawing.figures import Drawing, Figure, Words
from stworkshop.drawing.icons import icon_paths
from stworkshop.drawing.links import link_shapes, met
from stworkshop.drawing.map import DrawOptions, draw_map
from stworkshop.graphics import design_tokens
from stworkshop.graphics.link_styles import link_style
from stworkshop.graphics.silhouettes import outline
from stworkshop.layout.zones import ZONES
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Note
from tests.drawing.small_map import CONCERN, small_board


def drawing(board: Board | None = None, options: DrawOptions | None = None, theme: str = "light") -> Drawing:
    return draw_map(board or small_board(), catalogue(), design_tokens.theme(theme), options)


def said(drawn: Drawing, role: str = "", record: str = "") -> list[str]:
    groups = [g for g in drawn.groups if (not role or g.role == role) and (not record or g.id == record)]
    return [shape.text for group in groups for shape in group.shapes if isinstance(shape, Words)]


def test_each_record_is_one_group_with_its_words() -> None:
    titles = {group.id: group.title for group in drawing().groups}
    assert titles["e2"] == f"C1 Concern: {CONCERN} (7 dots)"
    assert titles["e5"] == "R1 Risk: Stops disappear (likely 4, severe 5)"
    assert titles["l2"] == "عدّاد الركاب passes data to Route optimiser"
    assert titles["g"] == "Talk about first"
    assert set(ZONES) - {"other"} <= set(titles)


def test_labels_codes_and_dots_are_words() -> None:
    assert " ".join(said(drawing(), record="e2")).startswith(f"C1 {CONCERN[:20]}")
    assert said(drawing(), record="e2")[-1] == "7"
    assert "C1" not in said(drawing(options=DrawOptions(codes=False)))


def test_quiet_links_lie_under_cards_and_loud_ones_above() -> None:
    order = [group.id for group in drawing().groups]
    assert order.index("l1") < order.index("e1") < order.index("l2")


def test_cards_come_in_reading_order() -> None:
    cards = [group.id for group in drawing().groups if group.role == "card"]
    assert cards[0] == "e1" and set(cards) == {"e1", "e2", "e3", "e4", "e5"}


def test_an_unlisted_link_gets_a_question_mark() -> None:
    assert said(drawing(), record="l3") == ["?"]
    assert said(drawing(), record="l1") == []


def test_everything_lies_in_the_box() -> None:
    drawn = drawing()
    x, y, w, h = drawn.box
    for shape in drawn.shapes:
        if isinstance(shape, Words):
            assert x <= shape.left and shape.left + shape.width <= x + w
            assert y < shape.y < y + h


def test_words_of_a_card_stay_inside_it() -> None:
    board = small_board()
    for group in drawing(board).groups:
        if group.role == "card":
            card = board.elements[group.id]
            assert card.pos and card.size
            for shape in group.shapes:
                if isinstance(shape, Words):
                    assert card.pos[0] - 6 <= shape.left
                    assert shape.left + shape.width <= card.pos[0] + card.size[0]


def test_far_away_there_are_no_words_and_no_quiet_links() -> None:
    drawn = drawing(options=DrawOptions(detail="far"))
    assert said(drawn) == []
    assert [group.id for group in drawn.groups if group.role == "link"] == ["l2"]


def test_right_to_left_labels_stand_at_the_right() -> None:
    words = [s for g in drawing().groups if g.id == "e4" for s in g.shapes if isinstance(s, Words)]
    assert [word.anchor for word in words if word.text.startswith("ع")] == ["end"]


def test_cards_without_a_place_are_left_out() -> None:
    board = small_board()
    lost = Board([*board.records(), *small_board().gone_records()])
    assert len([g for g in drawing(lost).groups if g.role == "card"]) == len(board.elements)


def test_an_empty_session_has_its_zones() -> None:
    drawn = drawing(Board([]))
    assert drawn.box.w > 0
    assert "People" in said(drawn)


def test_notes_count_but_findings_do_not() -> None:
    notes = (
        Note(id="n1", kind="comment", text="Hm", about=("e5",)),
        Note(id="n2", kind="finding", text="Left", about=("e5",)),
    )
    assert said(drawing(small_board(*notes)), record="e5")[-1] == "1"


def test_the_sentence_for_those_who_cannot_see_it() -> None:
    assert drawing().description == "Map of Hill East: evening buses: 5 cards and 3 links in zones by topic."


@pytest.mark.parametrize("theme", design_tokens.THEMES)
def test_colours_come_from_the_theme(theme: str) -> None:
    known = {colour for group in ("ui", "agreement") for colour in getattr(design_tokens.theme(theme), group).values()}
    for group in ("kinds", "concepts", "sides"):
        known |= {colour for entry in getattr(design_tokens.theme(theme), group).values() for colour in entry}
    for shape in drawing(theme=theme).shapes:
        if isinstance(shape, Words):
            assert shape.colour in known
        elif isinstance(shape, Figure):
            assert not shape.fill or shape.fill in known
            assert shape.stroke is None or shape.stroke.colour in known


def test_routes_end_at_the_outlines() -> None:
    card = outline("goal", 200, 60)
    route = met([(200, 30), (400, 30)], (card, (0, 0)), (card, (400, 0)))
    assert route[0][0] == pytest.approx(187, abs=0.5)
    assert route[1] == (400, 30)


def test_given_routes_are_followed() -> None:
    corner = (500.0, 200.0)
    options = DrawOptions(routes={"l2": [(725, 420), corner, (725, 350)]})
    line = next(g for g in drawing(options=options).groups if g.id == "l2").shapes[0]
    assert isinstance(line, Figure)
    assert any(abs(float(s[-2]) - corner[0]) < 15 for s in line.path if len(s) > 2)


def test_double_lines_are_two_strokes() -> None:
    shapes = list(link_shapes([(0, 0), (90, 0)], link_style("automates"), design_tokens.theme()))
    widths = [shape.stroke.width for shape in shapes[:2] if isinstance(shape, Figure) and shape.stroke]
    assert all(a > b for a, b in pairwise(widths))
    assert len(widths) == 2


def test_a_link_without_length_draws_nothing() -> None:
    assert list(link_shapes([(5, 5), (5, 5)], link_style("feeds"), design_tokens.theme())) == []


def test_every_bundled_icon_can_be_drawn() -> None:
    from stworkshop import assets

    for group in ("kinds", "concepts", "ui"):
        for path in assets.path("icons", group).glob("*.svg"):
            assert icon_paths(group, path.stem)
