"""Headers that every response carries."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""No outside host, no inline script or style, no framing. A view may set a stricter value itself."""

SMALLEST_TO_PACK = 1024


def init_app(app: Flask) -> None:
    """Add the headers, forbid storing pages, pack text."""
    app.after_request(_headers)
    app.after_request(_pack)


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.scheme == "https":
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=3600"
    else:
        # Every page of this program is personal; the back button must not show it after the logout.
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _pack(response: Response) -> Response:
    """Gzip text: a month grid shrinks about tenfold.

    Packing pages that hold a secret is only dangerous when an outsider can make the browser ask for them with chosen
    text inside (BREACH); the session cookies are SameSite=Lax, so such requests come without a session.
    """
    kind = response.mimetype or ""
    packable = kind.startswith("text/") or kind.endswith(("javascript", "json"))
    if (
        packable
        and not response.is_streamed
        and response.status_code == 200
        and "Content-Encoding" not in response.headers
    ):
        response.vary.add("Accept-Encoding")
        # A server may offer to send files past Python; packed ones go through it.
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) >= SMALLEST_TO_PACK and request.accept_encodings["gzip"] > 0:
            response.set_data(gzip.compress(body, 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response
