"""The command line of the planning core: generate clubs, solve and check problem files. Needs neither web nor database.

Heavy libraries are imported by the commands that need them, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from scheduler.calendar import Month
from scheduler.korean import told
from scheduler.spoken_click import SpokenGroup

if TYPE_CHECKING:
    from scheduler.club.book import ClubBook
    from scheduler.problem import Problem
    from scheduler.result import Progress, Result

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


@click.group(cls=SpokenGroup)
def cli() -> None:
    """Plan the monthly rosters of senior clubs."""


@cli.group()
def generate() -> None:
    """Make clubs to try the program with: .xlsx is a workbook for `import`, .json a problem for `solve`.

    Exit codes: 0 written, 2 impossible request or file.
    """


@generate.command("club")
@click.option("--people", type=click.IntRange(20, 3000), required=True, help="Participants, 20 to 3,000.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same numbers give the same club.")
@click.option("--month", type=MONTH, required=True, help="The month to plan.")
@click.option("--tight", "tightness", flag_value="tight", help="Seat hours are 97 to 100 % of cap hours.")
@click.option("--over", "tightness", flag_value="over", help="More seat hours than cap hours.")
@click.option("-o", "--output", type=PATH, required=True, help="FILE.xlsx or FILE.json.")
def generate_club(people: int, seed: int, month: Month, tightness: str | None, output: Path) -> None:
    """A random club of the usual kinds of sites, with last month's roster as its history."""
    from scheduler.club.generate import random_club  # noqa: PLC0415 - not needed for --help

    _write_club(random_club(people, seed, month, _holidays(month), tightness or "normal"), month, output)


@generate.command("sample")
@click.option("--month", type=MONTH, required=True, help="The month to plan.")
@click.option("-o", "--output", type=PATH, required=True, help="FILE.xlsx or FILE.json.")
def generate_sample(month: Month, output: Path) -> None:
    """The sample club of 120 fictional people at eleven sites."""
    from scheduler.club.sample import sample_book  # noqa: PLC0415 - not needed for --help

    _write_club(sample_book(month, _holidays(month)), month, output)


@generate.command("blank")
@click.option("-o", "--output", type=PATH, required=True, help="FILE.xlsx.")
def generate_blank(output: Path) -> None:
    """The blank workbook (빈 양식) that a club fills in."""
    from scheduler.files.workbook import write_blank  # noqa: PLC0415 - openpyxl is heavy

    if output.suffix.lower() != ".xlsx":
        _refuse(
            say(
                f"빈 양식은 엑셀 파일입니다. 파일 이름을 .xlsx로 끝내 주십시오: {output.name}",
                f"The blank workbook is an Excel file: its name must end in .xlsx, not be {output.name!r}.",
            )
        )
    with _sentences():
        write_blank(output)
    _written(output)


def _holidays(month: Month) -> dict[Any, str]:
    """Holidays of the month, of the three months that fairness looks back on, and of the one after."""
    from scheduler.files.holidays import korean_holidays  # noqa: PLC0415 - slow to import

    return korean_holidays(month.plus(-3).first, month.plus(1).last)


def _write_club(book: ClubBook, month: Month, output: Path) -> None:
    from scheduler.club.expand import problem_of  # noqa: PLC0415 - not needed for --help
    from scheduler.files.problem_json import write_problem  # noqa: PLC0415

    with _sentences():
        if output.suffix.lower() == ".json":
            write_problem(problem_of(book, month), output)
        elif output.suffix.lower() == ".xlsx":
            from scheduler.files.workbook import write_book  # noqa: PLC0415 - openpyxl is heavy

            write_book(book, output)
        else:
            _refuse(
                say(
                    f"파일 이름을 .xlsx나 .json으로 끝내 주십시오: {output.name}",
                    f"The output must end in .xlsx or .json, not be {output.name!r}.",
                )
            )
    _written(output)


