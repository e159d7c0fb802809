"""Warnings: a third kind of rule beside hard and soft ones. They tell what should be known, and change nothing.

Each is about a roster, and about what is known beyond it (`Observations`).
"""

from scheduler.rules.warnings.base import Notice, Observations
from scheduler.rules.warnings.club_facts import ManyLeave, ManySameDayChanges, NoWageTable
from scheduler.rules.warnings.endings import ContractEnds, CredentialEnds, EmploymentInsurance
from scheduler.rules.warnings.learning import TrainingMissing
from scheduler.rules.warnings.paid_more import HolidayWork, NightWork
from scheduler.rules.warnings.thresholds import NearFifteenHours, NearSixtyHours, OffContract
from scheduler.rules.warnings.weather import ApparentTemperature, HeatNotMadeUp

WARNINGS: tuple[Notice, ...] = (
    NearFifteenHours(), NearSixtyHours(), OffContract(), NightWork(), HolidayWork(), CredentialEnds(),
    TrainingMissing(), EmploymentInsurance(), ContractEnds(), ApparentTemperature(), HeatNotMadeUp(), NoWageTable(),
    ManyLeave(), ManySameDayChanges(),
)  # fmt: skip
"""In the order of their names."""

__all__ = ["WARNINGS", "Notice", "Observations"]
