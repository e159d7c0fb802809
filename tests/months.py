"""The untouched club's months, worked out once for each kind of database: tests need not do so anew for every copy."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from flask import Flask

from tests import databases
from tests.filled import JUNE, MAY, Club, filled_club, untouched
from web.services import month_facts
from web.services.months import month_view
from web.services.precheck import looked_through


def teach(app: Flask, club: Club) -> None:
    """Let the app begin with what is known of the untouched club, as one that has shown its months already.

    Pages ask whether anything has changed, and do so by the access record, to which every service adds. What a test
    writes by `club.session` is not seen there: who does so before the app is made has one that knows nothing, and who
    does so later lets all be forgotten.
    """
    if not untouched(club):
        return
    shelf = month_facts._SHELVES.setdefault(app.extensions["engine"].pool, month_facts._Shelf())
    for key, (mark, thing) in known(databases.kind())._things.items():
        shelf.put(key, mark, thing)


@cache
def known(kind: str) -> month_facts._Shelf:
    """What pages keep of both months."""
    with databases.chosen(kind), tempfile.TemporaryDirectory() as folder:
        club = filled_club(Path(folder))
        with club.session as session:
            for month in (MAY, JUNE):
                month_view(session, club.organization_id, month)
                looked_through(session, club.organization_id, month)
            return month_facts._SHELVES.pop(session.get_bind().engine.pool)
