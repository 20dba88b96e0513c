"""The words by which an announcement's parts are known; all of them are matched in folded text."""

import re

LABELS = {
    "place": "plaats plaatsnaam stad woonplaats gemeente dorp kern place city town",
    "region": "regio provincie gebied werkgebied streek deelregio arrondissement region province",
    "date": (
        "datum wanneer dag data datums date when day datum_en_tijd datum_&_tijd datum/tijd datum_en_tijdstip "
        "dag_en_tijd datum_en_tijden data_en_tijden wanneer_en_waar waar_en_wanneer"
    ),
    "time": "tijd tijden tijdstip hoe_laat tijdsduur uur duur time hours",
    "starts": "aanvang start begin begintijd starttijd aanvangstijd starts",
    "ends": "einde eind eindtijd ends tot",
    "doors": "inloop ontvangst zaal_open deuren_open registratie welkom doors",
    "where": "waar locatie adres_en_locatie where location lokatie plek locatie_en_adres",
    "venue": "zaal gebouw accommodatie venue zaallocatie naam_locatie vergaderlocatie ruimte",
    "address": "adres straat bezoekadres locatieadres address street",
    "postcode": "postcode postcode_en_plaats postcode/plaats",
    "published": (
        "gepubliceerd gepubliceerd_op geplaatst geplaatst_op publicatiedatum publicatie datum_publicatie verzonden "
        "laatst_bijgewerkt bijgewerkt laatst_gewijzigd laatste_update laatste_wijziging published posted verstuurd"
    ),
    "organiser": "organisator organisatie afzender organised_by initiatiefnemer van from door namens",
    "subject": "onderwerp betreft subject titel",
    "audience": "voor_wie doelgroep for_whom",
    "other": (
        "thema gespreksleider spreker sprekers contact contactpersoon kosten aanmelden aanmelding parkeren "
        "bereikbaarheid ov programma inschrijven inschrijving taal capaciteit aantal_plaatsen "
        "bijzonderheden opmerking toegankelijkheid let_op n.b. nb vragen deadline sluiting sluitingsdatum status "
        "beschikbaar plekken plaatsen voertaal toegang deelname mail e-mail telefoon leestijd auteur bron lunch "
        "begeleiding gastheer gastvrouw host max max. maximum"
    ),
}
KIND_OF = {word.replace("_", " "): kind for kind, words in LABELS.items() for word in words.split()}
_LABEL = "|".join(sorted(map(re.escape, KIND_OF), key=len, reverse=True))
LABEL = re.compile(rf"[^\w'(]*(?P<label>{_LABEL})(?:\s*\([^)]*\))?\s*[:?]\s*")
LABEL_ALONE = re.compile(rf"\W*(?P<label>{_LABEL})\s*[:?]?\s*")

