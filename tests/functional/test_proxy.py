"""Behind a proxy its word about the visitor counts; without one nobody's does."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from flask import request
from waitress import create_server

from tests.filled import filled_club
from web import create_app
from web.serving import proxy_headers

pytestmark = pytest.mark.one_database("a proxy has nothing to do with the database")

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(("count", "address", "scheme"), [(0, "127.0.0.1", "http"), (1, "203.0.113.9", "https")])
def test_a_proxy_is_believed_where_one_is_named(tmp_path: Path, count: int, address: str, scheme: str) -> None:
    public = "https://roster.example.kr" if count else None
    settings = filled_club(tmp_path).settings.model_copy(update={"proxies": count, "public": public})
    app = create_app(settings)
    seen: list[tuple[str | None, str]] = []
    app.before_request(lambda: seen.append((request.remote_addr, request.scheme)))
    server = create_server(app, host="127.0.0.1", port=0, threads=1, **proxy_headers(settings))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    asked = Request(f"http://127.0.0.1:{server.effective_port}/login", headers=FORWARDED)
    with urlopen(asked, timeout=5) as answer:  # noqa: S310 - as above
        kept_to_tls = answer.headers["Strict-Transport-Security"]
        cookie = answer.headers["Set-Cookie"]
    server.close()
    assert seen == [(address, scheme)]
    assert (kept_to_tls is not None) == (scheme == "https")
    assert cookie.startswith("__Host-") == ("Secure" in cookie) == (scheme == "https")
