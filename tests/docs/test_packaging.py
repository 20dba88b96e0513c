"""The licence, the locks and the container files are whole."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


def test_the_licence_is_the_whole_eupl():
    text = (ROOT / "LICENSE").read_text()
    articles = [int(n) for n in re.findall(r"^(\d+)\.\s*[A-Z]", text, re.MULTILINE)]
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert articles == list(range(1, 16))
    assert "Compatible Licences" in text.partition("Appendix")[2]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_digest_for_everything_and_no_address(lock):
    text = (ROOT / lock).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [e for e in entries if "--hash=sha256:" not in e] == []
    assert not re.search(r"https?:|file:|--index|--find-links", text)


def test_the_locks_agree_with_each_other():
    pinned = [set(re.findall(r"^[\w.-]+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS]
    assert pinned[0] | pinned[1] <= pinned[2]


def test_everything_that_is_asked_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    for lock, wanted in zip(LOCKS, (project["project"]["dependencies"], groups["build"], groups["dev"]), strict=True):
        names = set(re.findall(r"^([\w.-]+)(?:\[\w+\])?==", (ROOT / lock).read_text(), re.MULTILINE))
        assert {re.match(r"[\w.-]+", w)[0].lower().replace(".", "-") for w in wanted} <= names, lock


def test_the_compose_file_keeps_d_loket_in_its_place():
    compose = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())
    service = compose["services"]["d-loket"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert compose["services"]["migrate"]["read_only"] is True
    assert {n for n, s in compose["services"].items() if "profiles" not in s} == {"d-loket", "migrate", "postgres"}
    assert {v.partition(":")[0] for s in compose["services"].values() for v in s.get("volumes", ())} == set(
        compose["volumes"]
    )


def test_every_service_waits_for_one_that_exists():
    services = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())["services"]
    assert {d for s in services.values() for d in s.get("depends_on", ())} <= set(services)


def test_the_environment_for_trying_out_answers_every_demand_of_the_compose_file():
    demanded = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    given = set(re.findall(r"^(\w+)=.", (ROOT / "deploy/try.env").read_text(), re.MULTILINE))
    assert demanded
    assert demanded <= given


def test_what_the_image_copies_is_not_kept_from_it():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    allowed = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert {name for names in copied for name in names.split()} == allowed


def test_make_lists_what_there_is_to_do():
    listed = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "make demo" in listed
    assert "make test" in listed