@cli.command()
@click.argument("problem_file", metavar="PROBLEM.json", type=PATH)
@click.option("-o", "--output", metavar="RESULT.json", type=PATH, required=True, help="Where the result goes.")
@click.option("--seconds", type=SECONDS, default=30.0, show_default=True, help="Limit.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Parallel searches.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--steps", type=click.IntRange(min=1), help="End after so much work: the same roster every time.")
def solve(problem_file: Path, output: Path, **limits: Any) -> None:
    """Find the best roster of a problem; Ctrl-C stops early and keeps the best so far.

    Progress goes to stderr; the last line on stdout is one JSON object. Exit codes: 0 a roster that breaks no hard rule
    was written, 1 there is none (RESULT.json says why), 2 unreadable problem or unwritable result.
    """
    _check_writable(output)
    problem = _problem(problem_file)
    from scheduler.files.result_json import write_result  # noqa: PLC0415 - not needed for --help
    from scheduler.search.params import SolveParams  # noqa: PLC0415

    result = _solve(problem, SolveParams(**limits))
    with _sentences():
        write_result(result, output)
    usable = result.status.value in {"optimal", "feasible"}
    if result.message:
        click.echo(result.message, err=True)
    elif not usable and result.seconds < limits["seconds"]:
        click.echo(
            say("근무표를 찾기 전에 멈추었습니다.", "The search was stopped before it found a roster."), err=True
        )
    elif not usable:
        click.echo(
            say(
                f"{result.seconds:.0f}초 안에 근무표를 찾지 못했습니다. --seconds를 늘려 다시 해 보십시오.",
                f"No roster was found within {result.seconds:.0f} seconds. Please try again with more --seconds.",
            ),
            err=True,
        )
    click.echo(json.dumps(summary(result)))
    sys.exit(USABLE if usable else NO_ROSTER)


def summary(result: Result) -> dict[str, Any]:
    """What `solve` prints last: open seats with their bound; penalty, bound and gap of the lowest level."""
    return {
        "status": result.status.value,
        "seats": result.seats,
        "open_seats": result.open_seats,
        "open_seats_bound": result.open_seats_bound,
        "penalty": result.penalty,
        "bound": result.bound,
        "gap": round(result.gap, 6),
        "seconds": round(result.seconds, 3),
        "peak_mb": round(result.peak_mb, 1),
    }


def _solve(problem: Problem, params: Any) -> Result:
    from scheduler.search.solve import solve as run  # noqa: PLC0415 - heavy

    with _watching(params.seconds) as (report, stop):
        return run(problem, params, on_progress=report, should_stop=stop)


@contextmanager
def _watching(seconds: float) -> Iterator[tuple[Callable[[Progress], None], Callable[[], bool]]]:
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


@cli.command()
@click.argument("problem_file", metavar="PROBLEM.json", type=PATH)
@click.argument("result_file", metavar="RESULT.json", type=PATH)
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="Language of sentences.")
def check(problem_file: Path, result_file: Path, lang: str) -> None:
    """Judge a roster by every hard rule, one line a violation.

    Of RESULT.json only the assignments are looked at. Exit codes: 0 no hard rule is broken, 1 some are, 2 unreadable
    input.
    """
    from scheduler import rules  # noqa: PLC0415
    from scheduler.files.result_json import read_roster  # noqa: PLC0415 - not needed for --help

    problem = _problem(problem_file)
    with _sentences():
        violations = rules.check(problem, read_roster(result_file))
    for violation in violations:
        click.echo(f"{violation.rule} {rules.sentence(violation, lang)}")
    sys.exit(BROKEN_RULE if violations else USABLE)


@cli.group()
def benchmark() -> None:
    """Solve instances of others: the same rules and the same search, judged by the others' own program.

    Progress goes to stderr; the last line on stdout is one JSON object. Exit codes: 0 a roster was written, 1 there is
    none, 2 unreadable instance or unwritable roster.
    """


