"""Order of texts, the same on every database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement


class by_code_point(FunctionElement[str]):  # noqa: N801 - it reads like a function of SQL
    """Order by a text column: by code point, which for Korean syllables is 가나다.

    SQLite does so by itself. PostgreSQL follows the database's own collation, which another installation may have
    chosen otherwise, unless it is told.
    """

    type = String()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any] | Any) -> None:
        super().__init__(column)


@compiles(by_code_point)
def _plain(element: by_code_point, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.clauses, **more))


@compiles(by_code_point, "postgresql")
def _collated(element: by_code_point, compiler: Any, **more: Any) -> str:
    return f'{compiler.process(element.clauses, **more)} COLLATE "C"'
