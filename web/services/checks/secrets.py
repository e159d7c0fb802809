"""Keys, the folder that holds them, and passwords that others may know."""

from __future__ import annotations

import stat
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organizations import User
from web.config import KEY_BYTES, Settings
from web.services.checks.finding import Finding, danger, fine, stop, warning
from web.services.demo import LOGIN, noted_password
from web.services.users import knows

OTHERS = stat.S_IRWXG | stat.S_IRWXO
FEWEST_CHARACTERS = 10
"""Different characters in a key. Thirty-two random bytes as text have more; typed ones such as `aaaa…` do not."""


def keys(settings: Settings) -> Finding:
    """Long, random, different and private; of several machines all must have the same."""
    found: dict[str, str] = {}
    for name, given, file in (("SECRET_KEY", settings.secret, "secret.key"), ("LINK_KEY", settings.link, "link.key")):
        path = settings.instance / file
        if given is None and not path.exists():
            continue  # made at the first start
        if given is None and _mode(path) & OTHERS:
            return stop(
                "keys",
                "Other users of this machine can read the key %(path)s.",
                "Run: chmod 600 %(path)s. If somebody may have read it, delete it: a new one is made.",
                path=path,
            )
        found[name] = given or path.read_text(encoding="utf-8", errors="replace").strip()
        if len(found[name]) < KEY_BYTES or len(set(found[name])) < FEWEST_CHARACTERS:
            return stop(
                "keys",
                "The key %(name)s is too short or too simple.",
                "Make a new one: python3 -c 'import secrets; print(secrets.token_hex(32))'",
                name=name,
            )
    return _together(settings, found)


def _together(settings: Settings, found: dict[str, str]) -> Finding:
    if len(found) == 2 and len(set(found.values())) == 1:
        return warning(
            "keys", "SECRET_KEY and LINK_KEY are the same.", "Give SECRET_KEY another value: it only ends sessions."
        )
    if not settings.database_url.startswith("sqlite") and None in (settings.secret, settings.link):
        return warning(
            "keys",
            "The keys are files of this machine, but the database can serve several.",
            "Set the same SECRET_KEY and LINK_KEY on every machine.",
        )
    if len(found) < 2:
        return fine("keys", "Missing keys are made at the first start.")
    return fine("keys", "The keys are long, different and private.")


def folder(settings: Settings) -> Finding:
    """Only the owner may look into the instance folder, and at the database in it."""
    present = [path for path in (settings.instance, *settings.instance.glob("roster.db*")) if path.exists()]
    if not present:
        return fine("folder", "The folder %(path)s is made at the first start.", path=settings.instance)
    for path in present:
        if _mode(path) & OTHERS:
            advice = "Run: chmod 700 %(path)s" if path == settings.instance else "Run: chmod 600 %(path)s"
            return danger("folder", "Other users of this machine can look into %(path)s.", advice, path=path)
    return fine("folder", "Only its owner can look into %(path)s.", path=settings.instance)


def demo_password(settings: Settings, session: Session) -> Finding:
    """The sample club's account has a password that stands in a file and perhaps on somebody's screen."""
    account = session.scalar(select(User).where(User.login == LOGIN, User.active))
    noted = noted_password(settings.instance)
    if account is None:
        return fine("demo", "There is no account of the sample club.")
    if noted is None or not knows(account, noted):
        return fine("demo", "The sample club's account has a password of its own.")
    advice = "Close the account %(login)s or give it another password before real people's data come in."
    if settings.is_public or settings.public is not None:
        return danger("demo", "The account %(login)s still has the password of the demo.", advice, login=LOGIN)
    return warning("demo", "The account %(login)s still has the password of the demo.", advice, login=LOGIN)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
