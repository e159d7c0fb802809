"""What one check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Grade(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one check. Texts are English msgids with `%(name)s` for the facts."""

    check: str
    """Its name, as docs/operations.md lists it."""
    grade: Grade
    message: str
    """What was found."""
    advice: str = ""
    """What to do; empty when there is nothing to do."""
    facts: Mapping[str, object] = field(default_factory=dict)
    stops: bool = False
    """Too dangerous to start the web server with."""


def fine(check: str, message: str, **facts: object) -> Finding:
    """Nothing to do."""
    return Finding(check, Grade.OK, message, facts=facts)


def warning(check: str, message: str, advice: str, **facts: object) -> Finding:
    """To be mended soon."""
    return Finding(check, Grade.WARNING, message, advice, facts)


def danger(check: str, message: str, advice: str, **facts: object) -> Finding:
    """To be mended now; the program goes on meanwhile."""
    return Finding(check, Grade.DANGER, message, advice, facts)


def stop(check: str, message: str, advice: str, **facts: object) -> Finding:
    """To be mended before the web server starts."""
    return Finding(check, Grade.DANGER, message, advice, facts, stops=True)
