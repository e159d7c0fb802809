"""Korean for the plain sentences that files, problems and the command line are refused with.

They are made in English where the fault is seen. `korean` finds the sentence by its pattern, keeps its facts and says
it in Korean; so a module that only reads files need not know who listens. A test asks for every sentence of the
readers. Law-book sentences are not here: they stand with their rules.
"""

from __future__ import annotations

import re
from functools import cache

_FILES = {
    "{} cannot be read: {}.": "‘{}’ 파일을 읽을 수 없습니다: {}.",
    "{} cannot be written: {}.": "‘{}’ 파일을 쓸 수 없습니다: {}.",
    "{} is larger than {} MB.": "‘{}’ 파일이 {}MB보다 큽니다.",
    "{} is not a JSON file: it is not text in UTF-8.": "‘{}’ 파일은 JSON이 아닙니다. UTF-8로 된 글이 아닙니다.",
    "{} is not a JSON file: line {}, {}.": "‘{}’ 파일은 JSON이 아닙니다: {}행, {}.",
    "{} is nested too deeply or holds a number that is far too long.": (
        "‘{}’ 파일에 너무 깊이 겹친 곳이나 너무 긴 숫자가 있습니다."
    ),
    "{} must hold one JSON object, not {}.": "‘{}’ 파일에는 JSON 객체 하나가 있어야 하는데 {}이(가) 있습니다.",
    "The field {} stands twice in one object.": "한 객체에 항목 {}이(가) 두 번 있습니다.",
    'The file must say "format": "{}", not {}.': '파일에 "format": "{}"이라고 적혀 있어야 하는데 {}입니다.',
    "This program reads version {} of {}, not version {}.": "이 프로그램은 {1} {0}판을 읽습니다. 이것은 {2}판입니다.",
    "The period has {} days; {} are possible.": "기간이 {}일입니다. {}일까지 할 수 있습니다.",
    "The field assignments is missing.": "항목 assignments가 없습니다.",
    "Participant {} is assigned to shift {} twice.": "참여자 {}이(가) 근무 {}에 두 번 배정되어 있습니다.",
    "an object with fields is expected, not {}.": "항목을 가진 객체가 있어야 하는데 {}입니다.",
    "an object is expected, not {}.": "객체가 있어야 하는데 {}입니다.",
    "a list is expected, not {}.": "목록이 있어야 하는데 {}입니다.",
    "a list of {} values is expected.": "값이 {}개인 목록이 있어야 합니다.",
    "something stands twice in the list.": "목록에 같은 것이 두 번 있습니다.",
    "text is expected, not {}.": "글이 있어야 하는데 {}입니다.",
    "the text is empty or holds characters that cannot be shown.": "글이 비었거나 보이지 않는 글자가 있습니다.",
    "a whole number is expected, not {}.": "정수가 있어야 하는데 {}입니다.",
    "the number is beyond {}.": "숫자가 {}을 넘습니다.",
    "a number is expected, not {}.": "숫자가 있어야 하는데 {}입니다.",
    "true or false is expected, not {}.": "true나 false가 있어야 하는데 {}입니다.",
    "a date YYYY-MM-DD of the years {} to {} is expected, not {}.": (
        "{}년부터 {}년까지의 날짜(YYYY-MM-DD)가 있어야 하는데 {}입니다."
    ),
    "{} is none of {}.": "{}은(는) {} 가운데 하나가 아닙니다.",
    "there is no field called {}.": "{}(이)라는 항목은 없습니다.",
    "the field {} is missing.": "항목 {}이(가) 없습니다.",
    "levels: one level at least is needed; leave the field out for the usual ones.": (
        "levels: 단계가 하나는 있어야 합니다. 보통 단계를 쓰려면 이 항목을 빼십시오."
    ),
    "level {}: there is no soft rule {}, only {}.": "단계 {}: 되도록 지키는 규칙 {}은(는) 없습니다. {}이(가) 있습니다.",
    "a club has {} to {} people here, not {}": "기관의 참여자는 {}명부터 {}명까지인데 {}명입니다",
    "a time is written HH:MM, not {}": "시각은 HH:MM으로 적습니다. {}은(는) 안 됩니다",
    "a month is written YYYY-MM, not {}": "달은 YYYY-MM으로 적습니다. {}은(는) 안 됩니다",
    "there is no month {} of the year {}": "{1}년에 {0}월은 없습니다",
    "months of {} to {} can be planned, not {}.": "{}년부터 {}년까지의 달을 편성할 수 있습니다. {}은(는) 안 됩니다.",
    "{} is no number of seconds.": "{}은(는) 초 수가 아닙니다.",
    "a solve needs some time, not {} seconds": "편성에는 시간이 필요합니다. {}초로는 할 수 없습니다",
    "a solve needs at least one worker, not {}": "편성에는 작업자가 하나는 있어야 합니다. {}은(는) 안 됩니다",
    "a solve needs at least one step, not {}": "편성에는 걸음이 하나는 있어야 합니다. {}은(는) 안 됩니다",
    "a solve needs some memory, not {} MB": "편성에는 메모리가 필요합니다. {}MB로는 할 수 없습니다",
}
_PROBLEMS = {
    "a period cannot end ({}) before it begins ({})": "기간의 끝({})이 시작({})보다 앞섭니다",
    "the night must begin in the evening and end in the morning": "야간은 저녁에 시작해 아침에 끝나야 합니다",
    "parameter {} must be at least 1, not {}": "기준 {}은(는) 1 이상이어야 하는데 {}입니다",
    "parameter {} cannot be negative, not {}": "기준 {}은(는) 0 이상이어야 하는데 {}입니다",
    "site {}: pair_min must be at least 1, not {}": "근무지 {}: pair_min은 1 이상이어야 하는데 {}입니다",
    "{}: the start {} is not a minute of that day (0 to 1439)": "{}: 시작 {}은(는) 그날의 분(0~1439)이 아닙니다",
    "{}: it must end after its start {} and within a day, not at {}": (
        "{}: 시작 {} 뒤, 하루 안에 끝나야 하는데 {}에 끝납니다"
    ),
    "{}: a break of {} minutes does not fit into it": "{}: 휴게시간 {}분이 들어갈 수 없습니다",
    "{}: target_staff cannot be negative ({})": "{}: target_staff는 0 이상이어야 합니다 ({})",
    "{}: min_staff {} is outside 0 to {}": "{}: min_staff {}은(는) 0부터 {}까지가 아닙니다",
    "{}: max_staff {} is below target_staff {}": "{}: max_staff {}이(가) target_staff {}보다 작습니다",
    "{}: priority {} and surplus {} cannot be negative": "{}: priority {}, surplus {}은(는) 모두 0 이상이어야 합니다",
    "{}: a training or meeting has no seats to fill": "{}: 교육·회의에는 채울 자리가 없습니다",
    "a contract with {} ends ({}) before it begins ({})": "사업단 {} 계약의 끝({})이 시작({})보다 앞섭니다",
    "a contract with {}: {} cannot be negative ({})": "사업단 {} 계약: {}은(는) 0 이상이어야 합니다 ({})",
    "unavailable on {}: {} to {} is no span of that day": "{} 근무 불가: {}부터 {}까지는 그날의 시간이 아닙니다",
    "a wish of kind {} says nothing about its {}": "{} 희망에 {} 내용이 없습니다",
    "a wish names weekday {}; Monday is 0 and Sunday 6": "희망의 요일 {}: 월요일이 0, 일요일이 6입니다",
    "a wish has strength {}; 1, 2 and 3 are possible": "희망 정도 {}: 1, 2, 3이 있습니다",
    "a usual shift names weekday {}; Monday is 0 and Sunday 6": "평소 근무의 요일 {}: 월요일이 0, 일요일이 6입니다",
    "the past shift on {} from {} to {} has impossible times": "{}의 지난 근무 시간 {}부터 {}까지는 있을 수 없습니다",
    "the past shift on {} has {} worked minutes": "{}의 지난 근무 시간이 {}분입니다",
    "turns carried over cannot be negative": "넘어온 횟수는 0 이상이어야 합니다",
    "level {}: the weight of {} cannot be negative ({})": "단계 {}: {}의 가중치는 0 이상이어야 합니다 ({})",
    "site {} belongs to the unknown programme {}": "근무지 {}이(가) 없는 사업단 {}에 속해 있습니다",
    "shift {} on {} is at the unknown site {}": "{1}의 근무 {0}이(가) 없는 근무지 {2}에 있습니다",
    "shift {} on {} lies outside {} to {}": "{1}의 근무 {0}이(가) {2}부터 {3}까지의 기간 밖에 있습니다",
    "{} has no contract": "{}의 계약이 없습니다",
    "{} has a contract with the unknown programme {}": "{}의 계약에 없는 사업단 {}이(가) 있습니다",
    "{} has a contract for the unknown site {}": "{}의 계약에 없는 근무지 {}이(가) 있습니다",
    "{}: the past shift on {} is not before {}": "{}: {}의 지난 근무가 {}보다 앞서지 않습니다",
    "{} names the unknown participant {}": "{}에 없는 참여자 {}이(가) 있습니다",
    "{} pairs participant {} with themself": "{}에서 참여자 {}의 짝이 자기 자신입니다",
    "a lock names the unknown participant {}": "고정에 없는 참여자 {}이(가) 있습니다",
    "a lock of {} names the unknown shift {}": "{}의 고정에 없는 근무 {}이(가) 있습니다",
    "participant {} is locked both on and off shift {}": "참여자 {}이(가) 근무 {}에 넣고 빼기로 함께 고정되어 있습니다",
    "there are two entries for {} {}": "{} {}이(가) 두 번 있습니다",
}
_CONDITIONS = {
    "condition {} has neither a least nor a most": "조건 {}에 최소도 최대도 없습니다",
    "condition {}: the least {} is above the most {}": "조건 {}: 최소 {}이(가) 최대 {}보다 큽니다",
    "a condition names the weekdays {}; Monday is 0 and Sunday 6": "조건의 요일 {}: 월요일이 0, 일요일이 6입니다",
    "a condition ends ({}) before it begins ({})": "조건의 끝({})이 시작({})보다 앞섭니다",
    "condition {}: the strength {} is not between 1 and 1,000,000": (
        "조건 {}: 세기 {}은(는) 1부터 1,000,000까지가 아닙니다"
    ),
    "condition {}: the {} cannot be negative ({})": "조건 {}: {}은(는) 0 이상이어야 합니다 ({})",
    "condition {}: step {} and days {} must be at least 1": "조건 {}: step {}, days {}은(는) 모두 1 이상이어야 합니다",
    "condition {}: dates are given for {} and for nothing else": "조건 {}: 기간 목록은 {}에만 쓰고, 거기에는 꼭 씁니다",
    "condition {}: a span ends ({}) before it begins ({})": "조건 {}: 기간의 끝({})이 시작({})보다 앞섭니다",
    "condition {}: a run has at least one day": "조건 {}: 이어지는 날은 하루 이상이어야 합니다",
    "condition {} says nothing about weekends": "조건 {}에 주말에 대한 내용이 없습니다",
    "condition {}: most_in_row must be at least 1, not {}": "조건 {}: most_in_row는 1 이상이어야 하는데 {}입니다",
    "condition {}: a sequence has two steps at least": "조건 {}: 순서는 두 단계 이상이어야 합니다",
    "condition {}: a day off is no step within one day": "조건 {}: 하루 안의 순서에는 쉬는 날을 넣을 수 없습니다",
    "condition {} pairs nobody with somebody": "조건 {}: 짝을 이룰 분이 없습니다",
    "condition {}: a rotation without days": "조건 {}: 순환에 날이 없습니다",
    "condition {} seats nobody": "조건 {}: 배정할 분이 없습니다",
    "condition {}: start times are compared by week, month or period": (
        "조건 {}: 시작 시각은 주, 월 또는 편성 기간으로 견줍니다"
    ),
    "condition {}: the most cannot be negative ({})": "조건 {}: 최대는 0 이상이어야 합니다 ({})",
    "condition {}: a budget is about everybody": "조건 {}: 예산은 모든 분에 대한 것입니다",
    "condition {}: most {} or step {} is too small": "조건 {}: 최대 {}이나 step {}이(가) 너무 작습니다",
    "condition {}: a budget is counted by week, month, period or given dates": (
        "조건 {}: 예산은 주, 월, 편성 기간 또는 정한 기간으로 셉니다"
    ),
    "condition {} names the unknown participant {}": "조건 {}에 모르는 참여자 {}이(가) 있습니다",
    "{} is set aside until {}, before {}": "규칙 {}의 예외가 {}에 끝나 시작({})보다 앞섭니다",
    "{} is set aside for the unknown participant {}": "규칙 {}의 예외에 모르는 참여자 {}이(가) 있습니다",
    "the published roster names the unknown pair {}, {}": "게시한 근무표에 모르는 배정 {}, {}이(가) 있습니다",
}
_COMMANDS = {
    "Missing command.": "명령이 빠졌습니다.",
    "Missing argument {}.": "{}이(가) 빠졌습니다.",
    "Missing option {}.": "옵션 {}이(가) 빠졌습니다.",
    "Missing option {}. Choose from:{}": "옵션 {}이(가) 빠졌습니다. 이 가운데 고르십시오:{}",
    "No such option {}.": "옵션 {}은(는) 없습니다.",
    "No such option {}. Did you mean {}?": "옵션 {}은(는) 없습니다. {}을(를) 찾으십니까?",
    "No such option {}. (Possible options: {})": "옵션 {}은(는) 없습니다. (비슷한 옵션: {})",
    "No such command {}.": "명령 {}은(는) 없습니다.",
    "No such command {}. Did you mean {}?": "명령 {}은(는) 없습니다. {}을(를) 찾으십니까?",
    "No such command {}. (Did you mean one of: {}?)": "명령 {}은(는) 없습니다. (비슷한 명령: {})",
    "Invalid value: {}": "값이 맞지 않습니다: {}",
    "Invalid value for {}: {}": "{}의 값이 맞지 않습니다: {}",
    "Option {} requires an argument.": "옵션 {} 뒤에 값이 있어야 합니다.",
    "Option {} does not take a value.": "옵션 {}에는 값을 적지 않습니다.",
    "Argument {} takes {} values.": "{}에는 값이 {}개 있어야 합니다.",
    "Got unexpected extra argument ({})": "남는 말이 있습니다: {}",
    "Got unexpected extra arguments ({})": "남는 말이 있습니다: {}",
    "{} is not a valid integer.": "{}은(는) 정수가 아닙니다.",
    "{} is not a valid float.": "{}은(는) 숫자가 아닙니다.",
    "{} is not a valid integer range.": "{}은(는) 정수가 아닙니다.",
    "{} is not a valid float range.": "{}은(는) 숫자가 아닙니다.",
    "{} is not in the range {}.": "{}은(는) {} 범위 밖입니다.",
    "{} is not one of {}.": "{}은(는) {} 가운데 하나가 아닙니다.",
    "File {} does not exist.": "파일 {}이(가) 없습니다.",
    "File {} is a directory.": "{}은(는) 파일이 아니라 폴더입니다.",
    "File {} is not readable.": "파일 {}을(를) 읽을 수 없습니다.",
    "File {} is not writable.": "파일 {}을(를) 쓸 수 없습니다.",
}
SENTENCES = _FILES | _PROBLEMS | _CONDITIONS | _COMMANDS
"""English with `{}` for each fact, and Korean with the facts in their order, or numbered from 0."""

