"""Organisations beyond the patterns' own examples: known names, refusals, canonical names, hostile text."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest

from referat.labels.org import find
from referat.values import Mention, bare

_MARK = re.compile(r"\[([^\[\]]*)\]")


def read_marked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its brackets, and each marked span with its value: `[STARs|Styrelsen for ...]`."""
    wanted = [(mark.partition("|")[0], mark.partition("|")[2] or mark) for mark in _MARK.findall(marked)]
    return _MARK.sub(lambda mark: mark[1].partition("|")[0], marked), wanted


def found(text: str) -> list[Mention]:
    return sorted(find(bare(text)), key=lambda mention: mention.start)


def shown(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.value) for mention in found(text)]


KNOWN = [
    "[Odense Kommune] skal ifølge loven årligt udarbejde en plan.",
    "I [Odense Kommunes|Odense Kommune] beskæftigelsespolitik",
    "borgere i [Odense\nKommune|Odense Kommune] og omegn",
    "[Århus Kommune|Aarhus Kommune] har et ansvar.",
    "måltider i [Aarhus kommune|Aarhus Kommune]",
    "[ODENSE KOMMUNE|Odense Kommune]",
    "[Odense Byråds|Odense Byråd] effektmål",
    "[Københavns Kommune] og [Bornholms Regionskommune]",
    "[Vesthimmerlands Kommune], [Morsø Kommune] og [Nordfyns Kommune]",
    "[Faaborg-Midtfyn Kommune], [Ringkøbing-Skjern Kommune] og [Høje-Taastrup Kommune]",
    "aftale med [Region Midtjylland] og [Region Nordjylland]",
    "[Region Syddanmarks|Region Syddanmark] afgørelse",
    "mellem [Viborg Kommune] og [Nyborg Kommune]",
    "sendes til [KL|Kommunernes Landsforening] og [Ankestyrelsen].",
    "[KL's|Kommunernes Landsforening] vejledning og [KLs|Kommunernes Landsforening] notat",
    "[Socialstyrelsen] og [Ankestyrelsen] samarbejder",
    "tal fra [Danmarks Statistik]",
    "Sagen behandles i [Folketinget].",
    "[Folketingets Ombudsmand] og [Folketingets|Folketinget] medlemmer",
    "[Magistraten] anbefaler, at [Borgerrepræsentationen] godkender",
    "[Ældrerådets|Ældrerådet] og [Handicaprådets|Handicaprådet] høringssvar",
    "[Miljøstyrelsen], [Naturstyrelsen] og [Vejdirektoratet] er hørt",
    "[Dansk Handicap Forbund] deltager.",
    "på [Syddansk Universitet] i Odense",
    "Høringssvar fra [Danmarks Naturfredningsforening]",
    "i samarbejde med [DR].",
    "[Odense Jobcenter] og a-kasser",
]

REFUSED = [
    "Udvalget godkender indstillingen, og forvaltningen arbejder videre.",
    "Byrådet vedtog planen, som byrådet havde ønsket.",
    "Regeringen og folketinget forhandler.",
    "jobcenteret og a-kasser samarbejder",
    "Administrationen, Direktionen og Borgmesteren orienterer.",
    "Kommunalbestyrelsen tager sagen til efterretning.",
    "Task Force-forløbet begyndte i 2019.",
    "Virksomhed, Job, Uddannelse og Jobrehabilitering.",
    "Se www.odense.dk eller skriv til KL@odense.dk.",
    "borgere i Odense og Vejle",
    "Skolen har ansøgt om midler. Foreningen har søgt. Fonden yder.",
    "Lene Due (A), Per Vo (V) og Kaj Bo (Ø) stemte imod.",
    "Bilag A og B. Delområde C (etape 1).",
    "Forvaltningen (herefter forvaltningen) orienterer.",
    "Området omfatter boligområdet og byområdet. Byområdets grænse.",
    "Skolebestyrelsen, Elevrådet og Forældrerådet er hørt.",
    "Social- og sundhedsassistenter, drifts- og anlægsmidler",
    "I kan ikke klage over afgørelsen.",
    "på venstre side. Venstre side af vejen spærres.",
    "Museet er åbent. Biblioteket er lukket.",
    "Miljøstyrelsens-rapporten",
    "KL-rapporten og Odense-modellen",
    "Odensemål og Odense-borgere",
    "Anlægsudvalgsmøde og udvalgsmedlem",
    "Godkendt. Anbefales. Udsat. Drøftet.",
    "Dagsorden. Referat. Bilag. Beslutning. Resume. Økonomi.",
    "Budget 2026-2029 og Lokalplan 1246",
    "Lov om social service, Serviceloven og Planloven",
    "Punkt 4: Frigivelse af midler til ny cykelsti",
    "Det Rådet har sagt",
    "Næstformand i Rådet",
    "Fraværende: Anna Hansen og Per Sørensen",
    # Plain words that are names too.
    "Clever brug af midler. Godsbanen omlægges. Skråen er glat. Klaverfabrikken lukker. Vidensbyen vokser.",
    "Politiken for området. Zebu og andre dyr. SEF på kortet",
]

