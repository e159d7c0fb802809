"""Heat: how hot it felt on a day, and hours of a site that were cut for it, as a coordinator typed them in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned


class HeatDay(Base, Owned):
    """The apparent temperature (체감온도) of one day, announced or measured."""

    __tablename__ = "heat_day"
    __table_args__ = (UniqueConstraint("organization_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    degrees: Mapped[int] = mapped_column(comment="degrees Celsius, decimals left out")


class HeatCut(Base, Owned):
    """How much shorter the outdoor work of a site was on one day because of heat, for everybody who was on it."""

    __tablename__ = "heat_cut"
    __table_args__ = (
        UniqueConstraint("organization_id", "site_id", "day"),
        CheckConstraint("cut_minutes >= 1", name="cut"),
        CheckConstraint("made_up_minutes >= 0 AND made_up_minutes <= cut_minutes", name="made_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    cut_minutes: Mapped[int] = mapped_column(comment="of each person")
    made_up_minutes: Mapped[int] = mapped_column(default=0, comment="of them made up since (보충), of each person")
