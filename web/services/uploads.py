"""Uploaded files between preview and confirmation: kept for an hour in a private folder, one organisation's each."""

from __future__ import annotations

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from web.services.errors import NotFound

KEPT_SECONDS = 3600
_NAME = re.compile(r"[0-9a-f]{32}\Z")


def keep(folder: Path, organization_id: int, data: bytes) -> str:
    """Keep the file and return the name to ask for it again; files older than an hour are removed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder)
    name = secrets.token_hex(16)
    private = os.open(_path(folder, organization_id, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(private, "wb") as file:
            file.write(data)
    except OSError:
        _path(folder, organization_id, name).unlink(missing_ok=True)  # the disk is full: no half file stays
        raise
    return name


def take(folder: Path, organization_id: int, name: str) -> bytes:
    """The file of this organisation, which is removed. Raises NotFound when it is gone or never was."""
    if not _NAME.match(name):
        raise NotFound("This file is no longer here. Please choose it again.")
    path = _path(folder, organization_id, name)
    try:
        data = path.read_bytes()
        path.unlink()
    except FileNotFoundError as error:
        raise NotFound("This file is no longer here. Please choose it again.") from error
    return data


def _path(folder: Path, organization_id: int, name: str) -> Path:
    return folder / f"{organization_id}-{name}.upload"


def sweep(folder: Path) -> None:
    """Remove the files of all organisations that nobody has confirmed within the hour."""
    oldest = time.time() - KEPT_SECONDS
    for path in folder.glob("*.upload"):
        # Another request may take the same file away in between.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
