"""Find a Chromium for the browser tests, or get one. `make test` runs this module first.

Taken is what $CHROMIUM names, else the first known name on the PATH. Without any, root installs Debian's package;
anyone else is told in one line what will be skipped. With CI set a missing browser is a failure, never a skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = "No Chromium: the tests in tests/browser are skipped. Install chromium, or name one in $CHROMIUM."


def find() -> str | None:
    """Path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Debian's package when this is Debian and we are root; whatever goes wrong, `find` says so afterwards."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
    command = ["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", "chromium"]
    done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if done.returncode != 0:  # a fresh machine knows no packages yet
        subprocess.run(["apt-get", "update", "--quiet=2"], stdout=subprocess.DEVNULL, check=False)
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)


def fonts_conf(folder: Path) -> Path:
    """A fontconfig file that knows the project's own fonts only: pages look the same on every machine."""
    fonts = Path(__file__).resolve().parents[1] / "web" / "paper" / "fonts"
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder / 'font-cache'}</cachedir></fontconfig>\n"
    )
    return path


FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""No call home, and no sandbox: containers rarely allow one, and only our own pages are opened."""


def main() -> int:
    """0 when there is a Chromium or skipping is allowed; 1 when CI is set and there is none."""
    if find() is None:
        install()
    if find() is not None:
        return 0
    sys.stdout.write(MISSING + "\n")
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
