"""Lines as they came → lines of one writer each: an answer on a quoted line, an introduction behind an answer."""

import re
from collections.abc import Iterable, Sequence

from d_loket.model import WordingKind
from d_loket.opening.heads import GROUPWISE
from d_loket.opening.lines import Line, Mark
from d_loket.opening.wording import Wordings

ARROW = re.compile(r"^(?P<quoted>.*?)\s*(?P<answer>(?:<(?:[-=]{1,4}|<{1,3})|←|[-=]{2,4}>)\s*\S.*)$")
LONG = 1000  # characters; a longer line is split no further
_OPEN_ADDRESS = re.compile(r"<[^\s<>]+@[^\s<>]+$")
_REST_OF_ADDRESS = re.compile(r"^>\s*[^>]{0,40}:$")
_FIELD = re.compile(r"\s+(?=[^\W\d_a-z][^\W\d_]{0,14}\s?:\s)")
_TELLING = re.compile(r"@.*\d:\d\d|\d:\d\d.*@")  # an address and a time
_CAPITAL = re.compile(r"(?<=[\s.,!?*_-])[A-Z]")


def split(lines: Sequence[Line], wordings: Wordings) -> list[Line]:
    """Return the lines, joined and split so that none holds words of two writers."""
    return _split_introductions(_split_heads(_split_answers(_joined(lines)), wordings), wordings)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join an address that a mail program broke before its ">", lest the ">" be taken for a quotation."""
    joined: list[Line] = []
    for line in lines:
        if joined and _REST_OF_ADDRESS.match(line.text) and _OPEN_ADDRESS.search(joined[-1].text[-250:]):
            joined[-1] = Line(joined[-1].text + line.text, joined[-1].mark)
        else:
            joined.append(line)
    return joined


def _split_answers(lines: Iterable[Line]) -> list[Line]:
    """Make an answer behind an arrow on a quoted line ("> Breda, 3 juli  <-- deze!") a line of its own."""
    found: list[Line] = []
    for line in lines:
        match = ARROW.match(line.text) if line.mark is Mark.QUOTED and len(line.text) < LONG else None
        if match and not GROUPWISE.match(line.text):
            found += [Line(match["quoted"], Mark.QUOTED)] * bool(match["quoted"].strip(" >"))
            found.append(Line(match["answer"]))
        else:
            found.append(line)
    return found


def _split_heads(lines: Iterable[Line], wordings: Wordings) -> list[Line]:
    """Where a converter lost the line breaks of a head: "Van: … Verzonden: … Aan: …" becomes a line for each field."""
    found: list[Line] = []
    for line in lines:
        told = line.mark is Mark.NONE and line.text.count(":") > 1 and len(line.text) < LONG
        fields = _FIELD.split(line.text) if told else []
        enough = 1 if _TELLING.search(line.text) else 2
        if len(fields) > enough and all(wordings.find(WordingKind.HEADER_FIELD, field) for field in fields[:3]):
            found += [Line(field) for field in fields]
        else:
            found.append(line)
    return found


def _split_introductions(lines: Iterable[Line], wordings: Wordings) -> list[Line]:
    """Where a converter lost a line break: "Ik kom graag. Op 3 mei 2031 om 10:12 schreef Jan:" becomes two lines."""
    openers = wordings.first_words(WordingKind.INTRODUCTION)
    found: list[Line] = []
    for line in lines:
        at = _introduction_within(line.text, openers, wordings) if line.mark is Mark.NONE else 0
        found += [Line(line.text[:at].rstrip(" -")), Line(line.text[at:])] if at else [line]
    return found


def _introduction_within(text: str, openers: frozenset[str], wordings: Wordings) -> int:
    """Return where behind other words of a line an introduction begins, 0 when none does."""
    if not text.endswith(":") or not 20 < len(text) < LONG or not any(c.isdigit() for c in text):
        return 0
    if text.split(" ", 1)[0].lower() in openers:
        return 0
    for match in _CAPITAL.finditer(text):
        tail = text[match.start() :]
        if tail.split(" ", 1)[0].lower() in openers and wordings.find(WordingKind.INTRODUCTION, tail):
            return match.start() if any(c.isdigit() for c in tail) else 0
    return 0
