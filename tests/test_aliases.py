"""Short names that a text introduces, and what they stand for."""

from __future__ import annotations

import pytest

from referat.labels.org import find
from referat.organisations.aliases import fits, shares_word
from referat.organisations.initials import initials
from referat.values import bare


def shown(text: str) -> list[tuple[str, str]]:
    mentions = sorted(find(bare(text)), key=lambda mention: mention.start)
    return [(text[mention.start : mention.end], mention.value) for mention in mentions]


STAR = "Styrelsen for Arbejdsmarked og Rekruttering"
TASK_FORCE = "Den Permanente Task Force"
CIBU = "Center for Indsatser til Børn og Unge"
BSU = "Beskæftigelses- og Socialudvalget"


HFO = "Hvalborg Forsyning A/S"
GFE = "Grundejerforeningen Enghaven"
USO = "Udvalget for Sundhed og Omsorg"
TMU = "Teknik- og Miljøudvalget"
KMT = "Udvalget for Klima, Miljø og Teknik"
KFH = "Kultur-, Fritids- og Havneudvalget"
KMD = "Kultur-, Miljø- og Digitaliseringsudvalget"
UKMD = "Udvalget for Kultur, Miljø og Digitalisering"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"fra {STAR} (STAR) og STARs pulje", {STAR: STAR, "STAR": STAR, "STARs": STAR}),
        (f"{CIBU} (CIBU), der hører under. CIBU's leder", {CIBU: CIBU, "CIBU": CIBU, "CIBU's": CIBU}),
        (
            f"Task Forcens råd. Fra {TASK_FORCE} på området for udsatte børn og unge (herefter Task Forcen).",
            {"Task Forcens": TASK_FORCE, TASK_FORCE: TASK_FORCE, "Task Forcen": TASK_FORCE},
        ),
        (f"med {HFO} (i det følgende Vandværket) er aftalt. Vandværket betaler.", {HFO: HFO, "Vandværket": HFO}),
        (f"{HFO}, forkortet HFO, betaler. HFOs brev", {HFO: HFO, "HFO": HFO, "HFOs": HFO}),
        (f'{GFE} (herefter "GFE") skriver. GFEs brev', {GFE: GFE, "GFE": GFE, "GFEs": GFE}),
        (f"{BSU} mødes. BSUs Uddannelsesstrategi", {BSU: BSU, "BSUs": BSU}),
        (f"{USO} har møde. USO behandler sagen.", {USO: USO, "USO": USO}),
        (f"{TMU} mødes. TMU/ØU/KB", {TMU: TMU, "TMU": TMU, "ØU": "Økonomiudvalget"}),
        (f"{TMU} mødes. Behandles i: TM - ØU - BY", {TMU: TMU, "TM": TMU, "ØU": "Økonomiudvalget"}),
        ("Økonomiudvalget mødes. ØU 3/4:", {"Økonomiudvalget": "Økonomiudvalget", "ØU": "Økonomiudvalget"}),
        (f"{KMT} mødes. KMT mødes igen.", {KMT: KMT, "KMT": KMT}),
        # Letters without those of the head, where they treat a matter.
        (f"{KFH} mødes. Sagen er drøftet i KFH. KFH mødes.", {KFH: KFH, "KFH": KFH}),
        (f"{KFH} mødes. Tilbage til KFH.", {KFH: KFH, "KFH": KFH}),
        (f"{KMT} mødes. Det er vedtaget af KMT.", {KMT: KMT, "KMT": KMT}),
        # A body of the gazetteer stays that body.
        (f"{KMD} mødtes. Sagen er drøftet i KMD.", {KMD: KMD, "KMD": "KMD"}),
        (
            "Udvalget for Kultur, Miljø og Digitalisering mødtes. KMD",
            {
                "Udvalget for Kultur, Miljø og Digitalisering": "Udvalget for Kultur, Miljø og Digitalisering",
                "KMD": "KMD",
            },
        ),
        (f"TMU = {TMU}, og TMU mødes", {TMU: TMU, "TMU": TMU}),
        (f"Udvalg\nTMU: {TMU}", {TMU: TMU, "TMU": TMU}),
        (
            "STØTTE TIL NORDBYSKOLEN\nelever på Nordbyskolen",
            {"NORDBYSKOLEN": "Nordbyskolen", "Nordbyskolen": "Nordbyskolen"},
        ),
        (f"notat fra HFO ({HFO}) om vand", {"HFO": HFO, HFO: HFO}),
        (
            "Nordby Sol A/S graver. Nordby Sol betaler.",
            {"Nordby Sol A/S": "Nordby Sol A/S", "Nordby Sol": "Nordby Sol A/S"},
        ),
        ("elever på Nordbyskolen. Nordbyskolen er stor.", {"Nordbyskolen": "Nordbyskolen"}),
    ],
)
def test_an_introduced_name_holds_everywhere(text: str, wanted: dict[str, str]) -> None:
    assert dict(shown(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # What only stands in brackets, and is no short form of the name.
        (f"{BSU} (Bilag 1) mødes. Bilag 1", [BSU]),
        (f"{STAR} (ICS) skriver. ICS er en metode.", [STAR]),
        (f"{BSU} (herefter udvalget) mødes. udvalget og Udvalget", [BSU]),
        ("Beskæftigelses- og Socialforvaltningen (herefter forvaltningen)", ["Beskæftigelses- og Socialforvaltningen"]),
        (
            "Beskæftigelses- og Socialforvaltningen (herefter Forvaltningen). Forvaltningen",
            ["Beskæftigelses- og Socialforvaltningen"],
        ),
        ("Metoden Integrated Children's System (ICS) bruges. ICS indgår", []),
        # Letters that two committees share, or that are known for something else, stand for neither.
        (
            "Børne- og Ungeudvalget og Bygge- og Ungdomsudvalget. BUU",
            ["Børne- og Ungeudvalget", "Bygge- og Ungdomsudvalget"],
        ),
        ("Sundheds-, Teknik- og Ungeudvalget. STU-forløb og STU", ["Sundheds-, Teknik- og Ungeudvalget"]),
        # Letters of which one is left out, but in no route, or that are short for something else.
        (f"{TMU} har TM på kortet. ØU er ukendt", [TMU]),
        (f"{KFH} mødes. KFH på kortet, børn i KFH", [KFH]),
        ("Børne-, Motions- og Idrætsudvalget: BMI. Drøftet i BMI", ["Børne-, Motions- og Idrætsudvalget"]),
        ("Handels-, Plan- og Vejudvalget. Pigerne får HPV", ["Handels-, Plan- og Vejudvalget"]),
        ("Teknik-, Natur- og Trafikudvalget. Pakker med TNT", ["Teknik-, Natur- og Trafikudvalget"]),
        ("Udvalget for Velfærd, Vækst og Miljø har en VVM", ["Udvalget for Velfærd, Vækst og Miljø"]),
        # What defines no short form of the name.
        (f"Emne: TMU: {USO} mødes. TMU", [USO]),
        (f"FORMAND = {USO}", [USO]),
        # Half of a compound.
        (f"{STAR} (STAR). STAR-puljen", [STAR, STAR]),
        (f"{CIBU} i Odense. Odense er en by.", [CIBU]),
    ],
)
def test_what_introduces_nothing(text: str, wanted: list[str]) -> None:
    assert [value for _, value in shown(text)] == wanted


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("STAR", STAR),
        ("CIBU", CIBU),
        ("BSU", BSU),
        ("SDU", "Syddansk Universitet"),
        ("DI", "Dansk Industri"),
        ("DST", "Danmarks Statistik"),
    ],
)
def test_letters_that_fit(short: str, name: str) -> None:
    assert fits(short, name)


@pytest.mark.parametrize(("short", "name"), [("ICS", STAR), ("STAR", CIBU), ("UBS", BSU), ("", STAR), ("STAR", "")])
def test_letters_that_do_not_fit(short: str, name: str) -> None:
    assert not fits(short, name)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        (BSU, "BSU"),
        ("Børn- og Ungeudvalget", "BUU"),
        ("Klima-, Teknik- og Miljøudvalget", "KTMU"),
        ("Udvalget for Plan, Teknik og Miljø", "UPTM"),
        ("Magistratsafdelingen for Børn og Unge", "MBU"),
        ("Økonomiudvalget", None),
        ("Odense Kommune", None),
    ],
)
def test_initials(name: str, letters: str | None) -> None:
    assert initials(name) == letters


def test_words_that_repeat_a_name() -> None:
    assert shares_word("Task Forcen", TASK_FORCE)
    assert not shares_word("Task Forcen", BSU)
