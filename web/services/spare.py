"""The access record while the database takes no writing.

Reading and printing go on when the disk is full: a club without paper in the morning is worse off than one whose
record is a little late. But the law wants a line of every printing (개인정보의 안전성 확보조치 기준 art. 8). So the
lines wait in a file beside the database, or in memory when even that cannot be written, and go into the record with
the moment and the person of the act as soon as it can be written again.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from models import AuditEvent
from models.base import now

FILE = "access-record-waiting.jsonl"
log = logging.getLogger("roster.record")


class SpareRecord:
    """Lines of the access record that wait for the database, of one instance folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lines: list[str] = []
        self._lock = Lock()

    def keep(self, event: AuditEvent) -> None:
        """Keep the line of an act that was just done, here or at least in memory."""
        told: dict[str, Any] = {
            "at": now().isoformat(),
            "organization_id": event.organization_id,
            "user_id": event.user_id,
            "actor": event.actor,
            "address": event.address,
            "action": event.action,
            "subject": event.subject,
            "details": event.details,
        }
        # The log of the machine gets it without a name, in case that this process ends before the line is written.
        log.warning("%s by user %s of organisation %s waits", event.action, event.user_id, event.organization_id)
        with self._lock:
            line = json.dumps(told, ensure_ascii=False)
            try:
                handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                with os.fdopen(handle, "a", encoding="utf-8") as file:
                    file.write(line + "\n")
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                self._lines.append(line)

    def waiting(self) -> int:
        """How many lines wait."""
        with self._lock:
            files = self._path.parent.glob(f"{self._path.stem}.*")
            return len(self._lines) + sum(len(_lines_of(path)) for path in files)

    def pour(self, session: Session) -> int:
        """Write what waits into the record; how many lines. Commits. Raises what the database raises.

        A process that ends between the commit and the removal of the file leaves lines that come twice: better than
        lines that are missing.
        """
        with self._lock:
            with suppress(FileNotFoundError):
                # Others go on adding lines, to a new file.
                self._path.rename(self._path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}"))
            files = list(self._path.parent.glob(f"{self._path.stem}.*"))
            lines = [line for path in files for line in _lines_of(path)] + self._lines
            session.add_all(_event(line) for line in lines)
            session.commit()
            for path in files:
                path.unlink(missing_ok=True)
            self._lines = []
            return len(lines)


def _lines_of(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text("utf-8").splitlines() if line.endswith("}")]
    except FileNotFoundError:
        return []


def _event(line: str) -> AuditEvent:
    told = json.loads(line)
    return AuditEvent(**told | {"at": datetime.fromisoformat(told["at"])})
