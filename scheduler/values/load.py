"""Reads the table of numbers and of programme types that comes with the program. Every fault in it is named."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from scheduler.enums import EmploymentKind, Ground
from scheduler.values.value import Amount, Mark, Number, Stricter, Unit, Value

HERE = Path(__file__).parent
OFF = "off"
_NUMBER = {"rule", "ko", "en", "unit", "stricter", "range", "off", "rows"}
_ROW = {
    "value", "valid_from", "contract_kind", "program_type", "ground", "ko", "en", "mark", "fixed", "limit",
}  # fmt: skip


class TableFault(ValueError):  # noqa: N818 - it is the table that has a fault, not the program an error
    """A table that cannot be used; the message names the number and the row."""


@cache
def numbers() -> Mapping[str, Number]:
    """Every number by name, in the table's order."""
    with (HERE / "table.toml").open("rb") as file:
        return read_numbers(tomllib.load(file))


def read_numbers(table: Mapping[str, Any]) -> dict[str, Number]:
    """The numbers of a table. Raises TableFault for a field that is missing, unknown, or says what it cannot."""
    return {name: _number(name, entry) for name, entry in table.items()}


def _number(name: str, entry: Mapping[str, Any]) -> Number:
    _refuse_fields(name, entry, _NUMBER, needed={"rule", "ko", "en", "unit", "stricter", "rows"})
    unit = _one_of(Unit, entry["unit"], name)
    if (unit is Unit.YES_NO) is ("range" in entry):
        raise TableFault(f"{name}: a number has a range, and yes or no has none")
    least, most = entry.get("range", (0, 1))
    stricter = _one_of(Stricter, entry["stricter"], name)
    bare = Number(
        name, entry["rule"], entry["ko"], entry["en"], unit, stricter, least, most, entry.get("off", False), ()
    )
    rows = tuple(_row(bare, number, row) for number, row in enumerate(entry["rows"], start=1))
    places = [(row.valid_from, row.contract_kind, row.program_type) for row in rows]
    if len(set(places)) < len(places):
        raise TableFault(f"{name}: two rows are for the same day, kind and programme type")
    if not any(row.contract_kind is None and row.program_type is None for row in rows):
        raise TableFault(f"{name}: no row is for everybody")
    return Number(name, bare.rule, bare.ko, bare.en, unit, stricter, least, most, bare.may_be_off, rows)


def _row(number: Number, place: int, row: Mapping[str, Any]) -> Value:
    where = f"{number.name}, row {place}"
    _refuse_fields(where, row, _ROW, needed={"value", "ground", "ko", "en", "mark"})
    valid_from = row.get("valid_from", date.min)
    if type(valid_from) is not date:
        raise TableFault(f"{where}: valid_from is a day, not {valid_from}")
    value, fixed = _amount(number, where, row["value"]), row.get("fixed", False)
    kind = row.get("contract_kind")
    return Value(
        number.name,
        value,
        valid_from,
        None if kind is None else _one_of(EmploymentKind, kind, where),
        row.get("program_type"),
        _one_of(Ground, row["ground"], where),
        row["ko"],
        row["en"],
        _one_of(Mark, row["mark"], where),
        fixed,
        _amount(number, where, row.get("limit", row["value"])) if fixed else None,
    )


def _amount(number: Number, where: str, written: object) -> Amount:
    value = None if written == OFF else written
    fault = number.fault(value)
    if fault:
        raise TableFault(f"{where}: {fault[1]}")
    return value  # type: ignore[return-value] # Number.fault lets nothing else through


def _refuse_fields(where: str, entry: Mapping[str, Any], known: set[str], needed: set[str]) -> None:
    for field in sorted(entry.keys() - known):
        raise TableFault(f"{where}: there is no field called {field}")
    for field in sorted(needed - entry.keys()):
        raise TableFault(f"{where}: the field {field} is missing")


def _one_of(kind: Any, word: object, where: str) -> Any:
    if word not in [one.value for one in kind]:
        raise TableFault(f"{where}: {word} is none of {', '.join(one.value for one in kind)}")
    return kind(word)
