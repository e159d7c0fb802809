"""Frozen dataclasses to plain JSON values and back, with every fault said in a sentence that names the entry."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import types
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Json = Any
LARGEST_NUMBER = 1_000_000_000
LONGEST_WORD = 60
MOST_BYTES = 32 * 2**20
FIRST_YEAR, LAST_YEAR = 1900, 2199


class FileFault(ValueError):  # noqa: N818 - it is the file that has a fault, not the program an error
    """A file that cannot be used; the message is one plain sentence that names the place in it."""


class _Where:
    """The place in the file, in words: `participant 김순자 (P0012), contract 1, first`."""

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        self._words = words

    def at(self, word: str) -> _Where:
        return _Where((*self._words, word))

    def entry(self, collection: str, index: int, plain: Json) -> _Where:
        """One entry of a list: by its name and id where it has them, else by its number from 1."""
        one = _SINGULAR.get(collection, collection)
        if isinstance(plain, dict) and isinstance(plain.get("id"), str):
            name = plain.get("name")
            return self.at(f"{one} {name} ({plain['id']})" if isinstance(name, str) else f"{one} {plain['id']}")
        return self.at(f"{one} {index + 1}")

    def fault(self, sentence: str) -> FileFault:
        place = ", ".join(map(_plain_word, self._words))
        return FileFault(f"{place}: {sentence}" if place else sentence)


def _plain_word(word: str) -> str:
    """A name from the file, which may hold anything, as part of a sentence: short, without halves of letters."""
    word = "".join(letter if letter.isprintable() else "�" for letter in word[:LONGEST_WORD])
    return word if len(word) < LONGEST_WORD else word[:-1] + "…"


_SINGULAR = {
    "programs": "programme",
    "sites": "site",
    "shifts": "shift",
    "participants": "participant",
    "contracts": "contract",
    "credentials": "credential",
    "wishes": "wish",
    "locks": "lock",
    "levels": "level",
    "assignments": "assignment",
    "past": "past shift",
    "partners": "pair of partners",
    "keep_apart": "pair kept apart",
}


def read_json(path: Path) -> dict[str, Json]:
    """The object in a JSON file. Raises FileFault when the file cannot be read or holds anything else."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise FileFault(f"{path.name} is larger than {MOST_BYTES // 2**20} MB.")
        plain = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_no_twins)
    except FileFault:
        raise
    except OSError as error:
        raise FileFault(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise FileFault(f"{path.name} is not a JSON file: it is not text in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise FileFault(f"{path.name} is not a JSON file: line {error.lineno}, {error.msg}.") from error
    except (RecursionError, ValueError) as error:
        raise FileFault(f"{path.name} is nested too deeply or holds a number that is far too long.") from error
    if not isinstance(plain, dict):
        raise FileFault(f"{path.name} must hold one JSON object, not {_kind(plain)}.")
    return plain


def write_json(path: Path, head: Mapping[str, Json]) -> None:
    """Write an object, every entry of its lists on a line of its own, so that people and diffs can read it.

    A reader finds the old file or the new one, never a part, whoever is killed meanwhile. Raises FileFault.
    """
    lines = [f"{json.dumps(key)}: {_laid_out(value)}" for key, value in head.items()]
    try:
        _write_whole(path, "{\n" + ",\n".join(lines) + "\n}\n")
    except OSError as error:
        raise FileFault(f"{path.name} cannot be written: {error.strerror or error}.") from error


def _write_whole(path: Path, text: str) -> None:
    """Write beside the file and put it in its place; devices, and files of closed folders, are written as they are."""
    if (path.exists() and not path.is_file()) or not os.access(path.resolve().parent, os.W_OK):
        path.write_text(text, encoding="utf-8")
        return
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _laid_out(value: Json) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _no_twins(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twin, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise FileFault(f"The field {twin!r} stands twice in one object.")
    return found


def check_head(plain: dict[str, Json], form: str, version: int) -> dict[str, Json]:
    """The fields below the head. Raises FileFault when format or version are others than asked for."""
    if plain.get("format") != form:
        raise FileFault(f'The file must say "format": "{form}", not {json.dumps(plain.get("format"))[:60]}.')
    if plain.get("version") != version or isinstance(plain["version"], bool):
        found = json.dumps(plain.get("version"))[:60]
        raise FileFault(f"This program reads version {version} of {form}, not version {found}.")
    return {key: value for key, value in plain.items() if key not in {"format", "version"}}


def to_plain(value: object) -> Json:  # noqa: PLR0911 - one return for each kind of value
    """A dataclass as plain values; a field that is empty and empty by default is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) or getattr(value, field.name) != default_of(field)
        }
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(to_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {to_plain(key): to_plain(one) for key, one in value.items()}
    return value


def default_of(field: dataclasses.Field[Any]) -> object:
    """A field's default, made anew where it is made; MISSING where the field must be given."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def from_plain(kind: type[T], plain: Json) -> T:
    """Build a dataclass of plain values. Raises FileFault for anything that does not fit or that it refuses itself."""
    return _read(kind, plain, _Where())  # type: ignore[no-any-return] # the readers are chosen by type


def _read(kind: Any, plain: Json, where: _Where) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if plain is None else _read(_without_none(kind), plain, where)
    if origin in _COLLECTIONS:
        return _COLLECTIONS[origin](kind, plain, where)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, plain, where)
    if issubclass(kind, StrEnum):
        if plain not in [one.value for one in kind]:
            choices = ", ".join(one.value for one in kind)
            raise where.fault(f"{_shown(plain)} is none of {choices}.")
        return kind(plain)
    return _SIMPLE[kind](plain, where)


def _without_none(kind: Any) -> Any:
    return next(one for one in get_args(kind) if one is not type(None))


@cache
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """Type, and whether it must be given, of every field by name."""
    hints = get_type_hints(kind)
    return {
        field.name: (hints[field.name], default_of(field) is dataclasses.MISSING)
        for field in dataclasses.fields(kind)
        if field.init
    }


def _read_dataclass(kind: Any, plain: Json, where: _Where) -> Any:
    if not isinstance(plain, dict):
        raise where.fault(f"an object with fields is expected, not {_kind(plain)}.")
    fields = _fields(kind)
    for name in plain:
        if name not in fields:
            raise where.fault(f"there is no field called {_shown(name)}.")
    for name, (_, needed) in fields.items():
        if needed and name not in plain:
            raise where.fault(f"the field {name} is missing.")
    values = {name: _read(fields[name][0], value, where.at(name)) for name, value in plain.items()}
    try:
        return kind(**values)
    except FileFault:
        raise
    except ValueError as error:
        raise where.fault(f"{error}.") from error


def _read_list(plain: Json, where: _Where, member: Any) -> list[Any]:
    if not isinstance(plain, list):
        raise where.fault(f"a list is expected, not {_kind(plain)}.")
    *before, collection = where._words or ("",)
    outside = _Where(tuple(before))
    return [_read(member, one, outside.entry(collection, index, one)) for index, one in enumerate(plain)]


def _read_tuple(kind: Any, plain: Json, where: _Where) -> Any:
    members = get_args(kind)
    if members[-1] is Ellipsis:
        return tuple(_read_list(plain, where, members[0]))
    if not isinstance(plain, list) or len(plain) != len(members):
        raise where.fault(f"a list of {len(members)} values is expected.")
    return tuple(_read(member, one, where) for member, one in zip(members, plain, strict=True))


def _read_set(kind: Any, plain: Json, where: _Where) -> Any:
    values = _read_list(plain, where, get_args(kind)[0])
    if len(set(values)) < len(values):
        raise where.fault("something stands twice in the list.")
    return frozenset(values)


def _read_mapping(kind: Any, plain: Json, where: _Where) -> Any:
    if not isinstance(plain, dict):
        raise where.fault(f"an object is expected, not {_kind(plain)}.")
    key_kind, value_kind = get_args(kind)
    return {_read(key_kind, key, where): _read(value_kind, one, where.at(key)) for key, one in plain.items()}


def _read_text(plain: Json, where: _Where) -> str:
    if not isinstance(plain, str):
        raise where.fault(f"text is expected, not {_kind(plain)}.")
    if not plain.isprintable() or (where._words[-1:] in (("id",), ("site",), ("program",)) and not plain):
        raise where.fault("the text is empty or holds characters that cannot be shown.")
    return plain


def _read_number(plain: Json, where: _Where) -> int:
    if isinstance(plain, bool) or not isinstance(plain, int):
        raise where.fault(f"a whole number is expected, not {_shown(plain)}.")
    if abs(plain) > LARGEST_NUMBER:
        raise where.fault(f"the number is beyond {LARGEST_NUMBER}.")
    return plain


def _read_fraction(plain: Json, where: _Where) -> float:
    if isinstance(plain, bool) or not isinstance(plain, int | float) or not abs(plain) <= LARGEST_NUMBER:
        raise where.fault(f"a number is expected, not {_shown(plain)}.")
    return float(plain)


def _read_flag(plain: Json, where: _Where) -> bool:
    if not isinstance(plain, bool):
        raise where.fault(f"true or false is expected, not {_shown(plain)}.")
    return plain


def _read_date(plain: Json, where: _Where) -> date:
    try:
        day = date.fromisoformat(plain) if isinstance(plain, str) and len(plain) == 10 else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise where.fault(
            f"a date YYYY-MM-DD of the years {FIRST_YEAR} to {LAST_YEAR} is expected, not {_shown(plain)}."
        )
    return day


def _shown(plain: Json) -> str:
    said = json.dumps(plain, ensure_ascii=True)
    return said if len(said) <= 40 else said[:37] + "..."


def _kind(plain: Json) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return kinds.get(type(plain), "a number")


_COLLECTIONS: dict[Any, Callable[[Any, Json, _Where], Any]] = {
    tuple: _read_tuple,
    frozenset: _read_set,
    Mapping: _read_mapping,
}
_SIMPLE: dict[Any, Callable[[Json, _Where], Any]] = {
    str: _read_text,
    int: _read_number,
    float: _read_fraction,
    bool: _read_flag,
    date: _read_date,
}
