"""The embedded broker's folder: messages come whole, rubbish is dropped, a missing folder is made."""

from __future__ import annotations

import shutil
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection, Exchange, Queue

from web import folder_broker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder_broker.install()
    return tmp_path / "messages"


@pytest.fixture
def bell(folder: Path):
    places = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder.parent)}
    with Connection("filesystem://", transport_options=places) as connection:
        yield connection.SimpleQueue(Queue("wake", Exchange(""), routing_key="wake"))


def test_a_message_arrives_whole_and_once(bell, folder: Path) -> None:
    bell.put({"job": 1})
    assert [path.suffix for path in folder.glob("*.msg")] == [".msg"]
    assert list(folder.glob("*.draft")) == []
    assert bell.get(timeout=1).payload == {"job": 1}
    with pytest.raises(Empty):
        bell.get(block=False)


def test_what_cannot_be_read_is_dropped_and_the_next_message_read(bell, folder: Path) -> None:
    bell.put({"job": 1})
    (folder / "0_half.wake.msg").write_text('{"body": "W1')
    (folder / "0_empty.wake.msg").touch()
    assert bell.get(timeout=1).payload == {"job": 1}
    assert list(folder.glob("*.wake.msg")) == []


def test_a_folder_that_was_removed_is_made_again(bell, folder: Path) -> None:
    bell.put({"job": 1})
    shutil.rmtree(folder)
    with pytest.raises(Empty):
        bell.get(block=False)
    assert folder.is_dir() and folder.stat().st_mode & 0o077 == 0
    shutil.rmtree(folder)
    assert bell.qsize() == 0
    shutil.rmtree(folder)
    bell.put({"job": 2})
    assert bell.get(timeout=1).payload == {"job": 2}


def test_a_message_that_cannot_be_written_leaves_nothing_behind(bell, folder: Path, monkeypatch) -> None:
    def full(*args: object, **more: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Exception, match="no message can be written"):
        bell.put({"job": 1})
    assert list(folder.glob("*_*")) == []
