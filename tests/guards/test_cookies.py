"""Cookies of the program: read by no script, sent by no other site, and over https bound to this host."""

from __future__ import annotations

from dataclasses import replace
from http.cookies import SimpleCookie

from tests.actors import Actor, World
from tests.figures import note
from tests.filled import PASSWORD
from web import create_app

HTTPS = "https://roster.example.kr"
_KEPT_APART = {"roster-user", "roster-participant", "roster-forms"}
"""What says who somebody is, or that a form is theirs."""


def given(world: World, base: str) -> dict[str, dict[str, str]]:
    """Every cookie that a browser gets on the way in and out, by name."""
    login = next(name for name, home in world.aviary.homes.items() if home.column == "user_account.login")
    client = world.app.test_client()
    answers = [client.get("/login?lang=en", base_url=base), client.get("/m?size=2&lang=ko", base_url=base)]
    token = _token(answers[0].get_data(as_text=True))
    more = {"base_url": base, "headers": {"Referer": f"{base}/login"}}
    answers.append(client.post("/login", data={"csrf_token": token, "login": login, "password": PASSWORD}, **more))
    page = client.get(answers[-1].headers["Location"], base_url=base)
    token = _token(page.get_data(as_text=True))
    answers += [page, client.post(f"/m/{world.clubs['A'].tokens[0]}", data={"csrf_token": token}, **more)]
    answers.append(client.post("/logout", data={"csrf_token": token}, **more))
    found: dict[str, dict[str, str]] = {}
    for answer in answers:
        for header in answer.headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(header).items():
                found[name] = dict(morsel)
    return found


def _token(html: str) -> str:
    return html.partition('name="csrf_token" value="')[2].partition('"')[0]


def loose(found: dict[str, dict[str, str]], *flags: str) -> list[str]:
    """The cookies that a script, another site or a neighbouring host could get at."""
    wrong = [
        name
        for name, has in found.items()
        if not all(has[flag] for flag in flags) or has["samesite"] != "Lax" or has["path"] != "/" or has["domain"]
    ]
    note("Every cookie is kept from scripts, other sites and other hosts", len(found), len(wrong))
    return wrong


def test_over_http_cookies_are_kept_from_scripts_and_other_sites(world: World) -> None:
    found = given(world, "http://localhost")
    world.restore()
    assert set(found) >= _KEPT_APART
    assert loose(found, "httponly") == []


def test_over_https_cookies_are_bound_to_this_host(world: World) -> None:
    secure = replace(world, app=create_app(world.settings.model_copy(update={"public": HTTPS})))
    found = given(secure, HTTPS)
    world.restore()
    assert set(found) >= {f"__Host-{name}" for name in _KEPT_APART}
    assert not _KEPT_APART & set(found)
    assert loose(found, "httponly", "secure") == []


def test_a_cookie_of_http_opens_nothing_over_https(world: World) -> None:
    """Whoever can set a cookie for a neighbouring host must not be able to log somebody in here."""
    actor: Actor = world.actors["coordinator"]
    secure = create_app(world.settings.model_copy(update={"public": HTTPS}))
    answer = secure.test_client(use_cookies=False).get("/club", base_url=HTTPS, headers={"Cookie": actor.cookie})
    assert answer.status_code == 303