NAMES = [
    # Two names in a list are two spans, and a term of office stands outside.
    "[Beskæftigelses- og Socialudvalget] 2022-2025 d. 11-10-2022",
    "[Teknisk Udvalg], [Økonomiudvalget] og Byrådet",
    "[Socialudvalget] og [Sundhedsudvalget] holdt fællesmøde",
    "Byrådet og [Økonomiudvalget] drøftede sagen",
    "[Social- og Sundhedsudvalget], [Kultur- og Fritidsudvalget] og [Økonomiudvalget]",
    "[Økonomiudvalget], 5. marts 2030, pkt. 41: Anbefales.",
    # The article belongs to a name whose capital is meant.
    "anbefalinger fra [Den Nordlige Task Force] på området",
    # A party that stands for itself.
    "[Enhedslisten] ønskede med sagen at bidrage",
    "[Venstres|Venstre] byrådsgruppe foreslog",
    "[Det Konservative Folkeparti], [Venstre], [Radikale Venstre] og [Liberal Alliance] tog forbehold.",
    "[Enhedslisten] ([Ø|Enhedslisten]) stemte imod indstillingen.",
    "[Socialdemokratiet] ([A|Socialdemokratiet]) stemte for.",
    "7 stemte for ([A|Socialdemokratiet] og [F|Socialistisk Folkeparti]), 2 stemte imod ([V|Venstre]).",
    # Units and firms.
    "[Fællesrådet for Aarhus Ø] og [Trøjborg Fællesråd] er hørt",
    "advokatfirmaet [Horten] har udarbejdet et notat",
    "[Aarhus og Odder Kommuner|Aarhus Kommune og Odder Kommune] får mere trafik",
    "[Børne- og Skoleudvalget] drøftede [Nørreby Skoles|Nørreby Skole] budget",
    "vindmøller på Nørreby Havn",
    "[Borgerlisten Nordby] og [Venstre] stillede forslag",
    "[PFA Ejendomme A/S] ejer bygningen",
    "Ejendommen ejes af [Boligselskabet Nybo, afdeling 7].",
    "[Jobcenter Nordby] tilbyder forløb i [Nordby Kommune].",
    "brev fra [Grundejerforeningen Enghaven] og [Nordby Borgerforening]",
    "[Ung Odense] og [UU Lillebælt] deltager",
    # A known body with its branch, its department, the place it serves, and the legal form it is written with.
    "[FOA Silkeborg], [DN Nyborg|Danmarks Naturfredningsforening Nyborg] og [Beredskabsstyrelsen Sydjylland] er hørt",
    "[Boligforeningen 3B, afd. 3045], på Nyvej",
    "Udgiften skønnes til to en halv million kroner om året. [FOA\nKolding|FOA Kolding] støtter forslaget.",
    "Deltagere i styregruppen på alle møderne i foråret er fra [FOA]\nKolding\nOdense",
    # A plain word that is a firm's name begins another name where a capital is behind it.
    "om, at Tryg Hjem udbredes med penge fra [Tryg] i maj",
    "[Det Sociale Nævn for Fyns Amt] har stadfæstet afgørelsen",
    "[Realkredit Danmark A/S] og [Realkredit Danmark] har givet tilbud",
    # A motion's title before the parties that bring it in.
    "Flere bænke i Gellerup [V|Venstre], [S|Socialdemokratiet] og [SF|Socialistisk Folkeparti]",
    "Beslutningsforslag [S|Socialdemokratiet], [SF|Socialistisk Folkeparti] og [EL|Enhedslisten]",
    "Partnerne er [KL|Kommunernes Landsforening], plan B og [FOA|FOA]",
    # Names in the company of known ones: in an enumeration, a list, after a short word that begins the sentence.
    "høring hos [KL|Kommunernes Landsforening], [Amtros], [Bøgelunden] og [FOA] i maj",
    "I [KOXU] og [Økonomiudvalget] er emnet drøftet.",
    "- [Friluftsrådet]\n- [Nordby Sangkreds]\n- [Ældre Sagen]\n- [Danmarks Naturfredningsforening]",
    # What is said of it shows that it is a body.
    "[Kulturkreds Hvalborg] står for salget. Senere har [Kulturkreds Hvalborg] budt.",
    "vuggestuen [Elverhus] lukker. Vuggestuen [Elverhus] har plads til 22.",
    # A party by its everyday name where it votes.
    "[Radikale|Radikale Venstre] undlod at stemme.",
    # A plain word that is a name too, where its capital is meant, or its full name says so.
    "aftale med [Clever] om ladestandere, koncert på [Skråen] og støtte til [Klaverfabrikken] i maj",
    "[Sydfyns Elforsyning] graver. Aftalen med [SEF|Sydfyns Elforsyning] er ny.",
    "Støtte til [Lyngby-Taarbæk Vidensby]. [Vidensbyen|Lyngby-Taarbæk Vidensby] vokser.",
    # A table's cells part names.
    "[Nordby Forsamlingshus]\tRevy\t5.000",
]


