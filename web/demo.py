"""`roster demo`: the sample club's month on this machine, from workbook to wall, and then in the browser."""

from __future__ import annotations

import os
import sys
import threading
import time
import webbrowser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from sqlalchemy.orm import Session, sessionmaker

from models import migrations
from models.engine import make_engine, make_sessions
from models.enums import JobStatus
from models.rosters import SolveJob
from scheduler.result import Result
from scheduler.rules.words import say_minutes
from web.catalogue import said
from web.config import Settings, get_settings
from web.services import demo, jobs
from web.services.demo import LOGIN_FILE, Demo, noted_password
from web.services.month_views import MonthView
from web.services.spoken import say_month

POLL_SECONDS = 0.2


def run(serve: bool, seconds: int, lang: str = "ko") -> None:
    """Make what is missing, say what is there, and with `serve` stay as web server and worker until Ctrl-C.

    A roster that has to be built is searched for `seconds`, or less when it is proven best.

    Nothing that is there is changed: a second run finds the club, its roster and its papers as they were left.
    """
    settings = get_settings()
    folder = settings.folder()
    engine = make_engine(settings.database_url)
    if migrations.current(engine) is None:
        migrations.upgrade(engine)
    sessions = make_sessions(engine)
    with sessions() as session:
        club = demo.find_or_make(session, folder)
        if club.password:
            _note(folder, club.password)  # at once: the database keeps no password, and the search may be interrupted
        show = _Show(sessions, settings, club, lang)
        if not demo.has_roster(session, club):
            show.build(seconds)
        show.tell(*demo.found(session, club))
        for path in demo.write_papers(session, club, folder, lang):
            show.line("Written: %(path)s", path=_near(path))
    if serve:
        _serve(settings, show)
    else:
        show.where(settings.public_url)
    engine.dispose()


def _serve(settings: Settings, show: _Show) -> None:
    from web.serving import serve  # noqa: PLC0415 - a demo without a server needs none

    def ready(address: str) -> None:
        show.where(address)
        show.line("Open %(address)s (end with Ctrl-C)", address=address)
        if sys.stdout.isatty() and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            webbrowser.open(address)

    serve(settings, ready)


@dataclass
class _Show:
    """What is shown on the console, and where it comes from."""

    sessions: sessionmaker[Session]
    settings: Settings
    club: Demo
    lang: str
    console: Console = field(default_factory=Console)

    def say(self, message: str, **facts: object) -> str:
        return said(self.lang, message, **facts)

    def line(self, message: str, **facts: object) -> None:
        self.console.print(self.say(message, **facts), highlight=False, soft_wrap=True)

    def build(self, seconds: int) -> None:
        """Ask for the roster as a coordinator would, be the worker, and show how the search goes."""
        from web.worker import run_next  # noqa: PLC0415 - Celery and the solver are loaded only when there is work

        with self.sessions() as session:
            job_id = jobs.submit(session, self.club.organization_id, self.club.month, demo.ACTOR, seconds).id

        ended = threading.Event()

        def work() -> None:
            while not ended.is_set():
                with self.sessions() as session:
                    jobs.reap(session)  # an earlier run may have been stopped in the middle of its search
                if not run_next(self.sessions, self.settings):
                    ended.wait(1)

        worker = threading.Thread(target=work, name="demo-worker", daemon=True)
        worker.start()
        job = self.watched(job_id, seconds)
        ended.set()
        worker.join()
        if job.status is not JobStatus.DONE:
            reason = self.say(job.error)
            raise click.ClickException(self.say("The search ended without a roster: %(reason)s", reason=reason))
        with self.sessions() as session:
            demo.accept_and_publish(session, self.club, job_id)

    def watched(self, job_id: int, seconds: int) -> SolveJob:
        """Show the job's progress until it has ended."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[state]}"),
        )
        with Progress(*columns, console=self.console) as bar:
            task = bar.add_task(self.say("Building the roster"), total=seconds, state="")
            while True:
                with self.sessions() as session:
                    job = session.get_one(SolveJob, job_id)
                    session.expunge(job)  # read on after the transaction has ended
                    session.rollback()
                if job.progress.get("penalty") is not None:
                    done = min(job.progress["seconds"], seconds)
                    bar.update(task, completed=done, state=self.state(job.progress))
                if job.finished_at is not None:
                    bar.update(task, completed=seconds)
                    return job
                time.sleep(POLL_SECONDS)

    def state(self, progress: Mapping[str, Any]) -> str:
        penalty, bound = progress["penalty"], progress["bound"] or 0
        if not bound:
            return self.say("%(open)s open seats", open=progress["open_seats"])
        gap = max(0, penalty - bound) / max(1, penalty)
        return self.say("%(open)s open seats, gap %(gap)s %%", open=progress["open_seats"], gap=f"{100 * gap:.1f}")

    def tell(self, view: MonthView, result: Result | None) -> None:
        """The summary: sites, people, wishes, proof, time."""
        self.console.print(self.table(view))
        minutes = sorted(row.minutes for site in view.sites for row in site.rows)
        self.line(
            "People: %(count)s. Hours: fewest %(least)s, median %(median)s, most %(most)s.",
            count=len(minutes),
            least=say_minutes(minutes[0], self.lang),
            median=say_minutes(int(median(minutes)), self.lang),
            most=say_minutes(minutes[-1], self.lang),
        )
        totals = view.totals
        self.line("Wished days off granted: %(granted)s of %(wishes)s.", granted=totals.granted, wishes=totals.wishes)
        if result is not None:
            self.line("No roster leaves fewer than %(open)s seats open: proven.", open=result.open_seats_bound)
            seconds = f"{result.seconds:.1f}"
            if result.bound:
                gap = f"{100 * result.gap:.2f}"
                self.line("Within %(gap)s %% of the best, by proof. %(seconds)s seconds.", gap=gap, seconds=seconds)
            else:
                self.line("How near to the best is not known yet. %(seconds)s seconds.", seconds=seconds)

    def table(self, view: MonthView) -> Table:
        title = self.say("%(month)s roster", month=say_month(view.month, self.lang))
        table = Table(title=title, title_justify="left")
        table.add_column(self.say("Site"))
        for heading in ("Seats needed", "Filled", "Open"):
            table.add_column(self.say(heading), justify="right")
        for site in view.sites:
            filled = sum(min(len(shift.people), shift.seats) for shift in site.shifts)
            table.add_row(site.name, str(site.needed), str(filled), str(site.needed - filled))
        table.add_section()
        totals = view.totals
        table.add_row(self.say("Total"), str(totals.seats), str(totals.filled), str(totals.open))
        return table

    def where(self, address: str) -> None:
        """Address, login and one participant's link, on the screen and in a file that only its owner reads."""
        with self.sessions() as session:
            name, link = demo.somebodys_link(session, self.club, address, self.settings.link_key())
        password = self.club.password or noted_password(self.settings.instance)
        told = [
            self.say("Address: %(address)s", address=address),
            self.say(
                "Coordinator's login: %(login)s, password: %(password)s",
                login=demo.LOGIN,
                password=password or self.say("(as you set it)"),
            ),
            self.say("Page of %(name)s: %(link)s", name=name, link=link),
        ]
        _note(self.settings.instance, password, told)
        for line in told:
            self.console.print(line, highlight=False, soft_wrap=True)


def _note(folder: Path, password: str | None, lines: Sequence[str] = ()) -> None:
    """Keep the login where only its owner can read it; the password also in a line of its own for the next run."""
    path = folder / LOGIN_FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join([*lines, *([f"password={password}"] if password else []), ""]))
    path.chmod(0o600)


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
