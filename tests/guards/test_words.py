"""One word for one thing, and no word that nobody should read: the glossary is held against all that is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scheduler import rules
from scheduler.korean import SENTENCES
from tests.figures import note
from web.catalogue import FOLDER

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
EVERYWHERE, PARTICIPANTS = (
    re.findall(r"^\| ([가-힣A-Z]+) \| .*\|$", part, re.MULTILINE)
    for part in GLOSSARY.partition("## Words that no screen")[2].split("On participants' pages")
)
HANGUL = re.compile(r"[가-힣]")
TWO_LANGUAGES = {
    "web/services/spoken.py": "how dates and times are said, in both languages side by side",
    "web/services/errors.py": "a place in a workbook, in both languages side by side",
    "web/services/importer.py": "a finding carries both languages",
    "web/services/upsert.py": "a finding carries both languages",
    "web/services/demo.py": "the name of the sample club's coordinator",
    "web/services/rulebook/blanks.py": "hours as a hand may type them, in both languages",
    "web/texts.py": "the language's own name in the switch",
}
"""Modules of web/ that may hold Korean outside the catalogues, and why."""
PROMISE = "No text that is shown holds a word that the glossary forbids"


def texts_of(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        yield from (str(one.string) for one in read_po(file, locale="ko") if one.id)


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    expressions = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in expressions:
            yield one.lineno, one.value


def shown() -> Iterator[tuple[str, str]]:
    """Every Korean text that a screen, a paper or the command line may show, and where it stands."""
    for path in sorted((FOLDER / "ko").glob("*.po")):
        yield from ((path.name, text) for text in texts_of(path))
    for path in sorted([*(ROOT / "web" / "templates").rglob("*.html"), *(ROOT / "web" / "paper").glob("*.typ")]):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted([*(ROOT / "web").rglob("*.py"), *(ROOT / "scheduler" / "rules").glob("*.py")]):
        name = str(path.relative_to(ROOT))
        yield from ((f"{name}:{line}", text) for line, text in strings_of(path) if HANGUL.search(text))
    yield from (("scheduler/korean.py", text) for text in SENTENCES.values())


def test_the_lists_are_read() -> None:
    assert {"알바", "노인네", "인력", "스케줄", "스와프", "에러"} <= set(EVERYWHERE)
    assert {"로그인", "동기화", "어르신"} <= set(PARTICIPANTS)
    assert rules.__name__ == "scheduler.rules"


def test_no_text_holds_a_forbidden_word() -> None:
    texts = list(shown())
    found = [f"{place}: {word}: {text[:60]}" for place, text in texts for word in EVERYWHERE if word in text]
    note(PROMISE, len(texts), len(found))
    assert not found, "\n".join(found)
    assert len(texts) >= 700


def test_participants_read_plain_words_only() -> None:
    texts = [*texts_of(FOLDER / "ko" / "me.po"), *texts_of(FOLDER / "ko" / "paper.po")]
    spoken = [text for _, text in strings_of(ROOT / "web" / "services" / "spoken.py")]
    found = [f"{word}: {text}" for text in (*texts, *spoken) for word in PARTICIPANTS if word in text]
    assert not found, "\n".join(found)


def test_participants_read_short_sentences() -> None:
    long = [
        one for text in texts_of(FOLDER / "ko" / "me.po") for one in re.split(r"(?<=[.?])\s", text) if len(one) > 40
    ]
    assert not long


def test_participants_are_spoken_to_politely() -> None:
    plain = re.compile(r"(해요|세요|하라|한다|된다|했다|이다|없다|있다)\.?$")
    assert not [text for text in texts_of(FOLDER / "ko" / "me.po") if plain.search(text)]


def test_korean_stands_in_its_one_home() -> None:
    found = []
    for path in sorted((ROOT / "web").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name not in TWO_LANGUAGES:
            found += [f"{name}:{line}: {text[:40]}" for line, text in strings_of(path) if HANGUL.search(text)]
    for path in sorted(
        [*(ROOT / "web").rglob("*.html"), *(ROOT / "web").rglob("*.typ"), *(ROOT / "web").rglob("*.js")]
    ):
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [f"{path.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if HANGUL.search(line)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", sorted(TWO_LANGUAGES))
def test_every_exception_is_still_needed(name: str) -> None:
    assert any(HANGUL.search(text) for _, text in strings_of(ROOT / name))


def test_no_text_of_the_web_leaves_the_particle_open() -> None:
    """A text such as "%(login)s을(를)" is said in another way: nobody knows how a login's last sound is read."""
    open_pair = re.compile(r"\((?:은|는|이|가|을|를|와|과|으)\)")
    assert not [
        f"{place}: {text[:60]}" for place, text in shown() if place != "scheduler/korean.py" and open_pair.search(text)
    ]
