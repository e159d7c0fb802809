"""Where the program can be reached, and whether that is safe."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from web.config import Settings
from web.services.checks.finding import Finding, fine, stop, warning


def debug(settings: Settings) -> Finding:
    """Debug mode shows the program's inside to whoever asks."""
    if not settings.debug:
        return fine("debug", "Faults are shown to nobody but the log.")
    if settings.is_public or _elsewhere(settings):
        return stop(
            "debug", "Debug mode is on, and others can reach this server.", "Set FLASK_DEBUG to 0, or leave it out."
        )
    return warning("debug", "Debug mode is on.", "Set FLASK_DEBUG to 0 before others use this server.")


def address(settings: Settings) -> Finding:
    """PUBLIC_URL stands in links and QR codes; unless it is https, passwords and links can be read on the way."""
    if settings.public is None:
        if settings.is_public:
            return stop(
                "address",
                "Other machines can reach this server at HOST %(host)s, but PUBLIC_URL is missing.",
                "Set PUBLIC_URL to the https address that people type, or HOST to 127.0.0.1.",
                host=settings.host,
            )
        return warning(
            "address",
            "Without PUBLIC_URL the QR codes on paper lead to %(url)s, which only this machine can open.",
            "Before papers are handed out, set PUBLIC_URL to the https address that people type.",
            url=settings.public_url,
        )
    parts = urlsplit(settings.public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
        return stop(
            "address",
            "PUBLIC_URL %(url)s is no web address.",
            "Set PUBLIC_URL to something like https://roster.example.kr.",
            url=settings.public,
        )
    if _is_this_machine(parts.hostname):
        return warning(
            "address",
            "PUBLIC_URL is %(url)s: QR codes on paper open on this machine only.",
            "Before papers are handed out, set PUBLIC_URL to the https address that people type.",
            url=settings.public_url,
        )
    if parts.scheme == "http":
        return stop(
            "address",
            "PUBLIC_URL %(url)s is not encrypted: passwords and personal links can be read on the way.",
            "Let a proxy speak TLS in front of the server, and begin PUBLIC_URL with https://.",
            url=settings.public_url,
        )
    return fine("address", "People reach the program at %(url)s.", url=settings.public_url)


def proxy(settings: Settings) -> Finding:
    """Who asks, and whether over TLS, is known from the proxy's headers; they are believed only where one stands."""
    encrypted = settings.public_url.startswith("https://")
    if encrypted and not settings.proxies:
        return warning(
            "proxy",
            "PUBLIC_URL begins with https://, but PROXY_COUNT is 0: every visitor seems to come from the proxy.",
            "Set PROXY_COUNT to the number of proxies in front of the server, usually 1.",
        )
    if settings.proxies and settings.is_public:
        return warning(
            "proxy",
            "PROXY_COUNT is %(count)s, but HOST %(host)s can be reached past the proxy: visitors can lie about who they"
            " are.",
            "Set HOST to 127.0.0.1, or let a firewall admit the proxy only.",
            count=settings.proxies,
            host=settings.host,
        )
    if settings.proxies and not encrypted:
        return warning(
            "proxy",
            "PROXY_COUNT is %(count)s, but PUBLIC_URL does not begin with https://.",
            "Set PUBLIC_URL to the address that the proxy serves, or PROXY_COUNT to 0.",
            count=settings.proxies,
        )
    return fine("proxy", "Proxies believed: %(count)s.", count=settings.proxies)


def _elsewhere(settings: Settings) -> bool:
    """Whether people on other machines use this server, directly or through a proxy."""
    return settings.public is not None and not _is_this_machine(urlsplit(settings.public_url).hostname or "")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
