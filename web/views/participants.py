"""Participants: who they are for the roster, and their personal link."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from models.people import Participant
from models.queries import desk as queries
from scheduler.calendar import Month, today
from web.access import Permission, current_user, requires
from web.db import get_session
from web.services import links
from web.services.audit import record
from web.services.months import month_view
from web.texts import language
from web.views.common import actor

blueprint = Blueprint("participants", __name__)

SHOWN_MONTHS = 3
"""So many of the newest months with a roster are shown beside this month and the next."""


@blueprint.get("/participants")
@requires(Permission.PEOPLE_VIEW)
def overview() -> str:
    """All participants, or those whose name or number holds the words asked for, or of one programme."""
    people = queries.participants_with_contracts(get_session(), current_user().organization_id)
    words, program = request.args.get("q", "").strip(), request.args.get("program", "")
    programs = {one.program.code: one.program.name for person in people for one in person.contracts}
    chosen = [one for one in people if _fits(one, words, program)]
    return render_template(
        "pages/participants.html", people=chosen, total=len(people), programs=programs, words=words,
        program=program, day=today(),
    )  # fmt: skip


def _fits(person: Participant, words: str, program: str) -> bool:
    return (not words or words in person.name or words.lower() in person.number.lower()) and (
        not program or any(one.program.code == program for one in person.contracts)
    )


@blueprint.get("/participants/<int:participant_id>")
@requires(Permission.PEOPLE_VIEW)
def detail(participant_id: int) -> str:
    """One participant with contract, certificates, wishes and the next months."""
    return _page(_participant(participant_id))


@blueprint.post("/participants/<int:participant_id>/link")
@requires(Permission.PEOPLE_LINK)
def show_link(participant_id: int) -> str:
    """Show the personal link, for a coordinator who types or sends it."""
    person = _participant(participant_id)
    settings = current_app.config["SETTINGS"]
    address = links.link_for(person, settings.public_url, settings.link_key())
    record(get_session(), person.organization_id, actor(), "link.show", f"participant {person.number}")
    get_session().commit()
    return _page(person, address)


@blueprint.post("/participants/<int:participant_id>/link/new")
@requires(Permission.PEOPLE_LINK)
def renew_link(participant_id: int) -> Response:
    """Make the old link void, for a lost slip; the next one printed or shown is new."""
    links.revoke(get_session(), current_user().organization_id, _participant(participant_id).id, actor())
    flash(_("The old link is void. Show or print the new one now."), "done")
    return redirect(url_for("participants.detail", participant_id=participant_id), 303)


def _participant(participant_id: int) -> Participant:
    person = queries.participant(get_session(), current_user().organization_id, participant_id)
    if person is None:
        abort(404)
    return person


def _page(person: Participant, address: str = "") -> str:
    day, organization = today(), current_user().organization_id
    made = [Month.parse(one) for one in queries.months_with_rosters(get_session(), organization)[:SHOWN_MONTHS]]
    months = sorted({Month.of(day), Month.of(day).next(), *made}, reverse=True)
    rows = [(one, month_view(get_session(), organization, one, language()).person(person.number)) for one in months]
    return render_template("pages/participant.html", person=person, address=address, rows=rows, day=day)
