"""S08: shifts away from the sites someone prefers."""

from __future__ import annotations

from scheduler.encode.vars import Vars
from scheduler.rules.near import is_far


def encode(v: Vars) -> None:
    """One unit for each shift at another site; nothing for people who prefer none."""
    if v.is_on("S08"):
        for person in v.people:
            if person.preferred_sites:
                v.charge("S08", v.count(person.id, [s for s in v.possible(person.id) if is_far(person, s)]))
