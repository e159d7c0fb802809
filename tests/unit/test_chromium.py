"""How the browser for the tests is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import chromium


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def _program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_named_one_counts_before_the_path(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chromium.find() is None
    on_path = _program(empty_path / "chromium")
    assert chromium.find() == str(on_path)
    own = _program(empty_path / "my-browser")
    monkeypatch.setenv("CHROMIUM", str(own))
    assert chromium.find() == str(own)
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert chromium.find() is None, "a wrong name is not silently replaced"


def test_without_a_browser_one_line_says_what_is_skipped_and_ci_fails(
    empty_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # There is no apt-get on this PATH either, so nothing is installed.
    assert chromium.main() == 0
    assert capsys.readouterr().out == chromium.MISSING + "\n"
    monkeypatch.setenv("CI", "1")
    assert chromium.main() == 1


def test_pages_see_only_the_project_s_own_fonts(tmp_path: Path) -> None:
    text = chromium.fonts_conf(tmp_path).read_text()
    assert text.count("<dir>") == 1
    assert "web/paper/fonts" in text
