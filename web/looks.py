"""Light, dark or high contrast: as the reader's system asks for, or as chosen on the page and kept in a cookie.

The choice is a link, so that it works without scripts; the style sheets follow `data-look` on the page's root.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from web.texts import gettext as _

COOKIE = "roster-look"
AUTO = "auto"
LOOKS = (AUTO, "light", "dark", "contrast")
SCHEMES = {"light": "light", "dark": "dark"}
"""What the browser's own parts (scroll bars, fields) follow; both schemes elsewhere, and the system chooses."""
YEAR = 365 * 86400


def look() -> str:
    """The look of this request: ?look=, else the cookie, else the system's."""
    wanted = request.args.get("look") or request.cookies.get(COOKIE, AUTO)
    return wanted if wanted in LOOKS else AUTO


def names() -> dict[str, str]:
    """Every look in words, in the order of the menu."""
    return {"auto": _("As this device is set"), "light": _("Light"), "dark": _("Dark"), "contrast": _("High contrast")}


def scheme() -> str:
    """For the page's `color-scheme`."""
    return SCHEMES.get(look(), "light dark")


def init_app(app: Flask) -> None:
    """Offer the look to all templates and keep the choice."""
    app.context_processor(lambda: {"look": look(), "looks": names(), "scheme": scheme()})
    app.after_request(_remember)


def _remember(response: Response) -> Response:
    chosen = request.args.get("look")
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    if chosen == AUTO and COOKIE in request.cookies:
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=secure)
    elif chosen in LOOKS and chosen != AUTO:
        response.set_cookie(COOKIE, chosen, max_age=YEAR, path="/", httponly=True, samesite="Lax", secure=secure)
    return response
