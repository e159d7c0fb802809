"""Users and their passwords. Guessing is slow by Argon2id and by a lock of a quarter of an hour, never longer."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import now
from models.enums import Role
from models.organizations import Organization, User
from web.services.audit import Actor, record
from web.services.errors import Conflict, NotFound

# 19 MiB as OWASP says: an old office computer takes a third of a second for it.
_HASHER = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
FREE_TRIES = 5
"""So many wrong passwords in a row lock the account, and every further one locks it again: at most 8 in an hour."""
LOCK = timedelta(minutes=15)


def hash_password(password: str) -> str:
    """An Argon2id hash with its salt and parameters."""
    return _HASHER.hash(password)


def authenticate(session: Session, login: str, password: str, address: str) -> User | None:
    """The user with this login and password, or None, whatever the reason was.

    A locked account's password is not even looked at; unknown logins cost the same time as known ones. Commits.
    """
    user = session.scalar(select(User).where(User.login == login.strip()).with_for_update())
    if user is None or not user.active:
        _matches(_nobodys_hash(), password)
        return None
    actor = Actor(user.login, user.id, address)
    if user.locked_until is not None and user.locked_until > now():
        _matches(_nobodys_hash(), password)
        record(session, user.organization_id, actor, "session.refuse", f"user {user.id}", reason="locked")
        session.commit()
        return None
    if not _matches(user.password_hash, password):
        user.failed_logins += 1
        if user.failed_logins >= FREE_TRIES:
            user.locked_until = now() + LOCK
        record(session, user.organization_id, actor, "session.refuse", f"user {user.id}", tries=user.failed_logins)
        session.commit()
        return None
    user.failed_logins, user.locked_until = 0, None
    if _HASHER.check_needs_rehash(user.password_hash):
        user.password_hash = hash_password(password)
    record(session, user.organization_id, actor, "session.start", f"user {user.id}")
    session.commit()
    return user


def add_user(
    session: Session, organization_id: int, *, login: str, name: str, password: str, role: Role, actor: Actor
) -> User:
    """A new account. Commits. Raises NotFound without such an organisation, Conflict when the login is taken."""
    if session.get(Organization, organization_id) is None:
        raise NotFound("There is no such organisation.")
    if session.scalar(select(User.id).where(User.login == login)) is not None:
        raise Conflict("The login %(login)s is taken.", login=login)
    user = User(
        organization_id=organization_id, login=login, name=name, role=role, password_hash=hash_password(password)
    )
    session.add(user)
    session.flush()
    record(session, organization_id, actor, "user.add", f"user {user.id}", role=role.value)
    session.commit()
    return user


def knows(user: User, password: str) -> bool:
    """Whether this is the account's password; nothing is counted or recorded."""
    return _matches(user.password_hash, password)


@cache
def _nobodys_hash() -> str:
    return hash_password("nobody has this password")


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
