"""What the solving process and its parent tell each other: pickled messages, each after its length."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import BinaryIO

from scheduler.problem import Problem
from scheduler.search.params import SolveParams

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is to solve."""

    problem: Problem
    params: SolveParams
    seconds: float
    """Left when the request is sent."""


@dataclass(frozen=True, slots=True)
class Report:
    """The state of the search."""

    pairs: tuple[tuple[str, str], ...] | None
    """(participant id, shift id) of the best roster, when it is new; else None."""
    bounds: tuple[int, ...]
    """By level, for rosters as good as this one on earlier levels."""
    open_seats: int = 0
    """No roster leaves fewer seats open."""
    complete: bool = False
    """In the last roster sent before this report nobody could take an open seat without breaking a rule."""
    proven: bool = False
    """The roster is best on every level."""
    impossible: tuple[str, ...] | None = None
    """Proven: the participants of a part whose locked cells no roster satisfies; else None."""
    last: bool = False


def packed(message: object) -> bytes:
    """A message as it goes through a pipe."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def write(stream: BinaryIO, message: object) -> None:
    """Write one message and flush."""
    stream.write(packed(message))
    stream.flush()


def read(stream: BinaryIO) -> object | None:
    """Read one message; None where the stream ends, in the middle of one too."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    # Only the two ends of our own pipe write here.
    return pickle.loads(data) if len(data) == length else None  # noqa: S301