_WORDS = {
    "programme": "사업단",
    "site": "근무지",
    "shift": "근무",
    "participant": "참여자",
    "contract": "계약",
    "credential": "자격",
    "wish": "희망",
    "lock": "고정",
    "level": "단계",
    "assignment": "배정",
    "past shift": "지난 근무",
    "pair of partners": "짝",
    "pair kept apart": "따로 배정할 짝",
    "an object": "객체",
    "a list": "목록",
    "text": "글",
    "true or false": "true나 false",
    "nothing": "없는 값",
    "a number": "숫자",
}
"""Words for places in a file and kinds of values."""


_PARTICLE = re.compile(r"([가-힣0-9])([은이을])\(([는가를])\)")


def told(error: ValueError, lang: str) -> str:
    """What an error says, in the language; one that knows its own Korean (`ko`) says that."""
    if lang == "en":
        return str(error)
    own: str | None = getattr(error, "ko", None)
    return own or korean(str(error))


def korean(sentence: str) -> str:
    """The sentence in Korean, with its place and facts; one that is not known here is returned as it is."""
    found = _translated(sentence)
    if found is not None:
        return found
    for colon in re.finditer(": ", sentence):
        place, rest = sentence[: colon.start()], sentence[colon.end() :]
        if (found := _translated(rest)) is not None:
            return f"{', '.join(_place(word) for word in place.split(', '))}: {found}"
    return sentence


