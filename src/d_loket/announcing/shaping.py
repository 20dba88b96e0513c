"""Lines made alike: labels, tables and days under a month become lines of one sort; prose becomes sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from d_loket.announcing.lines import Line
from d_loket.announcing.tables import rows_as_lines
from d_loket.announcing.wording import KIND_OF, LABEL, LABEL_ALONE, SECTION
from d_loket.dutch import find_dates
from d_loket.dutch.dates import MONTHS, WEEKDAYS
from d_loket.patterns import fold

_MONTH_HEAD = re.compile(rf"\W*(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?:\s+(?P<year>20\d\d))?\W*")
_BARE_DAY = re.compile(
    rf"(?:^|(?<=\t))\W*(?:(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?\s+)?"
    r"(?:0?[1-9]|[12]\d|3[01])(?=\s*(?:$|[\t,:;(]|[–-]\s))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[a-zA-Z]\.)(?<!\bca\.)(?<!\bSt\.)(?<!\bnr\.)\s+(?=[A-Z'’•(])")
_RUNS_ON = re.compile(r"(?:\b(?:de|het|een|in|op|te|van|en|aan|voor|om|tot|met|bij|naar|of|is|zijn|dat|die|onze)|,)$")
_VERBS = re.compile(
    r"\b(?:is|zijn|bent|kunt|kan|vindt|vinden|wij|we|u|organiseert|organiseren|welkom|starten|beginnen|trappen|houden|"
    r"ontvangt|ontvangen|komen|worden|wordt|volgen|volgt|hebben|heeft|are|is|we|you|will)\b"
)
BULLET = re.compile(r"\s*(?:[•·▪●○◦‣*+>-]|[-–—](?=\s)|\d{1,2}[.)](?=\s))\s*")


def shaped(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with labels taken off, rows taken apart and prose in sentences."""
    joined = list(_under_months(_unwrapped(lines)))
    result: list[Line] = []
    for line in rows_as_lines(joined):
        if line.row or line.kind:
            result.append(line)
        else:
            result += _labelled(line)
    return list(_sentences(_with_values(result)))


def is_prose(text: str) -> bool:
    """Tell whether a text is a sentence rather than an entry of a list."""
    words = len(text.split())
    told = _VERBS.search(fold(text)) or (text.endswith((".", "!", "?")) and _flows(text))
    brief = words > 5 and _VERBS.search(fold(text)) and text.endswith((".", "!", "?"))
    return "\t" not in text and bool((words > 8 and told) or brief)


