"""Are settings read from where they were set, and is all that is wrong with them said at once, without a value?"""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.errors import ProblemsFound
from troth.installation import Settings, read_settings


def problems(environment: dict[str, str], folder: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read_settings(environment, folder)
    return [each.id for each in found.value.problems]


def test_where_nothing_is_set_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path) == Settings()


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    (tmp_path / "troth.toml").write_text('port = 8001\nworkers = 3\nallowed_hosts = ["a.example", "b.example"]\n')
    read = read_settings({"TROTH_PORT": "8002"}, tmp_path)
    assert (read.port, read.workers, read.link_minutes) == (8002, 3, 30)
    assert read.allowed_hosts == ("a.example", "b.example")


def test_port_and_host_of_the_platform_are_taken_and_our_own_variable_goes_before(tmp_path: Path) -> None:
    (tmp_path / "troth.toml").write_text("port = 8001\n")
    assert read_settings({"PORT": "9000", "HOST": "192.0.2.7"}, tmp_path).address == "http://192.0.2.7:9000"
    assert read_settings({"PORT": "9000", "TROTH_PORT": "9001"}, tmp_path).port == 9001


def test_another_file_is_read_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("demo = true\n")
    assert read_settings({"TROTH_FILE": str(tmp_path / "other.toml")}, tmp_path).demo
    assert problems({"TROTH_FILE": str(tmp_path / "missing.toml")}, tmp_path) == ["settings.no-file"]


def test_variables_that_are_no_settings_are_no_problem(tmp_path: Path) -> None:
    beside = {"TROTH_KEY": "x", "TROTH_KEY_FILE": "y", "TROTH_MODEL_KEY": "m", "TROTH_SHARED": "z"}
    assert read_settings(beside, tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "id_"),
    [
        ("PROT", "8000", "settings.unknown"),
        ("PORT", "secret-value", "settings.bad-value"),
        ("PORT", "-1", "settings.bad-value"),
        ("PORT", "70000", "settings.bad-port"),
        ("DEMO", "perhaps-secret-value", "settings.bad-value"),
        ("BASE_URL", "secret-value", "settings.bad-address"),
        ("OIDC_ISSUER", "ftp://secret-value", "settings.bad-address"),
        ("MAIL", "secret-value", "settings.bad-mail"),
        ("DATABASE", "mysql://root:secret-value@db/troth", "settings.bad-database"),
        ("LOG_LEVEL", "secret-value", "settings.bad-level"),
    ],
)
def test_a_value_that_cannot_be_is_told_and_never_repeated(tmp_path: Path, name: str, value: str, id_: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_settings({f"TROTH_{name}": value}, tmp_path)
    assert id_ in [each.id for each in found.value.problems]
    assert "secret-value" not in str(found.value)


def test_everything_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "troth.toml").write_text('worker = 3\nport = "x"\n')
    with pytest.raises(ProblemsFound) as found:
        read_settings({"TROTH_MAIL": "smtp://mail.example", "TROTH_LOG_LEVEL": "loud"}, tmp_path)
    told = [(each.id, each.place.file) for each in found.value.problems]
    file = str(tmp_path / "troth.toml")
    assert sorted(told) == sorted(
        [
            ("settings.unknown", file),
            ("settings.bad-value", file),
            ("settings.no-sender", "TROTH_MAIL_FROM"),
            ("settings.bad-level", "TROTH_LOG_LEVEL"),
        ]
    )
    assert "did you mean `workers`?" in str(found.value)


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    (tmp_path / "troth.toml").write_text("port: 8000")
    assert problems({}, tmp_path) == ["settings.not-toml"]


def test_hosts_and_address_follow_from_what_is_set(tmp_path: Path) -> None:
    public = read_settings({"TROTH_BASE_URL": "https://privacy.acme.example/", "TROTH_ALLOWED_HOSTS": "x, y"}, tmp_path)
    assert (public.address, public.is_https) == ("https://privacy.acme.example", True)
    assert public.hosts == ("privacy.acme.example", "x", "y")
    local = Settings()
    assert not local.is_https
    assert set(local.hosts) >= {"127.0.0.1", "localhost"}
    assert Settings(host="::1").address == "http://[::1]:8000"
    assert Settings(data=Path("d")).sqlite_file == Path("d/troth.sqlite3")
    assert Settings(data=Path("d")).logs == Path("d/logs")
