"""The settings screens: rules as sentences, numbers, conditions, exceptions, holidays, programme types."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from models import (
    AuditEvent,
    Holiday,
    Participant,
    Program,
    ProgramType,
    Relaxation,
    RuleSetting,
    RuleValue,
    ShiftTemplate,
)
from scheduler.club.expand import problem_of as expand
from scheduler.conditions import Amount
from scheduler.errors import ProblemError
from scheduler.rules import HARD, SOFT
from scheduler.values import Values
from tests.filled import JUNE, MAY, Club
from tests.functional.pages import Pages
from web.catalogue import translations
from web.services import convert
from web.services.rulebook.lawbook import RULE_SENTENCES
from web.services.rulebook.sentences import SENTENCES
from web.views import conditions as condition_views
from web.views import rules as rule_views

pytestmark = pytest.mark.one_database("what is stored are plain rows, which the tests of the rows write on both")

WHY = "관장님과 5월 회의에서 정함"


@pytest.fixture(autouse=True)
def _in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rule_views, condition_views):
        monkeypatch.setattr(module, "today", lambda: date(2027, 5, 7))


@pytest.fixture
def pages(stranger: Pages) -> Pages:
    """The coordinator, with a form token in hand."""
    desk = stranger.log_in()
    desk.get("/rules/programs")
    return desk


def rows(club: Club, table: Any) -> list[Any]:
    with club.session as session:
        return list(session.scalars(select(table).where(table.organization_id == club.organization_id)))


def actions(club: Club) -> list[str]:
    return [one.action for one in rows(club, AuditEvent)]


def condition(**more: Any) -> dict[str, Any]:
    return {"must": "yes", "strength": "usual", "reason": WHY, **more}


def hours(most: str, **more: Any) -> dict[str, Any]:
    return condition(**{"blank-every": "week", "blank-most": most}, **more)


# ---- The book -------------------------------------------------------------------------------------------------------


def test_every_rule_stands_in_the_book_with_its_number_its_source_and_its_mark(pages: Pages) -> None:
    page = pages.get("/rules")
    rest = page.select_one("#H16").get_text(" ", strip=True)
    assert "근무와 근무 사이에 11시간 이상 쉽니다." in rest
    assert "기관 운영 방침(11시간) 관행 고치기" in rest
    assert "2027년 5월 120명에게 적용" in rest
    legal = page.select_one("#H12").get_text(" ", strip=True)
    assert "근로기준법 제50조제1항(1주 40시간) 확인됨 더 엄격하게 바꾸기" in legal
    assert [one.get_text() for one in page.select("h2")] == [
        "법으로 정해진 것", "프로그램 규정", "근무지", "우리 기관 방침", "좋은 근무표의 조건", "알림",
    ]  # fmt: skip


def test_every_rule_and_sentence_keeps_its_blanks_in_korean() -> None:
    korean = translations("ko")
    for text in [*RULE_SENTENCES.values(), *(one.text for one in SENTENCES)]:
        told = str(korean.gettext(text))
        assert told != text, f"no Korean: {text}"
        assert sorted(re.findall(r"{(\w+)}", told)) == sorted(re.findall(r"{(\w+)}", text)), told
    for rule in (*HARD, *SOFT):
        assert rule.id in RULE_SENTENCES, f"{rule.id} has no sentence in the rule book"
    numbers = {name for text in RULE_SENTENCES.values() for name in re.findall(r"{(\w+)}", text)}
    assert numbers <= set(Values.names())
    shown = {Values.number(name).rule for name in Values.names() if name not in numbers}
    assert {one for one in shown if one[0] in "HS"} <= {"H08", *(one.id for one in SOFT)}


def test_who_has_another_number_is_named(pages: Pages) -> None:
    lines = [one.get_text(" ", strip=True) for one in pages.get("/rules").select("#H11 .rule-line")]
    assert lines == [
        "근로자: 하루에 최대 8시간 나옵니다.", "활동 참여자: 하루에 최대 3시간 나옵니다.",
        "자원봉사자: 하루에 최대 8시간 나옵니다.",
    ]  # fmt: skip


def test_a_viewer_looks_and_changes_nothing(stranger: Pages, club: Club) -> None:
    viewer = stranger.log_in("viewer")
    assert "자세히 보기" in viewer.get("/rules").get_text()
    assert "값 저장하기" not in viewer.get("/rules/numbers/min_rest_between_shifts").get_text()
    assert "조건 추가" not in viewer.get("/rules/conditions").get_text()
    assert "예외 추가" not in viewer.get("/months/2027-05/exceptions").get_text()
    viewer.get("/months/2027-05")
    viewer.post("/rules/numbers/min_rest_between_shifts", {"value": "1"}, status=403)
    viewer.post("/rules/conditions/new/hours-most", hours("12"), status=403)
    assert rows(club, RuleValue) == rows(club, RuleSetting) == []


# ---- Numbers --------------------------------------------------------------------------------------------------------


def test_a_number_is_set_from_a_day_on_with_who_and_why(pages: Pages, club: Club) -> None:
    sent = {"value": "12:30", "valid_from": "2027-06-01", "reason": WHY}
    page = pages.follow("/rules/numbers/min_rest_between_shifts", sent)
    told = page.main.get_text(" ", strip=True)
    assert "2027. 6. 1. (화)부터, 모든 분: 11시간 → 12시간 30분" in told
    assert "박은정" in told and WHY in told
    (row,) = rows(club, RuleValue)
    assert (row.value, row.valid_from, row.actor) == (750, date(2027, 6, 1), "coordinator")
    assert "rule.number" in actions(club)
    with club.session as session:
        book = convert.book_of(session, club.organization_id, JUNE)
        assert expand(book, MAY).parameters.min_rest_between_shifts == 660
        assert expand(book, JUNE).parameters.min_rest_between_shifts == 750


def test_what_the_law_fixes_is_made_stricter_only(pages: Pages, club: Club) -> None:
    sent = {"value": "41", "valid_from": "2027-05-01", "reason": WHY}
    page = pages.post("/rules/numbers/legal_minutes_per_week", sent, status=422)
    assert page.title.get_text().startswith("오류")
    fault = "40시간보다 느슨하게 정할 수 없습니다: 근로기준법 제50조제1항(1주 40시간)"
    assert page.select_one("#fault-value").get_text() == fault
    assert page.select_one("#at-value")["value"] == "41"
    assert rows(club, RuleValue) == []
    pages.follow("/rules/numbers/legal_minutes_per_week", sent | {"value": "35"})
    assert "한 주에 35시간" in pages.get("/rules").select_one("#H12").get_text()
    assert [one.value for one in rows(club, RuleValue)] == [2100]


def test_a_number_that_cannot_be_is_told_at_its_field(pages: Pages, club: Club) -> None:
    for name, typed, fault in (
        ("min_rest_between_shifts", "eleven", "시간을 14나 14:30처럼 적어 주십시오."),
        ("min_rest_between_shifts", "49", "0부터 48까지 적을 수 있습니다."),
        ("max_consecutive_days", "5.5", "정수를 적어 주십시오."),
        ("max_consecutive_days", "99", "1부터 31까지 적을 수 있습니다."),
        ("heat_first", "02-30", "월과 일을 07-01처럼 적어 주십시오."),
        ("late_after", "9 pm", "시각을 21:30처럼 적어 주십시오."),
        ("weight.S04", "enormous", "하나를 골라 주십시오."),
    ):
        sent = {"value": typed, "valid_from": "2027-06-01", "reason": WHY}
        page = pages.post(f"/rules/numbers/{name}", sent, status=422)
        assert page.select_one("#fault-value").get_text() == fault, name
    assert rows(club, RuleValue) == []


def test_the_form_begins_with_what_holds_for_those_who_are_meant(pages: Pages) -> None:
    form = pages.get("/rules/numbers/max_minutes_per_day?kind=activity")
    assert (form.select_one("#at-value")["value"], form.select_one("#at-kind option[selected]")["value"]) == (
        "3", "activity",
    )  # fmt: skip
    free = pages.get("/rules/numbers/max_minutes_per_week?kind=volunteer")
    assert free.select_one("[name=off]").has_attr("checked") and free.select_one("#at-value")["value"] == ""


def test_a_value_beside_the_tick_for_no_limit_is_asked_about(pages: Pages, club: Club) -> None:
    """Taking the tick for meant would store the opposite of what was typed."""
    sent = {"value": "13", "off": "on", "valid_from": "2027-05-01", "reason": WHY}
    page = pages.post("/rules/numbers/max_minutes_per_week", sent, status=422)
    assert page.select_one("#fault-value").get_text() == "값을 비워 두시거나 ‘한도 없음’ 표시를 지워 주십시오."
    assert rows(club, RuleValue) == []


def test_where_kinds_differ_the_form_begins_with_the_first_kind(pages: Pages) -> None:
    """Employees have 14 hours a week, the others no limit: nobody overrules all of them unawares."""
    form = pages.get("/rules/numbers/max_minutes_per_week")
    assert form.select_one("#at-kind option[selected]")["value"] == "employee"
    assert (form.select_one("#at-value")["value"], form.select_one("[name=off]").has_attr("checked")) == ("14", False)
    assert pages.get("/rules/numbers/max_consecutive_days").select_one("#at-kind option[selected]") is None


def test_the_number_of_the_beginning_can_be_chosen_again(pages: Pages) -> None:
    way = "/rules/numbers/max_minutes_per_week"
    shipped = "section[aria-labelledby=shipped] td a"
    assert not pages.get(way).select(shipped)
    page = pages.follow(way, {"value": "12", "kind": "employee", "valid_from": "2027-05-01", "reason": WHY})
    links = [one["href"] for one in page.select(shipped)]
    assert f"{way}?value=14&kind=employee#change" in links
    assert pages.get(links[-1]).select_one("#at-value")["value"] == "14"


def test_a_new_number_begins_with_the_next_month_unless_another_day_is_chosen(pages: Pages) -> None:
    """The month that has begun is planned already, and mostly published: 7 May 2027 leads to 1 June."""
    page = pages.get("/rules/numbers/min_rest_between_shifts")
    assert page.select_one("#at-valid_from")["value"] == "2027-06-01"
    sent = {"value": "12", "valid_from": "2027-05-01", "reason": ""}
    page = pages.post("/rules/numbers/min_rest_between_shifts", sent, status=422)
    assert page.select_one("#at-valid_from")["value"] == "2027-05-01"


def test_day_and_reason_are_asked_for(pages: Pages) -> None:
    page = pages.post("/rules/numbers/max_consecutive_days", {"value": "4"}, status=422)
    assert [one["href"] for one in page.select("#faults a")] == ["#at-valid_from", "#at-reason"]


def test_a_weight_is_chosen_in_words(pages: Pages, club: Club) -> None:
    """The usual weight of S04 is 40: a lot is twice of it, a little half of it."""
    for word, weight in (("much", 80), ("little", 20), ("off", 0)):
        pages.follow("/rules/numbers/weight.S04", {"value": word, "valid_from": "2027-05-01", "reason": WHY})
        assert rows(club, RuleValue)[-1].value == weight
    assert "되도록 · 끔" in pages.get("/rules").select_one("#S04").get_text(" ", strip=True)
    with club.session as session:
        problem = convert.problem_of(session, club.organization_id, MAY)
    assert problem.weight.get("S04", 0) == 0


def test_every_wish_that_is_weighed_says_how_much_it_counts(pages: Pages) -> None:
    book = pages.get("/rules")
    weighed = {rule.id for rule in SOFT} - {"S01", "S15"}  # these have a level of their own
    shown = {one["id"] for one in book.select("li[id^=S]") if "되도록 · 보통" in one.get_text(" ", strip=True)}
    assert shown == weighed
    ways = {one["href"] for one in book.select("a[href^='/rules/numbers/weight.']")}
    assert ways == {f"/rules/numbers/weight.{rule}" for rule in weighed}


# ---- Conditions -----------------------------------------------------------------------------------------------------


def test_a_filled_sentence_becomes_a_condition_of_the_month(pages: Pages, club: Club) -> None:
    page = pages.follow("/rules/conditions/new/hours-most", hours("12:30", **{"whom-kinds": "volunteer"}))
    line = page.select_one(".rule-line").get_text(" ", strip=True)
    assert line == "꼭 자원봉사자 분 은 한 주에 최대 12시간 30분 나옵니다."
    facts = page.select_one(".rule-facts").get_text(" ", strip=True)
    assert "2027년 5월 16명에게 적용" in facts and "박은정" in facts and WHY in facts
    with club.session as session:
        (made,) = convert.problem_of(session, club.organization_id, MAY).conditions
    assert isinstance(made, Amount)
    assert (made.must, made.most, made.every, len(made.people or ())) == (True, 750, "week", 16)
    assert "rule.condition.add" in actions(club)


def test_a_changed_condition_is_a_new_row_and_the_old_one_comes_back(pages: Pages, club: Club) -> None:
    pages.follow("/rules/conditions/new/hours-most", hours("12"))
    (first,) = rows(club, RuleSetting)
    form = pages.get(f"/rules/conditions/{first.id}")
    assert form.select_one("#at-most")["value"] == "12"
    pages.follow(f"/rules/conditions/{first.id}", hours("10", must="no"))
    first, second = rows(club, RuleSetting)
    assert (first.ended_by, second.replaces_id, second.ended_at) == ("coordinator", first.id, None)
    assert (second.must, second.strength, second.fields["most"]) == (False, 3, 600)
    pages.follow(f"/rules/conditions/{second.id}/end")
    page = pages.follow(f"/rules/conditions/{first.id}/restore")
    third = rows(club, RuleSetting)[-1]
    assert (third.fields, third.must, third.replaces_id) == (first.fields, True, first.id)
    assert page.select_one("#now .count").get_text() == "1"
    assert actions(club)[-4:] == [
        "rule.condition.add", "rule.condition.change", "rule.condition.end", "rule.condition.add",
    ]  # fmt: skip


def test_what_has_ended_cannot_be_ended_or_changed_again(pages: Pages, club: Club) -> None:
    pages.follow("/rules/conditions/new/hours-most", hours("12"))
    (row,) = rows(club, RuleSetting)
    assert "끝낸 사람: 박은정" in pages.follow(f"/rules/conditions/{row.id}/end").get_text()
    assert "이미 끝난 조건입니다." in pages.follow(f"/rules/conditions/{row.id}/end").get_text()
    pages.post(f"/rules/conditions/{row.id}", hours("10"), status=409)
    assert len(rows(club, RuleSetting)) == 1


def test_faults_are_told_at_their_blanks_and_nothing_typed_is_lost(pages: Pages, club: Club) -> None:
    sent = condition(**{"blank-every": "month", "blank-least": "40", "blank-most": "30"}, valid_until="soon")
    page = pages.post("/rules/conditions/new/hours-between", sent, status=422)
    assert page.select_one("#fault-most").get_text() == "‘최대’가 ‘적어도’보다 작습니다."
    assert page.select_one("#fault-valid_until")
    assert page.select_one("#at-least")["value"] == "40"
    assert page.select_one("#at-every option[selected]")["value"] == "month"
    nobody = pages.post("/rules/conditions/new/together", condition(), status=422)
    assert [one["href"] for one in nobody.select("#faults a")] == ["#at-others", "#at-whom"]
    gone = pages.post("/rules/conditions/new/hours-most", hours("12", **{"whom-participants": "nobody"}), status=422)
    assert "이제 없는 것입니다." in gone.select_one("#fault-whom").get_text()
    assert rows(club, RuleSetting) == []


FAULTY = {
    "/rules/conditions/new/hours-between": {"blank-every": "never", "blank-least": "x", "must": "no", "strength": "x"},
    "/rules/conditions/new/apart": {"valid_from": "x", "valid_until": "x"},
    "/rules/numbers/min_rest_between_shifts": {"value": "x", "valid_from": "x", "kind": "x"},
    "/rules/holidays": {"day": "x"},
    "/rules/programs": {"name": "", "least_age": "x", "most_age": "x", "max_minutes_per_week": "x"},
    "/months/2027-05/exceptions": {"rule": "H10", "first": "x", "last": "x", "site": "x"},
    "/months/2027-05/heat/days": {"day": "x", "degrees": "x"},
    "/months/2027-05/heat/cuts": {"site": "x", "cut_day": "x", "cut": "x", "made_up": "x"},
}


@pytest.mark.parametrize("path", sorted(FAULTY))
def test_the_summary_of_faults_names_each_blank_and_leads_to_it(stranger: Pages, club: Club, path: str) -> None:
    with club.session as session:
        session.scalars(select(ShiftTemplate).order_by(ShiftTemplate.id)).first().outdoor = True  # or nothing is cut
        session.commit()
    admin = stranger.log_in("admin")
    admin.get("/rules/programs")
    page = admin.post(path, FAULTY[path], status=422)
    links = page.select("#faults li a")
    assert len(links) >= 2
    for link in links:
        blank = page.select_one(str(link["href"]))
        label = page.select_one(f"label[for='{blank['id']}']") or blank
        name, _, told = link.get_text().partition(": ")
        assert name and name in label.get_text(" ", strip=True)
        assert told in {one.get_text() for one in page.select(".field-error, .field-error span")}


def test_a_least_above_the_most_of_another_condition_is_refused(pages: Pages, club: Club) -> None:
    pages.follow("/rules/conditions/new/hours-most", hours("10"))
    least = condition(**{"blank-every": "week", "blank-least": "11", "whom-kinds": "employee"})
    page = pages.post("/rules/conditions/new/hours-least", least, status=409)
    assert "번 조건과 맞지 않아" in page.select_one("#faults").get_text()
    pages.follow("/rules/conditions/new/hours-least", least | {"must": "no"})
    assert len(rows(club, RuleSetting)) == 2


def test_together_and_apart_of_the_same_people_are_refused(pages: Pages) -> None:
    pair = condition(**{"whom-participants": "P0001", "blank-others": "participants=P0002"})
    pages.follow("/rules/conditions/new/together", pair)
    assert "조건과 맞지 않아" in pages.post("/rules/conditions/new/apart", pair, status=409).get_text()


TYPED = {
    "minutes": "10", "days": "3", "times": "2", "places": "2", "people": "1", "won": "1,000,000", "every": "month",
    "shifts": "bands=am", "sites": "store24", "programs": "store", "weekdays": "6", "day": "2027-05-03", "cut": "16",
    "others": "participants=P0002",
}  # fmt: skip


def test_every_sentence_can_be_filled_read_back_and_reaches_the_month(pages: Pages, club: Club) -> None:
    for one in SENTENCES:
        blanks = {f"blank-{blank.name}": TYPED[blank.kind] for blank in one.blanks}
        if {"least", "most"} <= {blank.name for blank in one.blanks}:
            blanks["blank-most"] = "20"
        whom = {} if one.whom == "nobody" else {"whom-participants": "P0001"}
        pages.post(f"/rules/conditions/new/{one.id}", condition(must="no") | blanks | whom)
    stored = rows(club, RuleSetting)
    assert [row.sentence for row in stored] == [one.id for one in SENTENCES]
    with club.session as session:
        found = list(convert.problem_of(session, club.organization_id, MAY).conditions)
    assert {one.id for one in found} == {f"setting-{row.id}" for row in stored}
    listed = pages.get("/rules/conditions").select("#now ~ ul > li")
    assert len(listed) == len(SENTENCES) >= 45
    for row in stored[:: len(stored) // 5]:
        form = pages.get(f"/rules/conditions/{row.id}")
        fields = {one["name"] for one in form.select("[name^=blank-]")}
        assert fields == {f"blank-{blank.name}" for one in SENTENCES if one.id == row.sentence for blank in one.blanks}


def test_groups_can_be_meant(pages: Pages, club: Club) -> None:
    with club.session as session:
        for person in session.scalars(select(Participant).where(Participant.number.in_(("P0001", "P0002")))):
            person.groups = ["샛별조"]
        session.commit()
    sent = hours("8", **{"whom-groups": "샛별조"})
    page = pages.follow("/rules/conditions/new/hours-most", sent)
    assert page.select_one(".rule-line").get_text(" ", strip=True).startswith("꼭 ‘샛별조’ 모임 분 은")
    with club.session as session:
        (made,) = convert.problem_of(session, club.organization_id, MAY).conditions
    assert made.people == {"P0001", "P0002"}


def test_pay_periods_begin_on_the_day_that_is_named(pages: Pages, club: Club) -> None:
    sent = condition(**{"blank-cut": "16", "blank-most": "59"}, valid_from="2027-05-20")
    pages.follow("/rules/conditions/new/hours-pay-most", sent)
    (row,) = rows(club, RuleSetting)
    assert row.fields["dates"][:2] == [["2027-05-16", "2027-06-15"], ["2027-06-16", "2027-07-15"]]
    assert len(row.fields["dates"]) == 60
    assert pages.get(f"/rules/conditions/{row.id}").select_one("#at-cut")["value"] == "16"


# ---- Exceptions -----------------------------------------------------------------------------------------------------


def exception(**more: str) -> dict[str, str]:
    return {"rule": "H16", "number": "P0001", "first": "2027-05-03", "last": "2027-05-04", "reason": WHY, **more}


def test_an_exception_is_made_and_withdrawn(pages: Pages, club: Club) -> None:
    page = pages.follow("/months/2027-05/exceptions", exception())
    told = page.select_one("#now ~ ul").get_text(" ", strip=True)
    assert "H16 근무 사이 휴식" in told and "2027. 5. 3. (월) ~ 2027. 5. 4. (화)" in told and WHY in told
    with club.session as session:
        (made,) = convert.problem_of(session, club.organization_id, MAY).relaxations
    assert (made.rule, made.participant, made.first) == ("H16", "P0001", date(2027, 5, 3))
    (row,) = rows(club, Relaxation)
    page = pages.follow(f"/months/2027-05/exceptions/{row.id}/withdraw")
    again = page.select_one("details li a.button")
    assert "다시 예외로 두기" in again.get_text() and "거둔 사람: 박은정" in page.main.get_text()
    assert pages.get(again["href"]).select_one("#at-reason")["value"] == WHY
    with club.session as session:
        assert convert.problem_of(session, club.organization_id, MAY).relaxations == ()
    assert actions(club)[-2:] == ["rule.relax", "rule.relax.withdraw"]
    assert "이미 거둔 예외입니다." in pages.follow(f"/months/2027-05/exceptions/{row.id}/withdraw").get_text()


def test_exceptions_are_found_by_the_persons_name_or_number(pages: Pages, club: Club) -> None:
    with club.session as session:
        names = dict(session.execute(select(Participant.number, Participant.name)).all())
    for number in ("P0001", "P0002"):
        pages.follow("/months/2027-05/exceptions", exception(number=number))
    pages.follow("/months/2027-05/exceptions", exception(number=""))
    assert len(pages.get("/months/2027-05/exceptions").select("#now ~ ul > li")) == 3
    for words in (names["P0002"], "p0002"):
        page = pages.get(f"/months/2027-05/exceptions?q={words}")
        (found,) = page.select("#now ~ ul > li")
        assert names["P0002"] in found.get_text() and page.select_one("#q")["value"] == words
    page = pages.get("/months/2027-05/exceptions?q=없는이름")
    assert page.select_one("#now ~ ul").get_text(strip=True) == "찾는 분이 없습니다."
    assert "모두 보기 (3건)" in page.select_one("form[role=search]").get_text()


def test_every_page_of_a_month_is_one_of_its_tabs(pages: Pages) -> None:
    for path in ("precheck", "exceptions", "heat", "check"):
        (marked,) = pages.get(f"/months/2027-05/{path}").select(".tabs [aria-current]")
        assert marked["href"] == f"/months/2027-05/{path}"


def test_a_form_that_comes_back_with_faults_keeps_its_tab_marked(pages: Pages) -> None:
    for path in ("/months/2027-05/exceptions", "/rules/holidays"):
        (marked,) = pages.post(path, {}, status=422).select(".tabs [aria-current]")
        assert marked["href"] == path


def test_the_judge_is_silent_after_an_exception(pages: Pages) -> None:
    """The list of broken rules leads to the form, filled beforehand with who and when."""
    listed = pages.get("/months/2027-05/check").select("#rules ~ ul > li")
    linked = [one for item in listed for one in item.select("a") if "number=" in one["href"] and "first" in one["href"]]
    assert linked
    form = pages.get(linked[0]["href"])
    sent = {name: form.select_one(f"#at-{name}")["value"] for name in ("first", "last")}
    sent |= {name: form.select_one(f"#at-{name} option[selected]")["value"] for name in ("rule", "number")}
    pages.follow("/months/2027-05/exceptions", {**sent, "reason": WHY})
    assert len(pages.get("/months/2027-05/check").select("#rules ~ ul > li")) < len(listed)


def test_what_the_law_fixes_is_never_set_aside(pages: Pages, club: Club) -> None:
    page = pages.get("/months/2027-05/exceptions")
    offered = {one["value"] for one in page.select("#at-rule option")}
    assert "H16" in offered and not {"H08", "H12", "H13", "H10"} & offered
    for rule in ("H08", "H12", "", "S04"):
        page = pages.post("/months/2027-05/exceptions", exception(rule=rule), status=422)
        assert "예외를 둘 수 있는 규칙" in page.select_one("#fault-rule").get_text()
    assert rows(club, Relaxation) == []


def test_faults_of_an_exception_are_told_at_their_field(pages: Pages, club: Club) -> None:
    for more, field in (
        ({"first": ""}, "first"),
        ({"last": "2027-05-01"}, "last"),
        ({"last": "2028-06-01"}, "last"),
        ({"reason": " "}, "reason"),
        ({"number": "nobody"}, "number"),
        ({"site": "nowhere"}, "site"),
        ({"site": "store24"}, "site"),
        ({"rule": "H25"}, "number"),
    ):
        page = pages.post("/months/2027-05/exceptions", exception(**more), status=422)
        assert [one["id"] for one in page.select(".field-error")] == [f"fault-{field}"], more
    assert rows(club, Relaxation) == []


def test_the_months_cap_needs_the_citys_consent_and_an_administrator(app: Flask, pages: Pages, club: Club) -> None:
    sent = exception(rule="H10", number=_of_kind(club, "activity"))
    assert "기관 관리자만" in pages.post("/months/2027-05/exceptions", sent, status=409).get_text()
    admin = Pages(app).log_in("admin")
    assert "시의 동의를 받았습니다." in admin.get("/months/2027-05/exceptions").get_text()
    assert admin.post("/months/2027-05/exceptions", sent, status=422).select_one("#fault-consent")
    employee = sent | {"consent": "on", "number": _of_kind(club, "employee")}
    assert admin.post("/months/2027-05/exceptions", employee, status=422).select_one("#fault-number")
    admin.follow("/months/2027-05/exceptions", sent | {"consent": "on"})
    assert [one.rule for one in rows(club, Relaxation)] == ["H10"]


def _of_kind(club: Club, kind: str) -> str:
    with club.session as session:
        people = session.scalars(select(Participant).order_by(Participant.id))
        return next(one.number for one in people if [str(each.kind.value) for each in one.contracts] == [kind])


def test_the_panel_of_a_cell_leads_to_the_filled_form(pages: Pages, club: Club) -> None:
    with club.session as session:
        roster = convert.roster_of(session, club.organization_id, JUNE)
        problem = convert.problem_of(session, club.organization_id, JUNE)
    full = next(problem.shift[shift] for _, shift in roster)
    idle = next(one.id for one in problem.participants if full.site in one.contracts[0].sites and not any(
        problem.shift[shift].day == full.day for shift in roster.shifts_of(one.id)))  # fmt: skip
    page = pages.get(f"/months/2027-06/cells/{idle}/{full.day}")
    links = [one["href"] for one in page.select(".set-aside a")]
    assert links and all(f"first={full.day}" in one and "rule=H" in one for one in links)
    assert pages.get(links[0]).select_one("#at-rule option[selected]")["value"].startswith("H")


# ---- Holidays and programme types -----------------------------------------------------------------------------------


def test_a_holiday_at_short_notice_is_added_and_removed(pages: Pages, club: Club) -> None:
    page = pages.follow("/rules/holidays", {"day": "2027-05-06", "name": "임시공휴일"})
    assert "임시공휴일" in page.select_one("table").get_text()
    assert "임시공휴일" in pages.get("/months/2027-05/grid").select("table.grid thead th")[6].get_text()
    row = next(one for one in rows(club, Holiday) if one.day == date(2027, 5, 6))
    twice = pages.post("/rules/holidays", {"day": "2027-05-06", "name": "또"}, status=422)
    assert "이미 공휴일인 날입니다." in twice.get_text()
    pages.follow(f"/rules/holidays/{row.id}/remove")
    assert all(one.day != date(2027, 5, 6) for one in rows(club, Holiday))
    by_law = next(one for one in rows(club, Holiday) if one.day == date(2027, 5, 5))
    assert "법정 공휴일이라" in pages.follow(f"/rules/holidays/{by_law.id}/remove").get_text()
    assert actions(club)[-2:] == ["holiday.add", "holiday.remove"]


def test_the_holidays_of_a_new_year_are_taken_over_at_once(pages: Pages, club: Club) -> None:
    before = len(rows(club, Holiday))
    page = pages.get("/rules/holidays?year=2030")
    missing = len(page.select("tbody tr"))
    pages.follow("/rules/holidays/fill", {"year": "2030"})
    assert len(rows(club, Holiday)) == before + missing > before + 10
    pages.post("/rules/holidays/fill", {"year": "1900"}, status=404)
    pages.get("/rules/holidays?year=2099", status=404)


def test_a_city_adds_a_programme_type_with_ages_and_caps(pages: Pages, club: Club) -> None:
    sent = {"name": "중장년 일자리", "least_age": "40", "most_age": "64", "max_minutes_per_month": "59:30"}
    page = pages.follow("/rules/programs", sent)
    told = page.select_one("#types ~ ul").get_text(" ", strip=True)
    assert "중장년 일자리" in told and "40세부터 64세까지" in told and "월 시간 한도: 59시간 30분" in told
    (kind,), (cap,) = rows(club, ProgramType), rows(club, RuleValue)
    assert (kind.subsidized, cap.program_type, cap.value) == (False, kind.code, 3570)
    with club.session as session:
        program = session.scalars(select(Program).order_by(Program.id)).first()
        program.type = kind.code
        session.commit()
    assert "먼저 그 사업단을" in pages.follow(f"/rules/programs/{kind.id}/remove").get_text()
    with club.session as session:
        session.scalars(select(Program).order_by(Program.id)).first().type = "community"
        session.commit()
    pages.follow(f"/rules/programs/{kind.id}/remove")
    assert rows(club, ProgramType) == []


def test_the_form_of_a_type_says_when_the_weekly_cap_counts(pages: Pages) -> None:
    field = pages.get("/rules/programs").select_one("#at-max_minutes_per_week").find_parent("div")
    assert "계약에 주 한도가 없고 근로자 계약에 주 시간도 없을 때만 씁니다." in field.get_text(" ")


def test_a_programme_type_needs_a_name_of_its_own_and_sound_numbers(pages: Pages) -> None:
    sent = {"name": "공동체사업단", "least_age": "70", "most_age": "60", "max_minutes_per_day": "many"}
    page = pages.post("/rules/programs", sent, status=422)
    assert {one["id"] for one in page.select(".field-error")} == {
        "fault-name", "fault-most_age", "fault-max_minutes_per_day",
    }  # fmt: skip
    assert page.select_one("#at-name")["value"] == "공동체사업단"


def test_the_screens_stand_while_the_clubs_data_contradict_themselves(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contradict(*values: object, **more: object) -> None:
        raise ProblemError("participant kim (P1) has no contract")

    monkeypatch.setattr(convert, "problem_of", contradict)
    assert "서로 맞지 않아" in pages.get("/rules/conditions").get_text()
    pages.get("/rules")


# ---- Conditions that cannot be read any more ------------------------------------------------------------------------


BROKEN = (
    ("amounts", "hours-most", {"measure": "nonsense", "most": "many"}, {}),
    ("amounts", "hours-most", {"measure": "minutes", "most": 600}, {"kinds": ["nobody"]}),
    ("no-such-kind", "no-such-sentence", {}, {}),
    ("amounts", "hours-pay-most", ["a", "list"], "a text"),
)


@pytest.fixture(params=BROKEN, ids=lambda one: one[1])
def broken(request: pytest.FixtureRequest, club: Club) -> int:
    """Number of a stored condition that this version cannot read."""
    kind, sentence, fields, scope = request.param
    row = RuleSetting(
        organization_id=club.organization_id, kind=kind, sentence=sentence, fields=fields, scope=scope, must=True,
        actor="tests",
    )  # fmt: skip
    with club.session as session:
        session.add_all([row, AuditEvent(organization_id=club.organization_id, actor="tests", action="x", subject="x")])
        session.commit()
        return row.id


def test_pages_of_a_month_leave_an_unreadable_condition_out_and_say_so(pages: Pages, broken: int) -> None:
    months = [f"/months/2027-06{part}" for part in ("", "/grid", "/days", "/check", "/precheck", "/publish/store")]
    for path in ("/", *months, "/months/2027-06/exceptions", "/months/2027-06/heat"):
        page = pages.get(path)
        (told,) = [one for one in page.select(".note-warn") if "읽을 수 없어" in one.get_text()]
        assert f"조건 {broken}번" in told.get_text(), path
        assert told.a["href"] == f"/rules/conditions#condition-{broken}"


def test_nothing_is_built_or_published_while_a_condition_cannot_be_read(pages: Pages, club: Club, broken: int) -> None:
    for path in ("/months/2027-06/jobs", "/months/2027-06/publish/store", "/months/2027-06/confirm/store"):
        pages.get("/months/2027-06")
        told = pages.follow(path).main.get_text(" ")
        assert "하지 않았습니다" in told and f"({broken}번)" in told, path
    assert not {"roster.solve", "roster.publish", "roster.confirm"} & set(actions(club))


def test_an_unreadable_condition_is_marked_and_can_be_ended(pages: Pages, broken: int) -> None:
    pages.follow("/rules/conditions/new/hours-most", hours("14"))  # another one can be added beside it
    marked = pages.get("/rules/conditions").select_one(f"#condition-{broken}")
    assert "더 이상 읽을 수 없어" in marked.get_text()
    for change in marked.select("a.button"):  # a sentence that is still offered can be filled anew
        assert pages.get(change["href"]).select_one("form.condition")
    pages.get("/rules/conditions")
    pages.follow(f"/rules/conditions/{broken}/end")
    assert "읽을 수 없" not in pages.get("/months/2027-06").get_text()
