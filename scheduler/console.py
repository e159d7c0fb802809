"""What the commands of the planning core share: language, kinds of options, a bar that shows progress, refusals."""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from scheduler.calendar import Month
from scheduler.korean import told

if TYPE_CHECKING:
    from scheduler.problem import Problem
    from scheduler.result import Progress

USABLE, NO_ROSTER, BROKEN_RULE, BAD_INPUT = 0, 1, 1, 2
"""Exit codes."""
PATH = click.Path(dir_okay=False, path_type=Path)
FIRST_YEAR, LAST_YEAR = 2000, 2149
"""Months of these years are planned: history and the next month stay within what files can hold."""
LONGEST_SOLVE = 86_400
"""Seconds."""


def language() -> str:
    """The language of sentences: `--lang` of the whole program, else English where LANG asks for it, else Korean."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().params.get("lang") if context else None
    return chosen or ("en" if os.environ.get("LANG", "").startswith("en") else "ko")


def say(ko: str, en: str) -> str:
    """The sentence in the language of the command."""
    return en if language() == "en" else ko


class MonthParam(click.ParamType):  # type: ignore[type-arg] # generic only for type checkers
    """A month as YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        """Read the month; anything else ends with a usage message and exit code 2."""
        if isinstance(value, Month):
            return value
        try:
            month = Month.parse(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        if not FIRST_YEAR <= month.year <= LAST_YEAR:
            self.fail(f"months of {FIRST_YEAR} to {LAST_YEAR} can be planned, not {month}.", param, ctx)
        return month


class SecondsParam(click.FloatRange):
    """An amount of seconds; `nan`, which is neither below nor above any limit, is refused too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the number; anything else ends with a usage message and exit code 2."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return number


MONTH = MonthParam()
SECONDS = SecondsParam(min=0, min_open=True, max=LONGEST_SOLVE)


@contextmanager
def watching(seconds: float) -> Iterator[tuple[Callable[[Progress], None], Callable[[], bool]]]:
    """A bar on stderr that shows progress, and the question whether somebody pressed Ctrl-C."""
    from rich import console  # noqa: PLC0415 - not needed for --help
    from rich import progress as bars  # noqa: PLC0415

    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True

    columns = (bars.BarColumn(), bars.TimeElapsedColumn(), bars.TextColumn("{task.description}"))
    before = signal.signal(signal.SIGINT, stop)
    try:
        with bars.Progress(*columns, console=console.Console(stderr=True)) as bar:
            task = bar.add_task(say("시작합니다", "starting"), total=seconds)

            def report(progress: Progress) -> None:
                bar.update(task, completed=min(progress.seconds, seconds), description=_standing(progress))

            yield report, lambda: stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _standing(progress: Progress) -> str:
    levels = (
        say(f"{one.name} {one.penalty} (적어도 {one.bound})", f"{one.name} {one.penalty} (at least {one.bound})")
        for one in progress.levels
    )
    return ", ".join(levels) or say("찾고 있습니다", "searching")


def problem_in(path: Path) -> Problem:
    """The problem in a file; a fault of it ends the command."""
    from scheduler.files.problem_json import read_problem  # noqa: PLC0415 - not needed for --help

    with sentences():
        return read_problem(path)


@contextmanager
def sentences() -> Iterator[None]:
    """Faults of files and problems become one sentence on stderr and exit code 2."""
    try:
        yield
    except OSError as error:
        refuse(_unusable(error.filename or "-", error.strerror or str(error)))
    except ValueError as error:
        said = told(error, language())
        refuse(said if said.endswith(".") else f"{said}.")


def _unusable(name: object, reason: str) -> str:
    return say(f"‘{name}’ 파일을 쓸 수 없습니다: {reason}.", f"{name} cannot be used: {reason}.")


def check_writable(output: Path) -> None:
    """Refuse an output that cannot be written before an hour is spent on what shall stand in it."""
    if not output.parent.is_dir():
        refuse(say(f"‘{output.parent}’ 폴더가 없습니다.", f"There is no folder {output.parent}."))
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        refuse(say(f"‘{output}’ 파일을 쓸 권한이 없습니다.", f"{output} cannot be written: permission denied."))


def written(output: Path) -> None:
    """Say that the file is there."""
    click.echo(say(f"파일을 만들었습니다: {output}", f"Written: {output}"))


def refuse(sentence: str) -> NoReturn:
    """Say why not, and end with the exit code for unusable input."""
    click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)
