"""What a warning is: a rule that tells and forbids nothing, and never changes a solve."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.rules.base import Case, Finding, Rule


@dataclass(frozen=True, slots=True)
class Observations:
    """What warnings need to know beyond problem and roster. None means not known: then the warning is silent."""

    renewed: Collection[str] = frozenset()
    """W09: participants whose contract goes on beyond the one that the problem knows."""
    employed_since: Mapping[str, date] | None = None
    """W08: by participant the first day of unbroken employment."""
    insured_after_months: int = 3
    """W08: 고용보험법 시행령 art. 3."""
    apparent: Mapping[date, int] | None = None
    """W10: apparent temperature of a day (체감온도), in degrees Celsius, as the coordinator typed it in."""
    heat_watch: int = 31
    """W10, degrees: 산업안전보건기준에 관한 규칙 art. 560."""
    heat_rest: int = 33
    """W10, degrees: from here a rest in every two hours, the same article."""
    heat_stop: int = 35
    """W10, degrees: from here no outdoor work in the early afternoon."""
    heat_rest_minutes: int = 20
    """W10: length of that rest."""
    cut_for_heat: Mapping[str, int] | None = None
    """W11: by participant the minutes cut for heat so far."""
    made_up: Mapping[str, int] = field(default_factory=dict)
    """W11: by participant the minutes of them that were made up."""
    heat_cut_most: int = 600
    """W11: minutes that may be cut in a month."""
    wage_years: Collection[int] | None = None
    """W12: years for which a minimum wage is entered."""
    leavers: Mapping[str, tuple[int, int]] | None = None
    """W13: by programme how many left before their time since the year began, and how many took part."""
    leavers_per_cent: int = 17
    """W13: the share from which it is told; the national share of community programmes in 2024."""
    same_day_changes: int | None = None
    """W14: cells of the period that were changed on their own day."""
    usual_same_day_changes: int | None = None
    """W14: the same for the month before."""


class Notice(Rule):
    """A warning, W01 to W14."""

    @abstractmethod
    def of_case(self, case: Case, seen: Observations) -> Iterator[Finding]:
        """Everything to be told about this roster."""
