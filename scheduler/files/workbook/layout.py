"""The club's workbook, sheet by sheet and column by column: writing, reading and the manual all follow this list."""

from __future__ import annotations

from scheduler.club.book import ClosureKind, HolidayPolicy, Season
from scheduler.files.workbook.choices import (
    BANDS,
    CLOSURES,
    CREDENTIAL_KINDS,
    EMPLOYMENT_KINDS,
    HOLIDAY_POLICIES,
    OWN_PROGRAM_TYPE,
    PAIRS,
    PROGRAM_TYPES,
    SEASONS,
    STRENGTHS,
    WISHES,
    YES_NO,
)
from scheduler.files.workbook.columns import Column, Kind, Sheet

HELP_SHEET = "설명"
REMARK = "※"
"""A row that begins with this mark is a remark for the eye and is not read."""


def _person(field: str = "participant", suffix: str = "") -> tuple[Column, Column]:
    """The two columns that say who: the number, and the name to check it by."""
    return (
        Column(
            field, f"참여자 번호{suffix}", f"participant number{suffix}", Kind.PERSON,
            "‘참여자’ 시트의 번호. 이름이 하나뿐이면 비우고 이름만 적어도 됩니다.",
            "Number from the sheet 참여자; may be empty where the name alone is enough.",
            required=True, example="101", also=(f"번호{suffix}",), width=13,
        ),
        Column(
            f"{field}_name", f"이름{suffix}", f"name{suffix}", Kind.PERSON_NAME,
            "확인용 이름. 번호와 맞지 않으면 알려 드립니다.", "Name, checked against the number.",
            example="김영숙", also=(f"성명{suffix}", f"참여자{suffix}"), may_miss=True, of=field, width=11,
        ),
    )  # fmt: skip


def _site(required: bool = True, help_ko: str = "‘근무지’ 시트의 이름이나 코드") -> Column:
    return Column(
        "site", "근무지", "site", Kind.SITE, help_ko, "Name or code from the sheet 근무지",
        required=required, example="한마음점", width=30,
    )  # fmt: skip


def _template(field: str, required: bool) -> tuple[Column, Column]:
    return (
        _site(required, "희망 시간대일 때의 근무지" if not required else "‘근무지’ 시트의 이름이나 코드"),
        Column(
            field, "근무 유형", "shift template", Kind.TEMPLATE, "그 근무지의 근무 유형 글자(새, 오 …)",
            "Letter of a shift template of that site", required=required, example="오", of="site", also=("코드",),
        ),
    )  # fmt: skip


ORGANIZATION = Sheet(
    "기관", "organisation", "organization", "organization",
    (
        Column("name", "기관 이름", "name", Kind.TEXT, "수행기관 이름", "Name of the operating organisation",
               required=True, example="한빛시니어클럽", width=24, also=("기관명", "기관")),
        Column("phone", "전화번호", "telephone", Kind.CODE, "못 나올 때 거는 번호. 근무표 아래에 크게 실립니다.",
               "Whom to call; stands in large type under every roster", required=True, example="031-000-0000",
               width=16, also=("전화", "연락처")),
        Column("coordinator", "담당자", "coordinator", Kind.TEXT, "담당자 이름", "Name of the coordinator",
               required=True, example="이담당"),
        Column("city", "시·군·구", "city", Kind.TEXT, "기관이 있는 곳", "City or district", default="",
               example="고양시", also=("지역", "시군구")),
    ),
    "우리 기관. 한 줄만 적습니다.", "The club itself: one row.",
)  # fmt: skip

PROGRAMS = Sheet(
    "사업단", "programmes", "programs", "programs",
    (
        Column("code", "사업단 코드", "code", Kind.CODE, "짧은 코드. 겹치면 안 됩니다.", "Short code, unique",
               required=True, example="S1", also=("코드",)),
        Column(
            "name", "사업단 이름", "name", Kind.TEXT, "사업단 이름", "Name", required=True,
            example="시니어 동행 편의점", width=28, also=("사업단", "사업단명", "이름"),
        ),
        Column("type", "사업 유형", "type", Kind.CHOICE, "노인일자리 사업 유형", "Programme type", required=True,
               choices=PROGRAM_TYPES, own=OWN_PROGRAM_TYPE, example="공동체사업단", width=20, also=("유형",)),
        Column(
            "budget_minutes", "월 예산 시간", "hours a month in the budget", Kind.HOURS,
            "사업단 모두의 근로시간을 더해 한 달에 넘지 않을 시간. 비우면 한도 없음",
            "Hours of all people together a month at most; empty: no limit", low=0, high=59_999_940, example="",
            may_miss=True,
        ),
        Column(
            "budget_won", "월 예산 금액", "won a month in the budget", Kind.WHOLE,
            "사업단 모두의 임금을 더해 한 달에 넘지 않을 금액(원). 비우면 한도 없음",
            "Wages of all people together a month at most, in won; empty: no limit", low=0, high=1_000_000_000,
            example="", may_miss=True,
        ),
    ),
    "사업단마다 한 줄.", "One row for each programme.",
)  # fmt: skip

