"""From the contracts of a book to those of a month: caps from the contract and the values of the month, and targets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from scheduler.calendar import DAYS_PER_WEEK, Month, Period
from scheduler.club.book import ClubBook, ContractEntry
from scheduler.club.defaults import Caps, caps_of, is_short_time
from scheduler.problem import Contract, Shift
from scheduler.values import Values


def contracts_of(book: ClubBook, month: Month, values: Values, shifts: Sequence[Shift]) -> dict[str, list[Contract]]:
    """Contracts that touch the month, by participant number, each with its caps and target."""
    return _Terms(book, month, values).contracts(shifts)


class _Terms:
    """The contracts of one month."""

    def __init__(self, book: ClubBook, month: Month, values: Values) -> None:
        self._period, self._values = month.period, values
        self._type = {program.code: program.type for program in book.programs}
        period = self._period
        self._entries = [one for one in book.contracts if one.first <= period.last and period.first <= one.last]

    def contracts(self, shifts: Sequence[Shift]) -> dict[str, list[Contract]]:
        offered: Counter[str] = Counter()
        for shift in shifts:
            offered[shift.site] += shift.seats * shift.worked_minutes
        claims: Counter[str] = Counter()
        for entry in self._entries:
            for site in entry.sites:
                claims[site] += self._share(entry) // len(entry.sites)
        contracts: dict[str, list[Contract]] = defaultdict(list)
        for entry in self._entries:
            contracts[entry.participant].append(self._contract(entry, self._target(entry, offered, claims)))
        return contracts

    def _caps(self, entry: ContractEntry) -> Caps:
        return caps_of(entry, self._values, self._period.first, self._type.get(entry.program))

    def _contract(self, entry: ContractEntry, target: int | None) -> Contract:
        caps = self._caps(entry)
        return Contract(
            program=entry.program,
            first=entry.first,
            last=entry.last,
            kind=entry.kind,
            sites=entry.sites,
            contract_minutes_per_week=entry.contract_minutes_per_week,
            short_time=is_short_time(entry, self._values, self._period.first),
            max_minutes_per_day=caps.day,
            max_minutes_per_week=caps.week,
            max_minutes_per_four_weeks=caps.four_weeks,
            max_minutes_per_month=caps.month,
            target_minutes=target,
            hourly_wage=entry.hourly_wage,
        )

    def _share(self, entry: ContractEntry) -> int:
        """Minutes that the contract asks for in the period.

        Contract minutes a week times the contract's days in the period over seven; where nothing is agreed, the same
        share of the weekly cap, or of the monthly cap. Never above the monthly cap. 0 where nothing at all is agreed.
        """
        period, caps = self._period, self._caps(entry)
        days = len(Period(max(entry.first, period.first), min(entry.last, period.last)))
        a_week = entry.contract_minutes_per_week or caps.week
        share = (caps.month or 0) * days // len(period) if a_week is None else a_week * days // DAYS_PER_WEEK
        return share if caps.month is None else min(share, caps.month)

    def _target(self, entry: ContractEntry, offered: Mapping[str, int], claims: Mapping[str, int]) -> int | None:
        """The smaller of the contract's share and the fair share of what its sites offer; None where nothing is agreed.

        When the sites of a contract offer fewer seat minutes than all their contracts claim (closed school days,
        holidays), everyone is scaled down alike.
        """
        share = self._share(entry)
        claimed = sum(claims[site] for site in entry.sites)
        if not claimed:
            return None
        seat_minutes = sum(offered[site] for site in entry.sites)
        return min(share, share * seat_minutes // claimed)
