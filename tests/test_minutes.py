"""The structure of minutes: `layouts.txt` holds one short made-up text a layout, marked by hand.

A layout begins with `===` and its name; each line `>` is an item, with what is known of it; then follows the text,
in which `{{7 title}}` says that from here on it is section `title` of item 7.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.minutes import parse
from referat.patterns import load
from referat.reading import reading
from referat.record import OUTCOMES, SECTIONS
from referat.structure.decisions import is_decision, outcome
from referat.structure.title_parts import parts
from referat.structure.titles import is_closed
from referat.values import Item, Minutes

MARK = re.compile(r"\{\{([0-9]+) (\w+)\}\}")
SHARED = Path(__file__).parents[2] / "shared"


def layouts() -> Iterator[tuple[str, list[str], str]]:
    for layout in Path(__file__).with_name("layouts.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, rest = layout.partition("\n")
        lines = rest.splitlines(keepends=True)
        told = [line for line in lines if line.startswith("> ")]
        yield name, [line[2:].strip() for line in told], "".join(lines[len(told) :]).rstrip("\n")


LAYOUTS = {name: (items, text) for name, items, text in layouts()}


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text, and where each zone begins."""
    text, zones, cursor = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[cursor : mark.start()]
        zones.append((len(text), int(mark[1]), mark[2]))
        cursor = mark.end()
    return text + marked[cursor:], zones


def tell(item: Item) -> frozenset[str]:
    known = [item.case_number, item.type, "closed" if item.closed else None, item.decision and item.decision.outcome]
    return frozenset([f"{item.number} {item.title}".strip(), *filter(None, known)])


@pytest.mark.parametrize("name", LAYOUTS)
def test_items(name: str) -> None:
    told, marked = LAYOUTS[name]
    found = parse(reading(unmarked(marked)[0]).text).items
    assert [tell(item) for item in found] == [frozenset(part.strip() for part in line.split("|")) for line in told]


@pytest.mark.parametrize("name", LAYOUTS)
def test_zones(name: str) -> None:
    text, wanted = unmarked(LAYOUTS[name][1])
    read = reading(text)
    found = [(read.to_source(zone.start), zone.item, zone.section) for zone in parse(read.text).zones]
    shown, told = ([(text[start : start + 30], *rest) for start, *rest in places] for places in (found, wanted))
    assert shown == told


