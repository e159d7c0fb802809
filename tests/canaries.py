"""Unique strings in every field of two organisations, and the search for them where they must not be.

A canary is `QZA0017`: whose it is (A or B) and a number that belongs to one column of one row. Every column that holds
text gets canaries by itself; one that does not must be listed in FIXED with the reason. What is stored of secrets
(SECRET) is searched for as it stands.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdf
from sqlalchemy import JSON, Column, Enum, String, Table, Text, inspect, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import Base

FIXED = {
    "audit_event.action": "a word of the program",
    "audit_event.details": "ids and counts, which `hidden_in_rows` searches",
    "contract.site_codes": "repeats site.code",
    "past_shift.code": "one letter for the cells",
    "roster.month": "YYYY-MM",
    "roster_edit.month": "YYYY-MM",
    "roster_edit.steps": "ids, and what roster_cell.note held",
    "shift_template.code": "one letter for the cells",
    "shift_template.credentials": "repeats credential.kind",
    "shift_template.weekdays": "digits",
    "participant.groups": "a list of words",
    "participant.preferred_sites": "repeats site.code",
    "program.type": "a word of the program, or repeats program_type.code",
    "relaxation.rule": "a word of the program",
    "rule_setting.fields": "numbers, and codes that stand elsewhere",
    "rule_setting.kind": "a word of the program",
    "rule_setting.scope": "codes and numbers that stand elsewhere",
    "rule_setting.sentence": "a word of the program",
    "rule_value.name": "a word of the program",
    "rule_value.program_type": "repeats program_type.code",
    "rule_value.value": "a number",
    "solve_job.month": "YYYY-MM",
    "solve_job.problem": "written by the worker; `hidden_in_rows` searches it",
    "solve_job.progress": "written by the worker; `hidden_in_rows` searches it",
    "solve_job.result": "written by the worker; `hidden_in_rows` searches it",
}
"""Columns of text without a canary of their own, each with the reason."""
SECRET = {"participant.link_hash", "user_account.password_hash", "web_session.token_hash"}
"""Columns whose content nobody may ever see."""
NAMELESS = ("solve_job.problem", "solve_job.result", "solve_job.progress", "audit_event.details")
"""Columns that refer to people by numbers or ids only."""
PERSONAL = {
    "participant.name", "participant.phone", "user_account.name", "organization.coordinator", "organization.phone",
    "site.address", "roster_cell.note",
}  # fmt: skip
"""What must not stand in columns that are NAMELESS: who somebody is, and how to reach them."""

_CANARY = re.compile(r"QZ([AB])(\d{4})", re.IGNORECASE)
_GAPS = re.compile(r"[\s\-]+")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a canary lives."""

    owner: str
    """A or B."""
    column: str
    """Such as participant.name."""
    row: int


class Aviary:
    """All canaries: hands out new ones, and knows where each lives."""

    def __init__(self) -> None:
        self._last = 0
        self.homes: dict[str, Home] = {}
        self.secrets: dict[str, Home] = {}

    def new(self, owner: str) -> str:
        """A canary nobody has yet."""
        self._last += 1
        return f"QZ{owner}{self._last:04}"

    def settle(self, session: Session, owners: dict[int, str]) -> None:
        """Give every text of these organisations its canary, and note where each lives. Commits.

        `owners` says for each organisation's id which letter it has.
        """
        for table, column in text_columns():
            name, key = f"{table.name}.{column.name}", table.c.id
            belongs = table.c.id if table.name == "organization" else table.c.organization_id
            rows = session.execute(select(key, belongs, column).where(belongs.in_(owners)).order_by(key)).all()
            for row, organization, value in rows:
                owner = owners[organization]
                if name in SECRET:
                    if value is not None:
                        self.secrets[value] = Home(owner, name, row)
                elif name not in FIXED:
                    self.homes[self._placed(session, column, row, owner, value)] = Home(owner, name, row)
        session.commit()

    def _placed(self, session: Session, column: Column[str], row: int, owner: str, value: str | None) -> str:
        if value is not None and _CANARY.fullmatch(value):
            return value
        canary = self.new(owner)
        session.execute(update(column.table).where(column.table.c.id == row).values({column.name: canary}))
        return canary

    def found(self, text: str) -> dict[str, Home]:
        """The canaries and secrets in a text, also those broken over two lines."""
        tight = _GAPS.sub("", text)
        seen = {f"QZ{owner.upper()}{number}" for owner, number in _CANARY.findall(tight)}
        found = {one: self.homes[one] for one in seen if one in self.homes}
        return found | {secret: home for secret, home in self.secrets.items() if secret in text}

    def kinds(self) -> set[tuple[str, str]]:
        """Which columns of which organisation have canaries or secrets."""
        return {(home.owner, home.column) for home in (*self.homes.values(), *self.secrets.values())}


def text_columns() -> Iterator[tuple[Table, Column[str]]]:
    """Every column that can hold text of its own: no enums, for their values are the program's words."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | Text | JSON) and not isinstance(column.type, Enum):
                yield table, column


def unsettled(aviary: Aviary) -> list[str]:
    """Columns of text that have no canary, no secret and no reason, as `A participant.name`; there should be none."""
    names = {f"{table.name}.{column.name}" for table, column in text_columns()}
    settled = aviary.kinds()
    return sorted(
        f"{owner} {name}" for name in names - FIXED.keys() for owner in "AB" if (owner, name) not in settled
    ) + sorted(f"{name} is no column" for name in FIXED.keys() | SECRET if name not in names)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Everything that is logged meanwhile, as it would be written, with the way to each fault."""
    written: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    handler.emit = lambda record: written.append(handler.format(record))  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # The database's own log of statements is off unless somebody turns it on to look for a fault.
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def words_of(response: TestResponse) -> str:
    """Everything readable in a response: headers, and the text of HTML, JSON, PDF or Excel."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers if name != "Set-Cookie")
    body = response.get_data()
    if body.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(body))
        inside = [page.extract_text() for page in reader.pages] + [str(reader.metadata)]
    elif body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            inside = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    else:
        inside = [body.decode("utf-8", "replace")]
    return "\n".join([headers, *inside])


def hidden_in_rows(session: Session, aviary: Aviary) -> Iterator[str]:
    """Personal canaries in the columns that refer to people by numbers only."""
    for table, column in text_columns():
        name = f"{table.name}.{column.name}"
        if name in NAMELESS:
            for value in session.scalars(select(column)):
                for canary, home in aviary.found(str(value or "")).items():
                    if home.column in PERSONAL:
                        yield f"{canary} of {home.column} in {name}"


def tables_without_rows(session: Session, owners: Iterable[int]) -> list[str]:
    """Tables of which one of the organisations has no row: nothing of them would be searched for."""
    found = []
    for mapper in Base.registry.mappers:
        if "organization_id" in inspect(mapper.class_).columns:
            for owner in owners:
                if session.scalar(select(mapper.class_).where(mapper.class_.organization_id == owner).limit(1)) is None:
                    found.append(f"{mapper.local_table} of {owner}")
    return found
