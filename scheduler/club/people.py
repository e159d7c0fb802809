"""Fictional people: Korean names as people born between 1941 and 1966 bear them, with birth years and telephones."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from scheduler.club.book import ParticipantEntry

MOST_NAMES = 4000
_FAMILY = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천"
    "방공현함변염여추도소석선설마길"
)


def _in_twos(text: str) -> list[str]:
    return [text[start : start + 2] for start in range(0, len(text), 2)]


_WOMEN = _in_twos(
    "영자정숙순자영숙명자경자정자춘자옥순말순영희순희정희경숙현숙미숙복순금순순옥영순"
    "정순인숙명숙혜숙옥자화자필순분이점순길자연옥숙자미자은숙계숙귀례남순덕순선자애자"
)
_MEN = _in_twos(
    "영수영호정웅병철상철재호광수종수영길용식길수성호정식창수기영동수만복춘식태식진수"
    "영철재근덕수순철종만복남인호상수병호경수은식태호용수광호명수승호철수정남기철대식"
)


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
