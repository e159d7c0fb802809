"""Write the schemas: `python -m scheduler.files.schema`, from the root of the repository."""

from __future__ import annotations

import json
from pathlib import Path

from scheduler.files.schema.build import problem_schema, result_schema

HERE = Path(__file__).parent
SCHEMAS = {"problem-1.schema.json": problem_schema, "result-1.schema.json": result_schema}


def main() -> None:
    """Write both schemas beside this file and into docs/schema."""
    for name, make in SCHEMAS.items():
        text = json.dumps(make(), ensure_ascii=False, indent=1) + "\n"
        for folder in (HERE, Path("docs/schema")):
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
