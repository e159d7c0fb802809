"""Programmes, sites, shift templates and the calendar of each site."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Owned, choice
from models.enums import ClosureKind, HolidayPolicy, Season, ShiftBand


class Program(Base, Owned):
    """사업단: a project unit."""

    __tablename__ = "program"
    __table_args__ = (UniqueConstraint("organization_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(80))
    type: Mapped[str] = mapped_column(String(24), default="community", comment="one of the law's, or of program_type")
    budget_minutes: Mapped[int | None] = mapped_column(comment="worked minutes a month at most")
    budget_won: Mapped[int | None] = mapped_column(comment="wages a month at most")

    sites: Mapped[list[Site]] = relationship(
        back_populates="program", order_by="Site.id", cascade="all, delete-orphan", passive_deletes=True
    )


class Site(Base, Owned):
    """근무지: a place of work."""

    __tablename__ = "site"
    __table_args__ = (UniqueConstraint("organization_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(80))
    client_org: Mapped[str] = mapped_column(String(80), default="", comment="수요처, such as the school")
    address: Mapped[str] = mapped_column(String(160), default="")
    bring: Mapped[str] = mapped_column(String(160), default="", comment="what participants bring along")
    holiday_policy: Mapped[HolidayPolicy] = mapped_column(
        choice(HolidayPolicy, "holiday_policy"), default=HolidayPolicy.OPEN
    )
    pair_min: Mapped[int] = mapped_column(default=1, comment="2: nobody works here alone (2인 1조)")
    require_experienced: Mapped[bool] = mapped_column(default=False)
    paid_break: Mapped[bool] = mapped_column(default=False)

    program: Mapped[Program] = relationship(back_populates="sites")
    templates: Mapped[list[ShiftTemplate]] = relationship(
        back_populates="site", order_by="ShiftTemplate.start", cascade="all, delete-orphan", passive_deletes=True
    )
    closures: Mapped[list[Closure]] = relationship(
        back_populates="site", order_by="Closure.first", cascade="all, delete-orphan", passive_deletes=True
    )


class ShiftTemplate(Base, Owned):
    """근무 유형: the same slot on many days."""

    __tablename__ = "shift_template"
    __table_args__ = (
        UniqueConstraint("site_id", "code"),
        CheckConstraint('start >= 0 AND start < 1440 AND "end" > start AND "end" <= start + 1440', name="times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(4), comment="one letter for the cells, such as 새")
    name: Mapped[str] = mapped_column(String(40))
    start: Mapped[int] = mapped_column(comment="minutes since midnight")
    end: Mapped[int] = mapped_column(comment="minutes since midnight; above 1440 after midnight")
    break_minutes: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int] = mapped_column(default=1)
    weekdays: Mapped[str] = mapped_column(String(7), default="0123456", comment="digits, 0 is Monday")
    season: Mapped[Season] = mapped_column(choice(Season, "season"), default=Season.ALL)
    band: Mapped[ShiftBand] = mapped_column(choice(ShiftBand, "band"), default=ShiftBand.AM)
    credentials: Mapped[list[str]] = mapped_column(JSON, default=list, comment="kinds everyone here must hold")
    priority: Mapped[int] = mapped_column(default=1)
    external: Mapped[bool] = mapped_column(default=False, comment="filled by someone from outside")
    event: Mapped[bool] = mapped_column(default=False, comment="a training or meeting (교): no seats, hours count")
    outdoor: Mapped[bool] = mapped_column(default=False, comment="not in the heat of a summer noon")

    site: Mapped[Site] = relationship(back_populates="templates")


class Closure(Base, Owned):
    """휴업일 or 방학 of one site, both ends included."""

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint('"last" >= "first"', name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    kind: Mapped[ClosureKind] = mapped_column(choice(ClosureKind, "kind"), default=ClosureKind.CLOSED)
    name: Mapped[str] = mapped_column(String(40), default="")

    site: Mapped[Site] = relationship(back_populates="closures")


class Holiday(Base, Owned):
    """A public holiday as the organisation keeps it: seeded, and added to by hand."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("organization_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(60))
