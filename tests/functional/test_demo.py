"""`roster demo`: from nothing to papers on the disk, and again without touching what is there."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models import Assignment, Participant, Roster
from models.engine import make_engine, make_sessions
from models.enums import RosterStatus

pytestmark = pytest.mark.one_database("the demo is the embedded default, and its solve costs half a minute")


def run(folder: Path, *options: str) -> str:
    environment = {
        **os.environ,
        "ROSTER_INSTANCE": str(folder), "DATABASE_URL": "", "CELERY_BROKER_URL": "", "COLUMNS": "120",
    }  # fmt: skip
    command = [sys.executable, "-m", "web.cli", "demo", "--no-serve", "--seconds", "15", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, run(folder)


def worked() -> float:
    """Seconds of processor time of all commands so far: other tests that run meanwhile do not count."""
    spent = os.times()
    return spent.children_user + spent.children_system


def digest(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".pdf", ".xlsx", ".key"}}


@pytest.mark.slow
def test_the_demo_publishes_a_month_of_120_participants(first: tuple[Path, str]) -> None:
    folder, _ = first
    with make_sessions(make_engine(f"sqlite:///{folder / 'roster.db'}"))() as session:
        assert session.scalar(select(func.count(Participant.id))) == 120
        rosters = session.scalars(select(Roster)).all()
        assert {roster.status for roster in rosters} == {RosterStatus.PUBLISHED}
        assert session.scalar(select(func.count(Assignment.id))) > 700  # the thinnest month, January, has 846 seats


@pytest.mark.slow
def test_it_says_what_was_found_and_where_to_look(first: tuple[Path, str]) -> None:
    folder, said = first
    for expected in ("시니어 카페 마실", "빈자리", "희망휴무", "증명됨", "wall-roster.pdf", "http://127.0.0.1:"):
        assert expected in said
    noted = folder / "demo-login.txt"
    assert stat.S_IMODE(noted.stat().st_mode) == 0o600
    assert re.search(r"/m/[a-z2-7]{26}$", noted.read_text(), re.MULTILINE)
    assert (folder / "wall-roster.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_a_second_run_is_quick_and_leaves_everything_as_it_is(first: tuple[Path, str]) -> None:
    folder, said = first
    before, begun = digest(folder), worked()
    again = run(folder)
    assert worked() - begun < 20  # about 5 seconds; the first run takes more than 40 with its search
    assert digest(folder) == before
    password = re.search(r"비밀번호: (\S+)", said)
    assert password and password[1] in again


@pytest.mark.slow
def test_an_english_reader_gets_english(first: tuple[Path, str]) -> None:
    folder, _ = first
    environment = {**os.environ, "ROSTER_INSTANCE": str(folder), "COLUMNS": "120"}
    command = [sys.executable, "-m", "web.cli", "--lang", "en", "demo", "--no-serve"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout
    assert "Seats needed" in said and "Wished days off granted" in said
