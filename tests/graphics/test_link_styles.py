"""Families of links differ without colour, and every relation has one."""

from stworkshop.graphics import design_tokens, link_styles
from stworkshop.graphics.link_styles import link_style
from stworkshop.model.catalogue import catalogue


def test_every_relation_of_the_catalogue_has_a_family() -> None:
    assert set(catalogue().relations) <= set(link_styles.FAMILY_OF)


def test_families_differ_without_colour() -> None:
    looks = set()
    for family in (families := set(link_styles.FAMILY_OF.values())):
        relation = next(r for r, f in link_styles.FAMILY_OF.items() if f == family)
        style = link_style(relation)
        looks.add((style.dash, style.head, style.tail, style.sign, style.double))
    assert len(looks) == len(families)


def test_quiet_links_are_hairlines_with_a_head_only() -> None:
    quiet = link_style("causes", quiet=True)
    assert (quiet.width, quiet.dash, quiet.tail, quiet.sign) == (1, (), "none", "")
    assert quiet.head == link_style("causes").head
    assert quiet.colour(design_tokens.theme("dark")) == design_tokens.theme("dark").ui["link_quiet"]


def test_signs_stand_on_the_longest_piece() -> None:
    assert link_styles.sign_point([(0, 0), (0, 10), (100, 10), (100, 30)]) == (50, 10)
