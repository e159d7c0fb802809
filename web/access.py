"""Who may do what. Deny by default: a view that declares nothing is refused to everybody.

Every view carries exactly one declaration: `@requires(Permission.X)`, `@requires_participant` or `@public("why")`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from models.enums import Role
from models.organizations import User
from models.people import Participant
from web import sessions

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """What a user may do; each view asks for exactly one."""

    ROSTER_VIEW = "roster.view"
    ROSTER_EDIT = "roster.edit"
    ROSTER_PUBLISH = "roster.publish"
    ROSTER_PRINT = "roster.print"
    PEOPLE_VIEW = "people.view"
    PEOPLE_LINK = "people.link"
    CLUB_IMPORT = "club.import"
    CLUB_EXPORT = "club.export"
    COUNTS_VIEW = "counts.view"
    SYSTEM_VIEW = "system.view"
    OWN_SESSION = "session.own"


_READ = frozenset((Permission.ROSTER_VIEW, Permission.ROSTER_PRINT, Permission.PEOPLE_VIEW, Permission.OWN_SESSION))
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.COORDINATOR: frozenset(Permission) - {Permission.SYSTEM_VIEW},
    Role.APPROVER: _READ | {Permission.ROSTER_PUBLISH, Permission.COUNTS_VIEW},
    Role.VIEWER: _READ,
    Role.OFFICER: frozenset((Permission.COUNTS_VIEW, Permission.OWN_SESSION)),
    Role.OPERATOR: frozenset((Permission.SYSTEM_VIEW, Permission.OWN_SESSION)),
}
"""The permissions of each role. Officers and operators see no personal data, whatever page they open."""
_START_PAGES = (
    (Permission.ROSTER_VIEW, "desk.start"),
    (Permission.COUNTS_VIEW, "counts.choose"),
    (Permission.SYSTEM_VIEW, "system.show"),
)


@dataclass(frozen=True, slots=True)
class Access:
    """A view's declaration."""

    kind: str
    """permission, participant or public."""
    permission: Permission | None = None
    reason: str = ""
    """Why a public view may be public."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Only users whose role grants the permission."""
    return _declare(Access("permission", permission))


def requires_participant(view: View) -> View:
    """Only the participant whose personal link opened this session; see `current_participant`."""
    return _declare(Access("participant"))(view)


def public(reason: str) -> Callable[[View], View]:
    """Anybody, for the reason given."""
    return _declare(Access("public", reason=reason))


def _declare(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        if hasattr(view, "access"):
            raise TypeError(f"{view.__name__} declares two permissions")
        view.access = access  # type: ignore[attr-defined] # a function takes attributes; its type cannot say so
        return view

    return mark


def declared(view: Any) -> Access | None:
    """What the view declares, or None."""
    found: Access | None = getattr(view, "access", None)
    return found


def current_user() -> User:
    """The user who is logged in. Aborts with 401 when nobody is."""
    user = sessions.user()
    if user is None:
        abort(401)
    return user


def current_participant() -> Participant:
    """The participant of this session. Aborts with 401 when there is none."""
    participant = sessions.participant()
    if participant is None:
        abort(401)
    return participant


def may(permission: Permission | str) -> bool:
    """Whether the logged-in user has the permission; False for everybody else."""
    user = sessions.user()
    return user is not None and Permission(permission) in GRANTS[user.role]


def start_page() -> str:
    """The address of the page that the logged-in user begins with; the login page when nobody is."""
    return url_for(next((endpoint for permission, endpoint in _START_PAGES if may(permission)), "auth.login"))


def init_app(app: Flask) -> None:
    """Ask at every request."""
    app.before_request(_refuse)
    app.jinja_env.globals["start_page"] = start_page
    app.context_processor(lambda: {"may": may, "user": sessions.user()})


def _refuse() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: the error page says so
    access = declared(current_app.view_functions[request.endpoint])
    if access is None:
        abort(403)
    if access.kind == "public":
        return None
    if access.kind == "participant":
        current_participant()
        return None
    if sessions.user() is None:
        return _to_login()
    if access.permission is None or not may(access.permission):
        if request.endpoint == "desk.start" and request.method in ("GET", "HEAD"):
            return redirect(start_page())  # who types the bare address is led to the own first page
        abort(403)
    g.permission = access.permission
    return None


def _to_login() -> Response:
    live = bool(request.headers.get("HX-Request"))
    if live:
        # The part that was asked for is no page; the login leads back to the page that shows it.
        back = urlsplit(request.headers.get("HX-Current-URL", "")).path
    else:
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
    target = url_for("auth.login", next=back) if back not in ("", "/") else url_for("auth.login")
    return Response(status=401, headers={"HX-Redirect": target}) if live else redirect(target, 303)
