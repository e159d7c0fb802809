from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from models import migrations
from models.engine import make_engine
from models.enums import Role


def test_accounts_of_newer_roles_are_closed_by_going_back_and_get_no_rights(tmp_path: Path) -> None:
    """Before 0003 every role could see names: an officer must not become one that can."""
    engine = make_engine(f"sqlite:///{tmp_path / 'roster.db'}")
    migrations.upgrade(engine, "0003")
    moment = datetime(2027, 5, 7, tzinfo=UTC).replace(tzinfo=None).isoformat(" ")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO organization VALUES (1, '가', '', '', '', :at)"), {"at": moment})
        for role in Role:
            connection.execute(
                text(
                    "INSERT INTO user_account (login, name, role, password_hash, failed_logins, active, created_at,"
                    " organization_id) VALUES (:role, '나', :role, 'x', 0, true, :at, 1)"
                ),
                {"role": role.value, "at": moment},
            )
    migrations.downgrade(engine, "0002")
    with engine.connect() as connection:
        kept = {
            row.login: (row.role, bool(row.active)) for row in connection.execute(text("SELECT * FROM user_account"))
        }
    closed = {"officer": ("viewer", False), "operator": ("viewer", False)}
    assert kept == {role.value: closed.get(role.value, (role.value, True)) for role in Role}
