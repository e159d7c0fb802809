from types import SimpleNamespace

import pytest

from tests import figures
from tests.figures import Figure, line, note


@pytest.fixture(autouse=True)
def _nothing_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_noted", {})


def test_notes_of_one_promise_are_added_up() -> None:
    note("doors", 1000, 0, "50 routes")
    note("doors", 250, 2)
    assert figures.noted() == {"doors": Figure(1250, 2, "50 routes")}
    assert line("doors", figures.noted()["doors"]) == "doors (50 routes): 1,250, 2 wrong"


def test_processes_of_a_divided_run_report_to_the_first() -> None:
    note("doors", 3, 1)
    session = SimpleNamespace(config=SimpleNamespace(workeroutput={}))
    figures.pytest_sessionfinish(session)
    figures.pytest_testnodedown(SimpleNamespace(workeroutput=session.config.workeroutput))
    figures.pytest_testnodedown(SimpleNamespace())  # a process that was killed reports nothing
    assert figures.noted() == {"doors": Figure(6, 2)}


def test_figures_are_printed_and_written_where_asked(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    reporter = SimpleNamespace(section=said.append, write_line=said.append)
    figures.pytest_terminal_summary(reporter)
    assert said == []
    note("doors", 3, 0)
    monkeypatch.setenv("ROSTER_FIGURES", str(tmp_path / "figures.json"))
    figures.pytest_terminal_summary(reporter)
    assert said == ["figures", "doors: 3, 0 wrong"]
    assert '"n": 3' in (tmp_path / "figures.json").read_text("utf-8")