#: What stands before the first item, and the meeting that it tells: body, date, time, place, kind.
HEADS: list[tuple[str, tuple[str | None, ...]]] = [
    (
        "REFERAT Klimaudvalget 2022-2025 d. 03-05-2022\n\nMødedato Tirsdag d. 3. maj 2022 kl. 16:00\n\n"
        "Mødested Salen, Torvet 1, 8000 Nyby",
        ("Klimaudvalget", "2022-05-03", "16:00", "Salen, Torvet 1, 8000 Nyby", "referat"),
    ),
    (
        "Mødedato\nTirsdag d. 3. maj 2022 kl. 08.30 - 11.30\nMødested\nVesterbro 14, 2. sal\nUdvalg\nSundhedsudvalget",
        ("Sundhedsudvalget", "2022-05-03", "08:30", "Vesterbro 14, 2. sal", None),
    ),
    (
        "# **Referat** Udvalget for Social Omsorg\n\n**Dato:** 4. marts 2030\n**Tid:** kl. 8\n**Sted:** Torvet 2",
        ("Udvalget for Social Omsorg", "2030-03-04", "08:00", "Torvet 2", "referat"),
    ),
    (
        "UDVALG\nTeknik- og Planudvalget\nSTED\nMødelokale A\nSTARTTIDSPUNKT\n03-04-2030 16:00:00\nSLUTTIDSPUNKT\n"
        "03-04-2030 18:30:00",
        ("Teknik- og Planudvalget", "2030-04-03", "16:00", "Mødelokale A", None),
    ),
    (
        "| Udvalg: | Byrådet |\n| Mødedato: | 26-03-2030 |\n| Mødested: | Byrådssalen |",
        ("Byrådet", "2030-03-26", None, "Byrådssalen", None),
    ),
    ("Byplanudvalget\nReferat: 14. maj 2030 kl. 08:30", ("Byplanudvalget", "2030-05-14", "08:30", None, "referat")),
    (
        "Økonomiudvalget\nReferat • 12. september 2030 kl. 15.00\nRådhuset, lokale 3",
        ("Økonomiudvalget", "2030-09-12", "15:00", "Rådhuset, lokale 3", "referat"),
    ),
    ("Havneby Kommune Økonomiudvalget\nDato: 3. april 2030", ("Økonomiudvalget", "2030-04-03", None, None, None)),
    ("REGION NORDHAVN Sundhedsudvalget\nDato: 3. april 2030", ("Sundhedsudvalget", "2030-04-03", None, None, None)),
    ("26-01-2030 kl. 18:00\nByrådet", ("Byrådet", "2030-01-26", "18:00", None, None)),
    (
        "Skoleudvalget\nTirsdag, March 12, 2030 - 16:30\nMødelokale 1, Rådhusbuen 1",
        ("Skoleudvalget", "2030-03-12", "16:30", "Mødelokale 1, Rådhusbuen 1", None),
    ),
    ("Plan & Kulturudvalget\n4 april, 2030 - 18:00", ("Plan & Kulturudvalget", "2030-04-04", "18:00", None, None)),
    (
        "Åben referat til mødet i Klima- og Planudvalget den 3. april 2030 kl. 15:00 i lokale 2.45",
        ("Klima- og Planudvalget", "2030-04-03", "15:00", "lokale 2.45", "referat"),
    ),
    (
        "DAGSORDEN for ordinært møde i Borgerrepræsentationen\nMødetidspunkt: 17.30\nDato: torsdag den 5. maj 2030",
        ("Borgerrepræsentationen", "2030-05-05", "17:30", None, "dagsorden"),
    ),
    ("Tillægsdagsorden\nMagistraten\n5. maj 2030", ("Magistraten", "2030-05-05", None, None, "dagsorden")),
    (
        "Udvalg: Udvikling, By og Land\nReferat\nDato: 05.03.2030",
        ("Udvikling, By og Land", "2030-03-05", None, None, "referat"),
    ),
    ("Teknisk udvalg\nBeslutningsprotokol", ("Teknisk udvalg", None, None, None, "beslutningsprotokol")),
    ("FORRETNINGSUDVALGET\nBESLUTNINGER", ("Forretningsudvalget", None, None, None, "referat")),
    (
        "MILJØ- OG TEKNIKUDVALGETS MØDE\nTorsdag d. 5. maj 2030\nSkolevej 5, NybyVis på kort\nMødet startede: 16:15",
        ("Miljø- og Teknikudvalget", "2030-05-05", "16:15", "Skolevej 5, Nyby", None),
    ),
    ("Udvalget for teknik & miljø\n5. maj 2030", ("Udvalget for teknik & miljø", "2030-05-05", None, None, None)),
    ("Byrådet\nU D S K R I F T", ("Byrådet", None, None, None, "beslutningsprotokol")),
    ("UDVIKLING, BY OG LAND\nDagsorden\n5. maj 2030", ("Udvikling, By og Land", "2030-05-05", None, None, "dagsorden")),
    ("Udskrift af referat\nBørn og Unge 2022-2025\n5. maj 2030", ("Børn og Unge", "2030-05-05", None, None, "referat")),
    ("Referat\nNyby Kommune\nLone Holm og Per Dal\n5. maj 2030", (None, "2030-05-05", None, None, "referat")),
    (
        "Transkript 1 Nyby Kommune Dagsorden Byrådet Mødedato 5. maj 2030 Mødested Salen, Torvet 1, 8000 Nyby "
        "Mødetidspunkt Kl. 17:00 Medlemmer: Lone Holm (V), Per Dal (A) Indholdsfortegnelse Side 1",
        ("Byrådet", "2030-05-05", "17:00", "Salen, Torvet 1, 8000 Nyby", "dagsorden"),
    ),
    (
        "Sager på vej\nSag\tAfdeling\tBehandling\nRåd for Vand\tStaben\tVedtaget\n5. maj 2030",
        (None, "2030-05-05", None, None, None),
    ),
    ("Næste møde i udvalget er 5. maj 2030.", (None, "2030-05-05", None, None, None)),
    (
        "REFERAT\nTeknisk Udvalg\nMødedato: 3. maj 2030   Mødetid: 16:00\tMødelokale: Byrådssalen",
        ("Teknisk Udvalg", "2030-05-03", "16:00", "Byrådssalen", "referat"),
    ),
    (
        "Teknisk Udvalg | **Dato:** 3. maj 2030 | **Tid:** 16.00-18.00, **Sted:** Byrådssalen - Afbud: Per Dal (A)",
        ("Teknisk Udvalg", "2030-05-03", "16:00", "Byrådssalen", None),
    ),
    ("Byrådet\nDato og tid: 3. maj 2030 kl. 16\nLokale 2.45", ("Byrådet", "2030-05-03", "16:00", "Lokale 2.45", None)),
    ("Byrådet\nMØDEDATO: 3. maj 2030\nSTARTTID:  16:30", ("Byrådet", "2030-05-03", "16:30", None, None)),
    ("Byrådet\nMødedato\n3. maj 2030\nLokale\nByrådssalen", ("Byrådet", "2030-05-03", None, "Byrådssalen", None)),
    (
        "Nyby Kommune\nKommunalbestyrelsens protokol\nÅr 2030, tirsdag den 22. oktober kl. 19.00, holdtes møde.",
        ("Kommunalbestyrelsen", "2030-10-22", "19:00", None, "beslutningsprotokol"),
    ),
    (
        "ERHVERVSUDVALGET\nReferat af mødet tirsdag den 1.\nseptember 2030 kl. 16.00 på rådhuset.",
        ("Erhvervsudvalget", "2030-09-01", "16:00", "rådhuset", "referat"),
    ),
    (
        "Nyby Kommune Referat Børneudvalget Dato: Torsdag den 12. april 2030 Tid: Kl. 15:00 "
        "Mødested: Lokale 2, Torvet 8 Deltagere: Per Dal (V)",
        ("Børneudvalget", "2030-04-12", "15:00", "Lokale 2, Torvet 8", "referat"),
    ),
    (
        "Kulturudvalget\nReferat af mødet den 2. maj 2030 kl. 16.00 på Øster-\nby Rådhus, Torvet 2.\nAfbud: Per Dal",
        ("Kulturudvalget", "2030-05-02", "16:00", "Østerby Rådhus, Torvet 2", "referat"),
    ),
    (
        "Byrådets protokol\n5. maj 2030 kl. 19 holdtes møde i Vig Forsamlingshus. Samtlige medlemmer var til stede.",
        ("Byrådet", "2030-05-05", "19:00", "Vig Forsamlingshus", "beslutningsprotokol"),
    ),
    (
        "Børneudvalget\nMøde den 1. marts 2030 kl. 15.00, Mødelokale A, Torvet 2",
        ("Børneudvalget", "2030-03-01", "15:00", "Mødelokale A, Torvet 2", None),
    ),
    (
        "Byrådet\n5. maj 2030 kl. 17:15\ni mødelokale 2, Vig",
        ("Byrådet", "2030-05-05", "17:15", "mødelokale 2, Vig", None),
    ),
    ("Byrådet\n5. maj 2030 kl. 16\nVirtuelt møde", ("Byrådet", "2030-05-05", "16:00", "Virtuelt møde", None)),
    (
        "Byrådet\nMØDETIDSPUNKT\n07-03-2030 15:30\nMØDESTED\nRådhuset",
        ("Byrådet", "2030-03-07", "15:30", "Rådhuset", None),
    ),
    (
        "Byrådet\nDato\nTidspunkt\nSted\n7. maj 2030\n16:30\nHavnehuset\nMedlem",
        ("Byrådet", "2030-05-07", "16:30", "Havnehuset", None),
    ),
    (
        "ForsidePolitikUdvalg og rådÆldrerådet\nÆldrerådet\nReferat 5. maj 2030",
        ("Ældrerådet", "2030-05-05", None, None, "referat"),
    ),
    ("Byrådet\n5. maj 2030\nMødested\nDeltagere\nLone Holm\nPer Dal", ("Byrådet", "2030-05-05", None, None, None)),
    ("Byrådet\n5. maj 2030\nSted: Salen, Nykøbing F.", ("Byrådet", "2030-05-05", None, "Salen, Nykøbing F.", None)),
    ("Byrådet\nUdskrevet den 9. maj 2030 Mødedato: 3. maj 2030", ("Byrådet", "2030-05-03", None, None, None)),
    ("Byrådet\nUdskrevet 09-05-2030 08:14 Møde 3. maj 2030 kl. 16", ("Byrådet", "2030-05-03", "16:00", None, None)),
    ("Byrådet\nKØRT 12.10.95 KL. 08.14\nMØDE 11. OKTOBER 1995", ("Byrådet", "1995-10-11", None, None, None)),
    ("Byrådet\nUdskrevet: 9/5 2030, kl. 8\nMøde 3. maj 2030", ("Byrådet", "2030-05-03", None, None, None)),
    ("Et brev om en vej.", (None, None, None, None, None)),
]


