"""`python -m tests.proof`: the whole proof, in pieces of seeds; what has run at this version is not run again.

Prints its figures and writes them to docs/rule-proof.json. A run that is broken off goes on where it stopped; a run of
changed rules (any file of `scheduler`) begins again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from scheduler.rules import HARD, SOFT
from tests.proof import cases
from tests.proof.agreement import GaveUpError
from tests.proof.spoiling import clean, planted
from tests.proof.years import club_year
from tests.proof.zones import FIRST, MONTHS, ZONES, differing, lines

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/rule-proof.json"
Tally = dict[str, Any]


def _seeds(case: Callable[[int], list[str]], seeds: range) -> Tally:
    wrong, gave_up = {}, 0
    cases.SPOKEN.clear()
    for seed in seeds:
        try:
            if faults := case(seed):
                wrong[str(seed)] = faults[:3]
        except GaveUpError:
            gave_up += 1
    spoken = dict(sorted(cases.SPOKEN.items()))
    return {"tried": len(seeds) - gave_up, "given up": gave_up, "wrong": wrong, "by rule": spoken}


def small(seeds: range) -> Tally:
    """Small problems, solved and judged."""
    return _seeds(cases.small, seeds)


def tiny(seeds: range) -> Tally:
    """Tiny problems, enumerated."""
    return _seeds(cases.tiny, seeds)


def plants(seeds: range) -> Tally:
    """One kind of violation after the other, planted into clean rosters."""
    found: Counter[str] = Counter()
    wrong = {}
    for seed, problem, roster in clean(seeds):
        for one in HARD:
            said = planted(one.id, seed, problem, roster)
            if said is not None:
                found[one.id] += 1
            if said:
                wrong[f"{one.id} {seed}"] = [f"overlooked by {said}"]
    return {"tried": sum(found.values()), "given up": 0, "wrong": wrong, "by rule": dict(sorted(found.items()))}


def years(seeds: range) -> Tally:
    """Club-years."""
    wrong, months, worked, changes = {}, 0, 0, 0
    for seed in seeds:
        year = club_year(seed)
        months, worked, changes = months + year.months, worked + year.worked, changes + year.changes
        if year.faults:
            wrong[str(seed)] = year.faults[:3]
    return {"tried": len(seeds), "given up": 0, "wrong": wrong, "months": months, "shifts": worked, "changes": changes}


def zones(seeds: range) -> Tally:
    """Months in every time zone."""
    of_zones = {zone: lines(zone, FIRST.plus(seeds.start), len(seeds)) for zone in ZONES}
    wrong = {one: [one] for one in differing(of_zones)}
    return {"tried": len(seeds) * len(ZONES), "given up": 0, "wrong": wrong}


KINDS: dict[str, tuple[Callable[[range], Tally], int, int]] = {
    "small": (small, 10_000, 250),
    "tiny": (tiny, 1_000, 50),
    "planted": (plants, 200, 10),
    "zones": (zones, MONTHS, 7),
    "years": (years, 1_000, 5),
}
"""What runs, up to which seed, and how many seeds make one piece."""


def version() -> str:
    """A fingerprint of everything the proof is about."""
    found = hashlib.sha256()
    for folder in ("scheduler", "tests/proof"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def run(kind: str, start: int, end: int) -> tuple[str, int, int, Tally]:
    """One piece."""
    began = time.process_time()
    tally = KINDS[kind][0](range(start, end))
    return kind, start, end, {**tally, "seconds": round(time.process_time() - began, 1)}


def summed(pieces: dict[str, Tally]) -> Tally:
    """The figures of each kind, over its pieces."""
    sums: dict[str, Tally] = {}
    for name, tally in pieces.items():
        total = sums.setdefault(name.split()[0], {"wrong": {}})
        for key, value in tally.items():
            if isinstance(value, dict):
                mine = total.setdefault(key, {})
                mine |= {one: mine.get(one, 0) + count if key == "by rule" else count for one, count in value.items()}
            else:
                total[key] = round(total.get(key, 0) + value, 1)
    return sums


def main() -> int:
    """Run what is left; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof")
    parser.add_argument("--only", default=",".join(KINDS), help="kinds, with commas between")
    parser.add_argument("--most", type=int, default=None, help="no seeds from this one on")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    report = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
    pieces: dict[str, Tally] = report.get("pieces", {}) if report.get("version") == version() else {}
    at = version()
    with ProcessPoolExecutor(asked.workers) as pool:
        waiting = []
        for kind in asked.only.split(","):
            _, most, step = KINDS[kind]
            for start in range(0, min(most, asked.most or most), step):
                end = min(start + step, most, asked.most or most)
                if f"{kind} {start}-{end}" not in pieces:
                    waiting.append(pool.submit(run, kind, start, end))
        for done in waiting:
            kind, start, end, tally = done.result()
            pieces[f"{kind} {start}-{end}"] = tally
            sys.stdout.write(f"{kind} {start}-{end}: {tally['tried']} tried, {len(tally['wrong'])} wrong\n")
            sys.stdout.flush()
            _write(at, pieces)
    for kind, total in summed(pieces).items():
        sys.stdout.write(f"{kind}: {total['tried']:,} tried, {len(total['wrong'])} wrong, {total['seconds']:,} s\n")
    return int(any(tally["wrong"] for tally in pieces.values()))


def _write(at: str, pieces: dict[str, Tally]) -> None:
    rules = {"hard": len(HARD), "soft": len(SOFT)}
    report = {"version": at, "rules": rules, "sums": summed(pieces), "pieces": pieces}
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
