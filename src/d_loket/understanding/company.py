"""Who comes along: whether the writer comes too, and how many come whose names are not given."""

import re

from d_loket.dutch import cardinal
from d_loket.model import Attendee, Finding, FindingKind, Part
from d_loket.patterns import fold

_KIN = (
    r"(?:collega|partner|man|vrouw|echtgenoot|echtgenote|buurman|buurvrouw|begeleider|begeleidster|vriend|vriendin|fractiegenoot|fractiegenote|"
    r"assistent|assistente|dochter|zoon|kind|moeder|vader|broer|zus|zwager|schoonzus|nicht|neef|medebestuurslid|mederaadslid|buur|introducee|"
    r"stagiair|stagiaire|mantelzorger|kennis|wijkgenoot|dorpsgenoot|bestuurslid|wethouder|burgemeester|colleague|wife|husband|partner|friend|neighbour|daughter|son)"
)
_WHOSE = r"(?:mijn|m'n|mn|onze|een|1|een van mijn|haar|zijn|my|a)(?: (?:nog te noemen|andere|extra|eigen|lieve|oude))?"
_KIN_PLURAL = (
    r"(?:collega'?s|buren|buurvrouwen|buurmannen|vrienden|vriendinnen|gasten|familieleden|kinderen|dochters|zoons|kennissen|fractiegenoten|"
    r"medebestuursleden|bestuursleden|introducees|studenten|stagiairs|anderen|colleagues|friends|neighbours|others)"
)
_SELF_TOO = re.compile(
    r"\b(en ik|ik en|ik plus|ik \(\w+|en mijn|en onze|zelf (?:ben|kom|ga|schuif|sluit|doe) ik (?:er )?(?:ook|wel|graag|bij|mee|aan)"
    r"|(?<!via )(?<!door )(?<!aan )(?<!met )(?<!bij )(?<!van )(?<!namens )ondergetekende|mijzelf|mezelf|ikzelf|samen met|"
    r"met mijn|met mij|ik (?:zal|wil|zou)? ?(?:graag |ook |zelf |dan )*(?:kom|komen|ga|neem|sluit|schuif|"
    r"ben er|meld mij|meld me|geef mij|geef me|schrijf mij|schrijf me)"
    r"|(?:kom|ga|neem|sluit|schuif) ik (?:zelf|ook|mij|me|graag|mee|aan|erbij)|(?:meld|geef|"
    r"schrijf) ik (?:zelf|ook|mij|me)|"
    r"schrijf (?:mij|me|ons)|meld (?:mij|me|ons)|noteer (?:mij|me|ons)|zet (?:mij|me|ons)|ik (?:ook|erbij)"
    r"|and i|myself|i will|i'll|(?:wij|we) (?:komen|zijn|gaan|willen|zouden|melden|sluiten|schuiven)|"
    r"(?:komen|zijn|gaan|willen|melden|sluiten|schuiven) (?:wij|we)|ons (?:aanmelden|inschrijven|opgeven)|"
    r"ons (?:beiden|allebei|drieen|tweeen))\b"
)
_SELF_NOT = re.compile(
    r"\b((?:ik ?)?zelf (?:ben|kom|kan|ga|blijf|red|zal|sla|laat|zit|heb|draai)\b[^.!?]{0,50}\b(?:niet|"
    r"geen|verhinderd|thuis|over|verstek|elders|weg|vakantie|andere)|(?:kom|ben|ga|kan|red|"
    r"blijf) ik(?:zelf| zelf) [^.!?]{0,30}\b(?:niet|verhinderd|thuis|geen)"
    r"|ik (?:kom|ga|ben) (?:zelf|er zelf|daar zelf) niet|zelf niet|ikzelf niet|niet ik\b|ik in (?:elk|ieder) geval niet"
    r"|ik (?:ben|kan|zal)\b[^.!?,]{0,40}\b(?:verhinderd|niet)|ik regel (?:alleen|slechts)|"
    r"alleen de aanmelding|ik meld (?:hem|haar|hen|ze) (?:alleen )?(?:aan|maar)"
    r"|ikzelf[^.!?]{0,40}\b(?:kom|ben|ga|kan)\b[^.!?]{0,20}niet|(?:i|myself) (?:will|can)(?:not| not|"
    r"'t) (?:be )?(?:attend|come|join)"
    r"|(?:ik blijf|blijf ik|zelf blijft?) (?:zelf )?(?:gewoon |lekker )?thuis|blijft zelf thuis)\b"
)
_GROUP = re.compile(
    r"\bmet (?:z'n|zijn|zn|ons|onze|ze) (\w+)\b|\b(?:wij|we|ons) (tweeen|drieen|vieren|vijven|tweetjes)\b|"
    r"\bmet (\d{1,2}|twee|drie|vier|vijf|zes)(?= *(?:man|personen|pers|mensen|stuks|$|[.,!;)]))"
    r"|\b(\d{1,2}|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|two|three|four) (?:personen|pers\b|"
    r"persoon|man\b|mensen|deelnemers|aanmeldingen|aanmeldngen|plaatsen|plekken|stoelen|people|persons|"
    r"places|seats)"
    r"|\baanmelding(?:en)? x ?(\d)|\b(\d) ?x aanmelding"
)
_OTHERS = re.compile(
    rf"\b(\d{{1,2}}|een|twee|drie|vier|vijf|zes|zeven|acht|two|three|four) (?:andere |van mijn |van onze |"
    rf"extra |betrokken |actieve )*(?:{_KIN_PLURAL}|(?:raads|bestuurs|commissie)?leden|raadsleden|bewoners|"
    rf"inwoners|ambtenaren|wethouders|medewerkers|vrijwilligers)\b"
)
_COMPANION = re.compile(
    r"\bsamen met (?:een|nog een|1) (?!aantal|paar|groep|heel|hele)\w+\b"
    rf"|\b(?:neem|neemt|nemen|breng|brengt|samen met|met|en|plus|ook|evenals|with) (?:ook |graag |dan )?"
    rf"{_WHOSE} {_KIN}\b(?!'|s\b)(?! van| die (?:er|daar|dat)\b)"
    rf"|\b(?:mijn|m'n|my|de) {_KIN} (?:(?:en ik|and i) (?:graag |ook |samen )*(?:kom|ga|wil|zou|schui|"
    rf"sluit|meld|doen|nemen|zull|zijn (?:er|bij|van)|bezoek|will|would)\w*|(?:komt|gaat|wil|rijdt|sluit|doet|"
    rf"schuift|zou)\b(?! (?:er )?(?:niet|nooit|geen)\b))"
    r"|\ber komt (?:ook |nog )?(?:een|iemand|1) (?:\w+ )?(?:met (?:mij|me|ons) )?mee\b"
)
_WE = re.compile(
    r"\b(?:wij|we) (?:komen|zijn (?:er|erbij|met|aanwezig|van)|gaan|nemen|melden|schuiven|sluiten|willen|"
    r"doen|zullen|verdelen)\b"
    r"|\b(?:komen|gaan|melden|sluiten|schuiven|willen) (?:wij|we)\b"
    r"|\b(?:noteer|meld|schrijf|zet|reken)\w* (?:ik )?ons\b"
    r"|\bga met (?:hem|haar|hen) mee\b"
)
# An item of a list that is somebody without a name: "- een lid van de fractie", "3. N.N.", "* nog iemand".
_ITEMS = re.compile(
    r"^\s*(?:[-*•–]|\d{1,2}[.)])\s*(?:(?:nog )?een (?:lid|raadslid|collega|bestuurslid|vrijwilliger|ambtenaar|bewoner|wethouder"
    r"|medewerker|partner|begeleider)|nog iemand|n\.? ?n\.?\b|naam volgt|nader te bepalen)",
    re.MULTILINE,
)
MOST = 12  # people that one mail may count without a person looking at it


