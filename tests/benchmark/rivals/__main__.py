"""`python -m tests.benchmark.rivals ENGINE KIND FILE -o OUT`: one rival on one instance, in a process of its own.

The last line on stdout is one JSON object; the roster goes to OUT in the words of the instance's judge.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmark.rivals.engine import Engine, Found, Limits, by_levels
from tests.benchmark.rivals.model import Model

Write = Callable[[list[int]], str]


def main() -> int:
    """1 when there is no roster."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.rivals")
    parser.add_argument("engine", choices=["cpsat", "highs", "greedy"])
    parser.add_argument("kind", choices=["nrp", "city", "club"])
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    begun = time.perf_counter()
    if asked.engine == "greedy":
        asked.output.write_text(_by_hand(asked.kind, asked.file), encoding="utf-8")
        print(json.dumps({"status": "feasible", "bounds": [], "first_seconds": time.perf_counter() - begun}))
        return 0
    model, write = _rows(asked.kind, asked.file)
    built = time.perf_counter() - begun
    found = by_levels(model, _engine(asked.engine), Limits(asked.seconds, asked.workers, asked.seed))
    if found.point is not None:
        asked.output.write_text(write(found.point), encoding="utf-8")
    print(json.dumps(_summary(found, built, model)))
    return 0 if found.point is not None else 1


def _engine(name: str) -> Engine:
    # Each engine is imported only where it runs: two of them do not stand each other in one process.
    if name == "cpsat":
        from tests.benchmark.rivals import cpsat  # noqa: PLC0415

        return cpsat.solve
    from tests.benchmark.rivals import highs  # noqa: PLC0415

    return highs.solve


def _summary(found: Found, built: float, model: Model) -> dict[str, Any]:
    proven = "optimal" if found.point is not None else "infeasible"
    return {
        "status": proven if found.proven else ("feasible" if found.point is not None else "out_of_time"),
        "levels": None if found.point is None else [level.at(found.point) for level in model.levels],
        "bounds": found.bounds,
        "first_seconds": None if found.first_seconds is None else built + found.first_seconds,
        "built_seconds": round(built, 3),
        "engine_seconds": round(found.seconds, 3),
        "columns": len(model.lower),
        "rows": len(model.low),
    }


def _rows(kind: str, path: Path) -> tuple[Model, Write]:
    if kind == "nrp":
        from tests.benchmark.rivals import nrp  # noqa: PLC0415 - only what the instance needs is loaded

        instance = nrp.read(path)
        ward = nrp.rows_of(instance)
        return ward.model, lambda point: nrp.text_of(instance, ward.cells(point))
    if kind == "city":
        from tests.benchmark.rivals import city  # noqa: PLC0415

        rows = city.rows_of(city.read(json.loads(path.read_text(encoding="utf-8"))))
        return rows.model, lambda point: city.text_of(rows.pairs(point))
    from scheduler.files.problem_json import read_problem  # noqa: PLC0415
    from tests.benchmark.rivals import club  # noqa: PLC0415

    model, v = club.rows_of(read_problem(path))
    return model, lambda point: _club_text(v.assignments(point))


def _by_hand(kind: str, path: Path) -> str:
    from tests.benchmark.rivals import greedy  # noqa: PLC0415

    if kind == "nrp":
        from tests.benchmark.rivals import nrp  # noqa: PLC0415

        instance = nrp.read(path)
        return nrp.text_of(instance, greedy.nrp(instance))
    if kind == "city":
        from tests.benchmark.rivals import city  # noqa: PLC0415

        return city.text_of(greedy.city(city.read(json.loads(path.read_text(encoding="utf-8")))))
    from scheduler.files.problem_json import read_problem  # noqa: PLC0415

    return _club_text(greedy.club(read_problem(path)))


def _club_text(pairs: list[tuple[str, str]]) -> str:
    """The part of a result file that our law book reads."""
    return json.dumps({"assignments": [{"participant": person, "shift": shift} for person, shift in sorted(pairs)]})


if __name__ == "__main__":
    sys.exit(main())
