"""The film of a map: its named moments, pictures of one size, and nothing written without a history."""

import io
from pathlib import Path

import pytest
from PIL import Image

from stworkshop.errors import KnownError
from stworkshop.exchange.writers import map_film
from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import open_session
from stworkshop.session.timeline import Timeline, read_timeline
from tests.workshop import ID, make


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    with open_session(make(tmp_path / "workshop.stw")) as session:
        for number in range(6):
            session.run("add_element", kind="concern", label=f"Worry {number}")
        session.run("name_moment", label="Before the break")
        session.run("add_element", kind="risk", label="Ice on the steps")
        return read_timeline(session.path, ID)


def test_named_moments_and_the_end_stay_longer(timeline: Timeline) -> None:
    found = map_film.frames(timeline, most=4)
    assert len(found) <= 4 and found[-1].moment == len(timeline) - 1
    assert [f.milliseconds for f in found if "Before the break" in f.words] == [map_film.STAGE_MS]
    assert found[-1].milliseconds == map_film.STAGE_MS
    assert {f.milliseconds for f in found} == {map_film.STAGE_MS, map_film.BETWEEN_MS}


def test_all_pictures_have_one_size(timeline: Timeline) -> None:
    chosen = map_film.frames(timeline, most=4)
    sizes = {Image.open(io.BytesIO(png)).size for png in map_film.pictures(timeline, catalogue(), chosen, width=400)}
    assert len(sizes) == 1 and sizes.pop()[0] == 400


def test_a_gif_and_a_folder_of_pictures(timeline: Timeline, tmp_path: Path) -> None:
    map_film.write_gif(timeline, catalogue(), tmp_path / "growth.gif", width=320)
    with Image.open(tmp_path / "growth.gif") as picture:
        assert getattr(picture, "n_frames", 1) > 1
    map_film.write_pngs(timeline, catalogue(), tmp_path / "growth", width=200)
    assert (tmp_path / "growth" / "001.png").exists()


def test_stopped_half_way_nothing_is_left(timeline: Timeline, tmp_path: Path) -> None:
    map_film.write_gif(timeline, catalogue(), tmp_path / "g.gif", width=200, progress=lambda done, of: False)
    assert not (tmp_path / "g.gif").exists()


def test_without_a_history_there_is_no_film(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        map_film.write_gif(Timeline(), catalogue(), tmp_path / "g.gif")
    assert not list(tmp_path.iterdir())
