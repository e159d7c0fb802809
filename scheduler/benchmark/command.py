"""The commands `roster benchmark …`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scheduler.console import NO_ROSTER, PATH, SECONDS, USABLE, check_writable, sentences, watching
from scheduler.spoken_click import SpokenGroup


@click.group(cls=SpokenGroup)
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

    check_writable(output)
    with sentences(), watching(limits["seconds"]) as (report, stop):
        summary = run(instance, output, SolveParams(**limits), report, stop)
    click.echo(json.dumps(summary))
    sys.exit(NO_ROSTER if summary[cost] is None else USABLE)
