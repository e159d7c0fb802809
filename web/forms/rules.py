"""What the forms of the settings screens send, read as it was typed: the services say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from web.services.rulebook import drafts, exceptions, numbers, program_types

LONGEST = 400
"""Characters of one field that are looked at; the pages' fields are shorter."""
MOST = 400
"""Boxes of one field that may be ticked."""

Sent = MultiDict[str, str]


def text_of(form: Sent, name: str) -> str:
    """One field, without surplus space or signs that show nothing."""
    said = "".join(one for one in form.get(name, "")[:LONGEST] if one.isprintable())
    return " ".join(said.split())


def several_of(form: Sent, name: str) -> list[str]:
    """Every value of a field that may be sent several times."""
    return [one[:LONGEST] for one in form.getlist(name)[:MOST] if one]


def condition_of(form: Sent, blanks: Iterable[str]) -> drafts.Draft:
    """A condition's form; `blanks` are the names of the sentence's blanks."""
    return drafts.Draft(
        blanks={name: several_of(form, f"blank-{name}") for name in blanks},
        scope={part: several_of(form, f"whom-{part}") for part in drafts.SCOPE_PARTS},
        must=form.get("must") == "yes",
        strength=form.get("strength", "usual"),
        valid_from=text_of(form, "valid_from"),
        valid_until=text_of(form, "valid_until"),
        reason=text_of(form, "reason"),
    )


def exception_of(form: Sent) -> exceptions.Draft:
    """An exception's form, or the query that fills it beforehand."""
    return exceptions.Draft(
        rule=text_of(form, "rule"),
        number=form.get("number", "")[:LONGEST],
        site=form.get("site", "")[:LONGEST],
        first=text_of(form, "first"),
        last=text_of(form, "last"),
        reason=text_of(form, "reason"),
        consent="consent" in form,
    )


def number_of(form: Sent) -> numbers.Draft:
    """A number's form, or the query that fills it beforehand."""
    return numbers.Draft(
        value=text_of(form, "value"),
        off="off" in form,
        kind=text_of(form, "kind"),
        program_type=form.get("type", "")[:LONGEST],
        valid_from=text_of(form, "valid_from"),
        reason=text_of(form, "reason"),
    )


def program_type_of(form: Sent) -> program_types.Draft:
    """The form of a programme type."""
    return program_types.Draft(
        name=text_of(form, "name"),
        name_en=text_of(form, "name_en"),
        least_age=text_of(form, "least_age"),
        most_age=text_of(form, "most_age"),
        subsidized="subsidized" in form,
        caps=tuple(text_of(form, name) for name in program_types.CAPS),
    )
