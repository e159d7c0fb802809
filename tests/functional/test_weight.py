"""The month grid of 120 people and 31 days stays light: few questions to the database, few bytes over the wire."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from tests.functional.pages import Pages

GRID = "/months/2027-05/grid"


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        sent.append(statement)

    event.listen(app.extensions["engine"], "before_cursor_execute", note)
    yield sent
    event.remove(app.extensions["engine"], "before_cursor_execute", note)


def test_the_grid_asks_one_question_a_table_and_few_when_nothing_changed(app: Flask, pages: Pages) -> None:
    with counted(app) as first:
        pages.get(GRID)
    with counted(app) as again:
        pages.get(GRID)
    # No question for each person or cell: 120 people, 3,720 cells.
    assert len([one for one in first if one.startswith("SELECT")]) <= 60
    # Session, user, the mark of the data, asked for the view and for the table, undo and redo, and the conditions.
    assert len([one for one in again if one.startswith("SELECT")]) <= 13


def test_the_grid_travels_light(pages: Pages) -> None:
    body = pages.client.get(GRID, headers={"Accept-Encoding": "gzip"})
    assert body.headers["Content-Encoding"] == "gzip"
    assert len(body.data) <= 25_000
    assert len(gzip.decompress(body.data)) <= 260_000
