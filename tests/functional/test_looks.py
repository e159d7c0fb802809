"""Light, dark and high contrast are chosen by a link and stay chosen, without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.functional.pages import Pages
from web import looks

pytestmark = pytest.mark.one_database("how a page looks stands in no database")
pytestmark = pytest.mark.one_database("the colours of a page have nothing to do with the database")

CSS = Path(looks.__file__).parent / "static" / "css"


@pytest.mark.parametrize("path", ["/login", "/m"])
def test_a_look_is_chosen_kept_and_given_back(stranger: Pages, path: str) -> None:
    assert "data-look" not in stranger.get(path).html.attrs
    links = [str(one["href"]) for one in stranger.get(path).select("a[href*='look=']")]
    assert {link.rpartition("look=")[2] for link in links} | {"auto"} == set(looks.LOOKS)
    dark = stranger.get(f"{path}?look=dark")
    assert dark.html["data-look"] == "dark"
    assert dark.select_one("meta[name=color-scheme]")["content"] == "dark"
    assert stranger.get(path).html["data-look"] == "dark"
    assert stranger.get("/m").html["data-look"] == "dark"  # the whole house
    contrast = stranger.get(f"{path}?look=contrast")
    assert (contrast.html["data-look"], contrast.select_one("meta[name=color-scheme]")["content"]) == (
        "contrast",
        "light dark",
    )
    assert "data-look" not in stranger.get(f"{path}?look=auto").html.attrs
    assert "data-look" not in stranger.get(path).html.attrs


def test_a_look_that_does_not_exist_is_no_look(stranger: Pages) -> None:
    assert "data-look" not in stranger.get('/login?look="><script>').html.attrs
    assert "Set-Cookie" not in stranger.client.get("/m?look=pink").headers


@pytest.mark.parametrize("query", ["endpoint=x", "_external=1", "_scheme=ftp", "filename=x", "_anchor=x"])
def test_the_links_of_a_page_keep_nothing_that_was_typed_by_hand(stranger: Pages, query: str) -> None:
    links = [str(one["href"]) for one in stranger.get(f"/login?{query}").select(".looks a")]
    assert links == [f"/login?look={name}" for name in looks.LOOKS]


def test_the_page_keeps_what_it_shows_when_the_look_changes(pages: Pages) -> None:
    links = [str(one["href"]) for one in pages.get("/participants?q=김&page=2").select(".looks a")]
    assert links[0] == "/participants?q=%EA%B9%80&look=auto"


@pytest.mark.parametrize("sheet", ["tokens.css", "me.css"])
def test_the_palettes_of_the_system_and_of_the_choice_are_the_same(sheet: str) -> None:
    text = (CSS / sheet).read_text()
    for media, choice in (("prefers-color-scheme: dark", "dark"), ("prefers-contrast: more", "contrast")):
        by_system = re.search(rf"@media \({media}\) \{{\s*:root[^{{]*\{{(.*?)\}}", text, re.S)
        by_choice = re.search(rf':root\[data-look="{choice}"\] \{{(.*?)\}}', text, re.S)
        assert by_system and by_choice
        assert by_system[1].split() == by_choice[1].split()
