"""Before building: the check's page, and its errors where a roster is asked for."""

from __future__ import annotations

import re
from datetime import date

from models.rules import Relaxation, RuleSetting
from tests.filled import JUNE, Club
from tests.functional.pages import Pages
from web.services import month_facts

STEPS = 8
HANGUL = re.compile(r"[가-힣]")


def contradict(club: Club) -> None:
    """Ask somebody for 40 hours at least and 20 at most."""
    hours = {"measure": "minutes", "every": "month", "step": 30}
    with club.session as session:
        session.add_all(
            RuleSetting(
                organization_id=club.organization_id, actor="tests", reason="x", kind="amounts", must=True,
                sentence="hours-most", scope={"participants": ["P0001"]}, fields={**hours, **limit},
            )
            for limit in ({"least": 2400}, {"most": 1200})
        )  # fmt: skip
        session.commit()
    # A real change leaves a line in the record, after which the month is worked out anew.
    month_facts.forget()


def test_every_step_is_told_and_the_sample_club_contradicts_nothing(pages: Pages, club: Club) -> None:
    page = pages.get(f"/months/{JUNE}/precheck")
    steps = page.select("section[aria-labelledby^=step-]")
    assert [one.h2.get_text().partition(".")[0] for one in steps] == [str(n) for n in range(1, STEPS + 1)]
    assert "맞지 않음" not in page.get_text()
    assert "이상이 없습니다." in page.get_text()


def test_the_month_page_leads_there(pages: Pages, club: Club) -> None:
    link = pages.get(f"/months/{JUNE}").find("a", string="만들기 전에 살펴보기")
    assert link is not None and link["href"] == f"/months/{JUNE}/precheck"


def test_a_contradiction_is_told_with_what_to_change_here_and_where_a_roster_is_asked_for(
    pages: Pages, club: Club
) -> None:
    contradict(club)
    found = pages.get(f"/months/{JUNE}/precheck").select_one("section[aria-labelledby=step-1]")
    assert "맞지 않음" in found.get_text()
    assert "적어도 40시간, 많아도 20시간입니다." in found.get_text()
    assert "두 조건 가운데 하나를 고치거나" in found.get_text()
    assert found.find("a", href=re.compile("/people/P0001$")) is not None
    note = pages.get(f"/months/{JUNE}").select_one(".note-error")
    assert "서로 맞지 않는 내용이 있어" in note.get_text() and "적어도 40시간" in note.get_text()


def test_the_page_is_complete_in_english(pages: Pages, club: Club) -> None:
    contradict(club)
    page = pages.get(f"/months/{JUNE}/precheck?lang=en")
    (found,) = [one for one in page.select("li") if "Contradiction" in one.get_text()]
    assert "Two conditions of" in found.get_text() and "at least 40 h and at most 20 h" in found.get_text()
    for heading in page.select("main h2"):
        assert not HANGUL.search(heading.get_text())


def test_what_a_month_leaves_out_is_told_below(pages: Pages, club: Club) -> None:
    def told() -> str:
        month_facts.forget()
        found = pages.get(f"/months/{JUNE}/precheck").select_one("section[aria-labelledby=left-out]")
        return found.get_text() if found else ""

    sentence = "규칙 H08에는 예외를 둘 수 없어 그대로 적용합니다."
    assert sentence not in told()
    with club.session as session:
        session.add(
            Relaxation(
                organization_id=club.organization_id, actor="tests", reason="x", rule="H08",
                first=date(2027, 6, 1), last=date(2027, 6, 30),
            )
        )  # fmt: skip
        session.commit()
    assert sentence in told()
