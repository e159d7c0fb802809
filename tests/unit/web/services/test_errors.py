from web.services.errors import Conflict, Finding, NotFound, Refused


def test_a_message_keeps_its_msgid_and_its_facts_apart() -> None:
    error = Conflict("The login %(login)s is taken.", login="lee")
    assert (error.code, error.message, error.facts) == ("conflict", "The login %(login)s is taken.", {"login": "lee"})
    assert str(error) == "The login lee is taken."
    assert str(NotFound("100 % sure.")) == "100 % sure."


def test_a_refusal_lists_its_reasons_and_counts_them() -> None:
    error = Refused([Finding("가", "a"), Finding("나", "b")])
    assert (error.code, len(error.findings), error.facts) == ("refused", 2, {"count": 2})


def test_a_finding_says_its_place_in_both_languages() -> None:
    finding = Finding(
        "전화번호가 없습니다.", "No telephone.", sheet="참여자", row=7, column="전화번호", person="김영숙"
    )
    assert finding.line() == "참여자 7행 전화번호, 김영숙: 전화번호가 없습니다."
    assert finding.line("en") == "참여자 row 7 전화번호, 김영숙: No telephone."
    assert Finding("가", "a").line() == "가"
    assert finding.sentence("en") == "No telephone."
