"""Makes every file of this folder anew: `python -m tests.data.make`, from the root of the repository.

With `--index` the index is written too, from what the program says of each file; then read every line of the
difference, because the index is what the tests believe.
"""

from __future__ import annotations

import sys

from tests.data import index
from tests.data.makers import FILES, months, packages, texts, workbooks

MAKERS = (workbooks, packages, months, texts)


def make() -> None:
    """Write all files."""
    for one in FILES.values():
        path = index.FOLDER / one.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(one.build())


if __name__ == "__main__":
    make()
    if "--index" in sys.argv:
        index.write([index.described(one.name, used, one.wrong) for one in FILES.values()
                     for used in (one.name.split("/")[0], *one.also)])  # fmt: skip
    sys.stdout.write(f"{len(FILES)} files\n")
