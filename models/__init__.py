"""The tables, the questions asked of them, and their migrations. They know neither the scheduler nor the web."""

from models.base import Base
from models.heat import HeatCut, HeatDay
from models.organizations import AuditEvent, Organization, User, WebSession
from models.people import (
    Contract,
    Credential,
    Pair,
    Participant,
    PastShift,
    Unavailability,
    Usual,
    Wish,
)
from models.places import Closure, Holiday, Program, ShiftTemplate, Site
from models.rosters import Assignment, Roster, RosterCell, RosterEdit, SolveJob
from models.rules import ProgramType, Relaxation, RuleSetting, RuleValue

__all__ = [
    "Assignment",
    "AuditEvent",
    "Base",
    "Closure",
    "Contract",
    "Credential",
    "HeatCut",
    "HeatDay",
    "Holiday",
    "Organization",
    "Pair",
    "Participant",
    "PastShift",
    "Program",
    "ProgramType",
    "Relaxation",
    "Roster",
    "RosterCell",
    "RosterEdit",
    "RuleSetting",
    "RuleValue",
    "ShiftTemplate",
    "Site",
    "SolveJob",
    "Unavailability",
    "User",
    "Usual",
    "WebSession",
    "Wish",
]
