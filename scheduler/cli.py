"""The command line of the planning core: generate clubs, solve and check problem files. Needs neither web nor database.

Heavy libraries are imported by the commands that need them, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.benchmark.command import benchmark
from scheduler.console import (
    BROKEN_RULE,
    NO_ROSTER,
    PATH,
    SECONDS,
    USABLE,
    check_writable,
    problem_in,
    say,
    sentences,
    watching,
)
from scheduler.generating import generate
from scheduler.spoken_click import SpokenGroup

if TYPE_CHECKING:
    from scheduler.problem import Problem
    from scheduler.result import Progress, Result
    from scheduler.roster import Roster


@click.group(cls=SpokenGroup)
def cli() -> None:
    """Plan the monthly rosters of senior clubs."""


cli.add_command(generate)
cli.add_command(benchmark)


@cli.command()
@click.argument("problem_file", metavar="PROBLEM.json", type=PATH)
@click.option("-o", "--output", metavar="RESULT.json", type=PATH, required=True, help="Where the result goes.")
@click.option("--seconds", type=SECONDS, default=30.0, show_default=True, help="Limit.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Parallel searches.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--steps", type=click.IntRange(min=1), help="End after so much work: the same roster every time.")
@click.option("--memory-mb", type=click.IntRange(min=1), help="End when the search needs more.")
@click.option("--continue", "go_on", is_flag=True, help="Start from the roster in RESULT.json.")
def solve(problem_file: Path, output: Path, go_on: bool, **limits: Any) -> None:
    """Find the best roster of a problem; Ctrl-C stops early and keeps the best so far.

    RESULT.json holds the best roster so far all the time. A run that was killed is gone on from when the command is
    given again, unless --steps asks for the same roster every time.

    Progress goes to stderr; the last line on stdout is one JSON object. Exit codes: 0 a roster that breaks no hard rule
    was written, 1 there is none (RESULT.json says why), 2 unreadable problem or unwritable result.
    """
    check_writable(output)
    from scheduler.files.result_json import write_result  # noqa: PLC0415 - not needed for --help
    from scheduler.search.params import SolveParams  # noqa: PLC0415
    from scheduler.search.warm import early_start  # noqa: PLC0415

    with early_start():
        problem = problem_in(problem_file)
        hint = _earlier(problem, output, go_on, begin_anew=limits["steps"] is not None)
        result = _solve(problem, SolveParams(**limits, hint=hint), output)
    with sentences():
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


def _earlier(problem: Problem, output: Path, go_on: bool, begin_anew: bool) -> Roster | None:
    """The roster to start from: any earlier one when that was asked for, else what a killed run has left."""
    from scheduler.unfinished import earlier, left_behind  # noqa: PLC0415 - not needed for --help

    with sentences():
        hint = earlier(problem, output) if go_on else None if begin_anew else left_behind(problem, output)
    if hint is not None:
        click.echo(
            say(f"‘{output}’에 저장된 근무표에서 이어서 찾습니다.", f"Going on from the roster in {output}."), err=True
        )
    return hint


def _solve(problem: Problem, params: Any, output: Path) -> Result:
    from scheduler.search.solve import solve as run  # noqa: PLC0415 - heavy
    from scheduler.unfinished import Saving  # noqa: PLC0415

    saving = Saving(problem, output, params.seed)
    with watching(params.seconds) as (report, stop):

        def hear(progress: Progress) -> None:
            report(progress)
            saving.hear(progress)

        return run(problem, params, on_progress=hear, should_stop=stop)


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

    problem = problem_in(problem_file)
    with sentences():
        violations = rules.check(problem, read_roster(result_file))
    for violation in violations:
        click.echo(f"{violation.rule} {rules.sentence(violation, lang)}")
    sys.exit(BROKEN_RULE if violations else USABLE)


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

    problem = problem_in(problem_file)
    found = look(problem)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, default=str))
    else:
        for one in found:
            click.echo(f"{one.severity.value} {one.code}: {one.sentence(lang)}\n  → {one.suggestion(lang)}")
    sys.exit(BROKEN_RULE if any(one.severity is Severity.ERROR for one in found) else USABLE)


if __name__ == "__main__":
    cli()
