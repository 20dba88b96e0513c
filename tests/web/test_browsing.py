"""How the pages look and work in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import missing
from web.conftest import CHROMIUM

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a running Chromium."""
    if not CHROMIUM.exists():
        missing("needs a browser: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page on which nothing may go wrong: the console must stay silent."""
    said: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert said == []


def test_the_evidence_is_seen_in_its_colours(site, page):
    page.goto(f"{site.url}/berichten/{site.noor}")
    session = page.locator(".letter .text mark.session").first
    assert session.is_visible()
    ground = "element => getComputedStyle(element).backgroundColor"
    colours = {page.locator(f".letter mark.{kind}").first.evaluate(ground) for kind in ("session", "intent", "role")}
    assert len(colours) == 3


def test_what_a_mark_means_is_read_aloud_and_not_seen(site, page):
    page.goto(f"{site.url}/berichten/{site.noor}")
    assert "sessie Gouda 10 april, ontkend" in page.locator("main").aria_snapshot()
    assert page.locator("mark .unseen").first.bounding_box()["width"] <= 1


def test_a_quoted_mail_unfolds(site, page):
    page.goto(f"{site.url}/berichten/{site.noor}")
    quoted = page.get_by_text("Komt u ook?")
    assert not quoted.is_visible()
    page.get_by_text("Eerder bericht").click()
    assert quoted.is_visible()


def test_the_keyboard_comes_to_the_skip_link_first_and_sees_where_it_is(site, page):
    page.goto(f"{site.url}/berichten")
    page.keyboard.press("Tab")
    skip = page.get_by_text("Naar de inhoud")
    assert skip.evaluate("element => element === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    assert skip.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_search_leads_to_the_mail(site, page):
    page.goto(f"{site.url}/berichten")
    page.get_by_label("Zoek op").fill("parkeren")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Aanmelding voor Tiel").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Aanmelding voor Tiel"


@pytest.mark.parametrize("path", ["/", "/berichten", "/berichten/1", "/berichten/2", "/sessies/wijkgesprekken/tiel"])
def test_a_telephone_need_not_scroll_sideways(site, page, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_dark_screen_gets_dark_pages(site, page):
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto(site.url)
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light
