"""Fictional people: Korean names as people born between 1941 and 1966 bear them, with birth years and telephones."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from scheduler.club.book import ParticipantEntry

MOST_NAMES = 4000
_FAMILY = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길"
_WOMEN = (
    "영자 정숙 순자 영숙 명자 경자 정자 춘자 옥순 말순 영희 순희 정희 경숙 현숙 미숙 복순 금순 순옥 영순 "
    "정순 인숙 명숙 혜숙 옥자 화자 필순 분이 점순 길자 연옥 숙자 미자 은숙 계숙 귀례 남순 덕순 선자 애자"
).split()
_MEN = (
    "영수 영호 정웅 병철 상철 재호 광수 종수 영길 용식 길수 성호 정식 창수 기영 동수 만복 춘식 태식 진수 "
    "영철 재근 덕수 순철 종만 복남 인호 상수 병호 경수 은식 태호 용수 광호 명수 승호 철수 정남 기철 대식"
).split()


def names() -> Iterator[str]:
    """The same 4,000 names every time, none twice: frequent families more often, three women to two men."""
    rng = Random("names")
    frequent = [max(1, 20 - 2 * rank) for rank in range(len(_FAMILY))]
    seen: set[str] = set()
    while len(seen) < MOST_NAMES:
        given = _WOMEN if rng.random() < 0.6 else _MEN
        name = rng.choices(_FAMILY, frequent)[0] + rng.choice(given)
        if name not in seen:
            seen.add(name)
            yield name


def participant(index: int, name: str) -> ParticipantEntry:
    """The index-th participant from 1: number, telephone and birth year follow from it."""
    return ParticipantEntry(
        number=f"P{index:04d}",
        name=name,
        phone=f"010-0000-{index % 10000:04d}",
        birth_year=1942 + index * 13 % 24,
    )
