"""No bound is above an optimum that anybody finds. `AGREEING=500` tries as many problems as it says."""

from __future__ import annotations

import os

import pytest

from tests.unit.scheduler.search.agreeing import disagreements

SEEDS = int(os.environ.get("AGREEING", "60"))
STEP = 10


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, SEEDS, STEP))
def test_engines_crew_and_enumeration_agree_on_every_level(start: int) -> None:
    said = [one for seed in range(start, min(start + STEP, SEEDS)) for one in disagreements(seed)]
    assert not said, "\n".join(said)
