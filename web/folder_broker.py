"""The embedded broker: wake-ups as files in a folder. What Kombu does not forgive is forgiven here.

Kombu writes a message in place and reads whatever it finds, so a full disk or a killed process leaves half a message
that ends the worker which reads it; and a folder that somebody has emptied is never made again. Here a message appears
whole or not at all, an unreadable one is dropped, and the folder is made whenever it is missing.
"""

from __future__ import annotations

import logging
from pathlib import Path
from queue import Empty
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

log = logging.getLogger("roster.worker")


class Channel(filesystem.Channel):
    """Reads and writes the messages."""

    def _put(self, queue: str, message: Any, *more: Any, **kwargs: Any) -> None:  # type: ignore[override] # Kombu renames it
        folder = self._folder()
        name = f"{monotonic_ns() // 1_000_000}_{uuid4()}"
        draft = folder / f"{name}.draft"
        try:
            draft.write_text(str(_untyped(dumps)(message)), encoding="utf-8")
            draft.replace(folder / f"{name}.{queue}.msg")
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise ChannelError(f"no message can be written to {folder}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        self._folder()
        while True:
            try:
                return _untyped(super()._get)(queue)
            except FileNotFoundError as error:
                raise Empty from error  # emptied between two looks
            except ValueError:
                log.warning("an unreadable wake-up was dropped")

    def _size(self, queue: str) -> int:
        self._folder()
        return int(_untyped(super()._size)(queue))

    def _purge(self, queue: str) -> int:
        self._folder()
        return int(_untyped(super()._purge)(queue))

    def _folder(self) -> Path:
        folder = Path(self.data_folder_in)
        if not folder.is_dir():
            make_folder(folder)
        return folder


class Transport(filesystem.Transport):
    """The same transport with that channel."""

    Channel = Channel


def _untyped(function: Any) -> Any:
    """Kombu annotates its functions here and there only; a call of the others is a call of anything."""
    return function


def make_folder(folder: Path) -> None:
    """Make the folder of the messages, readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def install() -> None:
    """Let addresses that begin with filesystem:// mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
