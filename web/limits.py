"""How often an address may try. Counted in this process: one web server needs no other store."""

from __future__ import annotations

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)
LOGIN_LIMIT = "20 per minute; 100 per hour"
"""Beside the lock of the account (see `web.services.users`), so that one address cannot try many accounts."""