def _flows(text: str) -> bool:
    """Tell whether a text has the small words of a sentence; an entry with a date has few of them."""
    if not find_dates(text):
        return len(re.findall(r"(?<!\w)[a-z]+", text)) > 3
    return len(re.findall(r"\b(?:de|het|een|van|naar|met|voor|op|in|aan|bij|en|na|om|te|the|of|to)\b", text)) > 3


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of a paragraph that a mail program broke off."""
    result: list[Line] = []
    for line in lines:
        if result and not line.gap and _runs_on(result[-1].text, line):
            result[-1] = replace(result[-1], text=f"{result[-1].text} {line.text.strip()}")
        else:
            result.append(line)
    return result


def _runs_on(before: str, line: Line) -> bool:
    if len(before) < 50 or "\t" in before + line.text or BULLET.match(line.text) or line.level:
        return False
    if any(m.start < 2 and m.day and m.month for m in find_dates(line.text.strip())):
        return False
    starts_low = re.match(r"\s*[a-z(]", line.text)
    return bool((starts_low or _RUNS_ON.search(before)) and not before.endswith((".", ":", "!", "?")))


def _under_months(lines: Sequence[Line]) -> Iterator[Line]:
    """Write out a day that stands beneath a month: "di 8" below "Oktober 2030" is "di 8 oktober 2030"."""
    month = year = ""
    after = False
    for line in lines:
        head = _MONTH_HEAD.fullmatch(fold(line.text))
        if head:
            month, year, after = head["month"], head["year"] or "", True
            continue
        month = "" if SECTION.match(fold(line.text)) and line.gap else month
        text = _with_month(line.text, month, year) if month else line.text
        yield replace(line, text=text, gap=line.gap or after)
        after = False


def _with_month(text: str, month: str, year: str) -> str:
    if not any(m.day and m.month for m in find_dates(text)):
        text = _BARE_DAY.sub(lambda m: f"{m[0]} {month} {year}".rstrip(), text, count=1)
    return _with_year(text, month, year)


def _with_year(text: str, month: str, year: str) -> str:
    for mention in find_dates(text):
        if year and mention.day and mention.month == MONTHS[month] and not mention.year:
            return f"{text[: mention.end]} {year}{text[mention.end :]}"
    return text


def _labelled(line: Line) -> list[Line]:
    """Take the label off a line; a line with several labelled parts becomes several lines of one row."""
    text = BULLET.sub("", line.text, count=1) if BULLET.match(line.text) else line.text
    starts = [
        m.start() for m in re.finditer(r"(?:^|(?<=[\s,;|•\t(–-]))(?=\w)", text) if LABEL.match(fold(text[m.start() :]))
    ]
    labels = [(s, LABEL.match(fold(text[s:]))) for s in starts]
    ends = [(s, s + m.end()) for s, m in labels if m and ":" in m[0]]
    starts = [s for s, _ in ends if not any(a < s < b for a, b in ends)]  # "Datum en tijd:" is one label
    if len(starts) > 1 and starts[0] == 0:
        pieces = [text[a:b].strip(" ,;|•–-\t") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
        return [
            _one_label(replace(line, text=p, row=-line.number, gap=line.gap and not n)) for n, p in enumerate(pieces)
        ]
    return [_one_label(line)]


def _one_label(line: Line) -> Line:
    match = LABEL.match(fold(line.text))
    if match and not line.level:
        return replace(line, text=line.text[match.end() :].strip(), kind=KIND_OF[match["label"]])
    return line


def _with_values(lines: Sequence[Line]) -> Iterator[Line]:
    """Give a label that stands on a line of its own the line beneath it."""
    alone = [not ln.row and ((ln.kind and not ln.text) or LABEL_ALONE.fullmatch(fold(ln.text))) for ln in lines]
    skip = -1
    for n, line in enumerate(lines):
        if n == skip:
            continue
        single = alone[n] and not (n and alone[n - 1] and lines[n - 1].kind == "") and n + 1 < len(lines)
        single = single and not _heads_list(lines, n)
        if single and not alone[n + 1] and not lines[n + 1].kind and not lines[n + 1].level and not lines[n + 1].row:
            match = LABEL_ALONE.fullmatch(fold(line.text))
            kind = line.kind or (KIND_OF[match["label"]] if match else "")
            yield replace(lines[n + 1], kind=kind, gap=line.gap)
            skip = n + 1
        else:
            yield line


def _heads_list(lines: Sequence[Line], n: int) -> bool:
    """Tell whether a label stands above dates of one form: it is their heading ("Data", "Programma")."""
    first, rest = lines[n + 1], lines[n + 2 :]
    form = _date_form(first)
    alike = [k for k, line in enumerate(rest) if form and not line.kind and _date_form(line) == form]
    again = any(fold(line.text).strip(" :?") == fold(lines[n].text).strip(" :?") for line in rest)
    return bool(alike) and not again and (first.gap or alike[0] == 0 or len(alike) > 1)


def _date_form(line: Line) -> tuple[bool, bool] | None:
    """Where a line has its date and whether it names the weekday; None without a date."""
    mention = next((m for m in find_dates(line.text) if m.day and m.month), None)
    return (len(line.text[: mention.start].strip()) < 3, mention.weekday is not None) if mention else None


def _sentences(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        if line.row or line.kind or not is_prose(line.text):
            yield replace(line, text=line.text if line.row else line.text.strip())
            continue
        for n, sentence in enumerate(_SENTENCE.split(line.text.strip())):
            yield replace(line, text=sentence, gap=line.gap and not n)
