"""Every text of the participants' and the printing pages is there in Korean."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

WEB = Path(__file__).resolve().parents[3] / "web"
AREAS = {"me": ["templates/me/*.html", "views/me.py"], "paper": ["templates/print/*.html", "views/print.py"]}


def _used(area: str) -> set[str]:
    words: set[str] = set()
    for pattern in AREAS[area]:
        for path in WEB.glob(pattern):
            method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
            found = extract(method, BytesIO(path.read_bytes()), keywords={"_": None})
            words |= {message if isinstance(message, str) else message[0] for _line, message, *_more in found}
    return words


@pytest.mark.parametrize("area", list(AREAS))
def test_every_text_is_translated_and_every_translation_used(area: str) -> None:
    with (WEB / "translations" / "ko" / f"{area}.po").open("rb") as file:
        known = {str(message.id) for message in read_po(file) if message.id and message.string}
    used = _used(area)
    assert len(used) > 10
    assert used == known
