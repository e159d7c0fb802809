"""Before anything of the program is imported: what tests write goes into a folder of their own."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

_INSTANCE = tempfile.mkdtemp(prefix="roster-tests-")
atexit.register(shutil.rmtree, _INSTANCE, ignore_errors=True)
os.environ["ROSTER_INSTANCE"] = _INSTANCE
for _name in ("DATABASE_URL", "CELERY_BROKER_URL", "PUBLIC_URL"):
    os.environ.pop(_name, None)

pytest_plugins = ["tests.figures"]

# Hundreds of applications are made in one process; looking through all of them for garbage as often as Python does by
# default takes longer than many a test.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a slow test come first: begun last, one would keep a single process busy while the others are done."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever asks for `database` on every kind, or once where its mark says why."""
    if "database" in metafunc.fixturenames:
        kinds = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.scale)]
        if metafunc.definition.get_closest_marker("one_database") is not None:
            kinds = [pytest.param("sqlite", id="once")]
        metafunc.parametrize("database", kinds, indirect=True, scope="module")


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of database that the test runs on; fixtures of a module that hold one must ask for this one too."""
    from tests import databases  # noqa: PLC0415 - the folder above is chosen before the program is imported

    with databases.chosen(request.param):
        yield request.param


@pytest.fixture(autouse=True)
def _databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test makes for itself is dropped after it; who does not ask for `database` has SQLite."""
    from tests import databases  # noqa: PLC0415 - as above

    with databases.chosen(databases.kind() if "database" in request.fixturenames else "sqlite"):
        yield
