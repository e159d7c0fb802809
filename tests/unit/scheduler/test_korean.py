"""What is refused in English is said in Korean, sentence for sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import scheduler
from scheduler.cli import cli
from scheduler.club.expand import BookError
from scheduler.club.faults import Fault
from scheduler.korean import SENTENCES, korean, told

ROOT = Path(scheduler.__file__).parent
ELSEWHERE = {"public_instance.py", "describe.py"}
"""Benchmark instances and the manual's maker speak to programmers, in English."""
RAISED = {"FileFault", "ProblemError", "ValueError", "fault", "fail"}


def _pattern(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _refusals() -> Iterator[tuple[str, str]]:
    """Every sentence that readers and problems refuse with, and where it stands."""
    folders = (ROOT.glob("*.py"), (ROOT / "files").glob("*.py"), (ROOT / "search").glob("*.py"))
    for path in sorted(one for folder in folders for one in folder if one.name not in ELSEWHERE):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                sentence = _pattern(node.args[0])
                if name in RAISED and sentence and re.search(r"[a-z] [a-z]", sentence):
                    yield f"{path.name}:{node.lineno}", sentence


def test_every_refusal_has_its_korean() -> None:
    refusals = dict(_refusals())
    assert len(refusals) >= 70
    assert {place: one for place, one in refusals.items() if one not in SENTENCES} == {}


def test_every_fact_is_kept_and_no_english_word_is_left() -> None:
    for english, text in SENTENCES.items():
        count = english.count("{}")
        marks = [f"<{number}>" for number in range(count)]
        said = korean(english.format(*marks))
        assert re.search("[가-힣]", said), english
        assert all(mark in said for mark in marks), english
        assert text.rstrip().endswith(".") == english.rstrip().endswith(".") or text.endswith(("{}", ")")), english


@pytest.mark.parametrize(
    ("english", "said"),
    [
        (
            "x.json is not a JSON file: line 3, Expecting value.",
            "‘x.json’ 파일은 JSON이 아닙니다: 3행, Expecting value.",
        ),
        (
            "participant 김순자 (P0012), contract 1, first:"
            " a date YYYY-MM-DD of the years 1900 to 2199 is expected, not 5.",
            "참여자 김순자 (P0012), 계약 1, first: 1900년부터 2199년까지의 날짜(YYYY-MM-DD)가 있어야 하는데 5입니다.",
        ),
        ("participant P1 has no contract.", "참여자 P1의 계약이 없습니다."),
        (
            "Invalid value for '--month': there is no month 13 of the year 2027.",
            "'--month'의 값이 맞지 않습니다: 2027년에 13월은 없습니다.",
        ),
        ("Invalid value for 'FILE': File 'x' does not exist.", "'FILE'의 값이 맞지 않습니다: 파일 'x'이(가) 없습니다."),
        ("5 is not in the range 20<=x<=3000.", "5는 20<=x<=3000 범위 밖입니다."),
        ("6 is not in the range 20<=x<=3000.", "6은 20<=x<=3000 범위 밖입니다."),
        (
            "x.json must hold one JSON object, not a list.",
            "‘x.json’ 파일에는 JSON 객체 하나가 있어야 하는데 목록이 있습니다.",
        ),
        ("Something that nobody foresaw: this.", "Something that nobody foresaw: this."),
    ],
)
def test_sentences(english: str, said: str) -> None:
    assert korean(english) == said


def test_an_error_that_knows_its_korean_says_it() -> None:
    fault = Fault("participants", 1, "name", "", "이름이 비었습니다.", "The name is empty.")
    assert told(BookError(fault), "ko") == "이름이 비었습니다."
    assert told(BookError(fault), "en") == "The name is empty."


def test_usage_errors_are_korean_and_english_by_the_switch(monkeypatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    said = CliRunner().invoke(cli, ["generate", "club", "--people", "5", "--month", "2027-05", "-o", "x.json"])
    assert said.exit_code == 2
    assert said.output.startswith("사용법: cli generate club")
    assert "오류: '--people'의 값이 맞지 않습니다: 5는 20<=x<=3000 범위 밖입니다." in said.output
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    said = CliRunner().invoke(cli, ["generate", "club", "--people", "5", "--month", "2027-05", "-o", "x.json"])
    assert said.output.startswith("Usage: cli generate club")
    assert "5 is not in the range" in said.output
