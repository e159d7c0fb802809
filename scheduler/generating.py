"""The commands `roster generate …`: clubs to try the program with, and the blank workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.calendar import Month
from scheduler.console import MONTH, PATH, refuse, say, sentences, written
from scheduler.spoken_click import SpokenGroup

if TYPE_CHECKING:
    from scheduler.club.book import ClubBook


@click.group(cls=SpokenGroup)
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
        refuse(
            say(
                f"빈 양식은 엑셀 파일입니다. 파일 이름을 .xlsx로 끝내 주십시오: {output.name}",
                f"The blank workbook is an Excel file: its name must end in .xlsx, not be {output.name!r}.",
            )
        )
    with sentences():
        write_blank(output)
    written(output)


def _holidays(month: Month) -> dict[Any, str]:
    """Holidays of the month, of the three months that fairness looks back on, and of the one after."""
    from scheduler.files.holidays import korean_holidays  # noqa: PLC0415 - slow to import

    return korean_holidays(month.plus(-3).first, month.plus(1).last)


def _write_club(book: ClubBook, month: Month, output: Path) -> None:
    from scheduler.club.expand import problem_of  # noqa: PLC0415 - not needed for --help
    from scheduler.files.problem_json import write_problem  # noqa: PLC0415

    with sentences():
        if output.suffix.lower() == ".json":
            write_problem(problem_of(book, month), output)
        elif output.suffix.lower() == ".xlsx":
            from scheduler.files.workbook import write_book  # noqa: PLC0415 - openpyxl is heavy

            write_book(book, output)
        else:
            refuse(
                say(
                    f"파일 이름을 .xlsx나 .json으로 끝내 주십시오: {output.name}",
                    f"The output must end in .xlsx or .json, not be {output.name!r}.",
                )
            )
    written(output)