SITES = Sheet(
    "근무지", "sites", "sites", "sites",
    (
        Column("code", "근무지 코드", "code", Kind.CODE, "짧은 코드. 겹치면 안 됩니다.", "Short code, unique",
               required=True, example="G1", also=("코드",)),
        Column(
            "name", "근무지 이름", "name", Kind.TEXT, "근무지 이름", "Name", required=True, example="한마음점",
            width=30, also=("근무지", "근무지명", "이름"),
        ),
        Column("program", "사업단", "programme", Kind.PROGRAM, "‘사업단’ 시트의 이름이나 코드",
               "Name or code from the sheet 사업단", required=True, example="시니어 동행 편의점", width=24),
        Column(
            "client_org", "수요처", "client organisation", Kind.TEXT, "학교나 점포 등 수요처",
            "Such as the school", default="", example="", width=18,
        ),
        Column(
            "address", "주소", "address", Kind.TEXT, "찾아가는 주소", "Address", default="",
            example="고양시 ○○로 1", width=30,
        ),
        Column(
            "bring", "준비물", "what to bring", Kind.TEXT, "참여자에게 보이는 준비물", "Shown to the participant",
            default="", example="조끼", width=18,
        ),
        Column(
            "holiday_policy", "공휴일", "on public holidays", Kind.CHOICE,
            "공휴일에 근무하는지 쉬는지. 비우면 근무",
            "Whether the site is open on public holidays; empty means open", default=HolidayPolicy.OPEN,
            choices=HOLIDAY_POLICIES, example="근무", width=9,
        ),
        Column("pair_min", "최소 동시 인원", "people at least together", Kind.WHOLE, "2인 1조이면 2. 비우면 1",
               "2 where nobody may work alone; empty means 1", default=1, low=1, high=50, example="1", width=13),
        Column("require_experienced", "경험자 동반", "newcomer needs company", Kind.YES_NO,
               "신규 참여자는 경험자와 함께 근무해야 하는지. 비우면 아니요",
               "Whether a newcomer needs an experienced participant beside them; empty means no",
               default=False, choices=YES_NO, example="아니요", width=11),
        Column(
            "paid_break", "휴게시간 유급", "break is paid", Kind.YES_NO,
            "휴게시간도 근로시간으로 세는지. 비우면 아니요", "Whether the break counts as worked; empty means no",
            default=False, choices=YES_NO, example="아니요", width=12,
        ),
    ),
    "근무지마다 한 줄.", "One row for each place of work.",
)  # fmt: skip

