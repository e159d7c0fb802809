"""Text as it is kept: composed Korean syllables, without blanks at its ends.

File names and cells written on macOS hold decomposed syllables; 김 then is three characters and equals no other 김.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def composed(text: str) -> str:
    """The text in Unicode's composed form, stripped."""
    return unicodedata.normalize("NFC", text).strip()


def normalised(value: T) -> T:
    """A copy of dataclasses, tuples, sets and mappings in which every text is composed."""
    return _normal(value)  # type: ignore[no-any-return]  # the same kind comes back


def _normal(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return composed(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _normal(getattr(value, each.name)) for each in fields(value)})
    if isinstance(value, tuple | frozenset):
        return type(value)(_normal(each) for each in value)
    if isinstance(value, dict):
        return {_normal(key): _normal(each) for key, each in value.items()}
    return value
