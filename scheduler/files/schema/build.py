"""JSON Schema (draft 2020-12) of dataclasses, with their docstrings as descriptions."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
import types
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from scheduler.files import problem_json, result_json
from scheduler.files.plain import LARGEST_NUMBER, default_of, to_plain
from scheduler.files.result_json import ResultFile
from scheduler.problem import Problem

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def problem_schema() -> Schema:
    """The schema of problem files."""
    return _document(Problem, problem_json.FORMAT, problem_json.VERSION, {})


def result_schema() -> Schema:
    """The schema of result files."""
    number = {"type": "number"}
    derived = {
        "penalty": {"type": "integer", "description": "Of the lowest level."},
        "bound": {"type": "integer", "description": "Of the lowest level: no roster costs less."},
        "gap": number | {"description": "(penalty - bound) / max(1, penalty) of the lowest level; 0 is proven."},
    }
    document = _document(ResultFile, result_json.FORMAT, result_json.VERSION, derived)
    document["$defs"]["LevelOutcome"]["properties"]["gap"] = number
    return document


def _document(kind: type, form: str, version: int, further: Schema) -> Schema:
    definitions: Schema = {}
    body = _object(kind, definitions)
    head = {"format": {"const": form}, "version": {"const": version}}
    return {
        "$schema": DIALECT,
        "$id": f"urn:senior-roster:{form}:{version}",
        "title": f"{form} {version}",
        "description": "Times are minutes since midnight, amounts of time are minutes, dates are YYYY-MM-DD.",
        **body,
        "properties": {**head, **body["properties"], **further},
        "required": ["format", "version", *body["required"]],
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: type, definitions: Schema) -> Schema:
    hints, said = get_type_hints(kind), _docstrings(kind)
    properties, required = {}, []
    for field in dataclasses.fields(kind):
        schema = _schema(hints[field.name], definitions)
        if field.name == "id":
            schema["minLength"] = 1
        if field.name in said:
            schema["description"] = said[field.name]
        default = default_of(field)
        if default is dataclasses.MISSING:
            required.append(field.name)
        else:
            schema["default"] = to_plain(default)
        properties[field.name] = schema
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _schema(kind: Any, definitions: Schema) -> Schema:  # noqa: PLR0911 - one return for each kind of value
    origin, members = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (one,) = (member for member in members if member is not type(None))
        return {"anyOf": [_schema(one, definitions), {"type": "null"}]}
    if origin is Mapping:
        names = {"propertyNames": _DATE} if members[0] is date else {}
        return {"type": "object", **names, "additionalProperties": _schema(members[1], definitions)}
    if origin is frozenset:
        return {"type": "array", "items": _schema(members[0], definitions), "uniqueItems": True}
    if origin is tuple:
        return _tuple_schema(members, definitions)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        _define(kind, definitions)
        return {"$ref": f"#/$defs/{_name(kind)}"}
    if issubclass(kind, StrEnum):
        return {"enum": [one.value for one in kind]}
    return dict(_SIMPLE[kind])


def _tuple_schema(members: tuple[Any, ...], definitions: Schema) -> Schema:
    if members[-1] is Ellipsis:
        return {"type": "array", "items": _schema(members[0], definitions)}
    return {
        "type": "array",
        "prefixItems": [_schema(member, definitions) for member in members],
        "items": False,
        "minItems": len(members),
    }


def _define(kind: type, definitions: Schema) -> None:
    if _name(kind) not in definitions:
        definitions[_name(kind)] = {}
        description = _tidy(inspect.getdoc(kind) or "")
        definitions[_name(kind)] = {"description": description, **_object(kind, definitions)}


def _name(kind: type) -> str:
    return kind.__name__.removesuffix("Entry")


def _docstrings(kind: type) -> dict[str, str]:
    """The strings that stand below the fields in the source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - the source of a class is a class
    said = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            said[ast.unparse(field.target)] = _tidy(str(text.value.value))
    return said


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("`", "")).strip()


_DATE: Schema = {"type": "string", "format": "date", "pattern": r"^(19|2[01])\d\d-\d\d-\d\d$"}
_SIMPLE: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: _DATE,
}