def _limits(command: Callable[..., None]) -> Callable[..., None]:
    """The options of both benchmarks."""
    for option in (
        click.option("--seed", type=int, default=0, show_default=True),
        click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Parallel searches."),
        click.option("--seconds", type=SECONDS, default=60.0, show_default=True, help="Limit."),
        click.option("-o", "--output", type=PATH, required=True, help="Where the roster goes."),
    ):
        command = option(command)
    return command


@benchmark.command("nrp")
@click.argument("instance", metavar="FILE", type=PATH)
@_limits
def benchmark_nrp(instance: Path, output: Path, **limits: Any) -> None:
    """A public shift-scheduling instance of Curtois and Qu; the roster has a line for each employee."""
    from scheduler.benchmark.run import run_nrp  # noqa: PLC0415 - heavy

    _benchmark(run_nrp, instance, output, limits, "penalty")


@benchmark.command("city")
@click.argument("instance", metavar="CITY.json", type=PATH)
@_limits
def benchmark_city(instance: Path, output: Path, **limits: Any) -> None:
    """A synthetic city month; the roster has a line "person shift" for each assignment."""
    from scheduler.benchmark.run import run_city  # noqa: PLC0415 - heavy

    _benchmark(run_city, instance, output, limits, "cost")


def _benchmark(run: Callable[..., dict[str, Any]], instance: Path, output: Path, limits: Any, cost: str) -> None:
    from scheduler.search.params import SolveParams  # noqa: PLC0415 - not needed for --help

    _check_writable(output)
    with _sentences(), _watching(limits["seconds"]) as (report, stop):
        summary = run(instance, output, SolveParams(**limits), report, stop)
    click.echo(json.dumps(summary))
    sys.exit(NO_ROSTER if summary[cost] is None else USABLE)


@cli.command()
@click.argument("problem_file", metavar="PROBLEM.json", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="One JSON list with both languages.")
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="Language of sentences.")
def precheck(problem_file: Path, as_json: bool, lang: str) -> None:
    """Look a problem through before solving: what contradicts itself, what is surely missing, what to change.

    Two lines for each advice, errors first. Exit codes: 0 no error, 1 an error that no roster can keep, 2 unreadable
    input.
    """
    from scheduler.precheck import Severity  # noqa: PLC0415 - not needed for --help
    from scheduler.precheck import precheck as look  # noqa: PLC0415

    problem = _problem(problem_file)
    found = look(problem)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, default=str))
    else:
        for one in found:
            click.echo(f"{one.severity.value} {one.code}: {one.sentence(lang)}\n  → {one.suggestion(lang)}")
    sys.exit(BROKEN_RULE if any(one.severity is Severity.ERROR for one in found) else USABLE)


def _problem(path: Path) -> Problem:
    from scheduler.files.problem_json import read_problem  # noqa: PLC0415 - not needed for --help

    with _sentences():
        return read_problem(path)


@contextmanager
def _sentences() -> Iterator[None]:
    """Faults of files and problems become one sentence on stderr and exit code 2."""
    try:
        yield
    except OSError as error:
        _refuse(_unusable(error.filename or "-", error.strerror or str(error)))
    except ValueError as error:
        said = told(error, language())
        _refuse(said if said.endswith(".") else f"{said}.")


def _unusable(name: object, reason: str) -> str:
    return say(f"‘{name}’ 파일을 쓸 수 없습니다: {reason}.", f"{name} cannot be used: {reason}.")


def _check_writable(output: Path) -> None:
    """Refuse an output that cannot be written before an hour is spent on what shall stand in it."""
    if not output.parent.is_dir():
        _refuse(say(f"‘{output.parent}’ 폴더가 없습니다.", f"There is no folder {output.parent}."))
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        _refuse(say(f"‘{output}’ 파일을 쓸 권한이 없습니다.", f"{output} cannot be written: permission denied."))


def _written(output: Path) -> None:
    click.echo(say(f"파일을 만들었습니다: {output}", f"Written: {output}"))


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)


if __name__ == "__main__":
    cli()
