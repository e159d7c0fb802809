"""What services raise when they cannot do what was asked. Views and commands say it in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class ServiceError(Exception):
    """An act that was not done. `message` is an English msgid with `%(name)s` for the facts."""

    code = "error"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message % facts if facts else message)
        self.message = message
        self.facts = facts


class NotFound(ServiceError):  # noqa: N818 - an answer to the asker, not a fault of the program
    """There is no such thing in this organisation."""

    code = "not_found"


class Conflict(ServiceError):  # noqa: N818 - as above
    """Something else happened in the meantime, or the present state does not allow it."""

    code = "conflict"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a refusal, with its place in a workbook where it has one."""

    ko: str
    en: str
    sheet: str = ""
    row: int | None = None
    """As Excel counts rows, from 1."""
    column: str = ""
    """The column's heading."""
    person: str = ""
    """Name or number of the participant it is about."""
    day: str = ""
    """YYYY-MM-DD; empty where no day is meant."""
    rule: str = ""
    """The broken rule, such as H16; empty where it is no rule."""

    def sentence(self, lang: str = "ko") -> str:
        """The sentence in Korean, or in English for `en`."""
        return self.en if lang == "en" else self.ko

    def line(self, lang: str = "ko") -> str:
        """Place, person and sentence on one line: 참여자 7행 전화번호, 김영숙: …"""
        row = "" if self.row is None else f"row {self.row}" if lang == "en" else f"{self.row}행"
        place = ", ".join(
            part for part in (" ".join(filter(None, (self.sheet, row, self.column))), self.person) if part
        )
        return f"{place}: {self.sentence(lang)}" if place else self.sentence(lang)


class Refused(ServiceError):  # noqa: N818 - as above
    """The data say no: nothing was stored, and every reason is listed."""

    code = "refused"

    def __init__(self, findings: Iterable[Finding], message: str = "Nothing was stored. Faults: %(count)s.") -> None:
        self.findings = tuple(findings)
        super().__init__(message, count=len(self.findings))
