"""Whether somebody takes the jobs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import JobStatus
from models.rosters import SolveJob
from web.config import Settings
from web.services.checks.finding import Finding, danger, fine, warning
from web.services.checks.machine import nearest

PATIENCE = timedelta(minutes=2)
"""A job may wait that long for a free worker before anybody need ask why."""
KNOCK_SECONDS, SILENCE_SECONDS = 20, 60
"""A worker on this machine gives a sign so often; after the longer silence none is there."""
SIGN = "worker.seen"
BROKER_SECONDS = 2.0


def jobs(session: Session, moment: datetime) -> Finding:
    """No job waits for long, and none is held by a worker that is gone."""
    waiting, since = session.execute(
        select(func.count(), func.min(SolveJob.created_at)).where(SolveJob.status == JobStatus.QUEUED)
    ).one()
    lost = session.scalar(
        select(func.count()).where(SolveJob.status == JobStatus.RUNNING, SolveJob.lease_until < moment - PATIENCE)
    )
    if lost:
        return warning(
            "jobs",
            "%(count)s jobs are held by workers that no longer answer.",
            "Start a worker: roster worker. It takes them up again.",
            count=lost,
        )
    if waiting and moment - since > PATIENCE:
        return warning(
            "jobs",
            "%(count)s jobs wait, the first for %(minutes)s minutes.",
            "Start another worker: roster worker",
            count=waiting,
            minutes=int((moment - since).total_seconds() // 60),
        )
    return fine("jobs", "Jobs that wait: %(count)s.", count=waiting)


def workers(settings: Settings, ping: Callable[[], int] | None = None) -> Finding:
    """A worker was heard a moment ago. `ping` asks the broker how many answer; None for the usual way."""
    if settings.broker_url.startswith("filesystem"):
        heard = _last_knock(settings.broker_folder / SIGN)
        if heard is None or time.time() - heard > SILENCE_SECONDS:
            return _nobody()
        return fine("workers", "A worker is at work.")
    answering = (ping or (lambda: _answering(settings)))()
    return fine("workers", "Workers that answer: %(count)s.", count=answering) if answering else _nobody()


def knock(settings: Settings) -> None:
    """A worker's sign of life for those on the same machine: the time of an empty file beside the broker's.

    Elsewhere the workers are asked themselves.
    """
    if not settings.broker_url.startswith("filesystem"):
        return
    settings.broker_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (settings.broker_folder / SIGN).touch(mode=0o600)


def _nobody() -> Finding:
    return warning(
        "workers",
        "No worker is at work: rosters are not built now.",
        "Start one: roster worker. roster serve has one too.",
    )


def broker(settings: Settings, reach: Callable[[], str] | None = None) -> Finding:
    """Wake-ups get through. `reach` gives the broker's refusal, or nothing; None for the usual way."""
    if settings.broker_url.startswith("filesystem"):
        there = nearest(settings.broker_folder)
        if not os.access(there, os.W_OK):
            return danger(
                "broker",
                "The folder %(folder)s cannot be written.",
                "Give the program's user the right to write there.",
                folder=there,
            )
        return fine("broker", "Wake-ups go through files on this machine.")
    refusal = (reach or (lambda: _refusal(settings)))()
    if refusal:
        return danger(
            "broker",
            "The broker does not answer: %(reason)s",
            "Start it, or mend CELERY_BROKER_URL. Jobs are not lost meanwhile: they wait in the database.",
            reason=refusal,
        )
    return fine("broker", "The broker answers.")


def _last_knock(sign: Path) -> float | None:
    """When a worker last gave a sign; seconds since 1970, or None."""
    try:
        return sign.stat().st_mtime
    except OSError:
        return None


def _answering(settings: Settings) -> int:
    from celery import Celery  # noqa: PLC0415 - slow to load, and only a broker of its own needs it

    try:
        return len(Celery("doctor", broker=settings.broker_url).control.ping(timeout=BROKER_SECONDS))
    except OSError:
        return 0
    except Exception as error:
        if _is_refusal(error):
            return 0
        raise


def _refusal(settings: Settings) -> str:
    from celery import Celery  # noqa: PLC0415 - as above

    try:
        with Celery("doctor", broker=settings.broker_url).connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
    except Exception as error:
        if _is_refusal(error):
            return type(error).__name__
        raise
    return ""


def _is_refusal(error: Exception) -> bool:
    """Whether the broker's library says so; its message may hold the password and is not repeated."""
    from kombu.exceptions import KombuError, OperationalError  # noqa: PLC0415 - as above

    return isinstance(error, KombuError | OperationalError | OSError)
