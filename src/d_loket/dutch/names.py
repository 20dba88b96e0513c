"""Personal names as the Dutch write them: titles, initials, tussenvoegsels, "Bos, Jan"."""

import re

from d_loket.patterns import fold

TITLES = frozenset(
    "dhr heer heren mw mevr mevrouw meneer mr mrs ms miss drs dr ir ing prof bc bsc msc ba ma mpa mba llm "
    "jhr jkvr ds fam familie weledele burg weth".split()
)
PARTICLES = frozenset(
    "van de den der het 't ter ten te in op aan bij uit la le du von zu zum el al ul ben bin ibn da dos d' s' 's af "
    "onder over voor tot vd v.d vander".split()
)
_WORD = re.compile(r"[^\W\d_](?:[\w.'’\-]*[\w.])?|['’][ts]\b")
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.-?)+[A-Z]?|[A-Z]{1,4}")


def clean_name(text: str) -> str:
    """Return the bare name in a display name or list item: turned round at a comma, without titles and remarks."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>|\"", " ", text).split("|")[0]
    text = re.split(r"\s[-–/]\s|@|\t", text)[0]
    parts = [p.strip() for p in text.split(",")]
    if len(parts) > 1 and parts[1] and fold(parts[1]).strip(".") not in TITLES and len(parts[1].split()) <= 4:
        text = f"{parts[1]} {parts[0]}"
    else:
        text = parts[0]
    text = re.sub(r"^\s*de (?=(?:weledele |w\.e\.\s*)?(?:heer|dame|heren)\b)", "", text, flags=re.IGNORECASE)
    words = [w for w in text.split() if fold(w).strip(".,;:") not in TITLES]
    return " ".join(words).strip(" .,;:-'\"") if words else ""


def looks_like_name(text: str) -> bool:
    """Tell whether a text can be a person's name: two to six words, capitals but for particles, no digits."""
    words = text.split()
    if not 1 <= len(words) <= 6 or re.search(r"[\d@:/!?]", text):
        return False
    proper = [w for w in words if fold(w) not in PARTICLES]
    return bool(proper) and all(w[0].isupper() or _INITIALS.fullmatch(w) for w in proper)


def same_person(one: str, other: str) -> bool:
    """Tell whether both can be one person's name: equal surname, and first names that do not differ."""
    a, b = _parts(one), _parts(other)
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        return a[-1] == b[-1] or a[0] == b[0]
    if not (_surnames(a) & _surnames(b)):
        return False
    return a[0].startswith(b[0]) or b[0].startswith(a[0]) or (a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0])))


def fuller(one: str, other: str) -> str:
    """Return whichever form of the same person's name tells more: a first name over initials, then the longer."""
    return max((one, other), key=_fullness)


def _parts(name: str) -> list[str]:
    """Folded words without titles and particles; initials as single letters."""
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", fold(clean_name(name)).replace("'", ""))
    return [w for w in words if w not in PARTICLES and w not in TITLES]


def _surnames(parts: list[str]) -> set[str]:
    last = parts[-1]
    return {last, *last.split("-")}


def _fullness(name: str) -> tuple[int, int]:
    words = name.split()
    spelled_out = sum(len(w.strip(".")) > 2 and not _INITIALS.fullmatch(w) for w in words)
    return spelled_out, len(name)
