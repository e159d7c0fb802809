"""`roster doctor`, and what `roster serve` says of the doctor's findings when it starts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from scheduler.console import language

if TYPE_CHECKING:
    from web.services.checks.finding import Finding

NO = 1


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON list instead of lines.")
def doctor(as_json: bool) -> None:
    """Say what is unsafe about this installation, and what to do. Exit code 1 when something is dangerous."""
    from web.config import get_settings  # noqa: PLC0415 - the planning core needs none of it
    from web.services.doctor import findings  # noqa: PLC0415

    found = findings(get_settings())
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for line in lines(found):
            click.echo(line)
    sys.exit(NO if any(one.grade == "danger" for one in found) else 0)


def lines(found: Iterable[Finding]) -> Iterator[str]:
    """One line a finding: grade, check, what was found, and after an arrow what to do."""
    for one in found:
        advice = f" → {_said(one.advice, one.facts)}" if one.advice else ""
        yield f"{_grade(one)} {one.check}: {_said(one.message, one.facts)}{advice}"


def at_start(found: Iterable[Finding]) -> Iterator[str]:
    """What `roster serve` says: only what is to be mended, and nothing of workers, for it is about to start one."""
    return lines(one for one in found if one.grade != "ok" and one.check not in ("workers", "jobs"))


def _plain(one: Finding) -> dict[str, str]:
    return {
        "check": one.check,
        "grade": one.grade.value,
        "message": _said(one.message, one.facts),
        "advice": _said(one.advice, one.facts),
    }


def _grade(one: Finding) -> str:
    words = {"ok": _said("fine"), "warning": _said("Warning"), "danger": _said("Danger")}
    return f"[{words[one.grade.value]}]"


def _said(message: str, facts: Mapping[str, object] | None = None) -> str:
    from web.catalogue import said  # noqa: PLC0415 - Babel is loaded when something is to be said

    return said(language(), message, **(facts or {}))