def _translated(sentence: str) -> str | None:
    for pattern, text in _patterns():
        if match := pattern.fullmatch(sentence):
            *facts, end = match.groups()
            return _with_particles(text.format(*(_fact(one) for one in facts))) + end
    return None


def _with_particles(text: str) -> str:
    """After a syllable or a figure it is known whether 은 or 는 is said; after anything else both stay."""
    return _PARTICLE.sub(lambda found: found[1] + found[2 if _ends_closed(found[1]) else 3], text)


def _ends_closed(character: str) -> bool:
    return character in "013678" if character.isdigit() else (ord(character) - ord("가")) % 28 != 0


def _fact(word: str) -> str:
    """A fact that may be a sentence of its own, such as what is wrong with an option's value."""
    return _WORDS.get(word) or _translated(word) or _place(word)


def _place(word: str) -> str:
    """`contract 1` is 계약 1; what is no place is left as it is."""
    for english, korean_word in _WORDS.items():
        if word.startswith(f"{english} "):
            return f"{korean_word} {word[len(english) + 1 :]}"
    return word


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The longest first: what says most about a sentence is tried before what says least."""
    ordered = sorted(SENTENCES.items(), key=lambda one: -len(one[0].replace("{}", "")))
    return tuple((_pattern(en.removesuffix(".")), ko.removesuffix(".")) for en, ko in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    """The full stop is a group of its own: a sentence within another one has lost it."""
    return re.compile(re.escape(english).replace(r"\{\}", "(.+?)") + r"(\.?)", re.DOTALL)
