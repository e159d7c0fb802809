"""The law book: every rule of a roster, checked, scored and said in a sentence, without any solver.

One module for each family of rules; each states its formulas. `judge` asks them all, `edits` tells what one changed
cell breaks, `effects` what a change does to the whole roster, `openings` explains open seats. docs/problem.md lists the
rules, docs/adding-a-rule.md shows how to add one.
"""

from scheduler.rules.base import (
    Basis,
    Case,
    Finding,
    Ground,
    HardRule,
    PenaltyItem,
    Rule,
    SoftRule,
    UnaryRule,
    Violation,
)
from scheduler.rules.edits import violations_if_added, violations_if_removed
from scheduler.rules.effects import Effect, Judged, effect, judged, outlooks
from scheduler.rules.eligibility import UNARY, eligible, objection
from scheduler.rules.judge import HARD, SOFT, check, level_penalties, rule, score, sentence, warn
from scheduler.rules.openings import (
    Obstacle,
    OpenSeat,
    fillable,
    is_complete,
    open_seats,
    summary_open,
    why_open,
)
from scheduler.rules.warnings import WARNINGS, Notice, Observations

__all__ = [
    "HARD",
    "SOFT",
    "UNARY",
    "WARNINGS",
    "Basis",
    "Case",
    "Effect",
    "Finding",
    "Ground",
    "HardRule",
    "Judged",
    "Notice",
    "Observations",
    "Obstacle",
    "OpenSeat",
    "PenaltyItem",
    "Rule",
    "SoftRule",
    "UnaryRule",
    "Violation",
    "check",
    "effect",
    "eligible",
    "fillable",
    "is_complete",
    "judged",
    "level_penalties",
    "objection",
    "open_seats",
    "outlooks",
    "rule",
    "score",
    "sentence",
    "summary_open",
    "violations_if_added",
    "violations_if_removed",
    "warn",
    "why_open",
]
