"""Personal links: who holds the card sees the own shifts, without any password (KWCAG 2.2 item 3.3.3).

The token is derived by HMAC-SHA256 from the participant and a generation with a key that stays outside the database:
the same card can be printed again, and a stolen database opens nothing. The row keeps the generation and the token's
hash. Revoking a link is the next generation; a link ends with the last contract.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import re
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.organizations import WebSession
from models.people import Participant
from models.queries import people, personal
from web.services.audit import Actor, record
from web.services.errors import NotFound

TOKEN_BYTES = 16
"""128 bits: 26 small letters and digits that nobody confuses."""
_TOKEN = re.compile(r"[a-z2-7]{26}\Z")
_IN_A_LINE = re.compile(r"(/m/)[A-Za-z0-9_%-]{8,}")


def token_of(participant: Participant, link_key: bytes) -> str:
    """The participant's token in the present generation. The participant must have been stored."""
    message = f"personal link of participant {participant.id} generation {participant.link_generation}"
    digest = hmac.new(link_key, message.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().rstrip("=").lower()


def hash_of(token: str) -> str:
    """What the row keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_for(participant: Participant, public_url: str, link_key: bytes) -> str:
    """The address on the participant's card; it opens after the caller's commit, for the row learns its hash here."""
    token = token_of(participant, link_key)
    participant.link_hash = hash_of(token)
    return f"{public_url.rstrip('/')}/m/{token}"


def links_for(session: Session, organization_id: int, public_url: str, link_key: bytes) -> dict[int, str]:
    """Every participant's address by the participant's id. Commits, so that all of them open."""
    rows = people.participants(session, organization_id)
    made = {row.id: link_for(row, public_url, link_key) for row in rows}
    session.commit()
    return made


def find(session: Session, token: str, today: date) -> Participant | None:
    """Whose link it is; None for a wrong or revoked one, and for one whose last contract ended before today.

    Small and capital letters count alike, for some type the address by hand.
    """
    token = token.strip().lower()
    if not _TOKEN.match(token):
        return None
    participant = personal.participant_by_link(session, hash_of(token))
    if participant is None:
        return None
    last = personal.last_contract_day(session, participant.organization_id, participant.id)
    return participant if last is not None and today <= last else None


def opened(session: Session, participant: Participant, address: str) -> None:
    """Note in the record that a device was let in. Commits."""
    actor = Actor(f"participant {participant.id}", None, address)
    record(session, participant.organization_id, actor, "link.open", f"participant {participant.number}")
    session.commit()


def revoke(session: Session, organization_id: int, participant_id: int, actor: Actor) -> Participant:
    """Make the card and every device that it let in void; the next printed card opens again. Commits.

    Raises:
        NotFound: the organisation has no such participant.
    """
    participant = people.participant(session, organization_id, participant_id)
    if participant is None:
        raise NotFound("There is no such participant.")
    participant.link_generation += 1
    participant.link_hash = None
    session.execute(
        delete(WebSession).where(
            WebSession.organization_id == organization_id, WebSession.participant_id == participant_id
        )
    )
    record(
        session,
        organization_id,
        actor,
        "link.revoke",
        f"participant {participant.number}",
        generation=participant.link_generation,
    )
    session.commit()
    return participant


def masked(text: str) -> str:
    """The text with every token of a personal link blotted out."""
    return _IN_A_LINE.sub(r"\1…", text)


class TokenMask(logging.Filter):
    """Blots tokens out of log lines before they are written anywhere."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; every line stays."""
        record.msg, record.args = masked(record.getMessage()), ()
        return True
