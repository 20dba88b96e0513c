"""Headers, health, and pages that are not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from d_loket.bootstrap import Application
from d_loket.recording import Database
from d_loket.settings import load
from d_loket.web import create_app
from web.conftest import served
from web.samples import EVENT, HOSTILE

ALL = ["/", "/berichten", "/berichten/1", "/berichten/1/bron", "/stijl.css", "/gezond", "/is-er-niet"]


@pytest.mark.parametrize("path", ALL)
def test_nothing_from_elsewhere_is_ever_loaded_and_nothing_is_kept(site, path):
    headers = site.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] in ("no-store", "no-cache")
    assert "set-cookie" not in headers


def test_what_people_wrote_is_never_markup(site):
    for path in ("/", "/berichten?besluit=review", f"/berichten/{site.hostile}"):
        page = LexborHTMLParser(site.get(path).text)
        assert page.css("script, b") == []
        assert HOSTILE in page.body.text()


def test_what_is_sought_is_never_markup(site):
    page = LexborHTMLParser(httpx.get(f"{site.url}/berichten", params={"zoek": HOSTILE}).text)
    assert page.css("script, b") == []
    assert page.css_first("#zoek").attributes["value"] == HOSTILE


@pytest.mark.parametrize(
    "path",
    [
        "/is-er-niet",
        "/berichten/999999",
        "/berichten/999999/bron",
        "/berichten/geen-nummer",
        "/berichten/99999999999999999999999",
        "/berichten?besluit=onzin",
        "/berichten?pagina=0",
        "/berichten?pagina=99",
        "/sessies/wijkgesprekken/nergens",
        "/sessies/anders/tiel",
    ],
)
def test_what_is_not_there_is_said_on_a_page(site, path):
    response = site.get(path)
    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.text


def test_health_is_json(site):
    assert site.get("/gezond").json() == {"status": "ok", "error": ""}


def test_health_tells_of_a_worker_in_trouble(site):
    site.trouble.append("De postbus is niet bereikbaar.")
    try:
        response = site.get("/gezond")
    finally:
        site.trouble.clear()
    assert response.status_code == 503
    assert response.json() == {"status": "trouble", "error": "De postbus is niet bereikbaar."}


def test_a_check_may_ask_for_the_head_alone(site):
    assert httpx.head(site.url + "/gezond").status_code == 200


@pytest.fixture
def without_tables(tmp_path: Path) -> Iterator[str]:
    """Give the address of an app whose database has no tables."""
    templates = Application(load()).templates("web")
    with (
        Database(f"sqlite:///{tmp_path}/leeg.db") as database,
        served(create_app(database.queries(), (EVENT,), templates)) as url,
    ):
        yield url


def test_a_database_that_cannot_be_read_is_said_on_the_page(without_tables):
    response = httpx.get(without_tables)
    assert response.status_code == 503
    assert "Er gaat iets mis" in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_database_that_cannot_be_read_is_not_healthy(without_tables):
    response = httpx.get(f"{without_tables}/gezond")
    assert response.status_code == 503
    assert response.json()["status"] == "trouble"


def test_an_unexpected_failure_is_a_page_too():
    with served(create_app(None, (EVENT,), Application(load()).templates("web"))) as url:
        response = httpx.get(url)
    assert response.status_code == 500
    assert "Er ging iets mis" in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_text_and_its_ground_differ_enough_in_light_and_dark(site):
    sheet = site.get("/stijl.css").text
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{[^}]*\}", sheet))
    for colours in (light, light | dark):
        pairs = [(t, g) for t in ("text", "quiet", "link", "head", "alarm") for g in ("ground", "band")]
        pairs += [(f"on-{c}", c) for c in ("blue", "green", "yellow", "red", "violet")]
        pairs += [("text", c) for c in ("blue", "green", "yellow", "red", "violet")] + [("ground", "link")]
        assert [p for p in pairs if contrast(colours[p[0]], colours[p[1]]) < 4.5] == []
        edges = [("edge", "ground"), ("focus", "ground"), ("focus", "band")]
        assert [p for p in edges if contrast(colours[p[0]], colours[p[1]]) < 3] == []


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
