"""What is run: one row is one competitor on one instance with one limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

OURS = "ours"
WARM = "warm"
"""We too, but called as the server calls: `solve()` with a solving process that has been kept waiting."""
OURSELVES = (OURS, WARM)
ENGINES = ("cpsat-2", "cpsat-8", "highs-2")
RIVALS = (*ENGINES, "greedy")
CLUBS = ("sample", *(f"random-{seed}" for seed in range(1, 21)))
EVENTS = ("day", "week", "rest", "seat", "closed")
REPAIRED = tuple(f"random-150-{seed}" for seed in range(1, 6))
CITY_LIMITS = {
    "150-near": (10, 60), "800-near": (30, 60), "3235-near": (60, 90), "150-dong": (20,), "800-dong": (20,),
    "3235-dong": (20, 60), "150-near+h": (30, 60), "800-near+h": (60, 300), "3235-near+h": (60, 300),
}  # fmt: skip
"""Seconds by size and locality; a seed other than 1 is named behind."""
OTHER_CITIES = {"150-near-2": (10,), "800-near-2": (30,), "800-near+h-2": (60,), "3235-near-2": (60,)}
TEN_CITIES = "10x3235-near"
PUBLIC = ("1", "2", "3", "5", "7", "9", "11", "13", "14", "16", "18", "20", "22")
PUBLIC_LIMITS = (60, 300)
KINDS = ("club", "repair", "city", "nrp")


@dataclass(frozen=True)
class Row:
    """One run."""

    kind: str
    instance: str
    seconds: int
    competitor: str

    @property
    def name(self) -> str:
        """What `ONLY=` and the report call it."""
        return f"{self.kind}/{self.instance}/{self.seconds}s/{self.competitor}"

    @property
    def workers(self) -> int:
        """Threads it may use; ours are two, as there are two cores."""
        _, _, count = self.competitor.partition("-")
        return int(count) if count else 2


def everything() -> Iterator[Row]:
    """All rows, those of one instance next to each other, so that they see the same state of the machine."""
    for club in CLUBS:
        yield Row("club", club, 30, WARM)
        yield Row("club", club, 10, OURS)
        yield from (Row("club", club, 30, rival) for rival in RIVALS)
    for club in REPAIRED:
        yield from (Row("repair", f"{club}-{event}", 1, WARM) for event in EVENTS)
    for city, limits in (CITY_LIMITS | OTHER_CITIES).items():
        for seconds in limits:
            yield from (Row("city", city, seconds, one) for one in (OURS, *ENGINES))
        yield Row("city", city, limits[-1], "greedy")
    yield Row("city", TEN_CITIES, 300, OURS)
    for number in PUBLIC:
        for seconds in PUBLIC_LIMITS:
            yield from (Row("nrp", number, seconds, one) for one in (OURS, *ENGINES))
        yield Row("nrp", number, PUBLIC_LIMITS[-1], "greedy")


def chosen(only: str) -> list[Row]:
    """The rows that a choice such as `club/sample,nrp/[1-3]/60s,city/*/*/ours` names; everything for an empty one.

    Words between slashes are patterns that must fit neighbouring words of a row's name: `ours` and `nrp/1` are enough.
    """
    wanted = [each.strip().split("/") for each in only.split(",") if each.strip()]
    return [row for row in everything() if not wanted or any(_fits(row.name.split("/"), each) for each in wanted)]


def _fits(name: list[str], wanted: list[str]) -> bool:
    places = range(len(name) - len(wanted) + 1)
    return any(
        all(fnmatchcase(word, pattern) for word, pattern in zip(name[place:], wanted, strict=False)) for place in places
    )
