"""The command line `roster`. Solving and checking files needs neither web nor database, and loads neither.

Exit codes: 0 done; 1 the answer is no (a rule is broken, there is no roster, the database is not up to date); 2 the
input cannot be used; 3 something around the program fails (database, disk, port).
"""

from __future__ import annotations

import re
import secrets
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.benchmark.command import benchmark
from scheduler.cli import check, precheck, solve
from scheduler.console import MONTH, language
from scheduler.generating import generate
from scheduler.spoken_click import SpokenGroup
from web.doctor_command import at_start, doctor, lines

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from scheduler.calendar import Month
    from web.services.importer import ImportSummary

OK, NO, BAD_INPUT, ENVIRONMENT = 0, 1, 2, 3
SHORTEST_PASSWORD = 10
LOGIN = re.compile(r"[\w.@-]{2,64}")
LONGEST_NAME = 40
LONGEST_FILE = 11 * 2**20
"""Bytes; a file that has more than 10 MB is refused, and need not be read to its end."""
ROLES = ("admin", "coordinator", "approver", "viewer", "officer", "operator")
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
OUTPUT = click.Path(dir_okay=False, path_type=Path)
ORGANIZATION = click.option(
    "--organization", type=click.IntRange(1, 2**31 - 1), help="Id; may be left out while there is only one."
)


class Commands(SpokenGroup):
    """Says every error in one sentence and ends with its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            code, lines = _explained(error)
            for line in lines:
                click.echo(line, err=True)
            ctx.exit(code)


def _explained(error: Exception) -> tuple[int, list[str]]:
    """Exit code and sentences; of what nobody foresaw the details are kept in a file."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - the commands that raise it have loaded it

    from web.services.errors import Conflict  # noqa: PLC0415

    if refusal := _refusal(error):
        return NO if isinstance(error, Conflict) else BAD_INPUT, refusal
    if isinstance(error, SQLAlchemyError):
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        return ENVIRONMENT, [say("The database cannot be used: %(reason)s", reason=reason)]
    if isinstance(error, OSError):
        return ENVIRONMENT, [say("The system refuses: %(reason)s", reason=str(error))]
    return ENVIRONMENT, [
        say(
            "The program has a fault: %(reason)s. Please send the file %(path)s to those who look after it.",
            reason=f"{type(error).__name__}: {error}",
            path=_kept(error),
        )
    ]


def _refusal(error: Exception) -> list[str]:
    """What to say when what was given cannot be used; nothing when it is something else that fails."""
    from alembic.util.exc import CommandError  # noqa: PLC0415 - loaded only when there is something to say
    from pydantic import ValidationError  # noqa: PLC0415 - as above

    from scheduler.files.plain import FileFault  # noqa: PLC0415
    from scheduler.korean import told  # noqa: PLC0415
    from scheduler.problem import ProblemError  # noqa: PLC0415
    from web.services.doctor import Unsafe  # noqa: PLC0415
    from web.services.errors import Refused, ServiceError  # noqa: PLC0415

    if isinstance(error, Unsafe):
        return [say(error.message), *lines(error.reasons)]
    if isinstance(error, ServiceError):
        findings = error.findings if isinstance(error, Refused) else ()
        return [say(error.message, **error.facts), *(f"- {finding.line(language())}" for finding in findings)]
    if isinstance(error, FileFault | ProblemError):
        return [told(error, language())]
    if isinstance(error, CommandError):
        return [say("The tables have no such version: %(reason)s", reason=str(error))]
    if isinstance(error, ValidationError):
        return [
            say("The setting %(name)s is wrong: %(reason)s", name=".".join(map(str, one["loc"])), reason=one["msg"])
            for one in error.errors()
        ]
    return []