TEMPLATES = Sheet(
    "근무 유형", "shift templates", "templates", "templates",
    (
        _site(),
        Column("code", "코드", "letter", Kind.CODE, "근무표 칸에 적는 한 글자. 한 근무지에서 겹치면 안 됩니다.",
               "One letter for the cells, unique at the site", required=True, example="오", width=8,
               also=("근무 유형 코드", "글자", "근무 유형")),
        Column("name", "이름", "name", Kind.TEXT, "근무 유형 이름", "Name", required=True, example="오전", width=16,
               also=("근무 유형 이름",)),
        Column("start", "시작", "start", Kind.TIME, "시작 시각", "Start", required=True, example="10:30", width=9,
               also=("시작 시각", "출근")),
        Column(
            "end", "끝", "end", Kind.TIME, "끝 시각. 자정은 24:00. 시작보다 이르면 다음 날로 읽습니다.",
            "End; midnight is 24:00, and an end before the start means the next day", required=True,
            example="15:00", width=9, also=("끝 시각", "종료", "퇴근"),
        ),
        Column(
            "break_minutes", "휴게(분)", "break in minutes", Kind.WHOLE,
            "휴게시간(분). 4시간이면 30분, 8시간이면 60분", "Break; 30 minutes from 4 hours of work, 60 from 8",
            required=True, low=0, high=600, example="30", width=10, also=("휴게시간",),
        ),
        Column(
            "seats", "필요 인원", "people needed", Kind.WHOLE, "하루에 필요한 인원", "People needed a day",
            required=True, low=0, high=200, example="1", width=10, also=("정원", "인원"),
        ),
        Column(
            "weekdays", "요일", "weekdays", Kind.WEEKDAYS, "운영하는 요일: 매일, 평일, 주말, 월수금. 비우면 매일",
            "매일 every day, 평일 Mon–Fri, 주말 Sat–Sun, or letters such as 월수금; empty means every day",
            default=frozenset(range(7)), example="매일", width=12,
        ),
        Column(
            "season", "운영 시기", "season", Kind.CHOICE, "학교는 학기 중 / 방학 중. 비우면 연중",
            "Schools: term or vacation; empty means all year", default=Season.ALL, choices=SEASONS, example="연중",
            width=11,
        ),
        Column(
            "band", "시간대", "part of the day", Kind.CHOICE, "오전 / 오후 / 야간. 비우면 시작 시각으로 정합니다.",
            "Morning, afternoon or night; empty: by the start", choices=BANDS, example="오전", width=9,
        ),
        Column("credentials", "필요 자격", "credentials needed", Kind.CREDENTIALS, "필요한 자격. 여럿이면 쉼표로",
               "Credentials needed, separated by commas", default=frozenset(), choices=CREDENTIAL_KINDS,
               example="안전교육, POS 교육", width=24, also=("자격",)),
        Column(
            "priority", "우선순위", "priority", Kind.WHOLE, "빈자리가 날 때 먼저 채울 정도. 클수록 먼저. 비우면 1",
            "Higher is filled first when people are short; empty means 1", default=1, low=1, high=100, example="1",
            width=10,
        ),
        Column(
            "external", "외부 인력", "filled from outside", Kind.YES_NO,
            "참여자가 아닌 외부 인력이 맡는지. 비우면 아니요",
            "Whether outsiders, not participants, fill it; empty means no", default=False, choices=YES_NO,
            example="아니요", width=10,
        ),
        Column(
            "event", "교육·회의", "training or meeting", Kind.YES_NO,
            "교육이나 회의인지. 필요 인원은 0으로 적고, 누가 가는지는 근무표에 담당자가 적습니다. 비우면 아니요",
            "Whether it is a training or meeting: nobody is needed (0), and a coordinator writes into the roster who "
            "goes; empty means no", default=False, choices=YES_NO, example="아니요", width=10, may_miss=True,
        ),
        Column(
            "outdoor", "야외", "outdoors", Kind.YES_NO,
            "밖에서 하는 근무인지. 한여름 한낮에는 배정하지 않습니다. 비우면 아니요",
            "Whether the work is outdoors: nobody is put there at noon in high summer; empty means no", default=False,
            choices=YES_NO, example="아니요", width=8, may_miss=True, also=("야외 근무", "실외"),
        ),
    ),
    "근무지의 근무 시간대마다 한 줄.", "One row for each daily slot of a site.",
)  # fmt: skip

CLOSURE_DAYS = Sheet(
    "휴업일", "closures", "closures", "closures",
    (
        _site(),
        Column(
            "first", "첫날", "first day", Kind.DATE, "쉬기 시작하는 날", "First day", required=True,
            example="2027-05-04", width=12, also=("시작일",),
        ),
        Column(
            "last", "마지막 날", "last day", Kind.DATE, "마지막으로 쉬는 날. 하루면 첫날과 같게", "Last day",
            required=True, example="2027-05-04", width=12, also=("종료일", "끝날"),
        ),
        Column(
            "kind", "구분", "kind", Kind.CHOICE, "휴무, 또는 방학(방학 중 근무 유형만 운영)",
            "Closed, or school vacation", default=ClosureKind.CLOSED, choices=CLOSURES, example="휴무", width=9,
        ),
        Column(
            "name", "이름", "name", Kind.TEXT, "재량휴업일, 여름방학 등", "Such as the name of the vacation",
            default="", example="재량휴업일", width=18, also=("사유", "비고"),
        ),
    ),
    "근무지가 쉬는 날이나 방학마다 한 줄.", "One row for each closure or vacation of a site.",
)  # fmt: skip