@pytest.mark.parametrize(("head", "wanted"), HEADS, ids=lambda value: value[:30] if isinstance(value, str) else "")
def test_head(head: str, wanted: tuple[str | None, ...]) -> None:
    meeting = parse(reading(f"{head}\n\n1. Cykelsti\nSagsnr. 30/1234\nResume\nVejen er smal.").text).meeting
    assert (meeting.body, meeting.date, meeting.time, meeting.place, meeting.kind) == wanted


def test_the_callers_date_comes_first() -> None:
    assert parse("Byrådet\n3. maj 2030", meeting_date="2030-05-04").meeting.date == "2030-05-04"


def test_a_paper_that_tells_decisions_is_minutes() -> None:
    assert parse("Byrådet\n1. Cykelsti\nBeslutning\nGodkendt.").meeting.kind == "referat"
    assert parse("Byrådet\n1. Cykelsti\nResume\nVejen er smal.").meeting.kind is None


#: Words that tell a decision, and look like a name below a table of votes.
VOTED = ("Frafaldet", "Trukket", "Henvist", "Besluttet", "Stadfæstet", "Bifaldt", "Bekræftet")


def decisions() -> Iterator[tuple[str, str, str]]:
    """Every example of the pattern file: the text, what is marked in it, the outcome."""
    for pattern in load("decisions").patterns:
        for example in pattern.examples:
            marked, _, value = example.partition(" = ")
            start, end = marked.index("["), marked.index("]") - 1
            yield marked.replace("[", "").replace("]", ""), marked[start + 1 : end + 1], value or pattern.id


@pytest.mark.parametrize(("text", "marked", "wanted"), list(decisions()))
def test_examples_of_outcomes(text: str, marked: str, wanted: str) -> None:
    assert next(load("decisions").scan(text)).match.group() == marked  # and so the trigger stands there too
    assert outcome(text) == wanted


@pytest.mark.parametrize(
    ("pattern", "text"), [(pattern.id, text) for pattern in load("decisions").patterns for text in pattern.near_misses]
)
def test_near_misses_of_outcomes(pattern: str, text: str) -> None:
    assert outcome(text) != pattern


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [
        ("Godkendt.", "approved"),
        ("Godkendt, idet punkt 2 udsættes.", "approved"),
        ("Indstillingen tiltrådt.", "approved"),
        ("Udvalget følger administrationens indstilling.", "approved"),
        ("Ad 1) Indstilles godkendt. Ad 2) Sendes tilbage til administrationen.", "recommended"),
        ("Anbefales godkendt. Ø kunne ikke tiltræde.", "recommended"),
        ("Udvalget indstiller til Byrådet, at planen godkendes.", "recommended"),
        ("Ændringsforslaget blev forkastet. Indstillingen blev herefter godkendt.", "approved"),
        (
            "Per Dal foreslog, at sagen udsættes. For stemte 4. Forslaget bortfaldt. Indstillingen er godkendt.",
            "approved",
        ),
        ("Et forslag fra V om 6 mio. kr. blev sat til afstemning. Forslaget faldt. Herefter godkendt.", "approved"),
        ("Lone Holm foreslog at lukke vejen. Forslaget faldt med 4 stemmer mod 5.", "rejected"),
        ("For stemte A og B. Imod stemte V. Forslaget er forkastet.", "rejected"),
        ("1. Taget til efterretning. 2. Anbefales.", "recommended"),
        ("Taget til efterretning. Udvalget anbefaler, at skolerne får besked.", "noted"),
        ("Udvalget ønsker sagen genoptaget, når støjen er målt.", "postponed"),
        ("Genoptages på mødet i maj.", "postponed"),
        ("Drøftet. Sagen genoptages på mødet i maj.", "discussed"),
        ("Ad 1: Drøftet.Ad 2: Lone Holm blev udpeget.", "discussed"),
        ("Prisen tildeles Nyby Roklub.", "approved"),
        ("Ikke godkendt.", "rejected"),
        ("Sagen udsættes til mødet i januar.", "postponed"),
        ("Punktet udgår.", "withdrawn"),
        ("Sagen blev taget af dagsordenen.", "withdrawn"),
        ("Oversendes til Økonomiudvalget.", "referred"),
        ("Udvalget drøftede sagen. Udvalget ønsker den på igen i august.", "discussed"),
        ("Udvalget drøftede sagen. Indstillingen blev godkendt.", "approved"),
        ("Drøftet og taget til efterretning.", "noted"),
        ("Orientering givet. Reza Holm deltog ikke.", "noted"),
        ("Intet til referat.", "noted"),
        ("Ingen bemærkninger. Dagsordenen godkendt.", "approved"),
        ("Ingen bemærkninger. Lone Holm var fraværende.", "noted"),
        ("Som suppleant valgtes Ditte Holm.", "other"),
        ("Udsatte børn får hjælp.", "other"),
    ],
)
def test_outcome(decision: str, wanted: str) -> None:
    assert outcome(decision) == wanted
    assert wanted in OUTCOMES


