"""The words to choose from in the workbook's cells, and what each means in the book."""

from __future__ import annotations

from scheduler.club.book import ClosureKind, HolidayPolicy, PairKind, Season
from scheduler.club.defaults import CREDENTIAL_NAMES_KO, EMPLOYMENT_KIND_NAMES_KO
from scheduler.files.workbook.columns import Choice
from scheduler.problem import EmploymentKind, ShiftBand, WishKind
from scheduler.values import law_program_types

YES_NO = (
    Choice("예", "yes", True, ("네", "y", "yes", "o", "ㅇ", "true", "1", "있음", "동의")),
    Choice("아니요", "no", False, ("아니오", "n", "no", "x", "false", "0", "없음", "비동의")),
)
_ALSO_PROGRAM_TYPES = {
    "community": ("시장형", "시장형사업단"),
    "public": ("공익활동형", "공익활동", "노인공익활동"),
    "capability": ("사회서비스형", "역량활용", "노인역량활용"),
    "placement": ("취업알선형",),
}
OWN_PROGRAM_TYPE = r"own-\d{1,6}"
"""Codes of programme types that an organisation has added; which there are, its database knows."""
PROGRAM_TYPES = tuple(
    Choice(law_program_types()[code].ko, code, code, also) for code, also in _ALSO_PROGRAM_TYPES.items()
)
EMPLOYMENT_KINDS = (
    Choice(EMPLOYMENT_KIND_NAMES_KO[EmploymentKind.EMPLOYEE], "employee", EmploymentKind.EMPLOYEE, ("근로계약",)),
    Choice(
        EMPLOYMENT_KIND_NAMES_KO[EmploymentKind.ACTIVITY],
        "activity",
        EmploymentKind.ACTIVITY,
        ("활동", "공익활동"),
    ),
    Choice(
        EMPLOYMENT_KIND_NAMES_KO[EmploymentKind.VOLUNTEER],
        "volunteer",
        EmploymentKind.VOLUNTEER,
        ("봉사자", "위촉"),
    ),
)
HOLIDAY_POLICIES = (
    Choice("근무", "open", HolidayPolicy.OPEN, ("운영", "정상 운영")),
    Choice("휴무", "closed", HolidayPolicy.CLOSED, ("쉼", "휴점")),
)
SEASONS = (
    Choice("연중", "all year", Season.ALL, ("항상", "all")),
    Choice("학기 중", "school term", Season.TERM, ("학기", "term")),
    Choice("방학 중", "school vacation", Season.VACATION, ("방학", "vacation")),
)
BANDS = (
    Choice("오전", "morning", ShiftBand.AM, ("오전조", "am")),
    Choice("오후", "afternoon", ShiftBand.PM, ("오후조", "pm")),
    Choice("야간", "night", ShiftBand.NIGHT, ("밤", "night")),
)
CLOSURES = (
    Choice("휴무", "closed", ClosureKind.CLOSED, ("휴점", "휴교", "재량휴업일")),
    Choice("방학", "vacation", ClosureKind.VACATION),
)
WISHES = (
    Choice("희망휴무", "day off", WishKind.DAY_OFF, ("휴무", "휴무 신청")),
    Choice("희망 요일", "weekday", WishKind.WEEKDAY, ("요일",)),
    Choice("희망 시간대", "shift template", WishKind.TEMPLATE, ("시간대", "근무 유형")),
)
STRENGTHS = (
    Choice("되도록", "if possible", 1, ("1",)),
    Choice("꼭 원함", "really wanted", 2, ("2",)),
    Choice("아주 간절함", "longed for", 3, ("3",)),
)
PAIRS = (
    Choice("함께", "together", PairKind.TOGETHER, ("짝꿍", "같이", "카풀")),
    Choice("따로", "apart", PairKind.APART, ("분리",)),
)
_ALSO_CREDENTIALS = {
    "health_cert": ("건강진단결과서",),
    "record_check": ("범죄경력", "성범죄 조회"),
    "safety": ("안전",),
    "pos": ("포스", "포스 교육"),
    "barista": ("바리스타 자격증",),
}
CREDENTIAL_KINDS = tuple(
    Choice(ko, kind.replace("_", " "), kind, _ALSO_CREDENTIALS.get(kind, ()))
    for kind, ko in CREDENTIAL_NAMES_KO.items()
)
"""Kinds every club knows. A club may write others: any word that both a shift template and a participant's row name."""
