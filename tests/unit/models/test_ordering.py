"""Texts come in the same order from every database."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import String, select
from sqlalchemy.dialects import postgresql, sqlite

import models
from models import Participant
from models.ordering import by_code_point
from models.queries import desk
from tests.rows import fresh_sessions, stored, tiny_book

DIGITS_ONLY = {("Roster", "month")}
"""Their order is the same by any collation: YYYY-MM."""


def test_only_postgresql_has_to_be_told() -> None:
    chosen = select(Participant.id).order_by(by_code_point(Participant.name))
    assert str(chosen.compile(dialect=postgresql.dialect())).endswith('ORDER BY participant.name COLLATE "C"')
    assert str(chosen.compile(dialect=sqlite.dialect())).endswith("ORDER BY participant.name")


@pytest.mark.usefixtures("database")
def test_names_are_sorted_as_koreans_expect_and_other_scripts_before(tmp_path) -> None:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, tiny_book())
    names = ["힣나라", "김 하나", "김하나", "가나다", "abe", "Zoe", "ㄱ", "1번", "나-가", "나가"]
    with sessions() as session:
        session.add_all(
            Participant(organization_id=owner, number=f"X{index}", name=name) for index, name in enumerate(names)
        )
        session.commit()
        found = [one.name for one in desk.participants_with_contracts(session, owner) if one.number.startswith("X")]
    assert found == sorted(names)


def test_no_question_orders_by_a_text_column_as_the_database_likes() -> None:
    found = []
    for path in Path(models.__file__).parent.glob("queries/*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "order_by":
                found += [f"{path.name}: {name}" for argument in call.args for name in _bare_texts(argument)]
    assert found == []


def _bare_texts(argument: ast.expr) -> list[str]:
    """Text columns that the argument orders by, outside of `by_code_point`."""
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name):
        return []
    return [
        f"{part.value.id}.{part.attr}"
        for part in ast.walk(argument)
        if isinstance(part, ast.Attribute)
        and isinstance(part.value, ast.Name)
        and (part.value.id, part.attr) not in DIGITS_ONLY
        and (table := getattr(models, part.value.id, None)) is not None
        and part.attr in table.__table__.columns
        and isinstance(table.__table__.columns[part.attr].type, String)
    ]