@pytest.mark.parametrize(
    ("section", "wanted"),
    [
        ("Godkendt.\nFraværende: Lone Holm (V)", "Godkendt."),
        ("Godkendt.\nLone Holm var fraværende.\n\nSide 3 af 40", "Godkendt."),
        ("Udvalget god-\nkender drifts-\nog anlægsplanen.", "Udvalget godkender drifts- og anlægsplanen."),
        ("Teknisk Udvalg, 2. april 2030, pkt. 12:\nUdsat.\nByrådet, 5. maj 2030, pkt. 2:\nAnbefales.", "Anbefales."),
        ("Byrådet, 5. maj 2030: Godkendt.\nTeknisk Udvalg, 2. april 2030: Anbefales.", "Godkendt."),
        ("-", None),
        ("Afbud: Lone Holm", None),
        ("Valgt blev Per Dal med Lone Holm som\nsuppleant.", "Valgt blev Per Dal med Lone Holm som suppleant."),
        ("Godkendt med forbehold for punkt\n3.", "Godkendt med forbehold for punkt 3."),
        ("Godkendt efter sag nr.\n3.", "Godkendt efter sag nr. 3."),
        ("Byrådet - den 05-05-2030\nAnbefales.", "Anbefales."),
        ("BY, den 5. maj 2030\nAnbefales.", "Anbefales."),
        ("Teknisk Udvalg 2030-04-02\nUdsat.\nByrådet søndag den 5 maj 2030\nAnbefales.", "Anbefales."),
        ("Anbefales.\nJOURNALNUMMER\n12000021", "Anbefales."),
    ],
)
def test_decision(section: str, wanted: str | None) -> None:
    [item] = parse(f"Byrådet\n5. maj 2030\n7. Vej\nSagsnr. 30/1234\nBeslutning\n{section}\nBilag\nKort").items
    assert (item.decision and item.decision.text) == wanted


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("Salg af grund (lukket)", True),
        ("Lukket: Ejendomssag", True),
        ("Lukket sag - Ansættelse af direktør", True),
        ("Lukket: Kort orientering om salg", True),
        ("Lukket punkt: Salg af Mandagsgården", True),
        ("Lukket: Skema B for boliger", True),
        ("Lokalplan for havnen (lukket)", True),
        ("Notat om grunden (lukket)", False),
        ("Købsaftale (lukket)", False),
        ("Lukket: Oversigtskort", False),
        ("Lukket: lørdag og søndag", False),
        ("Lukket: Biblioteket holder ferielukket i uge 29", False),
        ("Lukket, idet mødet slutter kl. 18", False),
        ("Lukket: Fra kl. 18", False),
        ("Lukket, lørdag undtaget", False),
    ],
)
def test_a_line_that_is_closed_behind_the_last_item(line: str, closed: bool) -> None:
    minutes = parse(f"Byrådet\n5. maj 2030\n1. Vej\nBeslutning\nGodkendt.\n2. Bro\nBeslutning\nUdsat.\n\n{line}")
    assert [item.title for item in minutes.items] == ["Vej", "Bro", *([line] if closed else [])]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Sagen kort fortalt", "resume"),
        ("Fagcentrets indstilling", "indstilling"),
        ("Det anbefales,", "indstilling"),
        ("Det anbefales, at skolen bygges.", None),
        ("Politisk beslutning", "beslutning"),
        ("Byrådets vedtagelse", "beslutning"),
        ("Beslutning på Økonomiudvalgets møde den 10. januar 2030", "beslutning"),
        ("Udvalget besluttede:", "beslutning"),
        ("Udvalget besluttede sagen i maj", None),
        ("Supplerende sagsfremstilling", "sagsfremstilling"),
        ("Sagsfremstilling og vurdering", "sagsfremstilling"),
        ("Hvad handler sagen om?", "sagsfremstilling"),
        ("Afledte økonomiske konsekvenser", "økonomi"),
        ("Økonomiske, personalemæssige og organisatoriske konsekvenser", "økonomi"),
        ("Bevilling og økonomi", "økonomi"),
        ("Økonomiske konsekvenser er der ingen af", None),
        ("Oversigt over bilag", "bilag"),
        ("Lovgivning og planer", "lovgrundlag"),
        ("Lovgrundlag, planer mv.", "lovgrundlag"),
        ("Tidligere udvalgsbehandling", "sagsforløb"),
        ("Inddragelse, høring og kommunikation", "høring"),
        ("Kommunikation og dialog", None),
        ("Beslutningskompetencen", "kompetence"),
        ("Hvad skal besluttes?", "beslutningstema"),
        ("Hovedpunkter", None),
    ],
)
def test_headings(heading: str, kind: str | None) -> None:
    [item] = parse(f"Byrådet\n5. maj 2030\n7. Vej\nSagsnr. 30/1234\nEffektmål\nGodt.\n{heading}\nOg mere.").items
    assert [section.kind for section in item.sections[1:]] == ([] if kind is None else [kind])


@pytest.mark.parametrize(
    "heading", ["den 5.\nmaj 2030", "den\n5. maj 2030", "den 5. maj\n2030", "den 5. maj 2030, pkt.\n7"]
)
def test_a_heading_over_two_lines(heading: str) -> None:
    [item] = parse(
        f"Byrådet\n5. maj 2030\n7. Vej\nSagsnr. 30/1234\nBeslutning i Teknisk Udvalg {heading}\nUdsat."
    ).items
    assert [section.kind for section in item.sections] == ["beslutning"]
    assert (item.decision and item.decision.text) == "Udsat."


