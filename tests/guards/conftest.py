"""Two clubs full of canaries for the guards, made once for every file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.actors import World
from tests.actors import world as made


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Both clubs with everybody logged in; a test that changes something restores it."""
    with made(tmp_path_factory.mktemp("world")) as found:
        yield found
