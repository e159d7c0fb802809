"""Rows as flat lists: what goes in comes out again."""

from __future__ import annotations

from math import inf

import pytest

from scheduler.encode.rows import Row, Rows

THREE = [Row("hours", None, {0: 2, 3: -1}, 7), Row("rest", 1, {}, None), Row("hours", 0, {2: 1, 1: 4}, 0)]


def test_rows_come_out_as_they_went_in() -> None:
    rows = Rows(THREE)
    assert list(rows) == THREE and len(rows) == 3
    assert rows[-1] == THREE[2] and rows[1:] == THREE[1:] and rows[::2] == THREE[::2]
    assert [list(row.terms) for row in rows] == [[0, 3], [], [2, 1]], "in the order in which they were written"
    with pytest.raises(IndexError):
        rows[3]


def test_the_lists_lie_row_by_row() -> None:
    rows = Rows(THREE)
    assert (rows.start, rows.column, rows.weight) == ([0, 2, 2, 4], [0, 3, 2, 1], [2, -1, 1, 4])
    assert (rows.low, rows.high) == ([-inf, 1, 0], [7, inf, 0])
    assert (rows.variables(2), rows.coefficients(2)) == ([2, 1], [1, 4])


def test_families_are_left_out_by_name() -> None:
    assert Rows(THREE).are_not_of({"hours", "seats"}) == [False, True, False]
