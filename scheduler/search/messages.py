"""What the solving process and its parent tell each other: pickled messages, each after its length."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import BinaryIO

from scheduler.problem import Problem
from scheduler.search.params import SolveParams

Pairs = tuple[tuple[str, str], ...]
"""(participant id, shift id) of a roster."""
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has loaded everything and waits for a request."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is to solve."""

    problem: Problem
    params: SolveParams
    deadline: float
    """When to end, by `time.monotonic`: all processes of a machine read the same clock."""


@dataclass(frozen=True, slots=True)
class Report:
    """The state of the search."""

    pairs: Pairs | None
    """The best roster, when it is new; else None."""
    bounds: tuple[int, ...]
    """By level, for rosters as good as this one on earlier levels."""
    values: tuple[int, ...] | None = None
    """What the best roster costs by level, sent or not; None while there is none."""
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
    send(stream, packed(message))


def send(stream: BinaryIO, data: bytes) -> None:
    """Write all of a packed message, also where the stream takes only a part at a time, and flush."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]
    stream.flush()


def read(stream: BinaryIO) -> object | None:
    """Read one message; None where the stream ends, in the middle of one too."""
    head = _exactly(stream, _LENGTH.size)
    data = _exactly(stream, *_LENGTH.unpack(head)) if head else None
    # Only the two ends of our own pipe write here.
    return None if data is None else pickle.loads(data)  # noqa: S301


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    """So many bytes, also where the stream gives only a part at a time; None where it ends before."""
    found = bytearray()
    while len(found) < size:
        more = stream.read(size - len(found))
        if not more:
            return None
        found += more
    return bytes(found)
