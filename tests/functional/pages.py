"""A test client that looks at every response it gets, whatever the test is about."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.test import TestResponse

from tests.figures import note
from tests.filled import PASSWORD

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
"""Only files of the own host, nothing inline: written out here, so that nobody weakens it without a test that fails."""
HEADERS = {
    "Content-Security-Policy": (POLICY,),
    "X-Content-Type-Options": ("nosniff",),
    "Referrer-Policy": ("same-origin", "no-referrer"),
    "Cross-Origin-Opener-Policy": ("same-origin",),
    "Cross-Origin-Resource-Policy": ("same-origin",),
    "Permissions-Policy": ("camera=(), geolocation=(), microphone=(), payment=(), usb=()",),
}
"""What every response carries, each with the values it may have."""
HSTS = "max-age=31536000; includeSubDomains"
PROMISE = "Every response has its headers, and every page is valid, labelled and without another host"

_HARMLESS = {"expected-closing-tag-but-got-eof"}
"""What html5lib calls an error though the standard allows it or browsers ask for it."""
_PART_OF_A_PAGE = re.compile(r"/progress\Z")
"""Addresses that answer with a piece of HTML for a page that stands already."""
_PASSING = re.compile(r'(name="(?:csrf[-_]token|back)" (?:value|content)="|hreflang="\w+" href=")[^"]*')
"""What differs between answers that are the same page: the form token, and the address that was asked for."""
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_OTHER_HOST = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", re.IGNORECASE)
_known_good: set[bytes] = set()


class CheckedClient(FlaskClient):
    """Flask's own test client, and it refuses every response that is not in order."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request and look at the answer."""
        response = super().open(*args, **kwargs)
        try:
            response.parsed = check_response(response)
        except AssertionError:
            note(PROMISE, 1, 1)
            raise
        note(PROMISE, 1, 0)
        return response


class Compiled(BytecodeCache):
    """Templates that an earlier application of this process has compiled: most tests make one of their own."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the template from here, if it is known and has not changed."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._known[bucket.key] = bucket.bytecode_to_string()


# Whoever writes `app.test_client()` gets this one, too, and every application shares its templates.
Flask.test_client_class = CheckedClient
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


class Pages:
    """A browser without a screen: keeps cookies and finds form tokens."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.html = ""
        self.page = BeautifulSoup("", "html.parser")

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
        field = _TOKEN.search(self.html)
        assert field is not None
        return field[1]

    @property
    def text(self) -> str:
        """The last page's words, without surplus space."""
        return " ".join(BeautifulSoup(self.html, "html.parser").get_text(" ").split())

    def _seen(self, response: TestResponse, status: int) -> BeautifulSoup:
        assert response.status_code == status, f"{response.request.path}: {response.status_code}, expected {status}"
        self.location = response.headers.get("Location", "")
        self.response = response
        if _is_page(response):
            self.html = response.get_data(as_text=True)
            self.page = response.parsed or BeautifulSoup(self.html, "html.parser")
        return self.page


def check_response(response: TestResponse) -> BeautifulSoup | None:
    """Everything that must be true of any response of this program; the page, where it had to be parsed for that."""
    check_headers(response)
    if response.mimetype == "text/css":
        assert not _OTHER_HOST.search(response.get_data(as_text=True)), f"another host in {response.request.path}"
    if not _is_page(response) or not response.get_data():
        return None
    packed = response.headers.get("Content-Encoding") == "gzip"
    html = (gzip.decompress(response.get_data()) if packed else response.get_data()).decode()
    live = bool(_PART_OF_A_PAGE.search(response.request.path) or "HX-Request" in response.request.headers)
    part = live and not html.lstrip().lower().startswith("<!doctype")  # an error is told by a whole page there, too
    # The same page need not be parsed twice.
    mark = hashlib.sha256(_PASSING.sub(r"\1", html).encode() + bytes([part])).digest()
    if mark in _known_good:
        return None
    page = check_part(html) if part else check_page(html)
    _known_good.add(mark)
    return page


def check_headers(response: TestResponse) -> None:
    """Every response carries every header; nothing personal may be stored; no script reads a cookie."""
    for name, values in HEADERS.items():
        assert response.headers.get(name) in values, f"{response.request.path}: {name}: {response.headers.get(name)}"
    secure = response.request.scheme == "https"
    assert response.headers.get("Strict-Transport-Security") == (HSTS if secure else None)
    assert not {"Access-Control-Allow-Origin", "X-Powered-By"} & set(response.headers.keys())
    if response.request.path.startswith("/static/") and response.status_code == 200:
        return
    assert response.headers["Cache-Control"] == "no-store", f"{response.request.path} may be stored"
    for cookie in response.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie, cookie
        assert "Domain=" not in cookie, cookie


def check_page(html: str) -> BeautifulSoup:
    """Valid HTML, a language, a title, one h1, labelled fields, unique ids, nothing inline, no other host."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    _no_faults(parser)
    page = BeautifulSoup(html, "html.parser")
    root = page.find("html")
    assert isinstance(root, Tag) and root.get("lang") in ("ko", "en")
    assert page.title is not None and page.title.get_text(strip=True)
    assert len(page.find_all("h1")) == 1, [one.get_text() for one in page.find_all("h1")]
    _check_tags(page)
    return page


def check_part(html: str) -> BeautifulSoup:
    """The same of a piece of a page, which has no title and no h1 of its own."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(html)
    _no_faults(parser)
    page = BeautifulSoup(html, "html.parser")
    _check_tags(page)
    return page


def _is_page(response: TestResponse) -> bool:
    return response.mimetype == "text/html" and not 300 <= response.status_code < 400


def _no_faults(parser: html5lib.HTMLParser) -> None:
    faults = [code for _, code, _ in parser.errors if code not in _HARMLESS]
    assert not faults, faults[:5]


def _check_tags(page: BeautifulSoup) -> None:
    # One walk over all tags: a grid has thousands, and a selector takes as long over them as parsing does.
    tags = page.find_all(True)
    doubled = [name for name, count in Counter(tag["id"] for tag in tags if "id" in tag.attrs).items() if count > 1]
    assert not doubled, f"ids used twice: {doubled}"
    _check_fields(page)
    for tag in tags:
        _check_sources(tag)


def _check_fields(page: BeautifulSoup) -> None:
    for field in page.select("input:not([type=hidden]), select, textarea"):
        named = field.find_parent("label") or page.select_one(f"label[for='{field.get('id')}']")
        assert named is not None and _words(named), f"a field without a label: {field}"
    for button in page.select("button, a"):
        assert _words(button) or button.get("aria-label"), f"nothing to read on {button}"
    for form in page.select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]"), f"a form without a token: {form.get('action')}"


def _words(tag: Tag) -> str:
    """What stands in the tag; unlike `get_text` also inside a template."""
    return "".join(tag.find_all(string=True)).strip()


def _check_sources(tag: Tag) -> None:
    assert tag.name != "style" and (tag.name != "script" or "src" in tag.attrs), f"something inline: {tag}"
    assert tag.attrs.keys().isdisjoint(("style", "onclick", "onload")), f"something inline: {tag}"
    for name in ("src", "href", "action"):
        if name in tag.attrs:
            parts = urlsplit(str(tag[name]))
            assert parts.scheme in ("", "data", "tel") and not parts.netloc, f"another host: {tag}"