def test_a_decision_stands_where_its_words_do() -> None:
    text = "Byrådet\n7. Vej\nBeslutning\n  Udsat til\n  maj.\nFraværende: Lone"
    decision = parse(text).items[0].decision
    assert decision is not None
    assert text[decision.start : decision.end].split() == ["Udsat", "til", "maj."]


@pytest.mark.parametrize("line", ["Godkendelse af dagsorden", "Udsatte børn", "Byrådet drøftede budgettet i maj."])
def test_no_decision(line: str) -> None:
    assert not is_decision(line)


@pytest.mark.parametrize(
    ("title", "topic", "type_", "number"),
    [
        ("C-sag: Mål", "Mål", "C-sag", None),
        ("Mål (Orientering)", "Mål", "Orientering", None),
        ("BSU/ØU/KB - Ny skole (bevilling)", "Ny skole (bevilling)", "BSU/ØU/KB", None),
        ("F: Ny skole", "Ny skole", "F", None),
        ("# Ny skole", "Ny skole", None, None),
        ("Ny skole (2030-0043210)", "Ny skole", None, "2030-0043210"),
        ("BR 123/00 Ny skole", "Ny skole", None, "BR123/00"),
        ("Ny skole Sagsnr.: 30/1234", "Ny skole", None, "30/1234"),
        ("Ny skole (Sagsnr. 30/1234)", "Ny skole", None, "30/1234"),
        ("Ny skole - 17.01.00-P20-1-30", "Ny skole", None, "17.01.00-P20-1-30"),
        ("Budget 2030-2033", "Budget 2030-2033", None, None),
        ("Lokalplan 30/1234", "Lokalplan 30/1234", None, None),
        ("Tema: Ny skole", "Tema: Ny skole", None, None),
        ("EU-valg", "EU-valg", None, None),
        ("KL's topmøde", "KL's topmøde", None, None),
        ("Mål (2030-2033)", "Mål (2030-2033)", None, None),
    ],
)
def test_parts_of_a_title(title: str, topic: str, type_: str | None, number: str | None) -> None:
    assert tuple(parts(title)) == (topic, type_, number)


@pytest.mark.parametrize(
    ("title", "closed"),
    [
        ("Lukket punkt", True),
        ("Lukket - Ejendomssag", True),
        ("Ejendomssag (Lukket)", True),
        ("(FOR LUKKEDE DØRE) Ejendomssag", True),
        ("LUKKET PUNKT - Ejendomssag", True),
        ("Lukket: Ejendomssag", True),
        ("Closed: Ejendomssag", True),
        ("Lukket punkt, Tilladelse", True),
        ("Punktet er lukket", True),
        ("Ejendomssag - lukket punkt", True),
        ("Lukkede ungdomsklubber", False),
        ("Lukket svømmehal genåbner", False),
        ("Skolen er lukket i sommer", False),
        ("Åbent hus", False),
    ],
)
def test_closed(title: str, closed: bool) -> None:
    assert is_closed(title) is closed


#: Lines in an item's text that begin nothing.
NO_ITEMS = [
    "pkt. 41 blev udsat.",
    "Punkt 3 i indstillingen udgår.",
    "Pkt. 8 er drøftet før.",
    "8. maj 2030 mødes udvalget.",
    "8. januar 2031",
    "8 borgere har klaget.",
    "8.1 Trafik",
    "8. at stien anlægges,",
    "8) Stien anlægges",
    "8.000 kr.",
    "8/5 2030",
    "08:30 Kaffe",
    "2031 Budget",
    "Sag nr. 8/30 fra Herning",
    "Ad 8: Godkendt",
    "8. Afdelingerne har fået pengene.",
    "8 Nyby",
    "1. Bro\n2. Tunnel\n3. Færge",
    "Bilag 8: Kort",
    "Nr. 8-12",
]


@pytest.mark.parametrize("line", NO_ITEMS)
def test_a_line_that_begins_no_item(line: str) -> None:
    text = (
        f"Byrådet\n7. Cykelsti\nSagsnr. 30/1234\nResume\nVejen er smal.\n{line}\nDen bliver bred.\n"
        "9. Havn\nSagsnr. 30/1235\nResume\nHavnen er dyb.\nBeslutning\nGodkendt."
    )
    assert [item.number for item in parse(text).items] == [7, 9]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            ["Frigivelse af midler til en ny cykelsti ved Skovvej og", "Skolegade i Nyby"],
            "ved Skovvej og Skolegade i Nyby",
        ),
        (["Frigivelse af midler til en ny cykel-", "sti ved Skovvej"], "en ny cykelsti ved Skovvej"),
        (["Frigivelse af midler til en ny drifts-", "og anlægsplan"], "en ny drifts- og anlægsplan"),
        (["Frigivelse af midler til", "Skovvej"], "midler til Skovvej"),
        (["Frigivelse af midler", "og meget andet"], "midler og meget andet"),
    ],
)
def test_a_title_over_several_lines(lines: list[str], wanted: str) -> None:
    text = "Byrådet\n7. " + "\n".join(lines) + "\nSagsnr. 30/1234\nResume\nVejen er smal."
    assert parse(text).items[0].title.endswith(wanted)


@pytest.mark.parametrize("line", ["Vejen er smal.", "- Vejen", "Byrådet skal tage stilling til vejen"])
def test_a_title_ends_before_the_text(line: str) -> None:
    text = f"Byrådet\n7. Cykelsti\n{line}\nResume\nVejen er smal.\n9. Havn\nResume\nHavnen er dyb."
    assert [item.title for item in parse(text).items] == ["Cykelsti", "Havn"]


