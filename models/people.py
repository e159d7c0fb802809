"""Participants and what the roster needs to know of them; nothing else is kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Owned, choice
from models.enums import EmploymentKind, PairKind, WishKind
from models.places import Program, ShiftTemplate, Site


class _OfParticipant(Owned):
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)


class Participant(Base, Owned):
    """참여자."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), comment="the club's own number")
    name: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(20), default="")
    birth_year: Mapped[int | None]
    night_opt_in: Mapped[bool] = mapped_column(default=False)
    novice_until: Mapped[date | None] = mapped_column(comment="last day as a newcomer")
    groups: Mapped[list[str]] = mapped_column(
        JSON, default=list, comment="names of the club's own groups, such as crews"
    )
    safety_trained_on: Mapped[date | None] = mapped_column(comment="safety training before work finished")
    training_minutes: Mapped[int] = mapped_column(default=0, comment="training so far this year")
    prefers_alternate: Mapped[bool] = mapped_column(default=False, comment="rather not on two days running")
    preferred_sites: Mapped[list[str]] = mapped_column(JSON, default=list, comment="codes of preferred or near sites")
    stand_by: Mapped[bool] = mapped_column(default=False, comment="may be called when somebody is missing (대체 가능)")
    link_generation: Mapped[int] = mapped_column(default=1, comment="the next one revokes the personal link")
    link_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment="SHA-256 of the personal link's token"
    )

    contracts: Mapped[list[Contract]] = relationship(
        back_populates="participant", order_by="Contract.first", cascade="all, delete-orphan", passive_deletes=True
    )
    credentials: Mapped[list[Credential]] = relationship(
        back_populates="participant", order_by="Credential.id", cascade="all, delete-orphan", passive_deletes=True
    )
    unavailable: Mapped[list[Unavailability]] = relationship(
        back_populates="participant", order_by="Unavailability.id", cascade="all, delete-orphan", passive_deletes=True
    )
    wishes: Mapped[list[Wish]] = relationship(
        back_populates="participant", order_by="Wish.id", cascade="all, delete-orphan", passive_deletes=True
    )
    usuals: Mapped[list[Usual]] = relationship(
        back_populates="participant", order_by="Usual.id", cascade="all, delete-orphan", passive_deletes=True
    )


class Contract(Base, _OfParticipant):
    """근로계약 or 위촉: with which programme, where, how long, how many hours."""

    __tablename__ = "contract"
    __table_args__ = (CheckConstraint('"last" >= "first"', name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EmploymentKind] = mapped_column(choice(EmploymentKind, "kind"))
    first: Mapped[date]
    last: Mapped[date]
    site_codes: Mapped[list[str]] = mapped_column(JSON, default=list, comment="sites named in the contract")
    contract_minutes_per_week: Mapped[int | None] = mapped_column(comment="소정근로시간")
    max_minutes_per_week: Mapped[int | None] = mapped_column(comment="null: the default for the kind")
    max_minutes_per_month: Mapped[int | None] = mapped_column(comment="null: the default for the kind")
    hourly_wage: Mapped[int | None] = mapped_column(comment="won; null: the minimum wage")

    participant: Mapped[Participant] = relationship(back_populates="contracts")
    program: Mapped[Program] = relationship()


class Credential(Base, _OfParticipant):
    """A certificate or check: kind and validity, never its content."""

    __tablename__ = "credential"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]

    participant: Mapped[Participant] = relationship(back_populates="credentials")


class Unavailability(Base, _OfParticipant):
    """근무 불가: a weekday of every week (within dates, where given) or a span of dates, without a reason."""

    __tablename__ = "unavailability"
    __table_args__ = (CheckConstraint('weekday IS NOT NULL OR "first" IS NOT NULL', name="weekday_or_dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    weekday: Mapped[int | None] = mapped_column(comment="0 is Monday")
    first: Mapped[date | None]
    last: Mapped[date | None]
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=1440)

    participant: Mapped[Participant] = relationship(back_populates="unavailable")


class Wish(Base, _OfParticipant):
    """희망휴무, 희망 요일 or 희망 시간대."""

    __tablename__ = "wish"
    __table_args__ = (CheckConstraint("strength BETWEEN 1 AND 3", name="strength"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[WishKind] = mapped_column(choice(WishKind, "kind"))
    day: Mapped[date | None]
    weekday: Mapped[int | None]
    template_id: Mapped[int | None] = mapped_column(ForeignKey("shift_template.id", ondelete="CASCADE"))
    strength: Mapped[int] = mapped_column(default=1)

    participant: Mapped[Participant] = relationship(back_populates="wishes")
    template: Mapped[ShiftTemplate | None] = relationship()


class Usual(Base, _OfParticipant):
    """평소 근무: a weekday and template someone usually works."""

    __tablename__ = "usual"

    id: Mapped[int] = mapped_column(primary_key=True)
    weekday: Mapped[int]
    template_id: Mapped[int] = mapped_column(ForeignKey("shift_template.id", ondelete="CASCADE"))

    participant: Mapped[Participant] = relationship(back_populates="usuals")
    template: Mapped[ShiftTemplate] = relationship()


class Pair(Base, Owned):
    """Two participants kept apart or together; no reason is kept."""

    __tablename__ = "pair"
    __table_args__ = (CheckConstraint("first_id <> second_id", name="two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PairKind] = mapped_column(choice(PairKind, "kind"))

    first: Mapped[Participant] = relationship(foreign_keys=[first_id])
    second: Mapped[Participant] = relationship(foreign_keys=[second_id])


class PastShift(Base, _OfParticipant):
    """A shift of an earlier month that was not made here, read from a hand-made roster."""

    __tablename__ = "past_shift"
    __table_args__ = (UniqueConstraint("participant_id", "day", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    code: Mapped[str] = mapped_column(String(4))
    start: Mapped[int]
    end: Mapped[int]
    worked_minutes: Mapped[int]

    participant: Mapped[Participant] = relationship()
    site: Mapped[Site] = relationship()
