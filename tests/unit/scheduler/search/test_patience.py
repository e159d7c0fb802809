"""Proofs that get nearer are waited for."""

from __future__ import annotations

import pytest

from scheduler.search import patience
from scheduler.search.patience import Patience


@pytest.fixture()
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    return now


def test_a_proof_that_stands_still_is_lost_after_its_seconds(clock) -> None:
    waiting = Patience(2.0)
    assert not waiting.lost(1000)
    clock[0] += 2.0
    assert not waiting.lost(1000)
    clock[0] += 0.1
    assert waiting.lost(1000)


def test_a_proof_that_gets_nearer_is_waited_for_and_a_hair_is_not_nearer(clock) -> None:
    waiting = Patience(2.0)
    assert not waiting.lost(1000)
    clock[0] += 1.9
    assert not waiting.lost(950)  # a twentieth of the way
    clock[0] += 1.9
    assert not waiting.lost(910)  # less than a twentieth of 950
    clock[0] += 0.2
    assert waiting.lost(910)


def test_a_proof_that_has_gone_well_for_long_may_stand_still_for_half_of_that_time(clock) -> None:
    waiting = Patience(2.0)
    for off in (1000, 900, 800, 700, 600, 500):
        assert not waiting.lost(off)
        clock[0] += 2.0
    # Ten seconds of progress: five of patience, of which two have gone.
    clock[0] += 2.9
    assert not waiting.lost(500)
    clock[0] += 0.2
    assert waiting.lost(500)
