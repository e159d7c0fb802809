import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from models import Participant, User, migrations
from models.engine import make_sessions
from scheduler.files.problem_json import read_problem
from scheduler.files.workbook import write_book
from tests import databases
from tests.rows import MAY, tiny_book
from web import config
from web.catalogue import translations
from web.cli import main
from web.services.users import authenticate

ROOT = Path(__file__).parents[2]
NO_DATABASE = pytest.mark.one_database("no database takes part")


@pytest.fixture
def folder(database, tmp_path, monkeypatch) -> Path:
    """An instance of its own with an empty database; the settings are read again afterwards."""
    monkeypatch.setenv("ROSTER_INSTANCE", str(tmp_path / "instance"))
    if database == "postgresql":
        monkeypatch.setenv("DATABASE_URL", databases.empty(tmp_path))
    monkeypatch.setenv("LANG", "C.UTF-8")
    config.get_settings.cache_clear()
    yield tmp_path
    config.get_settings.cache_clear()


def _run(*arguments: object, code: int = 0, stdin: str | None = None):
    result = CliRunner().invoke(main, [str(each) for each in arguments], input=stdin)
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def _engine():
    return databases.engine(config.get_settings().database_url)


def _session():
    return make_sessions(_engine())()


def _nowhere(database: str, folder: Path) -> str:
    """URL of a database that cannot be reached."""
    return f"sqlite:///{folder}/nowhere/roster.db" if database == "sqlite" else f"postgresql+psycopg:///x?host={folder}"


def _workbook(folder: Path, **more) -> Path:
    path = folder / "club.xlsx"
    write_book(tiny_book(**more), path)
    return path


def test_a_workbook_becomes_an_organisation_and_again_changes_nothing(folder) -> None:
    path = _workbook(folder)
    assert "참여자 3" in _run("import", path).stdout
    assert _run("import", path).stdout == "모두 이미 들어 있습니다. 바뀐 것이 없습니다.\n"
    assert _run("--lang", "en", "import", path).stdout == "Everything was there already.\n"
    with _session() as session:
        assert len(session.scalars(select(Participant)).all()) == 3


def test_a_trial_stores_nothing(folder) -> None:
    assert "아무것도 저장하지 않았습니다" in _run("import", _workbook(folder), "--dry-run").stdout
    with _session() as session:
        assert session.scalars(select(Participant)).all() == []


@NO_DATABASE
def test_a_file_that_is_no_workbook_is_refused_in_sentences_with_code_2(folder) -> None:
    path = folder / "picture.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    result = _run("import", path, code=2)
    assert "아무것도 저장하지 않았습니다" in result.stderr
    assert "Traceback" not in result.output
    _run("import", folder / "absent.xlsx", code=2)


def test_several_organisations_have_to_be_chosen_from(folder) -> None:
    path = _workbook(folder)
    _run("import", path)
    _run("import", path, "--new")
    assert "--organization" in _run("import", path, code=2).stderr
    _run("import", path, "--organization", 2)
    assert "해당 기관이 없습니다" in _run("import", path, "--organization", 9, code=2).stderr


def test_a_month_is_exported_as_the_problem_that_solve_reads(folder) -> None:
    _run("import", _workbook(folder))
    out = folder / "problem.json"
    _run("export-problem", "--month", MAY, "-o", out)
    assert [shift.day.day for shift in read_problem(out).shifts] == [3, 10, 17, 24, 31]
    _run("export-problem", "--month", "2027-13", "-o", out, code=2)


def test_without_an_organisation_the_next_step_is_said(folder) -> None:
    result = _run("export-problem", "--month", MAY, "-o", folder / "p.json", code=2)
    assert "roster import" in result.stderr


def test_the_database_goes_up_and_down_and_says_where_it_is(folder) -> None:
    assert _run("db", "current").stdout == "base\n"
    assert "base" in _run("db", "check", code=1).stdout
    assert _run("db", "upgrade").stdout == f"{migrations.head()}\n"
    assert _run("db", "check").stdout == f"{migrations.head()}\n"
    _run("db", "downgrade", "base", code=1, stdin="n\n")
    assert _run("db", "downgrade", "base", "--yes").stdout == "base\n"


def test_a_database_of_another_version_or_none_at_all_ends_with_code_3(database, folder, monkeypatch) -> None:
    path = _workbook(folder)
    _run("import", path)
    with _engine().begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "roster db upgrade" in _run("import", path, code=3).stderr
    monkeypatch.setenv("DATABASE_URL", _nowhere(database, folder))
    config.get_settings.cache_clear()
    assert "데이터베이스를 쓸 수 없습니다" in _run("import", path, code=3).stderr


