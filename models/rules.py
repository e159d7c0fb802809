"""What an organisation adds to the rules: its numbers, its conditions, its exceptions, its programme types.

Nothing here is overwritten: a changed number or condition is a new row, and the old one says until when it held.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned, UtcDateTime, choice, now
from models.enums import EmploymentKind


class ProgramType(Base, Owned):
    """A programme type that the organisation adds to those of the law, such as a city's programme for the middle-aged.

    Its caps and ages are rows of `RuleValue` for its code.
    """

    __tablename__ = "program_type"
    __table_args__ = (UniqueConstraint("organization_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60), default="")
    least_age: Mapped[int | None]
    most_age: Mapped[int | None]
    subsidized: Mapped[bool] = mapped_column(default=True, comment="재정지원 일자리: one at a time for a person")


class RuleValue(Base, Owned):
    """A number of the rules as the organisation sets it, from a day on; the newest row of that day or before holds."""

    __tablename__ = "rule_value"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), comment="name of the number, or weight.S04")
    value: Mapped[Any] = mapped_column(JSON, comment="whole number, true, false or null")
    valid_from: Mapped[date]
    contract_kind: Mapped[EmploymentKind | None] = mapped_column(choice(EmploymentKind, "contract_kind"))
    program_type: Mapped[str | None] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(200), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    actor: Mapped[str] = mapped_column(String(80), comment="login, or 'command line'")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class RuleSetting(Base, Owned):
    """A condition (조건): a sentence with its blanks filled. A changed one is ended, and a new row takes its place."""

    __tablename__ = "rule_setting"
    __table_args__ = (CheckConstraint("strength >= 1", name="strength"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), comment="field of the scheduler's Conditions, such as amounts")
    sentence: Mapped[str] = mapped_column(String(40), comment="which sentence with blanks it was filled into")
    must: Mapped[bool] = mapped_column(default=False, comment="꼭; otherwise 되도록")
    strength: Mapped[int] = mapped_column(default=1)
    scope: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, comment="programs, kinds, groups, participants (numbers); all empty: everybody"
    )
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, comment="the blanks, as the condition's fields")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    actor: Mapped[str] = mapped_column(String(80), comment="login, or 'command line'")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("rule_setting.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(80), default="")


class Relaxation(Base, Owned):
    """A hard rule set aside for some days, with a written reason."""

    __tablename__ = "relaxation"
    __table_args__ = (CheckConstraint('"last" >= "first"', name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(4), comment="such as H16")
    first: Mapped[date]
    last: Mapped[date]
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True, comment="null: everybody"
    )
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), index=True, comment="null: every site"
    )
    reason: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    actor: Mapped[str] = mapped_column(String(80), comment="login, or 'command line'")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str] = mapped_column(String(80), default="")
