"""The words of the screens."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from web.catalogue import FOLDER, translations

WEB = Path(FOLDER).parent
KEYWORDS = {
    "_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip
FILES = {"ko": sorted((FOLDER / "ko").glob("*.po"))}


def messages(path: Path) -> dict[tuple[str | None, str], str]:
    with path.open("rb") as file:
        return {(one.context, str(one.id)): str(one.string) for one in read_po(file, locale="ko") if one.id}


def used() -> dict[tuple[str | None, str], str]:
    """Every text that a page may show, with one place where it stands."""
    found: dict[tuple[str | None, str], str] = {}
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html")]):
        method = "jinja2" if path.suffix == ".html" else "python"
        for line, message, _, context in extract_from_file(method, path, keywords=KEYWORDS):
            for one in message if isinstance(message, tuple) else (message,):
                found[context, one] = f"{path.relative_to(WEB)}:{line}"
    return found


def test_every_text_has_its_korean() -> None:
    known = {key for path in FILES["ko"] for key in messages(path)}
    missing = {place: key[1] for key, place in used().items() if key not in known}
    assert not missing


def test_two_files_never_translate_one_text_differently() -> None:
    first: dict[tuple[str | None, str], tuple[str, str]] = {}
    for path in FILES["ko"]:
        for key, string in messages(path).items():
            name, known = first.setdefault(key, (path.name, string))
            assert known == string, f"{key[1]!r}: {name} and {path.name}"


def test_translations_keep_their_facts() -> None:
    for path in FILES["ko"]:
        for (_, text), string in messages(path).items():
            wanted, got = (sorted(re.findall(r"%\(\w+\)s", one)) for one in (text, string))
            assert set(got) <= set(wanted), f"{path.name}: {text}"


NOT_SAID = {"ValueError", "TypeError", "RuntimeError", "OSError", "KeyError", "public", "option", "argument"}
"""Calls whose strings nobody reads on a page: the programmer's errors, reasons in the code, help of commands."""
LOGGED = {"debug", "info", "warning", "error", "exception", "critical"}


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Strings of a module that look like a sentence or a phrase with facts, and are not docstrings or for the log."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        logged = isinstance(call.func, ast.Attribute) and name in LOGGED
        if name in NOT_SAID or logged:
            silent |= {id(one) for one in ast.walk(call)}
    for one in ast.walk(tree):
        text = one.value if isinstance(one, ast.Constant) and id(one) not in silent else None
        if isinstance(text, str) and re.fullmatch(r"[A-Z%‘].* .*[.:!?]", text):
            yield one.lineno, text


def test_every_sentence_of_services_and_commands_has_its_korean() -> None:
    known = translations("ko")
    found = {
        f"{path.relative_to(WEB)}:{line}": text for path in sorted(WEB.rglob("*.py")) for line, text in sentences(path)
    }
    assert len(found) >= 120
    assert {place: text for place, text in found.items() if known.gettext(text) == text} == {}


def test_english_needs_no_file() -> None:
    assert translations("en").gettext("Publish the roster") == "Publish the roster"
    assert translations("ko").gettext("Publish the roster") == "근무표 게시하기"
