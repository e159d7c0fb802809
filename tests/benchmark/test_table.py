"""What the table says of figures, and what it finds wrong with them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmark.outcome import Outcome
from tests.benchmark.table import contradictions, cost_cell, groups, own_gap, page, ratio


def entry(kind: str, instance: str, competitor: str, limit: int = 60, **figures: Any) -> dict[str, Any]:
    """A row's figures as the report keeps them."""
    return {
        "kind": kind, "instance": instance, "competitor": competitor, "limit": limit, "load": 0.5,
        "at": "2026-11-22T09:00:00+00:00", **Outcome(figures.pop("status", "feasible"), **figures).plain(),
    }  # fmt: skip


def test_a_cell_says_cost_distance_bound_and_use() -> None:
    # (1200 - 1143) / 1143 = 4.99 %.
    one = entry("nrp", "5", "ours", levels=[1200], bounds=[1100], seconds=60.2, cpu_seconds=118.4, peak_mb=310)
    assert cost_cell(one) == "**1,200** (+5.0 %); bound 1,100; first –; 60 s (118 CPU), 310 MB"
    assert own_gap(one) == "8.33 %"  # 100 / 1200
    proven = entry("city", "150-near", "highs-2", status="optimal", levels=[4352], bounds=[4352], open_seats=0)
    assert cost_cell(proven).startswith("**4,352** (+0.0 %), 0 open, proven;")
    nothing = entry("nrp", "8", "highs-2", status="out_of_time", remark="no roster", bounds=[1227])
    assert cost_cell(nothing).startswith("no roster; bound 1,227;")
    assert cost_cell(None) == own_gap(None) == "–"


def test_the_ratio_is_to_the_best_rival_and_levels_are_never_traded() -> None:
    ours = entry("nrp", "5", "ours", levels=[1200])
    rivals = {
        "cpsat-2": entry("nrp", "5", "cpsat-2", levels=[1340]), "highs-2": entry("nrp", "5", "highs-2", levels=[1250]),
        "greedy": entry("nrp", "5", "greedy", remark="breaks 2 hard rules"),
    }  # fmt: skip
    assert ratio(ours, rivals) == "0.960"  # 1200 / 1250
    assert ratio(ours, {"greedy": rivals["greedy"]}) == "only we"
    assert ratio(entry("nrp", "5", "ours"), rivals) == "we have none"
    assert ratio(ours, {}) == "–"
    club = entry("club", "sample", "warm", levels=[10, 0, 9000])
    assert ratio(club, {"highs-2": entry("club", "sample", "highs-2", levels=[11, 0, 5000])}) == "better level"
    assert ratio(club, {"highs-2": entry("club", "sample", "highs-2", levels=[10, 0, 18000])}) == "0.500"


def test_rows_stand_in_the_order_of_numbers() -> None:
    rows = [entry("nrp", one, "ours", limit) for one, limit in (("11", 60), ("2", 300), ("2", 60))]
    assert [(instance, limit) for instance, limit, _ in groups(rows)] == [("2", 60), ("2", 300), ("11", 60)]


def test_the_page_shows_every_kind_and_marks_what_is_old() -> None:
    warm = entry(
        "club", "sample", "warm", 30, levels=[10, 0, 13000], bounds=[10, 0, 12900], open_seats=10,
        first_complete_seconds=0.9,
        more={"gaps": {"10": 0.012, "30": 0.0077}, "reached": {"0.01": 14.2}, "solver_mb": 210.4},
    )  # fmt: skip
    events = {
        "events": 40, "answered": 39, "seconds_median": 0.5, "seconds_p95": 0.91, "seconds_most": 1.0, "changes": 80,
        "changes_bound": 78, "least_proven": 38, "hard": 0,
    }  # fmt: skip
    entries = {
        "club/sample/30s/warm": warm,
        "repair/random-150-1-day/1s/warm": entry("repair", "random-150-1-day", "warm", 1, more=events),
        "city/150-near/60s/ours": entry("city", "150-near", "ours", levels=[4400], bounds=[4352], open_seats=0),
        "nrp/1/60s/ours": entry("nrp", "1", "ours", levels=[607], bounds=[607], status="optimal"),
        "nrp/1/300s/greedy": entry("nrp", "1", "greedy", 300, levels=[1213]),
    }
    text = page(entries, {"processor": "Some processor", "cores": 2}, lambda name: name != "nrp/1/60s/ours")
    assert "| sample | 0.90 s | 1.20 % | 0.77 % | 14.2 s | – | 10 (10) | 13,000 | 12,900 | 210 | – |" in text
    assert "| random-150-1-day | 1 s | 40 | 39 | 0.50 s | 0.91 s | 1.0 s | 80 | 78 | 38 | 0 |" in text
    assert "| 150-near | 60 s | 4,352 (4,352) | **4,400** (+1.1 %), 0 open; bound 4,352;" in text
    # The greedy has no limit, so it stands beside every other: 607 / 1213 = 0.500.
    line = next(one for one in text.splitlines() if one.startswith("| 1 | 60 s"))
    assert "**607** (+0.0 %), proven" in line
    assert line.count("†") == 1
    assert line.endswith("| 0.500 |")
    assert "Contradictions" not in text


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (entry("nrp", "5", "cpsat-2", bounds=[1201]), "claims"),
        (entry("nrp", "5", "cpsat-2", levels=[1142]), "below the published bound"),
        (entry("nrp", "5", "cpsat-2", levels=[1300], remark="says [1299], but it is [1300]"), "says"),
    ],
)
def test_who_contradicts_another_or_the_judge_is_named(one: dict[str, Any], said: str) -> None:
    ours = entry("nrp", "5", "ours", levels=[1200], bounds=[1143])
    found = contradictions([ours, one])
    assert len(found) >= 1
    assert any(said in each for each in found)
    assert contradictions([ours, entry("nrp", "5", "cpsat-2", levels=[1200], bounds=[1200])]) == []
