"""The numbers of the rules and the programme types, as dated data with their sources (docs/rules-data.md)."""

from scheduler.values.load import TableFault
from scheduler.values.parameters import levels_of, parameters_of
from scheduler.values.programs import ProgramType, law_program_types, program_types
from scheduler.values.value import Amount, Mark, Number, Stricter, Unit, Value
from scheduler.values.values import SHIPPED, Refusal, Values

__all__ = [
    "SHIPPED",
    "Amount",
    "Mark",
    "Number",
    "ProgramType",
    "Refusal",
    "Stricter",
    "TableFault",
    "Unit",
    "Value",
    "Values",
    "law_program_types",
    "levels_of",
    "parameters_of",
    "program_types",
]
