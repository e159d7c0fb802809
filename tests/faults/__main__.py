"""`python -m tests.faults [--only a,b] [--quick] [--again]`: run the long tests and publish their figures."""

from __future__ import annotations

import argparse
import sys
import traceback

import click

from tests.faults.suite import ROOT, Scoreboard, commit, discover


def main() -> int:
    """Run the suites one after the other; 1 when any promise was not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--only", default="", help="names of suites, with commas between; default all")
    parser.add_argument("--quick", action="store_true", help="the short version of each suite")
    parser.add_argument("--again", action="store_true", help="also what has run at this commit already")
    asked = parser.parse_args()
    suites = discover()
    names = [name for name in asked.only.split(",") if name] or list(suites)
    if unknown := [name for name in names if name not in suites]:
        parser.error(f"no suite is called {', '.join(unknown)}; there are: {', '.join(suites)}")
    board, at, failures = Scoreboard(ROOT / "docs"), commit(), 0
    for name in names:
        if not asked.again and board.done(name, at, asked.quick):
            click.echo(f"{name}: has run at {at}")
            failures += sum(row["failures"] for row in board.rows if row["suite"] == name)
            continue
        try:
            failures += board.run(name, suites[name], at, asked.quick)
        except Exception:
            # One suite that breaks must not keep the others from running.
            traceback.print_exc()
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
