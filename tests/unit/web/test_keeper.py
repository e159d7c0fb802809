"""A worker's keepers act again and again, whatever fails, and never in the middle of a fork."""

from __future__ import annotations

import os
import time
from threading import Event

from tests.ground import until
from web.keeper import Keeper


def test_a_keeper_acts_at_once_and_goes_on_after_a_fault() -> None:
    acted: list[int] = []

    def act() -> None:
        acted.append(1)
        if len(acted) == 1:
            raise OSError("the broker is away")

    keeper = Keeper(act, 0.01)
    keeper.start()
    until(lambda: len(acted) >= 3, 10)
    keeper.stop()
    count = len(acted)
    time.sleep(0.05)
    assert len(acted) == count


def test_a_fork_waits_until_nobody_is_in_the_middle_of_something() -> None:
    inside, begun = Event(), Event()

    def act() -> None:
        inside.set()
        begun.set()
        time.sleep(0.3)
        inside.clear()

    keeper = Keeper(act, 60)
    keeper.start()
    assert begun.wait(10)
    child = os.fork()
    if child == 0:
        os._exit(1 if inside.is_set() else 0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    keeper.stop()
