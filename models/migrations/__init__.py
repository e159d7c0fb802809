"""How the tables came to be: numbered revisions, run by Alembic without any configuration file.

`HEAD` names the newest revision; a new one begins where it points and moves it, so that two made at once collide where
version control sees it.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from models import Base

FOLDER = Path(__file__).parent


def head() -> str:
    """The newest revision, such as 0001."""
    return (FOLDER / "HEAD").read_text(encoding="utf-8").strip()


def known() -> frozenset[str]:
    """All revisions that this program can bring up to date."""
    script = ScriptDirectory(str(FOLDER))
    return frozenset(one.revision for one in script.walk_revisions())


def current(engine: Engine) -> str | None:
    """The revision of a database; None when it holds none of our tables yet. Waits for no writer."""
    with engine.execution_options(read_only=True).connect() as connection:
        return revision(connection)


def revision(connection: Connection) -> str | None:
    """The same, asked on a connection that is open already."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to the revision; those that stand are kept with what is in them."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to the revision; `base` leaves nothing. What only newer tables and columns held is gone."""
    command.downgrade(_config(engine), revision)


def stamp(engine: Engine, revision: str = "head") -> None:
    """Note that the tables are of the revision, without changing them: for tables made from the models at once."""
    command.stamp(_config(engine), revision)


def drift(engine: Engine) -> list[str]:
    """What differs between the tables of the database and those of the program; empty when nothing does."""
    with engine.execution_options(read_only=True).connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    return [str(one) for one in found]


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config