def _kept(error: Exception) -> str:
    """Where the traceback of the error has been written; only its owner may read it."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="roster-fault-", suffix=".txt", delete=False
    ) as file:
        file.write("".join(traceback.format_exception(error)))
    return file.name


def say(message: str, **facts: object) -> str:
    """The English message in the language of the command, with its facts."""
    if language() == "en":
        return message % facts if facts else message
    from web.catalogue import said  # noqa: PLC0415 - Babel is loaded when something is to be said

    return said("ko", message, **facts)


@click.group(cls=Commands)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Language of sentences; default Korean, or LANG=en_….")
@click.pass_context
def main(ctx: click.Context, lang: str | None) -> None:
    """Monthly rosters for senior clubs (노인일자리 근무표).

    Exit codes: 0 done, 1 the answer is no, 2 unusable input, 3 the environment fails.
    """
    ctx.default_map = {name: {"lang": language()} for name in ("check", "precheck")}


for command in (generate, solve, check, precheck, benchmark, doctor):
    main.add_command(command)


@contextmanager
def _session() -> Iterator[Session]:
    """A session on the settings' database, whose tables are made when there are none yet."""
    from models import migrations  # noqa: PLC0415 - solving files needs no database
    from models.engine import make_sessions  # noqa: PLC0415

    engine = _engine()
    try:
        present = migrations.current(engine)
        if present is None:
            migrations.upgrade(engine)
        elif present != migrations.head():
            click.echo(say("The database is of another version. First run: roster db upgrade"), err=True)
            sys.exit(ENVIRONMENT)
        with make_sessions(engine)() as session:
            yield session
    finally:
        engine.dispose()


def _engine() -> Engine:
    from models.engine import make_engine  # noqa: PLC0415
    from web.config import get_settings  # noqa: PLC0415

    settings = get_settings()
    settings.folder()
    return make_engine(settings.database_url)


@contextmanager
def _for_a_while() -> Iterator[Engine]:
    """An engine that holds no connection afterwards."""
    engine = _engine()
    try:
        yield engine
    finally:
        engine.dispose()


def _chosen(session: Session, organization_id: int | None) -> int | None:
    """The organisation named, or the only one; None when there is none. Several without a choice are refused."""
    from models.queries import places  # noqa: PLC0415

    present = places.organizations(session)
    session.rollback()
    if organization_id is not None or not present:
        return organization_id
    if len(present) > 1:
        names = ", ".join(f"{each.id} {each.name}" for each in present)
        raise click.UsageError(say("Say which organisation with --organization: %(names)s", names=names))
    return present[0].id


def _needed(session: Session, organization_id: int | None) -> int:
    from web.services.errors import NotFound  # noqa: PLC0415

    chosen = _chosen(session, organization_id)
    if chosen is None:
        raise NotFound("There is no organisation yet. First import a workbook: roster import FILE.xlsx")
    return chosen