def test_an_account_is_made_with_a_password_shown_once_or_read_from_stdin(folder) -> None:
    _run("import", _workbook(folder))
    password = _run("user", "add", "lee", "--name", "이담당").stdout.rstrip().rpartition(" ")[2]
    assert len(password) == 16  # 12 random bytes in base64
    quiet = _run(
        "user", "add", "park", "--name", "박", "--role", "admin", "--password-stdin", stdin="가을 하늘 아래 은행나무\n"
    )
    assert "은행나무" not in quiet.output
    with _session() as session:
        assert authenticate(session, "lee", password, "").name == "이담당"
        assert authenticate(session, "park", "가을 하늘 아래 은행나무", "").role.value == "admin"
        assert all(row.password_hash.startswith("$argon2id$v=19$m=19456,") for row in session.scalars(select(User)))
    assert "이미" in _run("user", "add", "lee", "--name", "이", code=1).stderr
    assert "10자" in _run("user", "add", "kim", "--name", "김", "--password-stdin", code=2, stdin="short\n").stderr


def test_the_environment_may_ask_for_english(folder, monkeypatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert _run("import", _workbook(folder)).stdout.startswith("added: programs 1")


@NO_DATABASE
def test_every_sentence_of_the_command_line_and_of_errors_has_korean_words() -> None:
    sources = [*(ROOT / "web" / "services").glob("*.py"), ROOT / "web" / "cli.py", ROOT / "web" / "worker.py"]
    # A long sentence is written as several strings on end.
    written = r'(?:say|NotFound|Conflict|ServiceError)\(\s*((?:"(?:[^"\\]|\\.)+"\s*)+)'
    said = {
        "".join(re.findall(r'"((?:[^"\\]|\\.)+)"', match))
        for path in sources
        for match in re.findall(written, path.read_text(encoding="utf-8"))
    }
    jobs = (ROOT / "web" / "services" / "leases.py").read_text(encoding="utf-8")
    said |= set(re.findall(r'(?<!")"((?:The|No|Another)[^"]+\.)"', jobs))  # stored with the job, said on its page
    assert len(said) > 20
    korean = translations("ko")
    assert {one for one in said if korean.gettext(one) == one} == set()


@NO_DATABASE
def test_solving_a_file_loads_neither_web_framework_nor_database(tmp_path) -> None:
    script = (
        "import sys, json\n"
        "from web.cli import main\n"
        f"main(['check', '{tmp_path}/a.json', '{tmp_path}/b.json'], standalone_mode=False)\n"
    )
    watch = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(sorted({'flask', 'sqlalchemy', 'celery', 'pydantic'} & set(sys.modules))))\n"
    )
    done = subprocess.run([sys.executable, "-c", watch + script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
    assert done.returncode == 2


@NO_DATABASE
def test_the_mounted_commands_are_those_of_the_planning_core(tmp_path) -> None:
    out = tmp_path / "club.json"
    _run("generate", "sample", "--month", MAY, "-o", out)
    assert json.loads(out.read_text(encoding="utf-8"))["format"] == "roster-problem"
    assert {"solve", "check", "generate", "import", "export-problem", "serve", "worker", "db", "user", "demo"} <= set(
        main.commands
    )


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [
        ("", "김", "아이디는 2자"),
        ("a b", "김", "아이디는 2자"),
        ("x" * 65, "김", "아이디는 2자"),
        ("kim", " ", "이름을"),
    ],
)
def test_accounts_nobody_could_use_are_refused(folder, login, name, said) -> None:
    _run("import", _workbook(folder))
    assert said in _run("user", "add", login, "--name", name, code=2).stderr


def test_a_login_is_kept_without_the_spaces_around_it(folder) -> None:
    _run("import", _workbook(folder))
    _run("user", "add", " kim ", "--name", "김", "--password-stdin", stdin="long enough password\n")
    with _session() as session:
        assert authenticate(session, "kim", "long enough password", "local") is not None


def test_a_month_in_which_nobody_works_is_not_exported(folder) -> None:
    _run("import", _workbook(folder))
    result = _run("export-problem", "--month", "2140-05", "-o", folder / "p.json", code=1)
    assert "계약이 있는 참여자나 열리는 근무가 없습니다" in result.stderr
    assert not (folder / "p.json").exists()


def test_an_organisation_beyond_every_number_is_refused(folder) -> None:
    _run("import", _workbook(folder))
    assert "범위 밖입니다" in _run("import", _workbook(folder), "--organization", 10**23, code=2).stderr


def test_an_unknown_version_of_the_tables_is_refused(folder) -> None:
    assert "그런 버전의 표는 없습니다" in _run("db", "upgrade", "nosuch", code=2).stderr
    assert "그런 버전의 표는 없습니다" in _run("db", "downgrade", "nosuch", "--yes", code=2).stderr


def test_a_wrong_setting_is_named(folder, monkeypatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    config.get_settings.cache_clear()
    assert "환경 변수 PORT의 값이 잘못되었습니다" in _run("db", "current", code=2).stderr


def test_a_fault_nobody_foresaw_is_one_sentence_and_its_details_are_kept(folder, monkeypatch) -> None:
    def fail(_engine):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(migrations, "current", fail)
    result = _run("db", "current", code=3)
    assert "ZeroDivisionError: division by zero" in result.stderr
    assert "Traceback" not in result.output
    (kept,) = folder.glob("roster-fault-*.txt")
    assert "Traceback" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0
