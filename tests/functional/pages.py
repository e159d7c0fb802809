"""A test client that looks at every page it fetches, whatever the test is about."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from tests.filled import PASSWORD
from web.security import CONTENT_SECURITY_POLICY, HEADERS

# What html5lib calls an error though the standard allows it or browsers ask for it.
_HARMLESS = {"expected-closing-tag-but-got-eof"}


class Pages:
    """A browser without a screen: keeps cookies, finds form tokens, and refuses pages that are not in order."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.html = ""

    def get(self, path: str, status: int = 200, **more: Any) -> BeautifulSoup:
        """Fetch a page; the status must be the expected one. Returns the parsed page."""
        return self._seen(self.client.get(path, **more), status)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 303, **more: Any) -> BeautifulSoup:
        """Send a form with the token of the last page that had one. Returns the parsed answer."""
        sent = {"csrf_token": self.token(), **(data or {})}
        return self._seen(self.client.post(path, data=sent, **more), status)

    def follow(self, path: str, data: dict[str, Any] | None = None) -> BeautifulSoup:
        """Send a form and fetch the page that it leads to."""
        self.post(path, data)
        return self.get(self.location)

    def log_in(self, role: str = "coordinator") -> Pages:
        """Log in as the user of that role."""
        self.get("/login")
        self.post("/login", {"login": role, "password": PASSWORD})
        return self

    def token(self) -> str:
        """The form token of the last page; of the login page when there was none."""
        if "csrf_token" not in self.html:
            self.get("/login?lang=ko", status=200)
        field = BeautifulSoup(self.html, "html.parser").select_one("input[name=csrf_token]")
        assert field is not None
        return str(field["value"])

    @property
    def text(self) -> str:
        """The last page's words, without surplus space."""
        return " ".join(BeautifulSoup(self.html, "html.parser").get_text(" ").split())

    def _seen(self, response: TestResponse, status: int) -> BeautifulSoup:
        assert response.status_code == status, f"{response.request.path}: {response.status_code}, expected {status}"
        self.location = response.headers.get("Location", "")
        self.response = response
        check_headers(response)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            self.html = response.get_data(as_text=True)
            if not response.request.path.endswith("/progress"):
                check_page(self.html)
        return BeautifulSoup(self.html, "html.parser")


def check_headers(response: TestResponse) -> None:
    """Every response carries every header; nothing personal may be stored."""
    for name, value in HEADERS.items():
        got = response.headers.get(name)
        assert got == value or (name == "Referrer-Policy" and got == "no-referrer"), f"{name}: {got}"
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    if response.request.path.startswith("/static/"):
        return
    assert response.headers["Cache-Control"] == "no-store"
    for cookie in response.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie, cookie


def check_page(html: str) -> None:
    """Valid HTML, a language, a title, one h1, labelled fields, unique ids, nothing inline, no other host."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    faults = [code for _, code, _ in parser.errors if code not in _HARMLESS]
    assert not faults, faults[:5]
    page = BeautifulSoup(html, "html.parser")
    root = page.find("html")
    assert isinstance(root, Tag) and root.get("lang") in ("ko", "en")
    assert page.title is not None and page.title.get_text(strip=True)
    assert len(page.find_all("h1")) == 1, [one.get_text() for one in page.find_all("h1")]
    doubled = [name for name, count in Counter(tag["id"] for tag in page.select("[id]")).items() if count > 1]
    assert not doubled, f"ids used twice: {doubled}"
    _check_fields(page)
    _check_sources(page)


def _check_fields(page: BeautifulSoup) -> None:
    for field in page.select("input:not([type=hidden]), select, textarea"):
        named = field.find_parent("label") or page.select_one(f"label[for='{field.get('id')}']")
        assert named is not None and named.get_text(strip=True), f"a field without a label: {field}"
    for button in page.select("button, a"):
        assert button.get_text(strip=True) or button.get("aria-label"), f"nothing to read on {button}"
    for form in page.select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]"), f"a form without a token: {form.get('action')}"


def _check_sources(page: BeautifulSoup) -> None:
    assert not page.select("[style], style, [onclick], [onload], script:not([src])"), "something inline"
    for tag in page.select("[src], [href], [action]"):
        for name in ("src", "href", "action"):
            parts = urlsplit(str(tag.get(name, "")))
            assert parts.scheme in ("", "data", "tel") and not parts.netloc, f"another host: {tag}"
