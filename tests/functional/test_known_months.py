"""Apps of tests begin with the untouched club's months, but never with what a test has made untrue."""

from __future__ import annotations

import pytest
from flask import Flask

from models import Participant
from tests import databases, months
from tests.filled import JUNE, Club, untouched
from tests.functional.pages import Pages
from web import create_app
from web.services import month_facts

GRID = f"/months/{JUNE}/grid?site=store24"
RENAMED = "새이름"


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Months that were worked out while the test ran."""
    months.known(databases.kind())
    seen: list[str] = []
    make = month_facts._make
    monkeypatch.setattr(month_facts, "_make", lambda *of: seen.append(str(of[-1])) or make(*of))
    return seen


def rename(club: Club) -> None:
    with club.session as session:
        session.get_one(Participant, 1).name = RENAMED
        session.commit()


def test_the_untouched_club_s_month_is_not_worked_out_again(made_anew: list[str], pages: Pages, club: Club) -> None:
    pages.get(GRID)
    assert made_anew == [] and untouched(club)


def test_what_a_service_writes_is_seen(made_anew: list[str], pages: Pages) -> None:
    pages.get("/rules/programs")
    pages.get(GRID)
    change = {"number": "P0001", "day": "2027-06-01", "seen": 10**6, "note": "병원"}
    answer = pages.client.post(
        f"/months/{JUNE}/edits", json={"changes": [change]},
        headers={"Accept": "application/json", "X-CSRFToken": pages.token()},
    )  # fmt: skip
    assert answer.status_code == 200
    assert "병원" in str(pages.get(GRID))


def test_what_a_test_writes_before_the_app_is_made_is_seen(club: Club, made_anew: list[str]) -> None:
    rename(club)
    app = create_app(club.settings)
    months.teach(app, club)
    assert RENAMED in str(Pages(app).log_in().get(GRID)) and made_anew == [str(JUNE)]


def test_what_a_test_writes_afterwards_is_seen(app: Flask, club: Club, made_anew: list[str]) -> None:
    pages = Pages(app).log_in()
    assert RENAMED not in str(pages.get(GRID))
    rename(club)
    assert RENAMED in str(pages.get(GRID)) and made_anew == [str(JUNE)]
    assert not untouched(club)