@main.command("import")
@click.argument("file", metavar="FILE.xlsx", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--history", is_flag=True, help="The file is a hand-made roster of an earlier month.")
@click.option("--new", is_flag=True, help="Make another organisation of it.")
@ORGANIZATION
def import_file(file: Path, dry_run: bool, history: bool, new: bool, organization: int | None) -> None:
    """Read a club's workbook, or a hand-made roster, into the database: whole, or not at all with every fault named."""
    from web.services import importer  # noqa: PLC0415

    with file.open("rb") as opened:
        data = opened.read(LONGEST_FILE)
    with _session() as session:
        if history:
            owner = _needed(session, organization)
            summary = importer.import_handmade(session, owner, data, _actor(), dry_run, file_name=file.name)
        else:
            chosen = None if new else _chosen(session, organization)
            summary = importer.import_workbook(session, chosen, data, _actor(), dry_run)
        for line in _told(summary):
            click.echo(line)
        if dry_run:
            click.echo(say("This was a trial: nothing was stored."))


def _told(summary: ImportSummary) -> Iterator[str]:
    for verb, counts in (
        ("added", summary.added),
        ("changed", summary.changed),
        ("removed", summary.removed),
        ("kept", summary.kept),
    ):
        if counts:
            listed = ", ".join(f"{say(kind)} {count}" for kind, count in counts.items())
            yield f"{say(verb)}: {listed}"
    for warning in summary.warnings:
        yield f"{say('Please look')}: {warning.line(language())}"
    if not (summary.added or summary.changed or summary.removed):
        yield say("Everything was there already.")


def _actor() -> Any:
    from web.services.audit import Actor  # noqa: PLC0415

    return Actor("command line")


@main.command("export-problem")
@click.option("--month", type=MONTH, required=True)
@click.option("-o", "--output", metavar="PROBLEM.json", type=OUTPUT, required=True)
@ORGANIZATION
def export_problem(month: Month, output: Path, organization: int | None) -> None:
    """Write the month of an organisation as a problem for `roster solve`."""
    from scheduler.files.problem_json import write_problem  # noqa: PLC0415
    from web.services import convert  # noqa: PLC0415
    from web.services.errors import Conflict  # noqa: PLC0415

    with _session() as session:
        problem = convert.problem_of(session, _needed(session, organization), month)
        if not problem.participants or not problem.shifts:
            raise Conflict("Nobody has a contract, or no shift takes place, in %(month)s.", month=month)
        write_problem(problem, output)
    click.echo(say("Written: %(path)s", path=output))


@main.command()
@click.option("--workers", type=click.IntRange(0, 16), default=1, show_default=True, help="Worker processes.")
def serve(workers: int) -> None:
    """Start the web server and a worker on the present database; Ctrl-C ends both."""
    from web.config import get_settings  # noqa: PLC0415
    from web.services.doctor import findings, refuse_unsafe  # noqa: PLC0415
    from web.serving import serve as run  # noqa: PLC0415

    refuse_unsafe(get_settings())
    with _session():
        pass  # makes the tables, or says that they are old
    for line in at_start(findings(get_settings())):
        click.echo(line, err=True)
    run(get_settings(), lambda address: click.echo(say("Open %(address)s (end with Ctrl-C)", address=address)), workers)


@main.command()
@click.option("--concurrency", type=click.IntRange(1, 16), default=1, show_default=True, help="Solves at a time.")
@click.option("--with-parent", is_flag=True, hidden=True)
def worker(concurrency: int, with_parent: bool) -> None:
    """Start a worker that solves what waits in the database, until SIGTERM."""
    from web.serving import work  # noqa: PLC0415

    with _session():
        pass
    work(concurrency, with_parent)


@main.command()
@click.option("--serve/--no-serve", default=True, show_default=True, help="Open the web pages afterwards, or end.")
@click.option("--seconds", type=click.IntRange(1, 3600), default=20, show_default=True, help="How long to search.")
def demo(serve: bool, seconds: int) -> None:
    """Build next month of the sample club: import, solve, print, and show it in the browser."""
    from web.demo import run  # noqa: PLC0415

    run(serve=serve, seconds=seconds, lang=language())


@main.group()
def db() -> None:
    """The database and its version."""


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the tables up to the newest version; what is in them stays."""
    from models import migrations  # noqa: PLC0415

    engine = _engine()
    migrations.upgrade(engine, revision)
    click.echo(migrations.current(engine))


@db.command()
@click.argument("revision")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def downgrade(revision: str, yes: bool) -> None:
    """Go back to a revision; `base` removes every table."""
    if not yes:
        click.confirm(say("What only the newer tables hold will be lost. Go on?"), abort=True)
    from models import migrations  # noqa: PLC0415

    engine = _engine()
    migrations.downgrade(engine, revision)
    click.echo(migrations.current(engine) or "base")


@db.command()
def current() -> None:
    """Say the version of the database."""
    from models import migrations  # noqa: PLC0415

    click.echo(migrations.current(_engine()) or "base")


@db.command("check")
def check_database() -> None:
    """Whether the database is of the newest version and its tables as they should be: exit code 0, or 1 with why."""
    from models import migrations  # noqa: PLC0415

    engine = _engine()
    present = migrations.current(engine) or "base"
    if present != migrations.head():
        click.echo(say("The database is at %(present)s, not at %(head)s.", present=present, head=migrations.head()))
        sys.exit(NO)
    if differences := migrations.drift(engine):
        click.echo(say("The tables differ from the program's in %(count)s places:", count=len(differences)))
        click.echo("\n".join(differences))
        sys.exit(NO)
    click.echo(present)


@db.command("backup")
@click.argument("file", metavar="[FILE.db]", type=OUTPUT, required=False)
def backup_database(file: Path | None) -> None:
    """Write a backup of the running database; without a name into the folder backups of the instance."""
    from models.base import now  # noqa: PLC0415 - solving files needs no database
    from web.config import get_settings  # noqa: PLC0415
    from web.services import backups  # noqa: PLC0415

    settings = get_settings()
    target = file or backups.by_hand(settings.instance, now())
    with _for_a_while() as engine:
        mark = backups.make(engine, target, settings.link_key())
    count = sum(table.rows for table in mark.tables.values())
    click.echo(say("Backup of %(count)s rows: %(path)s", count=count, path=target))
    click.echo(say("Keep link.key of the instance folder in another safe place: without it printed links are void."))


@db.command("verify")
@click.argument("file", metavar="FILE.db", type=FILE)
def verify_backup(file: Path) -> None:
    """Read a backup whole and judge every month in it: exit code 0, or 1 with what is wrong."""
    from web.config import get_settings  # noqa: PLC0415 - solving files needs no settings
    from web.services import backups  # noqa: PLC0415

    verdict = backups.verify(file, get_settings().folder())
    click.echo(say("Made %(at)s, tables of version %(revision)s.", at=_local(verdict), revision=verdict.mark.revision))
    for one in verdict.months:
        click.echo(
            say("%(club)s, %(month)s: %(count)s broken rules", club=one.organization, month=one.month, count=one.broken)
        )
    click.echo(say("The backup is whole and unchanged."))


def _local(verdict: Any) -> str:
    from scheduler.calendar import KST  # noqa: PLC0415 - as above

    return f"{verdict.mark.made_at.astimezone(KST):%Y-%m-%d %H:%M}"


@db.command("restore")
@click.argument("file", metavar="FILE.db", type=FILE)
@click.option("--replace", is_flag=True, help="The database is not empty; its present state is kept as a backup.")
def restore_backup(file: Path, replace: bool) -> None:
    """Put a backup in the place of the database, which nobody may be using."""
    from web.config import get_settings  # noqa: PLC0415 - as above
    from web.services import backups  # noqa: PLC0415

    settings = get_settings()
    key = settings.link_key()
    with _for_a_while() as engine:
        mark, aside = backups.restore(file, engine, settings.instance, key, replace=replace)
    if aside:
        click.echo(say("The state until now is kept: %(path)s", path=aside))
    if mark.key != backups.fingerprint(key):
        click.echo(say("Attention: link.key is another one than at the backup. Printed links will not open."))
    count = sum(table.rows for table in mark.tables.values())
    click.echo(say("%(count)s rows are restored.", count=count))


@main.group()
def user() -> None:
    """Accounts of coordinators and others with a login."""


@user.command("add")
@click.argument("login")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=click.Choice(ROLES), default="coordinator", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from stdin; else one is made and shown once.")
@ORGANIZATION
def add_user(login: str, name: str, role: str, password_stdin: bool, organization: int | None) -> None:
    """Make an account: one a person, never shared."""
    from models.enums import Role  # noqa: PLC0415
    from web.services import users  # noqa: PLC0415

    login, name = login.strip(), name.strip()
    if not LOGIN.fullmatch(login):
        raise click.UsageError(say("A login has 2 to 64 letters, digits or . _ - @ and no spaces."))
    if not 0 < len(name) <= LONGEST_NAME:
        raise click.UsageError(say("Please give the person's name, with 40 characters at most."))
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else secrets.token_urlsafe(12)
    if len(password) < SHORTEST_PASSWORD:
        raise click.UsageError(say("A password has at least %(count)s characters.", count=SHORTEST_PASSWORD))
    with _session() as session:
        owner = _needed(session, organization)
        users.add_user(session, owner, login=login, name=name, password=password, role=Role(role), actor=_actor())
    click.echo(say("The account %(login)s is ready.", login=login))
    if not password_stdin:
        click.echo(say("Password, shown only now: %(password)s", password=password))


if __name__ == "__main__":
    main(prog_name="roster")
