"""What a club keeps of its people beyond contracts and certificates: crews, training, who can be called, a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from scheduler.club.book import ContractEntry, ParticipantEntry, TemplateEntry
from scheduler.club.draft import Draft
from scheduler.problem import ShiftBand

CREWS = ("A조", "B조")
_MEETING = ("교", "교육·회의", 840, 960)
"""Letter, name, start and end: two hours in the afternoon."""


def add_extras(draft: Draft) -> None:
    """Give everybody a day of safety training, those who rotate one of two crews, and some what they asked for.

    Nothing here is drawn by chance: what else a club has stays as it was.
    """
    contracts = {one.participant: one for one in reversed(draft.contracts)}
    for site, crew in draft.crews.items():
        for place, number in enumerate(crew):
            person = draft.participants[number]
            groups = frozenset({CREWS[place % 2]}) if draft.kinds[site].rotating else frozenset()
            draft.participants[number] = replace(_extras(person, contracts[number], place), groups=groups)


def _extras(person: ParticipantEntry, contract: ContractEntry, place: int) -> ParticipantEntry:
    """Training before the contract begins; one in four may be called, one in nine likes days in between."""
    return replace(
        person,
        safety_trained_on=contract.first - timedelta(days=1 + place % 5),
        training_minutes=120 * (place % 6),
        prefers_alternate=place % 9 == 4,
        preferred_sites=contract.sites if place % 3 == 1 else frozenset(),
        stand_by=place % 4 == 1,
    )


def add_meeting(draft: Draft, site: str) -> None:
    """A monthly training and meeting (교) of the site's programme; who goes is written into the roster by hand."""
    code, name, start, end = _MEETING
    draft.templates.append(TemplateEntry(site, code, name, start, end, 0, 0, band=ShiftBand.PM, event=True))