PARTICIPANTS = Sheet(
    "참여자", "participants", "participants", "participants",
    (
        Column(
            "number", "참여자 번호", "number", Kind.CODE,
            "기관에서 쓰는 번호. 겹치면 안 됩니다. 주민등록번호는 적지 마세요.",
            "The club's own number, unique; never the resident registration number", required=True, example="101",
            width=13, also=("번호",),
        ),
        Column("name", "이름", "name", Kind.TEXT, "참여자 이름", "Name", required=True, example="김영숙", width=11,
               also=("성명", "참여자")),
        Column("phone", "전화번호", "telephone", Kind.CODE, "휴대전화 번호", "Mobile number", default="",
               example="010-0000-0000", width=16, also=("연락처", "휴대전화", "전화")),
        Column(
            "birth_year", "출생 연도", "year of birth", Kind.WHOLE, "네 자리 연도", "Four digits", low=1900,
            high=2030, example="1953", width=10, also=("생년", "출생년도", "출생연도"),
        ),
        Column(
            "night_opt_in", "야간 동의", "agreed to nights", Kind.YES_NO,
            "22시부터 6시 사이 근무에 동의했는지. 비우면 아니요",
            "Whether they agreed to work between 22:00 and 06:00; empty means no", default=False, choices=YES_NO,
            example="아니요", width=10,
        ),
        Column(
            "novice_until", "신규 기간 끝", "newcomer until", Kind.DATE,
            "신규 참여자로 보는 마지막 날. 경험자는 비웁니다.", "Last day as a newcomer; empty means experienced",
            example="", width=13, also=("적응 기간 끝", "신규 기간"),
        ),
        Column(
            "groups", "모임", "groups", Kind.WORDS, "A조, 2반처럼 기관에서 나눈 모임. 여럿이면 쉼표로",
            "Groups of the club's own, such as crews, separated by commas", default=frozenset(), example="A조",
            may_miss=True, also=("조", "모둠", "그룹"),
        ),
        Column(
            "safety_trained_on", "안전교육일", "safety training on", Kind.DATE, "근무 전 안전교육을 마친 날",
            "Day on which the safety training before work was finished", example="2027-01-08", width=13,
            may_miss=True, also=("안전교육 이수일",),
        ),
        Column(
            "training_minutes", "교육시간", "hours of training", Kind.HOURS, "올해 지금까지 받은 교육 시간. 비우면 0",
            "Hours of training so far this year; empty means 0", default=0, low=0, high=60_000, example="6", width=10,
            may_miss=True, also=("교육 이수 시간",),
        ),
        Column(
            "prefers_alternate", "격일 희망", "prefers alternate days", Kind.YES_NO,
            "이틀 이어 나오지 않기를 바라는지. 비우면 아니요",
            "Whether they would rather not work on two days running; empty means no", default=False, choices=YES_NO,
            example="아니요", width=10, may_miss=True, also=("격일",),
        ),
        Column(
            "preferred_sites", "선호 근무지", "preferred sites", Kind.SITES,
            "바라거나 집에서 가까운 근무지. 여럿이면 쉼표로. 비우면 어디든",
            "Preferred or near sites, separated by commas; empty means any", default=frozenset(), example="", width=24,
            may_miss=True, also=("희망 근무지", "가까운 근무지"),
        ),
        Column(
            "stand_by", "대체 가능", "may stand by", Kind.YES_NO,
            "누가 갑자기 못 나올 때 연락해도 되는지. 비우면 아니요",
            "Whether they may be called when somebody is missing; empty means no", default=False, choices=YES_NO,
            example="예", width=10, may_miss=True, also=("대체", "대체 인력"),
        ),
    ),
    "참여자마다 한 줄.", "One row for each participant.",
)  # fmt: skip

