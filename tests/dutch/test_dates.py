from datetime import date

import pytest

from d_loket.dutch import find_dates, find_times, resolve

MONDAY = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("op 14 juni", date(2031, 6, 14)),
        ("do 14 juni a.s.", date(2031, 6, 14)),
        ("14/6", date(2031, 6, 14)),
        ("14-06-'31", date(2031, 6, 14)),
        ("14.06.2031", date(2031, 6, 14)),
        ("2031-06-14", date(2031, 6, 14)),
        ("June 14th", date(2031, 6, 14)),
        ("14th of June", date(2031, 6, 14)),
        ("morgenochtend", date(2031, 3, 4)),
        ("overmorgen", date(2031, 3, 5)),
        ("aanstaande donderdag", date(2031, 3, 6)),
        ("donderdag over een week", date(2031, 3, 13)),
    ],
)
def test_a_date_in_any_form_means_its_day(text, day):
    (mention,) = find_dates(text)
    assert resolve(mention, MONDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "09:00-12:00 uur",
        "tel. 06-12345678",
        "9460 AA Oost",
        "kenmerk 2018-0417",
        "versie 2.4.1",
        "3.500 euro",
        "Goede morgen",
        "31 februari",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert [m for m in find_dates(text) if m.day or m.days_ahead is not None] == []


@pytest.mark.parametrize("text", ["de 22e", "vrijdag de 22ste", "de tweeëntwintigste"])
def test_a_day_without_a_month_stays_open(text):
    (mention,) = find_dates(text)
    assert (mention.day, mention.month, resolve(mention, MONDAY)) == (22, None, None)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("09:00-12:00", "09:00", "12:00"),
        ("13.30 – 16.30 uur", "13:30", "16:30"),
        ("van 13.30 uur tot 16.00 uur", "13:30", "16:00"),
        ("half tien", "09:30", None),
        ("om 9 uur", "09:00", None),
        ("3 pm", "15:00", None),
    ],
)
def test_a_time_in_any_form(text, starts, ends):
    (mention,) = find_times(text)
    assert f"{mention.starts:%H:%M}" == starts
    assert (f"{mention.ends:%H:%M}" if mention.ends else None) == ends
