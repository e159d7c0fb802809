"""The report as a page: one table for each kind, every competitor beside us, ratios to the best of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.benchmark.known import known
from tests.benchmark.rows import ENGINES, KINDS, OURS, RIVALS, WARM

Entry = dict[str, Any]
Group = dict[str, Entry]
"""The entries of one instance and limit, by competitor."""
NONE = "–"
STALE = "†"
TITLES = {"club": "Clubs", "repair": "Repair", "city": "City", "nrp": "Public instances"}
NAMES = {"cpsat-2": "CP-SAT, 2 workers", "cpsat-8": "CP-SAT, 8 workers", "highs-2": "HiGHS", "greedy": "greedy"}


def page(entries: dict[str, Entry], machine: dict[str, Any], is_fresh: Callable[[str], bool]) -> str:
    """The whole page. `is_fresh` says of a row's name whether it was measured with the program as it is now."""
    marked = {name: {**entry, "stale": not is_fresh(name)} for name, entry in entries.items()}
    lines = ["# Benchmark table", "", *_head(marked, machine)]
    for kind in KINDS:
        here = [entry for entry in marked.values() if entry["kind"] == kind]
        if here:
            lines += ["", f"## {TITLES[kind]}", "", *_TABLES[kind](here)]
    if wrong := contradictions(entries.values()):
        lines += ["", "## Contradictions", "", *(f"- {one}" for one in wrong)]
    return "\n".join(lines) + "\n"


def _head(entries: dict[str, Entry], machine: dict[str, Any]) -> Iterator[str]:
    yield "Written by `make bench`; `benchmarks.md` says what each row means. For machines: `benchmark-table.json`."
    if not entries:
        return
    said = ", ".join(f"{name} {value}" for name, value in machine.items() if name not in ("processor", "system"))
    times = sorted(entry["at"][:16].replace("T", " ") for entry in entries.values())
    loads = [entry["load"] for entry in entries.values()]
    yield ""
    yield f"{machine.get('processor', '')}; {said}. Seed 0 everywhere, one run a cell."
    yield ""
    load = f"load of the machine before a row {min(loads)} to {max(loads)}"
    yield f"{len(entries)} rows, {times[0]} to {times[-1]} UTC; {load}."
    if any(entry["stale"] for entry in entries.values()):
        yield ""
        yield f"{STALE}: measured with an earlier state of the program."


def groups(entries: Iterable[Entry], by_limit: bool = True) -> list[tuple[str, int, Group]]:
    """Entries by instance and limit, in the order of numbers where names are numbers."""
    found: dict[tuple[str, int], Group] = {}
    for entry in entries:
        key = (entry["instance"], entry["limit"] if by_limit else 0)
        found.setdefault(key, {})[entry["competitor"]] = entry
    ordered = sorted(found.items(), key=lambda one: ([_number(part) for part in one[0][0].split("-")], one[0][1]))
    return [(instance, limit, group) for (instance, limit), group in ordered]


def _header(*columns: str) -> Iterator[str]:
    """The two lines above a table; columns that begin with > stand right."""
    yield "| " + " | ".join(one.removeprefix(">") for one in columns) + " |"
    yield "| " + " | ".join("---:" if one.startswith(">") else "---" for one in columns) + " |"


