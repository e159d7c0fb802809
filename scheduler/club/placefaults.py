"""Faults of programmes, sites, shift templates and closures."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.club.book import TemplateEntry
from scheduler.club.faultsearch import Fault, FaultSearch
from scheduler.problem import LONGEST_SHIFT


class PlaceFaults(FaultSearch):
    """Searches what stands about places."""

    def all(self) -> Iterator[Fault]:
        """Every fault, table by table."""
        yield from self._twins("programs", "code", "사업단 코드", "programme code")
        yield from self._budgets()
        yield from self._twins("sites", "code", "근무지 코드", "site code")
        yield from self._sites()
        yield from self._templates()
        yield from self._closures()

    def _budgets(self) -> Iterator[Fault]:
        for index, program in enumerate(self.book.programs):
            for field in ("budget_minutes", "budget_won"):
                if (getattr(program, field) or 0) < 0:
                    yield self._fault(
                        "programs", index, field,
                        "예산은 0보다 작을 수 없습니다.", "A budget cannot be negative.",
                    )  # fmt: skip

    def _sites(self) -> Iterator[Fault]:
        for index, site in enumerate(self.book.sites):
            yield from self._unknown("sites", index, "program", self.programs, "program")
            if site.pair_min < 1:
                yield self._fault(
                    "sites", index, "pair_min",
                    "최소 동시 근무 인원은 1명 이상이어야 합니다. 지금은 {value}명입니다.",
                    "At least 1 person must be together at a site, not {value}.",
                )  # fmt: skip

    def _templates(self) -> Iterator[Fault]:
        letters: dict[tuple[str, str], int] = {}
        for index, template in enumerate(self.book.templates):
            yield from self._unknown("templates", index, "site", self.sites, "site")
            if letters.setdefault((template.site, template.code), index) != index:
                yield self._fault(
                    "templates", index, "code",
                    "근무지 {site}에 근무 유형 글자 '{value}'이(가) 두 번 나옵니다.",
                    "Site {site} has two shift templates with the letter {value}.", site=template.site,
                )  # fmt: skip
            yield from self._template_numbers(index, template)
            yield from self._event(index, template)

    def _event(self, index: int, template: TemplateEntry) -> Iterator[Fault]:
        if template.event and template.seats:
            yield self._fault(
                "templates", index, "seats",
                "교육·회의의 필요 인원은 0명입니다. 지금은 {value}명입니다. 누가 가는지는 근무표에 적습니다.",
                "A training or meeting needs nobody (0), not {value}; who goes is written into the roster.",
            )  # fmt: skip
        if template.event and template.external:
            yield self._fault(
                "templates", index, "external",
                "교육·회의는 외부 인력이 맡는 근무일 수 없습니다.",
                "A training or meeting cannot be filled from outside.",
            )  # fmt: skip

    def _template_numbers(self, index: int, template: TemplateEntry) -> Iterator[Fault]:
        if not 0 <= template.start < MINUTES_PER_DAY:
            yield self._fault(
                "templates", index, "start",
                "시작 시각은 00:00부터 23:59까지여야 합니다.", "A shift starts between 00:00 and 23:59.",
            )  # fmt: skip
        elif not template.start < template.end <= template.start + LONGEST_SHIFT:
            yield self._fault(
                "templates", index, "end",
                "끝 시각은 시작 시각보다 뒤, 24시간 안이어야 합니다.",
                "A shift ends after it starts and within 24 hours.",
            )  # fmt: skip
        elif not 0 <= template.break_minutes < template.end - template.start:
            yield self._fault(
                "templates", index, "break_minutes",
                "휴게시간 {value}분이 근무 시간에 들어가지 않습니다.",
                "A break of {value} minutes does not fit into the shift.",
            )  # fmt: skip
        for field, least in (("seats", 0), ("priority", 1)):
            if getattr(template, field) < least:
                ko = {"seats": "필요 인원", "priority": "우선순위"}[field]
                yield self._fault(
                    "templates", index, field,
                    f"{ko}은(는) {least} 이상이어야 합니다. 지금은 {{value}}입니다.",
                    f"{field} must be at least {least}, not {{value}}.",
                )  # fmt: skip
        if any(not 0 <= day <= 6 for day in template.weekdays):
            yield self._fault(
                "templates", index, "weekdays",
                "요일은 월요일부터 일요일까지입니다.", "Weekdays run from Monday to Sunday.",
            )  # fmt: skip

    def _closures(self) -> Iterator[Fault]:
        for index, closure in enumerate(self.book.closures):
            yield from self._unknown("closures", index, "site", self.sites, "site")
            yield from self._reversed("closures", index, closure)
