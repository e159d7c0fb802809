"""A club's book into the tables: whole or not at all.

Programmes, sites, shift templates and participants are recognised by their codes and numbers and brought up to date;
those that the book does not name stay. What hangs on an imported participant or site (contracts, wishes, closures ...)
is replaced by what the book says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from models import Organization
from models.queries import places
from scheduler.calendar import Month
from scheduler.club import faults, remarks
from scheduler.club.book import ClubBook, HistoryEntry
from scheduler.values import program_types
from web.services import audit, convert, rule_entries
from web.services.audit import Actor
from web.services.errors import Finding, Refused
from web.services.normal import normalised
from web.services.upsert import Writer

if TYPE_CHECKING:
    from scheduler.files.workbook import CellFault


@dataclass(frozen=True)
class ImportSummary:
    """What an import has changed, or would change when it was tried only."""

    organization_id: int
    added: dict[str, int] = field(default_factory=dict)
    """Number of new entries by kind, named as the tables of `ClubBook`."""
    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    """Entries that the book does not name and that stay."""
    warnings: tuple[Finding, ...] = ()
    """What was taken all the same: totals of a hand-made roster that do not match its cells (the cells were believed),
    and people who are not of the age that their programme asks for."""


def import_book(
    session: Session, organization_id: int | None, book: ClubBook, actor: Actor, dry_run: bool = False
) -> ImportSummary:
    """Bring the organisation's rows up to the book; with None a new organisation is made.

    Raises NotFound, and Refused with every fault of the book. After a `dry_run`, or when anything is raised, the tables
    are as before.
    """
    book = normalised(book)
    found = _findings(faults.find(book), book) + _unknown_sites(session, organization_id, book)
    found += _unknown_types(session, organization_id, book)
    if found:
        session.rollback()
        raise Refused(found)
    try:
        summary = _write(session, organization_id, book, actor)
        if dry_run:
            session.rollback()
        else:
            session.commit()
    except BaseException:
        session.rollback()
        raise
    return summary


def _write(session: Session, organization_id: int | None, book: ClubBook, actor: Actor) -> ImportSummary:
    if organization_id is None:
        owner = Organization(name=book.organization.name)
        session.add(owner)
        session.flush()
    else:
        places.claim(session, organization_id)
        owner = convert.organization_of(session, organization_id)
    writer = Writer(session, owner)
    writer.write(book)
    if writer.too_long:
        raise Refused(writer.too_long)
    audit.record(session, owner.id, actor, "data.import", "all", **writer.counts)
    session.flush()
    typed = replace(book, program_types=rule_entries.program_types(session, owner.id))
    return replace(_summary(owner.id, writer), warnings=tuple(_findings(remarks.find(typed), book)))


def import_workbook(
    session: Session, organization_id: int | None, data: bytes, actor: Actor, dry_run: bool = False
) -> ImportSummary:
    """Read a workbook and import it. Raises Refused with every fault by sheet, row, column and person."""
    from scheduler.files.mistaken import handmade_instead  # noqa: PLC0415 - spreadsheets are read here only
    from scheduler.files.workbook import WorkbookFaults, read_book  # noqa: PLC0415 - as above

    try:
        book = read_book(data)
    except WorkbookFaults as error:
        session.rollback()
        other = handmade_instead(data, error.faults)
        raise Refused(cell_findings([other] if other else error.faults)) from error
    return import_book(session, organization_id, book, actor, dry_run)


def import_handmade(
    session: Session,
    organization_id: int,
    data: bytes,
    actor: Actor,
    dry_run: bool = False,
    *,
    month: Month | None = None,
    file_name: str = "",
) -> ImportSummary:
    """Read a hand-made month as history of its month and sites, which it replaces.

    `month`, or a `file_name` that says it, is needed only where the sheet's title does not. Raises NotFound and
    Refused.
    """
    from scheduler.files.handmade import read_month  # noqa: PLC0415 - spreadsheets are read here only
    from scheduler.files.mistaken import workbook_instead  # noqa: PLC0415 - as above

    read = read_month(data, convert.book_of(session, organization_id, None, forgiving=True), month, file_name)
    if read.faults:
        session.rollback()
        other = workbook_instead(data)
        raise Refused(cell_findings([other] if other else read.faults))
    summary = import_history(session, organization_id, read.entries, actor, dry_run)
    return replace(summary, warnings=tuple(cell_findings(read.warnings)))


def import_history(
    session: Session, organization_id: int, entries: Iterable[HistoryEntry], actor: Actor, dry_run: bool = False
) -> ImportSummary:
    """Keep shifts of earlier months; those of the same months and sites are replaced. Raises NotFound."""
    try:
        places.claim(session, organization_id)
        writer = Writer(session, convert.organization_of(session, organization_id))
        writer.history(tuple(entries))
        session.flush()
        summary = _summary(organization_id, writer)
        if dry_run:
            session.rollback()
        else:
            audit.record(session, organization_id, actor, "history.import", "all", **writer.counts)
            session.commit()
    except BaseException:
        session.rollback()
        raise
    return summary


def _summary(organization_id: int, writer: Writer) -> ImportSummary:
    counts = writer.counts
    return ImportSummary(organization_id, counts["added"], counts["changed"], counts["removed"], counts["kept"])


def _unknown_sites(session: Session, organization_id: int | None, book: ClubBook) -> list[Finding]:
    """Earlier shifts at sites that neither the book nor the tables hold; they could not be kept."""
    known = {entry.code for entry in book.sites}
    if organization_id is not None:
        known |= {row.code for row in places.sites(session, organization_id)}
    return [
        Finding(
            f"지난 근무에 적힌 '{entry.site}' 근무지를 찾을 수 없습니다.",
            f"An earlier shift names the unknown site {entry.site}.",
            sheet="history",
            row=index + 1,
            column="site",
            person=entry.participant,
            day=str(entry.day),
        )
        for index, entry in enumerate(book.history)
        if entry.site not in known
    ]


def _unknown_types(session: Session, organization_id: int | None, book: ClubBook) -> list[Finding]:
    """Programme types that are neither the law's nor the organisation's own."""
    own = [] if organization_id is None else rule_entries.program_types(session, organization_id)
    known = program_types(own)
    return [
        Finding(
            f"'{entry.type}' 사업 유형을 찾을 수 없습니다. 규칙 화면에서 먼저 추가해 주세요.",
            f"There is no programme type {entry.type}. Please add it on the rules page first.",
            sheet="programs",
            row=index + 1,
            column="type",
        )
        for index, entry in enumerate(book.programs)
        if entry.type not in known
    ]


def _findings(found: Iterable[faults.Fault], book: ClubBook) -> list[Finding]:
    names = {entry.number: entry.name for entry in book.participants}
    return [
        Finding(
            fault.ko,
            fault.en,
            sheet=fault.entity,
            row=fault.index + 1,
            column=fault.field,
            person=names.get(fault.participant or "", fault.participant or ""),
        )
        for fault in found
    ]


def cell_findings(found: Iterable[CellFault]) -> list[Finding]:
    """Faults of cells as reasons for a refusal."""
    return [
        Finding(
            fault.ko,
            fault.en,
            sheet=fault.sheet or "",
            row=fault.row,
            column=fault.column or fault.letters or "",
            person=fault.person or "",
        )
        for fault in found
    ]
