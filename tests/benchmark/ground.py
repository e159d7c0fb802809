"""The instances as files: clubs and cities are made, public instances lie in a folder that the environment names."""

from __future__ import annotations

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType

from tests.benchmark.process import ROOT, python, run
from tests.benchmark.rows import TEN_CITIES, Row

WORK = ROOT / "build/benchmark"
"""Instances and rosters; `make clean` removes it."""
LONGEST = 300.0
"""Seconds that making a club may take."""
MONTH = "2027-05"
PEOPLE_FROM, PEOPLE_RANGE = 120, 31


class MissingError(Exception):
    """What an instance needs is not on this machine; the message says what to set."""


def file_of(row: Row) -> Path:
    """The instance's file, made when it is not there yet. Raises MissingError."""
    WORK.mkdir(parents=True, exist_ok=True)
    if row.kind == "nrp":
        # Nobody needs a minute of search that cannot be judged afterwards.
        tool("nrp_judge")
        return public(row.instance)
    if row.kind == "club":
        return _club(row.instance)
    if row.kind == "repair":
        return _club(row.instance.rpartition("-")[0])
    return _city(row.instance)


def public(number: str) -> Path:
    """A public instance. Raises MissingError."""
    folder = os.environ.get("ROSTER_NRP_DIR", "")
    path = Path(folder, f"Instance{number}.txt")
    if not folder or not path.exists():
        raise MissingError(f"ROSTER_NRP_DIR names no folder with Instance{number}.txt")
    return path


def tool(name: str) -> Path:
    """A judge of others. Raises MissingError."""
    folder = os.environ.get("ROSTER_SHARED", "")
    path = Path(folder, "tools", f"{name}.py")
    if not folder or not path.exists():
        raise MissingError(f"ROSTER_SHARED names no folder with tools/{name}.py")
    return path


def club_size(seed: int) -> int:
    """How many people the random club of a seed has: 120 to 150, all sizes over the seeds."""
    return PEOPLE_FROM + seed * 7 % PEOPLE_RANGE


@cache
def _club(name: str) -> Path:
    """`sample`, `random-SEED` (120 to 150 people) or `random-PEOPLE-SEED`, with all rules as a club has them at first.

    Made anew by every run of the benchmark, because what makes clubs is part of the program.
    """
    path = WORK / f"club-{name}.json"
    command = ["generate", "sample"]
    if name != "sample":
        _, *numbers = map(str, name.split("-"))
        people, seed = numbers if len(numbers) > 1 else (str(club_size(int(numbers[0]))), numbers[0])
        command = ["generate", "club", "--people", people, "--seed", seed]
    made = run(python("-m", "scheduler.cli", *command, "--month", MONTH, "-o", str(path)), LONGEST)
    if made.code:
        raise RuntimeError(f"the club {name} could not be made: {made.stderr}")
    return path


@cache
def _city(name: str) -> Path:
    """PEOPLE-LOCALITY, of seed 1, or PEOPLE-LOCALITY-SEED."""
    path = WORK / f"city-{name}.json"
    if name == TEN_CITIES:
        made = ten_cities()
    else:
        people, locality, *seed = name.split("-")
        made = made_city(int(people), int(seed[0]) if seed else 1, locality)
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def made_city(people: int, seed: int, locality: str) -> dict[str, object]:
    """A city as its maker makes it. Raises MissingError."""
    made: dict[str, object] = _maker().generate(people, seed, locality)
    return made


def ten_cities() -> dict[str, object]:
    """Ten cities of ten seeds in one file; ids are shifted so that they share nothing."""
    people, _, locality = TEN_CITIES.partition("x")[2].partition("-")
    together: dict[str, list[object]] = {"sites": [], "shifts": [], "people": [], "avoid": [], "buddies": []}
    head: dict[str, object] = {}
    for seed in range(1, 11):
        one = _maker().generate(int(people), seed, locality)
        head = {"seed": 1, "locality": locality, "first": one["first"], "days": one["days"]}
        person, shift = len(together["people"]), len(together["shifts"])
        for site in one["sites"]:
            together["sites"].append({**site, "id": f"{seed}:{site['id']}"})
        for each in one["shifts"]:
            together["shifts"].append({**each, "id": each["id"] + shift, "site": f"{seed}:{each['site']}"})
        for each in one["people"]:
            sites = [f"{seed}:{site}" for site in each["sites"]]
            favourite = f"{seed}:{each['fav_site']}"
            together["people"].append({**each, "id": each["id"] + person, "sites": sites, "fav_site": favourite})
        for pairs in ("avoid", "buddies"):
            together[pairs] += [[a + person, b + person] for a, b in one[pairs]]
    return {**head, "n": len(together["people"]), **together}


@cache
def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("city", tool("city"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
