import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from d_loket.resources import shipped
from d_loket.settings import Mode, SettingsError, load


@pytest.fixture(autouse=True)
def own_place(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith("D_LOKET_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_environment_wins_over_the_file_and_an_override_over_both(monkeypatch):
    Path("d-loket.toml").write_text('reply_limit = 3\nmode = "shadow"\nweb_port = 1\n')
    monkeypatch.setenv("D_LOKET_REPLY_LIMIT", "4")
    monkeypatch.setenv("D_LOKET_WEB_PORT", "2")
    settings = load(web_port=5)
    assert (settings.reply_limit, settings.mode, settings.web_port) == (4, Mode.SHADOW, 5)


def test_a_misspelt_variable_is_refused_with_the_nearest_name(monkeypatch):
    monkeypatch.setenv("D_LOKET_OUTBX", "maildir:/x")
    with pytest.raises(SettingsError, match=r"D_LOKET_OUTBX is not a setting. Did you mean D_LOKET_OUTBOX\?"):
        load()


def test_a_misspelt_key_is_refused_with_file_and_nearest_name():
    Path("d-loket.toml").write_text('inbocks = "maildir:/x"\n')
    with pytest.raises(SettingsError, match=r"d-loket.toml: inbocks is not a setting. Did you mean inbox\?"):
        load()


def test_a_file_that_is_no_toml_names_the_line():
    Path("d-loket.toml").write_text('inbox = "x"\nmode = \n')
    with pytest.raises(SettingsError, match=r"d-loket.toml is not valid TOML: .*line 2"):
        load()


def test_a_configuration_file_that_is_named_must_be_there(monkeypatch):
    monkeypatch.setenv("D_LOKET_CONFIG", "nergens.toml")
    with pytest.raises(SettingsError, match=r"nergens.toml cannot be read"):
        load()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("MODE", "lve", "D_LOKET_MODE is 'lve': .*'live' or 'shadow'"),
        ("WEB_PORT", "80000", "D_LOKET_WEB_PORT is '80000'"),
        ("NOW", "2018-05-22T09:00", "D_LOKET_NOW .*time zone, as in"),
        ("TEMPLATES", "nergens", "D_LOKET_TEMPLATES is 'nergens': .*directory"),
        ("CAFILE", "nergens.pem", "D_LOKET_CAFILE is 'nergens.pem': .*file"),
        ("MAX_MAIL_SIZE", "veel", "D_LOKET_MAX_MAIL_SIZE is 'veel'"),
        ("INBOX_PASSWORD_FILE", "nergens", "D_LOKET_INBOX_PASSWORD_FILE: nergens cannot be read"),
        ("OAUTH2_TENANT", "t", "oauth2_tenant needs oauth2_client_id"),
    ],
)
def test_a_wrong_value_is_said_with_what_is_allowed(monkeypatch, name, value, message):
    monkeypatch.setenv(f"D_LOKET_{name}", value)
    with pytest.raises(SettingsError, match=message):
        load()


def test_every_wrong_value_is_said_at_once(monkeypatch):
    monkeypatch.setenv("D_LOKET_MODE", "x")
    monkeypatch.setenv("D_LOKET_REPLY_LIMIT", "0")
    with pytest.raises(SettingsError) as caught:
        load()
    assert len(caught.value.message.splitlines()) == 2


def test_a_password_may_be_in_a_file_and_is_never_shown(monkeypatch, tmp_path):
    (tmp_path / "wachtwoord").write_text("gehéim\n")
    monkeypatch.setenv("D_LOKET_INBOX_PASSWORD_FILE", "wachtwoord")
    settings = load()
    assert settings.inbox_password.get_secret_value() == "gehéim"
    assert "gehéim" not in repr(settings)


def test_a_password_given_twice_is_refused_without_showing_it(monkeypatch, tmp_path):
    (tmp_path / "wachtwoord").write_text("geheim1")
    monkeypatch.setenv("D_LOKET_INBOX_PASSWORD_FILE", "wachtwoord")
    monkeypatch.setenv("D_LOKET_INBOX_PASSWORD", "geheim2")
    with pytest.raises(SettingsError, match="both set") as caught:
        load()
    assert "geheim" not in str(caught.value)


def test_lists_are_by_commas_in_the_environment_and_lists_in_the_file(monkeypatch):
    Path("d-loket.toml").write_text('organisers = ["a@x.example", "b@x.example"]\n')
    monkeypatch.setenv("D_LOKET_TRUSTED_AUTHSERV_IDS", "mx.example, mx2.example")
    settings = load()
    assert settings.organisers == ("a@x.example", "b@x.example")
    assert settings.trusted_authserv_ids == ("mx.example", "mx2.example")


@pytest.mark.parametrize("wrong", ["griffie", "a@x.example, griffie@", "Griffie <griffie@x.example>"])
def test_an_organiser_without_an_address_is_named(monkeypatch, wrong):
    monkeypatch.setenv("D_LOKET_ORGANISERS", wrong)
    with pytest.raises(SettingsError, match=r"D_LOKET_ORGANISERS .*griffie.* is not an e-mail address"):
        load()


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch):
    monkeypatch.setenv("D_LOKET_MODE", "")
    assert load().mode is Mode.LIVE


def test_the_clock_can_start_elsewhere(monkeypatch):
    monkeypatch.setenv("D_LOKET_NOW", "2018-05-22T09:00:00+02:00")
    assert load().now == datetime(2018, 5, 22, 7, tzinfo=UTC)


def test_the_database_is_in_the_data_directory_unless_said_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv("D_LOKET_DATA_DIR", str(tmp_path))
    assert load().database == f"sqlite:///{tmp_path}/d-loket.db"
    assert load().embedded
    assert not load(database_url="postgresql+psycopg://x@localhost/y").embedded


def test_rules_are_read_where_they_were_imported_to(monkeypatch, tmp_path):
    monkeypatch.setenv("D_LOKET_DATA_DIR", str(tmp_path / "data"))
    assert load().rules_dir == shipped("rules")
    target = load().rules_target
    assert target == tmp_path / "data/rules"
    (target / "events").mkdir(parents=True)
    assert load().rules_dir == target


def test_rules_in_the_working_directory_come_before_those_in_the_data_directory(monkeypatch, tmp_path):
    monkeypatch.setenv("D_LOKET_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data/rules/events").mkdir(parents=True)
    (tmp_path / "rules/events").mkdir(parents=True)
    assert load().rules_dir == load().rules_target == Path("rules")
    assert load(rules=tmp_path / "eigen").rules_dir == tmp_path / "eigen"