CONTRACTS = Sheet(
    "계약", "contracts", "contracts", "contracts",
    (
        *_person(),
        Column("program", "사업단", "programme", Kind.PROGRAM, "‘사업단’ 시트의 이름이나 코드",
               "Name or code from the sheet 사업단", required=True, example="시니어 동행 편의점", width=24),
        Column(
            "kind", "고용 형태", "employment kind", Kind.CHOICE, "근로자, 활동 참여자, 자원봉사자",
            "Employee, activity participant or volunteer", required=True, choices=EMPLOYMENT_KINDS,
            example="근로자", width=13,
        ),
        Column(
            "first", "시작일", "first day", Kind.DATE, "계약 첫날", "First day", required=True,
            example="2027-01-01", width=12, also=("계약 시작일", "첫날"),
        ),
        Column(
            "last", "종료일", "last day", Kind.DATE, "계약 마지막 날", "Last day", required=True,
            example="2027-12-31", width=12, also=("계약 종료일", "마지막 날"),
        ),
        Column(
            "sites", "근무지", "sites", Kind.SITES, "계약에 적힌 근무지. 여럿이면 쉼표로",
            "Sites of the contract, separated by commas", required=True, example="한마음점", width=30,
        ),
        Column(
            "contract_minutes_per_week", "주 소정근로시간", "contract hours a week", Kind.HOURS,
            "한 주 소정근로시간(시간)", "Hours agreed a week; empty where nothing is agreed", low=0, high=10080,
            example="12", width=15, also=("소정근로시간", "주 계약 시간"),
        ),
        Column(
            "max_minutes_per_week", "주 시간 한도", "hour cap a week", Kind.HOURS,
            "한 주에 넘지 않을 시간. 비우면 고용 형태의 기본값", "Empty: the default of the employment kind",
            low=0, high=10080, example="", width=13,
        ),
        Column(
            "max_minutes_per_month", "월 시간 한도", "hour cap a month", Kind.HOURS,
            "한 달에 넘지 않을 시간. 비우면 고용 형태의 기본값", "Empty: the default of the employment kind",
            low=0, high=44640, example="", width=13,
        ),
        Column(
            "hourly_wage", "시급", "wage an hour", Kind.WHOLE, "한 시간 임금(원). 비우면 최저임금",
            "Won an hour; empty: the minimum wage", low=0, high=1_000_000, example="", width=10, may_miss=True,
        ),
    ),
    "계약이나 위촉마다 한 줄. 한 사람이 여러 사업단에서 일하면 여러 줄.",
    "One row for each contract or appointment; several for someone in several programmes.",
)  # fmt: skip

CREDENTIALS = Sheet(
    "자격", "credentials", "credentials", "credentials",
    (
        *_person(),
        Column("kind", "종류", "kind", Kind.CREDENTIAL, "보건증, 범죄경력 조회 등", "Kind", required=True,
               choices=CREDENTIAL_KINDS, example="보건증", width=16, also=("자격", "자격 종류")),
        Column(
            "valid_from", "시작일", "valid from", Kind.DATE, "유효한 첫날. 비우면 처음부터", "Empty: since always",
            example="2027-01-15", width=12, also=("발급일", "확인일"),
        ),
        Column(
            "valid_until", "만료일", "valid until", Kind.DATE, "유효한 마지막 날. 비우면 끝이 없음",
            "Empty: without end", example="2028-01-14", width=12, also=("종료일", "유효 기간"),
        ),
    ),
    "자격이나 확인마다 한 줄. 내용이 아니라 유효한 날짜만 적습니다.",
    "One row for each certificate or check: only how long it is valid, never what it says.",
)  # fmt: skip

UNAVAILABLE = Sheet(
    "근무 불가", "unavailable", "unavailable", "unavailable",
    (
        *_person(),
        Column("weekday", "요일", "weekday", Kind.WEEKDAY, "매주 못 나오는 요일 하나. 날짜로 적을 때는 비움",
               "A weekday of every week; empty when dates are given", example="수", width=8),
        Column(
            "first", "첫날", "first day", Kind.DATE, "못 나오는 첫날", "First day", example="", width=12,
            also=("날짜", "시작일"),
        ),
        Column(
            "last", "마지막 날", "last day", Kind.DATE, "못 나오는 마지막 날. 비우면 하루",
            "Last day; empty: one day", example="", width=12, also=("종료일",),
        ),
        Column(
            "start", "시작 시각", "from", Kind.TIME, "하루 중 일부만 안 될 때의 시작. 비우면 하루 종일",
            "Where only part of the day is meant; empty: all day", default=0, example="13:00", width=10,
            also=("시작",),
        ),
        Column(
            "end", "끝 시각", "to", Kind.TIME, "하루 중 일부만 안 될 때의 끝. 비우면 하루 종일",
            "Where only part of the day is meant; empty: all day", default=1440, example="18:00", width=10,
            also=("끝",),
        ),
    ),
    "못 나오는 요일이나 날짜마다 한 줄. 사유는 적지 않습니다.", "One row for each weekday or span of dates; no reason.",
)  # fmt: skip

