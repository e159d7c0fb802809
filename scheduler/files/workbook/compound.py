"""The container of old Office files (OLE compound file), read far enough to take a stream out of it.

Every chain of sectors is followed here first, because a chain that turns back on itself would never end.
"""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFF_FFFA
"""Numbers from here on are marks: end of a chain, free, part of the table itself."""
_STREAM, _ROOT = 2, 5
_ENTRY_BYTES = 128
_COUNTS = (40, 44, 64, 72)
"""Where the header says how many sectors its tables have; a reader sets aside that much."""


class Damage(ValueError):  # noqa: N818 - the file has it, not the program
    """The container contradicts itself."""


class Compound:
    """A compound file with its directory read. Raises Damage."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise Damage("no compound file")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        directory, self._cutoff, mini_table = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        if shift not in (9, 12) or mini_shift != 6:
            raise Damage("odd sizes of sectors")
        self._size = 1 << shift
        sectors = len(data) >> shift
        if any(struct.unpack_from("<I", data, at)[0] > sectors for at in _COUNTS):
            raise Damage("a table is longer than the file")
        self._table = self._read_table()
        self._entries = self._read_directory(directory)
        self._mini_table = _numbers(self._read(mini_table)) if mini_table < _LAST_SECTOR else ()
        root = next((start for kind, start, _ in self._entries.values() if kind == _ROOT), _LAST_SECTOR)
        self._mini = self._read(root) if root < _LAST_SECTOR else b""

    @property
    def names(self) -> set[str]:
        """Names of all streams and storages."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises Damage."""
        kind, start, size = self._entries.get(name, (0, 0, 0))
        if kind != _STREAM:
            raise Damage("there is no such stream")
        if size >= self._cutoff:
            return self._read(start)[:size]
        chain = _chain(self._mini_table, start)
        return b"".join(self._mini[at * 64 : at * 64 + 64] for at in chain)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if number >= _LAST_SECTOR or start >= len(self._data):
            raise Damage("a sector lies outside the file")
        return self._data[start : start + self._size]

    def _read(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(self._table, start))

    def _read_table(self) -> tuple[int, ...]:
        """The table that says which sector follows which."""
        count, extra = (struct.unpack_from("<I", self._data, at)[0] for at in (44, 68))
        listed = [one for one in struct.unpack_from("<109I", self._data, 76) if one < _LAST_SECTOR]
        seen: set[int] = set()
        while extra < _LAST_SECTOR:
            if extra in seen:
                raise Damage("the list of tables turns back on itself")
            seen.add(extra)
            *more, extra = _numbers(self._sector(extra))
            listed += [one for one in more if one < _LAST_SECTOR]
        if count != len(listed):
            raise Damage("sectors of the table are missing")
        return tuple(number for one in listed for number in _numbers(self._sector(one)))

    def _read_directory(self, start: int) -> dict[str, tuple[int, int, int]]:
        """Kind, first sector and size of every entry, by name."""
        data = self._read(start)
        entries: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            first, size, beyond = struct.unpack_from("<III", data, at + 116)
            if kind in (_STREAM, _ROOT) and (size > len(self._data) or (beyond and self._size > 512)):
                raise Damage("a stream is longer than the file")
            if kind:
                name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                entries.setdefault(name, (kind, first, size))
        return entries


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chain(table: tuple[int, ...], start: int) -> list[int]:
    """The numbers that follow one another from a start. Raises Damage when they never end."""
    chain: list[int] = []
    while start < _LAST_SECTOR:
        if start >= len(table) or len(chain) > len(table):
            raise Damage("a chain of sectors never ends")
        chain.append(start)
        start = table[start]
    return chain
