"""docs/settings.md says what settings.py does."""

import re
from enum import Enum
from pathlib import Path

import pytest

from d_loket.settings import Settings, variable

ROOT = Path(__file__).parents[2]
ROWS = {
    match[1]: (match[2].strip().strip("`"), match[3])
    for match in re.finditer(r"^\| `(\w+)` \|([^|]*)\| (.*) \|$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
}


def test_every_setting_has_a_row_and_every_row_is_a_setting():
    assert list(ROWS) == [variable(name) for name in Settings.model_fields]


@pytest.mark.parametrize("name", [n for n in Settings.model_fields if n != "data_dir"])
def test_a_row_says_the_default_and_the_meaning(name):
    field = Settings.model_fields[name]
    default = field.default.value if isinstance(field.default, Enum) else field.default
    written, meaning = ROWS[variable(name)]
    assert written == (
        "" if default in (None, "", ()) else str(default).lower() if default in (True, False) else str(default)
    )
    assert meaning == field.description


@pytest.mark.parametrize(
    "file", ["deploy/example.env", "deploy/try.env", "docker-compose.yml", "deploy/d-loket.service", "Dockerfile"]
)
def test_what_is_set_for_an_installation_is_a_setting(file):
    names = set(re.findall(r"\bD_LOKET_\w+", (ROOT / file).read_text()))
    assert names
    assert names - {"D_LOKET_CONFIG"} <= set(ROWS)