def test_a_notice_has_no_items() -> None:
    text = "Nyby Kommune\n\nBEKENDTGØRELSE\n\nNyby, den 20. august 2030\nJ.nr. 30/1234\n\n"
    text += "Forslag til plan\n\nNyby Byråd vedtog den 11. august et forslag til plan. "
    text += "Det kan ses her:\n\n1. Rådhuset\n2. Biblioteket\n"
    minutes = parse(text + "Nyby Byråd modtager gerne bemærkninger.")
    assert minutes.items == ()
    assert (minutes.meeting.date, minutes.meeting.body, minutes.meeting.place) == ("2030-08-20", None, None)


@pytest.mark.parametrize(
    "line",
    [
        "Sagsnr.: 30/1234",
        "Sag-nr. 30/1234",
        "[30/1234]",
        "(30/1234)",
        "| Sagsnr. | 30/1234 |",
        "Sagsnr.\t30/1234",
        "Sagsnr.:\n30/1234",
        "Sagsbehandler: ABC  Sagsnr.: 30/1234",
        "Initialer: abc   Sagsnr: 30/1234",
        "Dok.nr.: 4411-30   Sagsnr.: 30/1234",
        "Sagstype: Åben   Sagsnr.: 30/1234",
        "Lukket/åben: Åben\nSagsnr.: 30/1234",
        "Åben sag  Sagsnr.: 30/1234",
        "Sagsnr.: 30/1234 / Sagsbeh.: PBH",
        "**Sagsnr.:** 30/1234",
        "Sagsnr. 30/1234   Dok.nr. 5/30   Åbent",
    ],
)
def test_lines_of_a_case_number(line: str) -> None:
    text = (
        f"Byrådet\nReferat 5. maj 2030\n7. Havn\n{line}\nResume\nSmal.\n8. Vej\nSagsbehandler: Lone Holm\nResume\nLang."
    )
    found = parse(text).items
    assert [(item.number, item.title, item.case_number) for item in found] == [(7, "Havn", "30/1234"), (8, "Vej", None)]


FORMS = [
    "{n}. {t}", "{n}.{t}", "{n} {t}", "0{n}. {t}", "{n}) {t}", "({n}) {t}", "[{n}] {t}", "{n}.) {t}",
    "{n}: {t}", "{n} : {t}", "{n}.: {t}",
    "{n} - {t}", "{n} – {t}", "{n}\t{t}", "{n}\n{t}", "**{n}. {t}**", "## {n}. {t}",
    "Punkt {n}: {t}", "Punkt {n}, {t}", "Punkt  {n}   {t}",
    "Punkt {n} | {t}", "Punkt {n}\n{t}", "Punkt {n}/30: {t}",
    "Punkt nr. {n}/2030 {t}", "Punktnummer: {n}\nEmne: {t}", "Pkt. {n}: {t}",
    "Sag nr. {n}\n{t}", "Sag nr.: {n}\n{t}", "Nr.{n} - {t}", "Ad {n}. {t}",
    "Ad. {n} {t}", "Dagsordenens punkt {n}: {t}", "åbent {n} {t}",
    "Åbent punkt {n}: {t}", "Åben sag {n} {t}", "{n} (Åben) {t}", "PUNKT {n}: {t}",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("titles", [("Havnens budget", "Ny sti i Vig"), ("HØRING OM HAVNEN", "NY STI")])
def test_forms_of_numbers(form: str, titles: Sequence[str]) -> None:
    body = "\nSagsnr. 30/1234\nResume\nTo løsninger:\n1. Bro\n2. Tunnel, jf. punkt 3, stk. 2.\nBeslutning\nGodkendt.\n"
    text = "".join(form.format(n=number, t=title) + body for number, title in enumerate(titles, 7))
    found = parse(f"Byrådet\nReferat 5. maj 2030\n{text}").items
    assert [(item.number, item.title) for item in found] == list(enumerate(titles, 7))


def test_a_second_recommendation_opens_no_section() -> None:
    text = "1. Cykelsti\nSagsnr. 30/1234\nAdministrationen indstiller, at\nstien anlægges.\n\n"
    text += "Direktionen foreslår, at stien belyses.\nBeslutning Skjul\nGodkendt.\nBilagHent alle bilag\nKort"
    [item] = parse(reading(text).text).items
    assert [section.kind for section in item.sections] == ["indstilling", "beslutning", "bilag"]
    assert item.decision is not None
    assert item.decision.text == "Godkendt."


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("PARKERING PÅ NYVEJ - 30/20447", ("PARKERING PÅ NYVEJ", None, "30/20447")),
        ("Cykelsti (B) Cykelsti", ("Cykelsti", "B", None)),
        ("Vinterregulativ - 2030-2031", ("Vinterregulativ - 2030-2031", None, None)),
        ("Cykelsti (B) Gangsti", ("Cykelsti (B) Gangsti", None, None)),
        ("Cykelsti (beslutning)", ("Cykelsti", "beslutning", None)),
        ("Cykelsti (a)", ("Cykelsti (a)", None, None)),
    ],
)
def test_what_is_tied_to_a_title(title: str, wanted: tuple[str | None, ...]) -> None:
    assert tuple(parts(title)) == wanted


@pytest.mark.parametrize(("number", "line"), [(31, "Pkt . 31. Cykelsti"), (2, "### 2\\. Cykelsti")])
def test_items_with_a_damaged_number(number: int, line: str) -> None:
    [item] = parse(f"{line}\nSagsnr. 30/1234\nResume\nVejen er smal.").items
    assert (item.number, item.title) == (number, "Cykelsti")


def test_sections_tell_their_headings_as_written() -> None:
    text = "Byrådet\n7. Vej\n### **Resume**\nSmal.\nØKONOMI:\nDyr.\nBeslutning i Byrådet den 05-05-2030\nGodkendt."
    [item] = parse(text).items
    assert [(section.kind, section.heading) for section in item.sections] == [
        ("resume", "Resume"),
        ("økonomi", "ØKONOMI"),
        ("beslutning", "Beslutning i Byrådet den 05-05-2030"),
    ]
    assert item.sections[-1].end == item.end == len(text)