def _number(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdigit() else (1 << 30, text)


def _clubs(entries: list[Entry]) -> Iterator[str]:
    yield from _header(
        "club", ">first complete", ">gap at 10 s", ">gap at 30 s", ">≤ 1 % after", ">≤ 0.5 % after", ">open (bound)",
        ">penalty", ">bound", ">solver MB", "command, 10 s: gap, first complete, MB",
    )  # fmt: skip
    rows = groups(entries, by_limit=False)
    for club, _, group in rows:
        warm, command = group.get(WARM), group.get(OURS)
        if warm is None and command is None:
            continue
        cells = ([NONE] * 9) if warm is None else _warm_cells(warm)
        yield f"| {club} | " + " | ".join(cells) + f" | {_command_cell(command)} |"
    yield ""
    yield "Rivals on our own rows, 30 s, in the shape open seats / penalty (bound); clock, MB:"
    yield ""
    yield from _header("club", "we, 30 s", *map(NAMES.__getitem__, RIVALS), ">ours ÷ best rival")
    for club, _, group in rows:
        cells = [_levels_cell(group.get(one)) for one in (WARM, *RIVALS)]
        yield f"| {club} | " + " | ".join(cells) + f" | {ratio(group.get(WARM), group)} |"


def _warm_cells(entry: Entry) -> list[str]:
    more, bounds = entry["more"], entry["bounds"]
    gaps, reached = more.get("gaps", {}), more.get("reached", {})
    return [
        _seconds(entry["first_complete_seconds"]) + _mark(entry),
        _percent(gaps.get("10")), _percent(gaps.get("30")),
        _seconds(reached.get("0.01")), _seconds(reached.get("0.005")),
        NONE if entry["levels"] is None else f"{entry['open_seats']} ({_of(bounds, 0)})",
        NONE if entry["levels"] is None else _count(entry["levels"][-1]), _of(bounds, -1),
        _count(round(more["solver_mb"])) if "solver_mb" in more else NONE,
    ]  # fmt: skip


def _command_cell(entry: Entry | None) -> str:
    if entry is None or not entry["levels"]:
        return NONE if entry is None else entry["remark"] or entry["status"]
    cost, bound = entry["levels"][-1], entry["bounds"][-1]
    gap = _percent((cost - bound) / max(1, cost)) if bound is not None else NONE
    return f"{gap}, {_seconds(entry['first_complete_seconds'])}, {_count(entry['peak_mb'])}{_mark(entry)}"


def _levels_cell(entry: Entry | None) -> str:
    if entry is None:
        return NONE
    if not entry["levels"]:
        return f"{entry['remark'] or entry['status']}{_mark(entry)}"
    bound = f" ({_of(entry['bounds'], -1)})" if entry["bounds"] else ""
    used = f"; {entry['seconds']:.0f} s, {_count(entry['peak_mb'])} MB"
    return f"{entry['open_seats']} / {_count(entry['levels'][-1])}{bound}{used}{_mark(entry)}"


def _repairs(entries: list[Entry]) -> Iterator[str]:
    yield from _header(
        "event", ">limit", ">events", ">answered", ">median", ">p95", ">longest", ">changes", ">proven no fewer than",
        ">least proven in", ">hard violations",
    )  # fmt: skip
    for event, limit, group in groups(entries):
        for entry in group.values():
            if said := entry["more"]:
                times = [_seconds(said[f"seconds_{one}"]) for one in ("median", "p95", "most")]
                counts = [said[one] for one in ("changes", "changes_bound", "least_proven", "hard")]
                cells = [f"{limit} s", said["events"], said["answered"], *times, *counts]
            else:
                cells = [f"{limit} s", *[NONE] * 8, entry["remark"]]
            yield f"| {event}{_mark(entry)} | " + " | ".join(map(str, cells)) + " |"


def _costs(entries: list[Entry]) -> Iterator[str]:
    """Cities and public instances: one cost."""
    rivals = [NAMES[one] for one in RIVALS]
    yield from _header("instance", ">limit", "best known (bound)", "we", ">our gap", *rivals, ">ours ÷ best rival")
    everything = groups(entries)
    for instance, limit, group in everything:
        told = known(entries[0]["kind"], instance)
        best = NONE if told is None else f"{NONE if told.best is None else _count(told.best)} ({_count(told.bound)})"
        # A greedy has no limit; it stands beside every limit of its instance.
        hand = next((other["greedy"] for one, _, other in everything if one == instance and "greedy" in other), None)
        beside = {**group, **({"greedy": hand} if hand else {})}
        ours = beside.get(OURS)
        cells = [cost_cell(ours), own_gap(ours), *(cost_cell(beside.get(one)) for one in RIVALS)]
        yield f"| {instance} | {limit} s | {best} | " + " | ".join(cells) + f" | {ratio(ours, beside)} |"


def cost_cell(entry: Entry | None) -> str:
    """Cost and distance to the best known; own bound; first roster, clock, processor and memory."""
    if entry is None:
        return NONE
    used = f"{entry['seconds']:.0f} s ({entry['cpu_seconds']:.0f} CPU), {_count(entry['peak_mb'])} MB{_mark(entry)}"
    bound = _of(entry["bounds"], -1)
    if not entry["levels"]:
        return f"{entry['remark'] or entry['status']}; bound {bound}; {used}"
    cost = entry["levels"][-1]
    told = known(entry["kind"], entry["instance"])
    above = "" if told is None else f" ({100 * (cost - told.bound) / max(1, told.bound):+.1f} %)"
    seats = f", {_count(entry['open_seats'])} open" if entry["open_seats"] is not None else ""
    proof = ", proven" if entry["status"] == "optimal" else ("" if bound == NONE else f"; bound {bound}")
    first = entry["first_complete_seconds"] or entry["first_seconds"]
    return f"**{_count(cost)}**{above}{seats}{proof}; first {_seconds(first)}; {used}"


def own_gap(entry: Entry | None) -> str:
    """As `roster solve` defines it: how much of the penalty is not proven."""
    if entry is None or not entry["levels"] or not entry["bounds"] or entry["bounds"][-1] is None:
        return NONE
    return _percent((entry["levels"][-1] - entry["bounds"][-1]) / max(1, entry["levels"][-1]))


def ratio(ours: Entry | None, group: Group) -> str:
    """Our cost divided by that of the best engine or greedy; in words where an earlier level decides."""
    theirs = [group[one] for one in (*ENGINES, "greedy") if one in group]
    found = [one["levels"] for one in theirs if one["levels"]]
    if ours is None or not theirs:
        return NONE
    if not ours["levels"]:
        return "we have none" if found else NONE
    if not found:
        return "only we"
    best = min(found)
    if best[:-1] != ours["levels"][:-1]:
        return "better level" if ours["levels"] < best else "worse level"
    return f"{ours['levels'][-1] / max(1, best[-1]):.3f}"


def contradictions(entries: Iterable[Entry]) -> list[str]:
    """Bounds above a roster that somebody has, and rosters below what is proven: somebody is wrong."""
    wrong = []
    by_instance: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if entry["kind"] != "repair":
            by_instance.setdefault((entry["kind"], entry["instance"]), []).append(entry)
    for (kind, instance), some in by_instance.items():
        told = known(kind, instance)
        costs = [(tuple(one["levels"]), one["competitor"]) for one in some if one["levels"]]
        below = [who for cost, who in costs if told and cost[-1] < told.bound]
        wrong += [f"{kind} {instance}: {who} is below the published bound" for who in below]
        wrong += [
            f"{kind} {instance}: {one['competitor']} claims {_bounds(one)}, but {who} has {cost}"
            for one in some for cost, who in costs
            if _bounds(one) > cost[: len(_bounds(one))]
        ]  # fmt: skip
        mistaken = [one for one in some if one["remark"].startswith("says")]
        wrong += [f"{kind} {instance}: {one['competitor']} {one['remark']}" for one in mistaken]
    return wrong


def _bounds(entry: Entry) -> tuple[int, ...]:
    """Bounds up to the first that is not known: a lower level's says nothing without those before it."""
    known_ones: list[int] = []
    for bound in entry["bounds"]:
        if bound is None:
            break
        known_ones.append(bound)
    return tuple(known_ones)


def _of(bounds: list[int | None], place: int) -> str:
    one = bounds[place] if bounds else None
    return NONE if one is None else _count(one)


def _mark(entry: Entry) -> str:
    return f" {STALE}" if entry.get("stale") else ""


def _count(number: float) -> str:
    return f"{number:,.0f}"


def _seconds(seconds: float | None) -> str:
    return NONE if seconds is None else f"{seconds:.1f} s" if seconds >= 0.95 else f"{seconds:.2f} s"


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{100 * share:.2f} %"


_TABLES: dict[str, Callable[[list[Entry]], Iterator[str]]] = {
    "club": _clubs, "repair": _repairs, "city": _costs, "nrp": _costs,
}  # fmt: skip
