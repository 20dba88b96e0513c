"""docs/architecture.md and CONTRIBUTING.md agree with the tree."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/d_loket"


def packages() -> list[str]:
    table = (ROOT / "docs/architecture.md").read_text().partition("## The packages")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def layers() -> list[set[str]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [set(re.split(r"\W+", layer)) for layer in next(c for c in config if c["id"] == "layers")["layers"]]


def test_the_table_names_every_package_and_no_other():
    tree = {p.name for p in SOURCE.iterdir() if (p / "__init__.py").exists()}
    tree |= {p.stem for p in SOURCE.glob("*.py")} - {"__init__"}
    assert sorted(packages()) == sorted(tree)


def test_the_table_is_in_the_order_of_the_layers():
    depth = {name: n for n, layer in enumerate(layers()) for name in layer}
    assert [depth[p] for p in packages()] == sorted(depth.values())


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_every_link_leads_somewhere(document):
    path = ROOT / document
    targets = [t.partition("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", path.read_text()) if "://" not in t]
    assert [t for t in targets if t and not (path.parent / t).exists()] == []


def test_every_place_in_the_guide_for_contributors_exists():
    places = re.findall(
        r"`((?:src|rules|templates|migrations|tests|docs)/[^`<*]*)", (ROOT / "CONTRIBUTING.md").read_text()
    )
    assert places
    assert [p for p in places if not (ROOT / p).exists()] == []


def test_every_make_target_that_is_named_exists():
    texts = [(ROOT / f).read_text() for f in ("README.md", "CONTRIBUTING.md", ".ci/run")]
    named = {m for text in texts for m in re.findall(r"^make (\w+)", text, re.MULTILINE)}
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert named
    assert named <= targets