def test_the_last_lines_of_the_contents_are_no_part_of_the_first_item() -> None:
    contents = "Dagsordenspunkter\nPunkt 1 Godkendelse\nPUNKT 2 NY HAVN I VIG\nPUNKT 3 NY SKOLE\n"
    items = (
        "Punkt 1 Godkendelse\nBeslutning\nGodkendt.\nPunkt 2 Ny havn i Vig\nResume\nDyb.\nPunkt 3 Ny skole\nResume\n"
    )
    minutes = parse(contents + items)
    assert [item.number for item in minutes.items] == [1, 2, 3]
    assert minutes.items[0].start == len(contents)
    assert [zone.item for zone in minutes.zones if zone.section == "toc"] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("TEKNIK- OG MILJØFORVALTNINGEN INDSTILLER", "indstilling"), ("DIREKTØREN FORESLÅR, AT", "indstilling"),
        ("Det anbefales,", "indstilling"), ("Det anbefales at stien bygges", None),
        ("ØKONOMIUDVALGETS BESLUTNING", "beslutning"), ("TEKNISK UDVALGS BESLUTNING:", "beslutning"),
        ("UDVALGETS BESLUTNING OM STIEN", None), ("Partshøring", "høring"), ("Partshøringen er slut", None),
        ("Økonomiske bemærkninger", "økonomi"), ("Lovgrundlag, planer mv.", "lovgrundlag"),
        ("Resumé af sagen", "resume"), ("Resume og sagens baggrund", "resume"), ("Sagens bilag", "bilag"),
        ("Sagen afgøres endeligt i", "kompetence"),
        ("Beslutningsproces", "sagsforløb"), ("Hvad skal besluttes?", "beslutningstema"),
        ("Hvad skal besluttes i maj", None),
    ],
)  # fmt: skip
def test_variants_of_headings(heading: str, kind: str | None) -> None:
    text = f"1. Cykelsti\nSagsnr. 30/1234\n\nSagsfremstilling\nStien er smal.\n\n{heading}\nAt stien bygges.\n"
    [item] = parse(text).items
    assert [section.kind for section in item.sections[1:]] == [kind] * (kind is not None)


def paged(decision: str, foot: str) -> str:
    """Three items, a page each."""
    pages = (f"{n}. Sti {n}\n\nBeslutning\n{decision}\n\n{foot.format(n)}\n\n" for n in (1, 2, 3))
    return "Byrådet\n\n" + "".join(pages)


@pytest.mark.parametrize("decision", ["Godkendt.", "Godkendt", "Tiltrådt som indstillet"])
@pytest.mark.parametrize(
    "foot",
    [
        "Side {}", "{}", "Nyby Kommune\nSide {} af 12", "Teknisk Udvalg\n{}",
        "Nyby Kommune – Teknisk Udvalg – Side {} af 3", "Teknisk Udvalg 25-06-2030\t{}",
        "Teknisk Udvalg 25-06-2030 s. {}", "Byrådets møde den 25. juni 2030 {}",
        "Nyby Kommune | Referat | {}/3", "Referat – side {}",
    ],
)  # fmt: skip
def test_a_pages_foot_is_no_part_of_a_decision_nor_a_decision_of_the_foot(decision: str, foot: str) -> None:
    found = parse(paged(decision, foot)).items
    assert [item.decision and item.decision.text for item in found] == [decision] * 3


@pytest.mark.parametrize(
    "line", ["Godkendt Bilag {}", "Se udvalgets notat {}", "Vedtaget med 2{} stemmer i udvalget mod 3"]
)
def test_a_line_that_ends_in_a_number_is_no_pages_foot(line: str) -> None:
    found = parse(paged("Godkendt.", line)).items
    assert [item.decision and item.decision.text for item in found] == [
        f"Godkendt. {line.format(n)}" for n in (1, 2, 3)
    ]


