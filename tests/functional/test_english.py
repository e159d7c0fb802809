"""Behind the switch everything is English, without it everything Korean; the club's own words stay as they are."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from bs4 import BeautifulSoup, Comment
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import String, Text, select

from models import Base, Participant
from models.enums import Role
from tests.everypage import EMPTY, Examples, examples
from tests.figures import note
from tests.filled import MAY, Club, filled_club
from tests.functional.pages import Pages
from web import create_app
from web.catalogue import FOLDER, translations
from web.limits import limiter
from web.views import me

pytestmark = pytest.mark.one_database("it reads what is on the pages, whatever they were made from")

HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]+")
NAMES_OF_LANGUAGES = {"한국어"}
SHOWN = ("title", "alt", "aria-label", "placeholder", "content", "value")
PROMISE = "An English page, paper or file holds no Korean but the club's own words"
BACK = "A Korean page holds no sentence that is still English"


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Club:
    return filled_club(tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="module")
def app(club: Club) -> Iterator[Flask]:
    made = create_app(club.settings)
    limiter.enabled = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(me, "today", lambda: date(2027, 5, 7))
        yield made
    limiter.enabled = True


@pytest.fixture(scope="module")
def known(club: Club) -> Examples:
    return examples(club)


@pytest.fixture(scope="module")
def own_words(club: Club) -> list[str]:
    """Everything that the club has written itself, the longest first."""
    words: set[str] = set()
    with club.session as session:
        for table in Base.metadata.sorted_tables:
            columns = [
                one for one in table.c if isinstance(one.type, String | Text) and one.name not in ("problem", "result")
            ]
            for row in session.execute(select(*columns)) if columns else ():
                words.update(str(value) for value in row if value and HANGUL.search(str(value)))
        for groups in session.scalars(select(Participant.groups)):
            words.update(groups)
    words.update(part for text in list(words) for part in text.split())
    return sorted(words | NAMES_OF_LANGUAGES, key=len, reverse=True)


def visible(page: BeautifulSoup) -> Iterator[str]:
    """What is read on a page or told to those who do not see it."""
    for text in page.find_all(string=True):
        if text.parent is not None and text.parent.name not in ("script", "style") and not isinstance(text, Comment):
            yield str(text)
    for tag in page.find_all(True):
        yield from (str(tag[name]) for name in SHOWN if tag.get(name) and tag.get("type") != "hidden")


def korean_left(texts: Iterator[str], own: list[str]) -> list[str]:
    left = []
    for text in dict.fromkeys(texts):
        if HANGUL.search(text):
            rest = text
            for word in own:
                if word in rest:
                    rest = rest.replace(word, " ")
            if HANGUL.search(rest):
                left.append(" ".join(text.split()))
    return left


def _enter(app: Flask, known: Examples) -> Pages:
    participant = Pages(app)
    participant.get(f"/m/{known.usual['token']}")
    participant.post(f"/m/{known.usual['token']}")
    return participant


def _walk(app: Flask, known: Examples) -> Iterator[tuple[Pages, str]]:
    """Who looks, and at which address: every role's pages, the participant's, and anybody's."""
    for role in Role:
        pages = Pages(app).log_in(role.value)
        yield from ((pages, path) for path in known.of_role(app, role, narrow=role is not Role.COORDINATOR))
        if role is Role.COORDINATOR:
            yield from ((pages, f"/months/2027-06/jobs/{job}") for job in known.jobs)
            yield from ((pages, path) for path in (f"/months/{EMPTY}", f"/print/{EMPTY}", "/participants?q=nobody"))
    yield from ((_enter(app, known), path) for path in known.own(app))
    yield from ((Pages(app), path) for path in known.public(app))


def _page(pages: Pages, path: str, lang: str) -> BeautifulSoup | None:
    """The page in a language; None when it only leads to another one."""
    response = pages.client.get(path + ("&" if "?" in path else "?") + f"lang={lang}")
    assert response.status_code < 400, f"{path}: {response.status_code}"
    if response.status_code >= 300:
        return None
    return response.parsed or BeautifulSoup(response.get_data(as_text=True), "html.parser")


