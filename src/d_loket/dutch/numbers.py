"""Number words and ordinals of Dutch and English, up to what people use for groups, days and lists."""

import re

from d_loket.patterns import fold

_UNITS = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien \
achttien negentien twintig".split()
_ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende \
veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste eenentwintigste tweeentwintigste \
drieentwintigste vierentwintigste vijfentwintigste zesentwintigste zevenentwintigste achtentwintigste \
negenentwintigste dertigste eenendertigste".split()
_ENGLISH = "one two three four five six seven eight nine ten eleven twelve".split()
_ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_GROUP = "- tweeen drieen vieren vijven zessen zevenen achten negenen tienen".split()

CARDINALS = {w: n for n, w in enumerate(_UNITS, 1)} | {w: n for n, w in enumerate(_ENGLISH, 1)} | {"beiden": 2}
ORDINALS = {w: n for n, w in enumerate(_ORDINALS, 1)} | {w: n for n, w in enumerate(_ENGLISH_ORDINALS, 1)}
GROUPS = {w: n for n, w in enumerate(_GROUP, 1) if w != "-"} | {"tweetjes": 2}

_TENS = {"twintig": 20, "dertig": 30}
# Days of the month in words: "achtentwintig juni".
DAY_WORDS = (
    {w: n for n, w in enumerate(_UNITS, 1)}
    | {
        f"{unit}en{ten}": number + n
        for ten, number in _TENS.items()
        for n, unit in enumerate(_UNITS[:9], 1)
        if number + n <= 31
    }
    | {"dertig": 30}
)

_DIGITS = re.compile(r"(\d{1,3})(e|de|ste|st|nd|rd|th)?")


def cardinal(word: str) -> int | None:
    """Return the number that a word or digits name ("drie", "3", "drieën"), None when it names none."""
    folded = fold(word)
    if folded.isascii() and folded.isdigit() and len(folded) <= 3:
        return int(folded)
    if re.fullmatch(r"[2-9]'?e?n", folded):  # "met z'n 2en"
        return int(folded[0])
    return CARDINALS.get(folded) or GROUPS.get(folded)


def ordinal(word: str) -> int | None:
    """Return the number that an ordinal names ("derde", "3e", "third"), None when it is none."""
    folded = fold(word)
    match = _DIGITS.fullmatch(folded)
    if match and match[2]:
        return int(match[1])
    return ORDINALS.get(folded)
