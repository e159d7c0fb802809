"""The short version of the long test: sixty spoilt files, always the same ones."""

from __future__ import annotations

from tests.faults.files import QUICK, run


def test_spoilt_files_never_crash_and_are_never_stored_in_part():
    figures = list(run(quick=True))
    assert sum(figure.n for figure in figures) == QUICK == 60
    assert [(figure.promise, figure.failures, figure.note) for figure in figures if figure.failures] == []