@pytest.mark.parametrize("marked", [*KNOWN, *NAMES])
def test_found(marked: str) -> None:
    text, wanted = read_marked(marked)
    assert shown(text) == wanted


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert shown(text) == []


CANONICAL = [
    # (a text with the name as it should be, the same name with a slip in it, the value of both)
    (
        "Beskæftigelses- og Socialudvalget mødes.",
        "Beskæftigelses- og Socialudvalgt",
        "Beskæftigelses- og Socialudvalget",
    ),
    (
        "Beskæftigelses- og Socialudvalget mødes.",
        "Beskæftigeles- og Socialudvalget",
        "Beskæftigelses- og Socialudvalget",
    ),
    ("Kultur- og Fritidsudvalget mødes.", "Kultur og Fritidsudvalget", "Kultur- og Fritidsudvalget"),
    ("Kultur- og Fritidsudvalget mødes.", "KULTUR- OG FRITIDSUDVALGET", "Kultur- og Fritidsudvalget"),
    ("", "Miljøstyre1sen", "Miljøstyrelsen"),
    ("", "Beskæftigelsesministriet", "Beskæftigelsesministeriet"),
    ("", "Sundhedstyrelsen", "Sundhedsstyrelsen"),
]


@pytest.mark.parametrize(("context", "written", "value"), CANONICAL)
def test_a_slip_is_settled_on_the_canonical_name(context: str, written: str, value: str) -> None:
    text = f"{context} {context} Her står {written} i sagen."
    assert (written, value) in shown(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viborg Kommune", "Nyborg Kommune"),
        ("Region Midtjylland", "Region Nordjylland"),
        ("Socialudvalget", "Socialforvaltningen"),
        ("Skoleudvalget", "Skovudvalget"),
        ("Kulturstyrelsen", "Naturstyrelsen"),
        ("Børneudvalget", "Bygge- og Boligudvalget"),
        ("Søndre Skole", "Nordre Skole"),
        ("Erhvervsudvalget", "Erhvervsforvaltningen"),
        ("Roskilde Byråd", "Roslev Byråd"),
    ],
)
def test_near_names_stay_apart(one: str, other: str) -> None:
    text = f"{one} skriver. {one} svarer. {other} svarer også {one}."
    assert shown(text) == [(one, one), (one, one), (other, other), (one, one)]


