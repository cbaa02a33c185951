"""A map from afar through each lens, and with each card chosen: zones stay, lines cross nothing, no link is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest

from stworkshop.drawing.city import city_of
from stworkshop.drawing.city_view import FAINT_CARD, Painting
from stworkshop.drawing.figures import Box, Picture, Words, faded
from stworkshop.drawing.lenses import EVERYTHING, LENSES, STORY, lens_name, lens_of, lens_words
from stworkshop.drawing.marks import marks_of
from stworkshop.drawing.zones import zone_colours
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from tests.drawing.test_city import LIGHT, SAMPLES, crosses, invented, sample

SIZES = ((1250.0, 708.0), (730.0, 508.0), (935.0, 395.0), (1880.0, 960.0))


def through(
    board: Board,
    lens: str = STORY,
    size: tuple[float, float] = SIZES[0],
    *,
    chosen: str = "",
    asked: tuple[str, ...] = (),
) -> Painting:
    city = city_of(board, catalogue(), lens=lens, asked=asked)
    return Painting(city, board, catalogue(), LIGHT, *size, fixed=True, chosen=chosen)


def places(made: Painting) -> dict[str, Box]:
    return {zone: cell.box for zone, cell in made.plan.cells.items()}


def boards(soak: bool) -> Iterator[tuple[str, Board]]:
    yield from ((name, sample(name)) for name in SAMPLES)
    yield from ((f"seed {seed}", invented(seed)) for seed in range(300 if soak else 5))


def test_no_lens_no_choice_and_no_question_moves_a_zone(soak: bool) -> None:
    for name, board in boards(soak):
        rng = random.Random(name)
        cards = sorted(board.elements)
        for size in SIZES:
            rest = places(through(board, size=size))
            for lens in LENSES if size == SIZES[0] or soak else ("said", EVERYTHING):
                assert places(through(board, lens, size)) == rest, f"{name}, {size}: {lens} moves a zone"
            for _time in range(min(3 if soak else 1, len(cards))):
                chosen, asked = rng.choice(cards), tuple(rng.sample(cards, min(4, len(cards))))
                assert places(through(board, size=size, chosen=chosen)) == rest, f"{name}, {size}: {chosen}"
                assert places(through(board, size=size, asked=asked)) == rest, f"{name}, {size}: {asked}"


def test_links_never_move_a_zone_and_votes_never_do() -> None:
    for name in SAMPLES:
        board = sample(name)
        bare = Board([record for record in board.records() if type(record).__name__ not in ("Link", "Result")])
        assert not bare.links and not any(marks.dots for marks in marks_of(bare).values())
        for size in SIZES:
            assert places(through(board, size=size)) == places(through(bare, size=size))


def test_no_line_meets_words_or_cards_whatever_the_lens_or_the_choice(soak: bool) -> None:
    met = 0
    for name, board in boards(soak):
        rng = random.Random(name)
        looks = [through(board, lens, SIZES[n % len(SIZES)]) for n, lens in enumerate(LENSES)]
        chosen = rng.sample(sorted(board.elements), min(40 if soak else 4, len(board.elements)))
        looks += [through(board, size=rng.choice(SIZES), chosen=card) for card in chosen]
        for made in looks:
            told = [
                (shape.text, Box(shape.left, shape.y - shape.size * 0.75, shape.width, shape.size * 0.95))
                for group in made.drawing().groups
                if not group.id.startswith(("count-", "said-"))
                for shape in group.shapes
                if isinstance(shape, Words)
            ]
            rests = [(cell, cell.tokens) for cell in made.plan.cells.values() if cell.tokens is not None]
            told += [
                (
                    f"the small shapes of {cell.zone}",
                    Box(start, middle - 5, min(end - start, 18.0 * len(cell.rest)), 10),
                )
                for cell, (start, end, middle) in rests
                if middle > cell.box.y + cell.box.h / 2
            ]
            lines = [(link.id, way) for link, way in made.lines()]
            lines += [("-".join(road.zones), made.corners(way)) for road, way in made.roads]
            for line, corners in lines:
                for a, b in pairwise(corners):
                    assert not [text for text, box in told if crosses(a, b, box)], f"{name}: {line}"
                    under = [one.card.label for one in made.plan.placed.values() if crosses(a, b, one.box)]
                    assert not under, f"{name}: {line} runs under {under}"
                    met += 1
    assert met > 800


def test_gutters_hold_what_runs_in_them_at_any_size(soak: bool) -> None:
    for name in SAMPLES:
        for n, lens in enumerate(LENSES):
            for size in SIZES if soak else (SIZES[n % len(SIZES)],):
                made = through(sample(name), lens, size)
                for gutter, wide in made.gutters.items():
                    assert made.lanes.room(gutter) <= wide, f"{name}, {lens}, {size}: {gutter}"


@pytest.mark.parametrize("name", SAMPLES)
def test_each_link_of_a_chosen_card_is_told_and_neighbours_are_called_up(name: str) -> None:
    board = sample(name)
    for card in sorted(board.elements)[:: 1 if name == "hill-east" else 7]:
        made = through(board, chosen=card)
        told = [link for said in made.sentences() for link in said.links]
        assert sorted(told) == sorted(link.id for link in board.links_of(card))
        for said in made.sentences():
            for link in said.links:
                other = board.links[link].target if board.links[link].source == card else board.links[link].source
                assert " ".join(board.elements[other].label.split()) in said.words
        assert card in made.plan.placed, board.elements[card].label
        for cell in made.plan.cells.values():
            called = made.called & {one.id for one in cell.rest}
            if called and cell.cards:
                first = [one.card.id in made.called for one in cell.cards]
                assert any(first), f"{card}: {called} stay folded though {cell.zone} shows cards"


def test_sentences_lie_clear_of_each_other_and_of_the_cards_they_are_about() -> None:
    board = sample("merravale")
    card = next(one.id for one in board.elements.values() if one.label.startswith("Stops with few"))
    made = through(board, chosen=card)
    boxes = [said.box for said in made.sentences() if said.box is not None]
    assert len(boxes) >= 4
    called = [one.box for one in made.plan.placed.values() if one.card.id in made.called]
    for n, box in enumerate(boxes):
        for other in (*boxes[n + 1 :], *called):
            apart = box.x + box.w <= other.x or other.x + other.w <= box.x
            assert apart or box.y + box.h <= other.y or other.y + other.h <= box.y
        assert box.x >= 0 and box.x + box.w <= made.plan.w
        assert box.y >= 0 and box.y + box.h <= made.plan.h
    said = [one.words for one in made.sentences()]
    assert "It could be caused by “Route and timetable optimiser”" in said
    assert any(words.startswith("It is reduced by 3 measures: “") for words in said), "alike ones join"


def test_the_rest_fades_on_its_own_ground() -> None:
    board = sample("merravale")
    card = next(one.id for one in board.elements.values() if one.label.startswith("Stops with few"))
    made = through(board, chosen=card)
    groups = {group.id: group for group in made.drawing().groups if group.role == "card"}
    for key, one in made.plan.placed.items():
        colours = LIGHT.kind(one.face.shape)
        zone = zone_colours(made.city.zone_by_card[key], LIGHT).ground or LIGHT.ui["surface"]
        words = next(shape for shape in groups[key].shapes if isinstance(shape, Words))
        whole = Words(0, 0, "", 1, colours.text, 0)
        faint = faded(whole, zone, FAINT_CARD)
        assert isinstance(faint, Words)
        assert words.colour.upper() == (whole if key in made.called else faint).colour.upper()


def test_a_lens_brings_the_ends_of_its_links_to_the_top() -> None:
    board = sample("merravale")
    for lens in LENSES.values():
        if lens.is_story or lens.shows_all:
            continue
        city = city_of(board, catalogue(), lens=lens.id)
        ends = {end for link in city.stories for end in (link.source, link.target)}
        assert ends, lens.id
        for cards in city.zones.values():
            is_end = [card.id in ends for card in cards if card.locked != "yes"]
            assert is_end == sorted(is_end, reverse=True), lens.id


def test_every_lens_has_its_words_and_an_unknown_one_is_the_story() -> None:
    names = [lens_name(lens) for lens in LENSES]
    assert names == [
        "Story", "Harm", "Pulls against", "Speaks for", "Data flow", "Who is responsible", "What residents said",
        "Everything",
    ]  # fmt: skip
    assert len({lens_words(lens) for lens in LENSES}) == len(LENSES)
    assert lens_of("gone").id == STORY
    assert set(catalogue().relations) <= lens_of(EVERYTHING).relations


def test_through_everything_every_link_between_zones_is_in_a_road_or_a_line() -> None:
    for name in SAMPLES:
        board = sample(name)
        city = city_of(board, catalogue(), lens=EVERYTHING)
        zone = city.zone_by_card
        between = {link.id for link in board.links.values() if zone[link.source] != zone[link.target]}
        told = {link for road in city.roads for link in road.links} | {link.id for link in city.stories}
        assert between <= told


def test_the_picture_on_a_card_fades_with_its_card() -> None:
    picture = faded(Picture(Box(0, 0, 46, 46), b"", (1, 1), 0.5), "#FFFFFF", FAINT_CARD)
    assert isinstance(picture, Picture) and picture.opacity == 0.5 * FAINT_CARD
