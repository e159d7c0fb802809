"""The operating organisation, its users and their web sessions, and the record of what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Owned, UtcDateTime, choice, now
from models.enums import Role


class Organization(Base):
    """수행기관: the tenant that owns everything else."""

    __tablename__ = "organization"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    city: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(20), default="", comment="printed on rosters and participants' pages")
    coordinator: Mapped[str] = mapped_column(String(40), default="", comment="name beside the telephone number")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class User(Base, Owned):
    """Someone with a login: one account per person, never shared."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("login"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(choice(Role, "role"), default=Role.COORDINATOR)
    password_hash: Mapped[str] = mapped_column(String(200), comment="Argon2id")
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    organization: Mapped[Organization] = relationship()


class WebSession(Base, Owned):
    """A server-side session of a user or of a participant; the browser holds a random token, the row its hash."""

    __tablename__ = "web_session"
    __table_args__ = (CheckConstraint("(user_id IS NULL) <> (participant_id IS NULL)", name="one_owner"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the cookie's token")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    link_generation: Mapped[int | None] = mapped_column(comment="of a participant's link; a newer generation ends it")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditEvent(Base, Owned):
    """One line of the access record (개인정보의 안전성 확보조치 기준 art. 8): who, when, where from, whose data."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    actor: Mapped[str] = mapped_column(String(80), comment="login, or 'participant 17', or 'worker'")
    address: Mapped[str] = mapped_column(String(45), default="", comment="IP address")
    action: Mapped[str] = mapped_column(String(40), comment="such as roster.publish")
    subject: Mapped[str] = mapped_column(String(120), comment="whose data: participant number, programme, or 'all'")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, comment="ids and counts, never personal data")