def writer_comes(text: str, signature: str, *, others: bool) -> bool | None:
    """Tell whether the writer comes: True, False, or None where nothing is said of it."""
    folded = fold(text)
    if _SELF_NOT.search(folded) or re.search(r"\bblijft thuis\b", fold(signature)):
        return False
    return True if others and _SELF_TOO.search(folded) else None


def unnamed(text: str, *, named: int, writer: bool, listed: bool = False) -> list[Attendee]:
    """Return those who come without a name: as many as the writer counts beyond those known, or a companion.

    `named` is how many others have a name; `writer` whether the writer may be one of them all,
    `listed` whether the writer is named among them.
    """
    folded = fold(text)
    counts = [n for m in _GROUP.finditer(folded) if (n := cardinal(next(filter(None, m.groups())))) and n <= MOST]
    if counts:
        return [Attendee(None)] * max(0, max(counts) - named - writer)
    others = [n for m in _OTHERS.finditer(folded) if _comes_along(folded, m) and (n := cardinal(m[1])) and n <= MOST]
    if others:
        return [Attendee(None)] * max(0, max(others) - named - listed)
    items = len(_ITEMS.findall(folded))
    if items and (named or items > 1):
        return [Attendee(None)] * min(items, MOST)
    companions = [m for m in _COMPANION.finditer(folded) if _without_name(text, m)]
    brought = [m for m in companions if m[0].startswith(("neem", "breng"))]
    return [Attendee(None)] if brought or (companions and not named) else []


_COMING = re.compile(
    r"\b(?:kom|komt|komen|ga|gaat|gaan|meld|melden|aanmelden|inschrijven|opgeven|noteer|noteren|neem|"
    r"nemen|sluiten|schuiven|mee|plus|samen met|willen|bezoeken|"
    r"deelnemen|meedoen|erbij|bring|come|register|join)\b"
)


def _comes_along(folded: str, match: re.Match[str]) -> bool:
    """Whether the number stands in a sentence about coming, and is not what something was done by, or to."""
    start = max(folded.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ", "\n\n"))
    ends = [e for mark in (". ", "! ", "? ", "\n\n") if (e := folded.find(mark, match.end())) >= 0]
    before = folded[max(0, match.start() - 12) : match.start()]
    return bool(_COMING.search(folded[max(0, start) : min(ends, default=len(folded))])) and not re.search(
        r"\b(?:door|voor|van|aan|tegen|over|run ik met)\s+$", before
    )


def _without_name(text: str, match: re.Match[str]) -> bool:
    """Whether no name follows "mijn collega", nor stands before it in the same breath."""
    if re.match(r",? (?:die|dat|zegt|vindt|leest|zei) ", fold(text[match.end() : match.end() + 12])):
        return False
    if re.search(
        r"\b(?:reizen|rijden|logeren|wonen|bellen|praten|overleg|overlegd|afgesproken)\s+$",
        fold(text[max(0, match.start() - 14) : match.start()]),
    ):
        return False
    return not re.match(r"[\s,(:]{1,3}(?:mevrouw |de heer |mw\.? |dhr\.? )?[A-ZÀ-Þ]", text[match.end() :])


def plural(text: str) -> list[Finding]:
    """Find "wij komen", which says that there are more than the writer, and not who."""
    match = _WE.search(fold(text))
    if not match:
        return []
    span = text[match.start() : match.end()]
    return [Finding(FindingKind.COUNT, "more", span, Part.WRITTEN, match.start(), match.end(), "sentence.we")]