PUBLISHED = re.compile(
    r"\b(?:geplaatst|gepubliceerd|publicatie\w*|published|posted|laatste? (?:update|bijgewerkt|gewijzigd|wijziging)"
    r"|bijgewerkt|gewijzigd|nieuwsbericht|persbericht|bericht van|verzonden|verstuurd)\b|\bd\.d\.|datum\b"
)
DEADLINE = re.compile(
    r"\b(?:uiterlijk|voo?r|t/m|tot en met|tot|sluit\w*|deadline|closes?|before|until|by|vanaf|inschrijftermijn|"
    r"aanmelden kan|aanmeldtermijn|verwijder\w*|na|sinds|per)\s*:?\s*(?:de |het )?$"
)
# A date in such words is that of something else: a past round, a decision, a closing event, a law.
ELSEWHERE = re.compile(
    r"\b(?:vorige?|geweest|vorig jaar|eerdere?|eerste ronde was|terugblik|hielden|spraken|waren we|was er|"
    r"vond\w* plaats|"
    r"organiseerden|gehouden|verslag\w*|besluit\w*|besprek\w*|bespreekt|presenteren|uitspraak|aanbieden|verplicht|"
    r"in werking|gaan in\b|gaat in\b|ingaan|stell?t? .* vast|stellen .* vast|stappen|verschijn\w*|treedt|"
    r"treden|verkiezing\w*|slot(?:conferentie|bijeenkomst|manifestatie|congres|dag|evenement|debat)|"
    r"eind(?:conferentie|congres|presentatie)|landelijk congres|deadline|vaststelling|vastgesteld|uitkomsten|rapport|"
    r"nieuwsbrief|subsidieronde|privacyverklaring|copyright|previous|last year|terinzage\w*|ter inzage|"
    r"consultatie loopt)\b"
)
PAST_SECTION = re.compile(
    r"^\W*(?:eerder|eerdere|vorige|terugblik|afgelopen|archief\W*$|geweest|verslagen|zie ook|lees ook|meer "
    r"agenda|meer nieuws|ander nieuws|overig nieuws|laatste nieuws|"
    r"andere agenda|gerelateerd\w*|ook interessant|reacties|overige (?:agenda|bijeenkomsten)|planning|vervolg|"
    r"hoe (?:gaat het )?(?:nu )?verder|tijdlijn|wat gebeurt er|previous|related)\b"
)
SECTION = re.compile(
    r"^\W*(?:aanmeld\w*|inschrijv\w*|opgeven|voor wie\b|hoe (?:meld|gaat|kan|kunt)|meer (?:informatie|"
    r"weten)|contact|vragen\b|"
    r"doe je mee|interesse|programma\b|documenten|zie ook|deel deze|over ons|wie zijn|meld u|reserveren|een plek|wat |"
    r"privacy|praktisch|kosten|register|sign up|how to|for whom|who is|doet u mee|downloads?|meedoen|komt u)"
)
_PROVINCES = (
    "groningen|friesland|fryslan|drenthe|overijssel|flevoland|gelderland|utrecht|noord-holland|zuid-holland|zeeland|"
    "noord-brabant|brabant|limburg"
)
_COMPASS = r"(?:noord|oost|zuid|west|midden)(?:-?(?:noord|oost|west|zuid|midden))?"
REGION_HEAD = re.compile(
    rf"\W*(?:in |voor )?(?:(?:regio|provincie) (?P<named>\S.{{1,30}}?)|(?P<region>(?:{_PROVINCES})(?: "
    rf"(?:en|/) (?:{_PROVINCES}))?"
    rf"|{_COMPASS}(?:-?nederland)?|(?:het )?(?:noorden|oosten|zuiden|westen)(?: van het land)?))\s*:?\W*"
)
# A heading that says only that the sessions follow.
OVER_ALL = re.compile(
    r"(?:data|datums|locaties?|plaatsen|steden|overzicht|kalender|rooster|schema|waar|wanneer|wie|in het kort|alle|"
    r"de|het|onze|tour|kies|dates|locations|overview)\b"
)
ONLINE = re.compile(
    r"\b(?:online|digita(?:al|le)|webinar|via (?:ms |microsoft )?teams|via zoom|microsoft teams|ms teams|"
    r"(?<!\w op )zoom|(?:video|beeld)(?:verbinding|bellen|vergadering)|livestream|virtue(?:el|le)|vanuit huis|thuis)\b"
)
PENDING = re.compile(
    r"\b(?:volgt|volgen|n\.?\s?n\.?\s?b\b|n\.?\s?t\.?\s?b\b|n\.?o\.?t\.?k|in overleg|nader overleg|op zoek|"
    r"nader (?:te bepalen|bekend)|bekend\s?(?:gemaakt|te maken)|gezocht|"
    r"nog (?:niet )?(?:bekend|onbekend)|onbekend|nog bepaald|wordt .*(?:bepaald|gemeld|doorgegeven)|later|"
    r"tba|tbd|to be)\b"
)
# What is said of a session and is no part of its name.
REMARK = re.compile(
    r"\b(?:(?:vol|nieuw|extra|new|full)(?=\W*$)|volgeboekt|uitverkocht|wachtlijst|verplaatst|gewijzigd|"
    r"gratis|let op|was \d.*|nieuwe datum|"
    r"vervallen|vervalt|geannuleerd|afgelast|gaat niet door|moved|cancelled|onder voorbehoud|laatste plaatsen)\b"
)
CANCELLED = re.compile(
    r"\b(?:vervallen|vervalt|geannuleerd|afgelast|gaat niet door|gaan niet door|geschrapt|cancelled|canceled)\b"
)
MOVED = re.compile(r"\b(?:verplaatst|verschoven|verzet|gewijzigd|nieuwe datum|in plaats van|was|oude datum|moved)\b")
# Words in brackets that tell two sessions of one place apart.
APART = re.compile(
    r"\b(?:ochtend|middag|avond|eerste|tweede|derde|vierde|\d+e)\w*|\b(?:morning|afternoon|evening|first|"
    r"second|third)\b"
)
DOORS = re.compile(r"\b(?:inloop|ontvangst|zaal open|deuren open|welkom vanaf|registratie|aansluitend|borrel|lunch)\b")
WHOLE = re.compile(
    r"\b(?:alle|iedere|elke|telkens|steeds|de (?:\w+ )?\w+(?:en|s) (?:zijn|duren|beginnen|starten)|aanvang|"
    r"tenzij anders|overal|"
    r"op alle|tijd(?:en)?:|all|each|every)\b"
)
OFFICE_HOURS = re.compile(r"\b(?:bel|bellen|belt|telefo\w*|bereikbaar|werkdagen|tel)\b")
ENROL = re.compile(
    r"aanmeld|aan te melden|meld (?:u|je)|meldt u|stuur|schrijf|inschrijv|opge(?:ven|eft)|geef (?:u|je)|"
    r"register|sign up|"
    r"mail (?:naar|de|ons|dan|uw|je|vo+r)|mailtje|e-mail (?:naar|aan)|reserve|doe (?:je|u) mee|doet u mee|"
    r"boek|interesse|"
    r"komt u|kom je|deelnem|deelname|per mail|per e-mail"
)
OTHER_MAIL = re.compile(
    r"redactie|pers(?:voorlichting|vragen|contact|dienst)?\b|woordvoerd|webmaster|privacy|klacht|nieuwsbrief|afmeld|"
    r"uitschrijv|meer informatie|vragen\b|colofon|contact|functionaris|inhoudelijk|technisch|zaalhuur|niet naar"
)
CRUMB = re.compile(
    r"[>›»→]|^\s*(?:home|u bent hier|you are here|direct naar|naar de inhoud|skip to|menu|zoeken|ga naar|deel deze|"
    r"terug naar|lees voor|print|inloggen|contact|cookies)\b|\S *[|•·] *\S.*[|•·]|\S ?/ ?\S.*/|\s/\s|\S {3,}\S.* {3,}\S"
)
KICKER = re.compile(
    r"\W*(?:nieuws(?:bericht|brief|flits)?|agenda|persbericht|uitnodiging|aankondiging|evenement(?:en)?|"
    r"bijeenkomst(?:en)?|"
    r"actueel|activiteit(?:en)?|news|event|invitation|press release|mededeling|bekendmaking|bericht|rijksoverheid|"
    r"programma|training(?:en)?|geachte .*|beste .*)\W*"
)
TITLE_WORDS = re.compile(r"\b(?:denk|doe|praat|kom|meld|schuif|ga|geef) (?:je |u )?(?:mee|aan|erbij|langs|naar)\b|\?|!")
NOUNS = (
    "sessie bijeenkomst avond middag ochtend workshop gesprek dag atelier tafel dialoog kring café conferentie ronde "
    "overleg raadpleging ontmoeting lab spreekuur training cursus webinar tour roadshow debat consult masterclass les "
    "college inloop markt session meeting event kamer werkplaats ontbijt lunch forum college beurs arena "
    "schouw wandeling"
).split()
PLURALS = dict(
    pair.split(":")
    for pair in (
        "gesprek:gesprekken debat:debatten les:lessen lab:labs middag:middagen avond:avonden dag:dagen "
        "bijeenkomst:bijeenkomsten kring:kringen dialoog:dialogen ochtend:ochtenden spreekuur:spreekuren markt:markten "
        "werkplaats:werkplaatsen ontbijt:ontbijten consult:consulten training:trainingen raadpleging:raadplegingen "
        "ontmoeting:ontmoetingen wandeling:wandelingen overleg:overleggen webinar:webinars forum:fora"
    ).split()
)
# Words that end as a session's name does and are none.
NO_NOUNS = frozenset(
    "dagen avonden middagen ochtenden keren jaren maanden weken uren personen deelnemers plaatsen werkdagen minuten "
    "mensen kinderen gemeenten steden plekken locaties vragen verslagen gegevens vandaag bedragen bijdragen verslag "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag werkdag voormiddag namiddag bedrag gedrag".split()
)
ASKS = (
    ("name", r"\b(?:uw |je |voor- en achter|voor-en achter|voor)?naam\b|\byour name\b|\bhoe (?:je|u) heet|\bnamen\b"),
    ("role", r"\b(?:functie|rol|role|hoedanigheid|beroep)\b"),
    (
        "organisation",
        r"\b(?:organisatie|bedrijfs?naam|werkgever|werkplek|gemeente|instelling|school|namens welke|"
        r"vereniging|organisation)\b",
    ),
)
ASKED = re.compile(
    r"\b(?:vermeld\w*|noem\w*|geef|geeft|schrijf|schrijft|zet|zeg|laat|vertel|met (?:uw|je|de|daarin|"
    r"lidm\w+)|onder vermelding|o\.v\.v|"
    r"mention|include|state|gegevens|aanmelden met|stuur)\b"
)
AUDIENCE = re.compile(
    r"(?:(?:bedoeld|bestemd|intended)\s+(?:is\s+)?(?:voor|for)|(?:zijn er|is er) voor)\s+([^.\n]+)", re.IGNORECASE
)
ORGANISES = re.compile(r"\b(?:organiseer\w*|nodig\w* .*uit|houdt|organi[sz]es)\b")
ORGANISATION = (
    r"(?:[Ww]aterschap|[Gg]emeenten?|[Pp]rovincie|[Ss]tichting|[Mm]inisterie van|[Vv]ereniging|[Pp]latform|"
    r"[Ss]amenwerking|"
    r"[Oo]mgevingsdienst|[Vv]eiligheidsregio|[Nn]etwerk|[Kk]enniscentrum|[Rr]egio|[Hh]oogheemraadschap)"
)
ABOUT_US = re.compile(r"^\W*(?:over|about|afzender)\b|^©|^\W*(?:met vriendelijke groet|hartelijke groet|namens)")
GENERIC_PART = re.compile(
    r"(?:(?!de |het |den )\w*e )?(?:sessie|bijeenkomst|ronde|dag|deel|groep|avond|middag|workshop|tafel|nr|"
    r"nummer|session|zaal|kamer|lokaal|ruimte|gebouw|hal|verdieping|etage|ingang|vleugel|studio|unit)\s*$"
)
BUILDING = re.compile(
    r"\w*(?:huis|kantoor|zaal|centrum|theater|kerk|school|bibliotheek|hal|museum|schouwburg|hotel|kazerne|fabriek|"
    r"stadion|kasteel|hoeve|loods|kapel|cafe|café|restaurant|herberg|raadzaal|aula)\b"
)
NO_ORGANISATION = re.compile(
    r"de|het|een|in|op|wij|we|u|je|jij|ik|zij|er|dit|deze|die|daarom|met|wilt|meld|mail|stuur|beste|"
    r"geachte|iedereen|alle|please|the"
)
ORGANISATION_WORD = re.compile(
    r"\b(?:gemeente|provincie|ministerie|stichting|vereniging|bureau|\w*bureau|dienst|\w*dienst|inspectie|"
    r"instituut|raad|"
    r"waterschap|hoogheemraadschap|vng|koepel|\w*koepel|federatie|\w*federatie|\w*loket|netwerk|\w*netwerk|"
    r"bond|unie|platform|rijks\w*|ggd\S*|"
    r"\w*punt|centrum|academie|verbond|samenwerking|loket|regio|omgevingsdienst|veiligheidsregio|genootschap)\b"
)
