"""Settings from the environment, with defaults for one machine: everything kept under one folder, `instance/`."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_ROOT = Path(__file__).resolve().parent.parent
KEY_BYTES = 32


class Settings(BaseSettings):
    """Where things are and how much they may take. Empty variables count as absent."""

    model_config = SettingsConfigDict(env_ignore_empty=True, populate_by_name=True, extra="ignore")

    instance: Path = Field(default=_ROOT / "instance", alias="ROSTER_INSTANCE")
    """Folder of the database, the broker's messages, keys and made files. Created with mode 700."""
    database: str | None = Field(default=None, alias="DATABASE_URL")
    """None: a SQLite file in the instance folder."""
    broker: str | None = Field(default=None, alias="CELERY_BROKER_URL")
    """None: files in the instance folder; `redis://` or `amqp://` for several machines."""
    public: str | None = Field(default=None, alias="PUBLIC_URL")
    """The address that people type; None: this machine and port."""
    port: int = Field(default=8000, alias="PORT", ge=1, le=65535)
    host: str = Field(default="127.0.0.1", alias="HOST")
    """The address the web server listens on."""
    proxies: int = Field(default=0, alias="PROXY_COUNT", ge=0, le=5)
    """So many proxies stand in front of the web server; what they say of the visitor (X-Forwarded-For and -Proto) is
    believed. 0: nobody's word is."""
    debug: bool = Field(default=False, alias="FLASK_DEBUG")
    """Flask's own switch: faults are shown to whoever asks, and templates are read again at each page."""
    secret: str | None = Field(default=None, alias="SECRET_KEY", min_length=KEY_BYTES)
    link: str | None = Field(default=None, alias="LINK_KEY", min_length=KEY_BYTES)
    solve_workers: int = Field(default=max(1, min(8, os.cpu_count() or 1)), alias="ROSTER_SOLVE_WORKERS", ge=1)
    """Threads of one solve."""
    solve_memory_mb: int | None = Field(default=None, alias="ROSTER_SOLVE_MEMORY_MB", ge=1)
    """A solving process that needs more is ended, and its best roster kept; None for no limit."""
    lease_seconds: float = Field(default=30.0, alias="ROSTER_LEASE_SECONDS", ge=1, le=600)
    """A worker that has been silent for so long has lost its job to the next one."""

    @property
    def database_url(self) -> str:
        """Where the tables are."""
        return self.database or f"sqlite:///{self.instance / 'roster.db'}"

    @property
    def broker_url(self) -> str:
        """Where the wake-ups for workers go."""
        return self.broker or "filesystem://localhost//"

    @property
    def broker_folder(self) -> Path:
        """The folder of the embedded broker."""
        return self.instance / "broker"

    @property
    def is_public(self) -> bool:
        """Whether other machines can reach the web server directly."""
        try:
            return not ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"

    @property
    def public_url(self) -> str:
        """The address without a slash at its end; links on paper begin with it."""
        return (self.public or f"http://127.0.0.1:{self.port}").rstrip("/")

    def folder(self) -> Path:
        """The instance folder, made when it is absent; nobody but its owner may look into it."""
        self.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.instance.stat().st_mode & 0o077:
            self.instance.chmod(0o700)
        return self.instance

    def secret_key(self) -> bytes:
        """Signs cookies and forms; a new one only ends sessions."""
        return self.secret.encode() if self.secret else self._key_file("secret.key")

    def link_key(self) -> bytes:
        """Personal links are made with it: when it is lost, every printed link is void."""
        return self.link.encode() if self.link else self._key_file("link.key")

    def _key_file(self, name: str) -> bytes:
        path = self.folder() / name
        if not path.exists():
            _make_once(path, secrets.token_hex(KEY_BYTES))
        return path.read_bytes()


def _make_once(path: Path, text: str) -> None:
    """Write a new private file whole; of two processes that do so at once, both then read the first one's."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process was faster, and its key is the key
    finally:
        draft.unlink()


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