def test_details_tell_a_program_whom_it_met() -> None:
    municipality, agency, shape = (
        found(text)[0] for text in ("Odense Kommune", "hos Ankestyrelsen", "til Hvalborg Friskole")
    )
    assert municipality.details == {"kind": "municipality", "id": "461", "matched": "gazetteer"}
    assert agency.details["kind"] == "agency"
    assert agency.rule == "organisations:name"
    assert shape.details == {"kind": "school", "id": "hvalborg-friskole", "matched": "shape"}
    assert shape.rule == "org:named-last"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prognosen fra Tabulex er ny.", ["Tabulex"]),
        ("Prognosen er lavet i systemet Tabulex.", []),
        (
            "Energi og CO2 (DCE) hos CONCITO og Force Technology",
            ["Nationalt Center for Miljø og Energi", "CONCITO", "FORCE Technology"],
        ),
        ("Sagsnr: 30/1 Forvaltning: TF Sbh: nn. Teknisk Forvaltning oplyser.", ["Teknisk Forvaltning"] * 2),
        ("Sagsnr: 30/1 Forvaltning: ØC Sbh: nn. Teknisk Forvaltning oplyser.", ["ØC", "Teknisk Forvaltning"]),
        ("Kultur-, Fritids- og Havneudvalget. Tilbage til KFH.", ["Kultur-, Fritids- og Havneudvalget"] * 2),
        ("Kultur-, Fritids- og Havneudvalget. Tilbagesendt til KFHU.", ["Kultur-, Fritids- og Havneudvalget"] * 2),
        ("Forvaltning: TF\nTeknisk Forvaltning oplyser.", ["Teknisk Forvaltning"] * 2),
        ("Forvaltning: OK\nTeknisk Forvaltning oplyser.", ["Teknisk Forvaltning"]),
    ],
)
def test_names_by_letters_and_beside_what_they_sell(text: str, names: list[str]) -> None:
    assert [value for _, value in shown(text)] == names


def test_offsets_count_the_source_where_a_word_is_broken_over_a_line_end() -> None:
    text = "Fællesmøde i Miljøud-\nvalget og Teknikudvalget"
    assert shown(text) == [("Miljøud-\nvalget", "Miljøudvalget"), ("Teknikudvalget", "Teknikudvalget")]


def test_no_span_crosses_a_blank_line_or_overlaps_another() -> None:
    text = (
        "Udvalget for Klima\n\nog Miljø\n\nOdense\n\nKommune. Odense Kommune Byråd, KL A/S og Jobcenter Odense Kommune"
    )
    mentions = found(text)
    assert all("\n\n" not in text[mention.start : mention.end] for mention in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800 Odense Kommune \udfff", "🏛 KL 🏛", "KL", "(", '"', "A" * 10, "\n\n"]
)
def test_any_string_is_legal(text: str) -> None:
    for mention in found(text):
        assert text[mention.start : mention.end].strip()


HOSTILE = [
    "A",
    "A ",
    "a",
    "A-",
    "a-",
    "og ",
    "A og ",
    "1",
    "Udvalget for A, ",
    "Odense ",
    "(A, ",
    "Skole ",
    "A&",
    "Teknik og ",
    "Børne- og ",
    "KL ",
    "(herefter ",
    "A/",
    "-\na",
    "Center for Børn og ",
    "A. ",
    "den Den ",
    "Udvalget ",
    "Hans Hansen ",
    "STAR (STAR) ",
    "Per A/S ",
    "A, ",
    "foreningen A ",
    "S (A) stemte ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        minutes = bare(piece * (count // len(piece)))
        start = time.process_time()
        for _ in find(minutes):
            pass
        return time.process_time() - start

    seconds(1000)
    small, large = min(seconds(20_000) for _ in range(3)), min(seconds(80_000) for _ in range(2))
    assert large < small * 12 + 0.05