WISH_LIST = Sheet(
    "희망", "wishes", "wishes", "wishes",
    (
        *_person(),
        Column(
            "kind", "종류", "kind", Kind.CHOICE,
            "희망휴무(날짜), 희망 요일(요일), 희망 시간대(근무지와 근무 유형)",
            "Day off (date), weekday, or shift template (site and letter)", required=True, choices=WISHES,
            example="희망휴무", width=13,
        ),
        Column(
            "day", "날짜", "date", Kind.DATE, "희망휴무일 때의 날짜", "For a day off", example="2027-05-08",
            width=12,
        ),
        Column(
            "weekday", "요일", "weekday", Kind.WEEKDAY, "희망 요일일 때의 요일", "For a weekday", example="",
            width=8,
        ),
        *_template("template", required=False),
        Column(
            "strength", "세기", "strength", Kind.CHOICE, "되도록(1), 꼭 원함(2), 아주 간절함(3). 비우면 되도록",
            "1, 2 or 3; empty means 1", default=1, choices=STRENGTHS, example="꼭 원함", width=12, also=("정도",),
        ),
    ),
    "희망마다 한 줄.", "One row for each wish.",
)  # fmt: skip

USUALS = Sheet(
    "평소 근무", "usual shifts", "usuals", "usuals",
    (
        *_person(),
        Column(
            "weekday", "요일", "weekday", Kind.WEEKDAY, "평소 나오는 요일 하나", "The weekday", required=True,
            example="월", width=8,
        ),
        *_template("template", required=True),
    ),
    "평소 나오는 요일과 시간대마다 한 줄.", "One row for each weekday and slot that someone usually works.",
    most_rows=10_000,
)  # fmt: skip

PAIR_LIST = Sheet(
    "짝", "pairs", "pairs", "pairs",
    (
        *_person("first", " 1"),
        *_person("second", " 2"),
        Column(
            "kind", "구분", "kind", Kind.CHOICE, "함께, 또는 따로. 사유는 적지 않습니다.",
            "Together or apart; no reason", required=True, choices=PAIRS, example="함께", width=9,
        ),
    ),
    "함께 근무하거나 따로 근무할 두 사람마다 한 줄.", "One row for each two people to keep together or apart.",
)  # fmt: skip

HISTORY = Sheet(
    "지난 근무", "earlier shifts", "history", "history",
    (
        *_person(),
        Column(
            "day", "날짜", "date", Kind.DATE, "근무한 날", "Day worked", required=True, example="2027-04-30",
            width=12,
        ),
        _site(),
        Column("code", "코드", "letter", Kind.CODE, "근무 유형 글자", "Letter of the shift template", required=True,
               example="오", width=8, also=("근무 유형",)),
        Column(
            "start", "시작", "start", Kind.TIME, "시작 시각. 비우면 근무 유형의 시각",
            "Empty: that of the template", example="10:30", width=9,
        ),
        Column("end", "끝", "end", Kind.TIME, "끝 시각. 비우면 근무 유형의 시각", "Empty: that of the template",
               example="15:00", width=9),
        Column("worked_minutes", "근로시간", "hours worked", Kind.HOURS, "휴게를 뺀 시간. 비우면 근무 유형의 시간",
               "Without the break; empty: that of the template", low=0, high=1440, example="4", width=11,
               also=("근무시간", "시간")),
    ),
    "지난달(최근 석 달까지) 근무마다 한 줄.", "One row for each shift of the last months, up to three.",
    most_rows=20_000,
)  # fmt: skip

HOLIDAYS = Sheet(
    "공휴일", "public holidays", "holidays", "holidays",
    (
        Column(
            "day", "날짜", "date", Kind.DATE, "공휴일 날짜", "Date", required=True, example="2027-05-05", width=12,
        ),
        Column(
            "name", "이름", "name", Kind.TEXT, "공휴일 이름", "Name", required=True, example="어린이날", width=20,
        ),
    ),
    "공휴일과 기관이 정한 휴일마다 한 줄.", "One row for each public holiday or holiday of the club.",
)  # fmt: skip

SHEETS = (
    ORGANIZATION, PROGRAMS, SITES, TEMPLATES, CLOSURE_DAYS, PARTICIPANTS, CONTRACTS, CREDENTIALS, UNAVAILABLE,
    WISH_LIST, USUALS, PAIR_LIST, HISTORY, HOLIDAYS,
)  # fmt: skip
"""In the order of the file. A sheet refers only to sheets before it."""