PIECES = [
    "Punkt 3: ", "12. ", "12 Titel", "\n", "\n\n", "Beslutning", "Resume", "Indstilling: ", "Godkendt.",
    "Sagsnr.: 12/345", "85.02.02-P35-4-22", " ", "1", "2", "## ", "**", "Indholdsfortegnelse", "\t", "....",
    "Åben sag", "Lukket", "Sag nr. ", "x", "Byrådet", "d. 3. maj 2022", "kl. 17", "|", "-", "Ø", "PDF", "Udskriv",
    "\n3\n", "Bilag\n", "Fraværende: x", "30/1", "Lukkede punkter", "Pkt.\nSide\n", " Sagsfremstilling Vejen. ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_has_an_order(text: str) -> None:
    minutes = parse(text)
    numbers = [item.number for item in minutes.items]
    assert numbers == sorted(set(numbers))
    assert all(one.end <= other.start for one, other in pairwise(minutes.items))
    assert {zone.section for zone in minutes.zones} <= set(SECTIONS)
    assert {zone.item for zone in minutes.zones if zone.section not in ("head", "toc")} <= {0, *numbers}
    for item in minutes.items:
        assert all(item.start <= section.start <= section.end <= item.end for section in item.sections)
        assert item.decision is None or item.start <= item.decision.start < item.decision.end <= item.end


HOSTILE = {
    "one word": "a", "digits": "1", "spaces": " ", "blank lines": "\n", "stars": "*", "stops": ".", "tabs": "\t",
    "list": "1. \n", "items": "1. Titel\n", "words": "Punkt 1: A\n", "headings": "Beslutning\n",
    "headings in a line": "Beslutning ", "labels": "Sagsnr.: ", "numbers": "12/345\n", "capitals": "Aa ",
    "menus": "Udskriv", "markdown": "## **", "quotes": "\"", "leaders": "Titel ..... 3\n", "contents": "Indhold\n",
    "flattened": "Godkendt. Sagsfremstilling Vejen. 3. Titel Sagsnr.: 12/3456 Beslutning Godkendt. ",
    "numbers and capitals": "12 Aa bb ", "lines": "Det er en linje\n", "pages": "3\nKommune\n",
    "committees": "Aa-udvalget ", "dates": "3. maj 2022 ",
}  # fmt: skip


def seconds(text: str) -> float:
    start = time.process_time()
    parse(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_the_cost_grows_with_the_size_alone(name: str) -> None:
    piece = HOSTILE[name]
    count = 20_000 // len(piece)
    small = min(seconds(piece * count) for _ in range(3))
    assert seconds(piece * count * 8) < 24 * small + 0.2


def shared(name: str) -> tuple[Minutes, dict[str, Any], list[dict[str, Any]]]:
    path = SHARED / "structure" / f"{name}.json"
    if not path.exists():
        pytest.skip(f"no {path}")
    text = (SHARED / "minutes" / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((SHARED / "minutes" / f"{name}.json").read_text(encoding="utf-8"))
    return parse(text), json.loads(path.read_text(encoding="utf-8")), gold["entities"]


@pytest.mark.parametrize("name", ["odense-2016-11-22", "odense-2022-10-11"])
def test_real_minutes(name: str) -> None:
    minutes, wanted, entities = shared(name)
    found = [
        {
            "number": item.number, "title": item.title, "type": item.type, "case_number": item.case_number,
            "closed": item.closed, "decision": item.decision and item.decision.text,
            "outcome": item.decision and item.decision.outcome,
        }
        for item in minutes.items
    ]  # fmt: skip
    assert found == wanted["items"]
    assert {key: getattr(minutes.meeting, key) for key in wanted["meeting"]} == wanted["meeting"]
    zones = [minutes.zone_at(entity["start"]) for entity in entities]
    assert [(zone.item, zone.section) for zone in zones] == [(e["item"], e["section"]) for e in entities]


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [
        (
            "Ændringsforslag om model B: For stemte 5, imod 26. Forslaget faldt. Indstillingen blev godkendt.",
            "approved",
        ),
        ("Ændringsforslaget fik 3 stemmer. Forslaget bortfaldt. Indstillingen blev afvist.", "rejected"),
        ("Forslaget faldt med 9 stemmer mod 12.", "rejected"),
        ("Forslag om udsættelse blev forkastet. Godkendt.", "approved"),
        ("Forslaget om en bro blev vedtaget med 4 mod 2. Det således ændrede forslag anbefales.", "recommended"),
        ("Forslaget om en ny sti blev forkastet. Sagen sendes tilbage til udvalget.", "rejected"),
    ],
)
def test_an_amendment_that_fell_is_not_what_was_decided(decision: str, wanted: str) -> None:
    assert outcome(decision) == wanted


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [
        ("Lone Holm (A) kan ikke tiltræde indstillingen. Indstillingen godkendt.", "approved"),
        ("Ø og Å kunne ikke anbefale. Anbefales.", "recommended"),
        ("Venstre kan derfor ikke støtte planen. Et flertal anbefaler, at den godkendes.", "recommended"),
        ("Udvalget kan ikke tiltræde indstillingen. Regnskabet blev godkendt.", "rejected"),
        ("Et flertal (A, V) kan ikke godkende planen. Den nuværende er godkendt til 2031.", "rejected"),
        ("Ansøgningen kan ikke imødekommes. Resten blev godkendt.", "rejected"),
    ],
)
def test_who_does_not_go_along_is_not_the_body(decision: str, wanted: str) -> None:
    assert outcome(decision) == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("Godkendt.\nAfbud\nLone Holm (A)\nPer Dal Dam (V), Ida Bo (Ø)", "Godkendt."),
        ("Fraværende\nLone Holm\nGodkendt.", "Godkendt."),
        ("Afstemning\nFor\nImod\nVenstre\n0\n8\nDansk Folkeparti\n2\n0\nForslaget forkastet.", "Forslaget forkastet."),
        ("Godkendt.\n| Parti | For | Imod |\n| Venstre | 8 | 0 |\n| SF (F) | 0 | 2 |", "Godkendt."),
        ("Navn For Imod\nLone Holm x -\nPer Dam - x\nUdsat", "Udsat"),
        *((f"Navn For Imod\nLone Holm x -\n{word}", word) for word in VOTED),
        *((f"Navn For Imod\nLone Holm x -\n{word}\nFraværende: Per Dal", word) for word in VOTED),
        ("Godkendt.\nNavn For Imod\nLone Holm x -\nVenstre", "Godkendt."),
        ("Godkendt.\nParti\nFor\nImod\nKonservativt\nDansk Folkeparti", "Godkendt. Konservativt Dansk Folkeparti"),
        (
            "Valgt blev:\nNavn\nParti\nAnna Holm\nVenstre\nBo Dam\nSF",
            "Valgt blev: Navn Parti Anna Holm Venstre Bo Dam SF",
        ),
        ("For stemte:\nVenstre\nImod stemte:\nSF\nGodkendt.", "For stemte: Venstre Imod stemte: SF Godkendt."),
        ("Venstre\nstemte imod.\nGodkendt.", "Venstre stemte imod. Godkendt."),
        ("Valgt blev\nLone Holm (A)", "Valgt blev Lone Holm (A)"),
        ("Godkendt. Mødet hævet kl. 18.05 Side 6", "Godkendt."),
        ("Udsat, da mødet blev hævet kl. 18.05.", "Udsat, da mødet blev hævet kl. 18.05."),
    ],
)
def test_who_was_absent_and_the_end_of_the_meeting_are_no_part_of_a_decision(lines: str, wanted: str) -> None:
    [item] = parse(f"1. Cykelsti\nSagsnr. 30/1234\nBeslutning\n{lines}").items
    assert item.decision is not None
    assert item.decision.text == wanted