@pytest.mark.slow
def test_no_korean_is_left_on_an_english_page(app: Flask, known: Examples, own_words: list[str]) -> None:
    found: dict[str, list[str]] = {}
    count = 0
    for pages, path in _walk(app, known):
        page = _page(pages, path, "en")
        if page is None:
            continue
        assert page.html["lang"] == "en"
        count += 1
        if left := korean_left(visible(page), own_words):
            found[path] = left[:5]
    note(PROMISE, count, len(found))
    assert not found
    assert count >= 60


def test_no_english_sentence_is_left_on_a_korean_page(app: Flask, known: Examples) -> None:
    # A text without its Korean would be shown as its English key.
    keys = {
        str(key)
        for path in (FOLDER / "ko").glob("*.po")
        for key in re.findall(r'^msgid "(.+)"$', path.read_text(), re.M)
    }
    korean = translations("ko")
    keys = {key for key in keys if " " in key and "%" not in key and HANGUL.search(korean.gettext(key))}
    found: dict[str, list[str]] = {}
    count = 0
    for pages, path in _walk(app, known):
        page = _page(pages, path, "ko")
        if page is None:
            continue
        count += 1
        sentences = {" ".join(text.split()) for text in visible(page)}
        english = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")
        left = [one for one in sentences if one in keys or (english.search(one) and not HANGUL.search(one))]
        if left:
            found[path] = left[:5]
    note(BACK, count, len(found))
    assert not found


@pytest.mark.parametrize(
    ("path", "status"),
    [("/no/such/page", 404), ("/months/2027-05/sites/nowhere", 404), ("/m/wrong", 404), ("/months/2027-13", 404)],
)
def test_error_pages_are_english(app: Flask, own_words: list[str], path: str, status: int) -> None:
    page = Pages(app).log_in().get(f"{path}?lang=en", status)
    assert not korean_left(visible(page), own_words)


def test_refusals_are_english(app: Flask, own_words: list[str]) -> None:
    stranger = Pages(app)
    stranger.get("/login?lang=en")
    refused = stranger.post("/login", {"login": "nobody", "password": "wrong"}, status=422)
    assert not korean_left(visible(refused), own_words)
    assert not korean_left(visible(stranger.post("/login", {}, status=422)), own_words)


@pytest.mark.parametrize(
    "paper", ["wall.pdf", "days.pdf?site={site}", "slips.pdf?site={site}", "slip/{participant_id}.pdf"]
)
def test_papers_are_english(app: Flask, known: Examples, own_words: list[str], paper: str) -> None:
    pages = Pages(app).log_in()
    path = f"/print/{MAY}/{paper.format(**known.usual)}"
    response = pages.client.get(path + ("&" if "?" in path else "?") + "lang=en")
    assert response.status_code == 200
    text = [page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages]
    lines = iter(
        [line for page in text for line in page.splitlines()]
        + [str(PdfReader(io.BytesIO(response.data)).metadata.title)]
    )
    left = korean_left(lines, own_words)
    note(PROMISE, 1, bool(left))
    assert not left
    assert HANGUL.search(response.headers["Content-Disposition"]) is None


def test_the_participants_paper_is_english(app: Flask, known: Examples, own_words: list[str]) -> None:
    response = _enter(app, known).client.get(f"/me/{MAY}.pdf?lang=en")
    lines = (line for page in PdfReader(io.BytesIO(response.data)).pages for line in page.extract_text().splitlines())
    assert not korean_left(lines, own_words)


def test_the_month_as_excel_is_english(app: Flask, own_words: list[str]) -> None:
    response = Pages(app).log_in().client.get(f"/print/{MAY}/month.xlsx?lang=en")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    cells = (str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value)
    left = korean_left(cells, own_words)
    note(PROMISE, 1, bool(left))
    assert not left
