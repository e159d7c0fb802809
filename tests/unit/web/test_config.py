import stat
import threading

from web.config import Settings


def _settings(folder, **more) -> Settings:
    return Settings(
        instance=folder / "instance", database=None, broker=None, public=None, secret=None, link=None, **more
    )


def test_everything_is_kept_under_the_instance_folder_by_default(tmp_path) -> None:
    settings = _settings(tmp_path, port=8123)
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'roster.db'}"
    assert settings.broker_url == "filesystem://localhost//"
    assert settings.broker_folder == tmp_path / "instance" / "broker"
    assert settings.public_url == "http://127.0.0.1:8123"


def test_the_environment_names_other_places(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ROSTER_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg:///roster")
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://localhost/1")
    monkeypatch.setenv("PUBLIC_URL", "https://roster.example.kr/")
    settings = Settings()
    assert settings.instance == tmp_path
    assert settings.database_url == "postgresql+psycopg:///roster"
    assert settings.broker_url == "redis://localhost/1"
    assert settings.public_url == "https://roster.example.kr"


def test_empty_variables_count_as_absent(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ROSTER_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    assert Settings().database_url == f"sqlite:///{tmp_path / 'roster.db'}"


def test_keys_are_made_once_are_private_and_differ(tmp_path) -> None:
    first, again = _settings(tmp_path), _settings(tmp_path)
    assert first.secret_key() == again.secret_key()
    assert first.link_key() == again.link_key()
    assert first.secret_key() != first.link_key()
    assert len(first.secret_key()) == 64  # 32 random bytes as hexadecimal digits
    for name in ("secret.key", "link.key"):
        assert stat.S_IMODE((tmp_path / "instance" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "instance").stat().st_mode) == 0o700


def test_processes_that_make_the_key_at_once_agree_on_one(tmp_path) -> None:
    keys = set()
    barrier = threading.Barrier(8)

    def make() -> None:
        barrier.wait()
        keys.add(_settings(tmp_path).link_key())

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 1
    assert sorted(path.name for path in (tmp_path / "instance").iterdir()) == ["link.key"]


def test_a_key_of_the_environment_is_taken_as_it_is(tmp_path) -> None:
    settings = Settings(instance=tmp_path, secret="s" * 32, link="l" * 32)
    assert (settings.secret_key(), settings.link_key()) == (b"s" * 32, b"l" * 32)
    assert list(tmp_path.iterdir()) == []
