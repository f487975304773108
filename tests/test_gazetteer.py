"""The facts about organisations and municipalities are well-formed, unambiguous and in order."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

import pytest

from referat import patterns
from referat.data import folder
from referat.gazetteer import FILES, facts

ORGANISATIONS = facts("organisation")
PARTIES = facts("party")
PLACES = patterns.load("municipalities").facts
MUNICIPALITIES: dict[str, dict[str, Any]] = PLACES["municipality"]
REGIONS: dict[str, dict[str, Any]] = PLACES["region"]
FORMER: dict[str, list[str]] = PLACES["former_municipality"]

# fmt: off
KINDS = {
    "municipality", "region", "ministry", "agency", "committee", "council", "court", "police", "union", "employer",
    "a-kasse", "university", "college", "school", "upper_secondary", "party", "state_company", "utility", "waste",
    "transport", "intermunicipal", "association", "foundation", "church", "housing", "company", "media", "hospital",
    "museum", "sports", "library", "cultural", "eu_body", "international", "other",
}
# fmt: on
LISTS = ("alias", "short", "weak")
ALL = {**ORGANISATIONS, **PARTIES}
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def strong_forms(name: str, entry: dict[str, Any]) -> list[str]:
    """The strings that mean this body wherever they stand."""
    key = [] if name in entry.get("weak", ()) else [name]
    return key + entry.get("alias", []) + entry.get("short", [])


def repeated(strings: list[str]) -> list[str]:
    return sorted(string for string, count in Counter(strings).items() if count > 1)


def test_there_are_enough() -> None:
    assert len(ORGANISATIONS) >= 750
    assert len(PARTIES) >= 15


def test_the_files_stay_small() -> None:
    # tomllib reads about 5 MB a second, and the files are read in every process.
    sizes = [(folder("patterns") / f"{name}.toml").stat().st_size for name in FILES]
    assert max(sizes) < 100_000
    assert sum(sizes) < 300_000


def test_no_two_files_hold_one_name() -> None:
    assert not repeated([name for file in FILES for table in patterns.load(file).facts.values() for name in table])


def test_an_organisation_has_known_keys_and_a_known_kind() -> None:
    allowed = {"kind", "same", "cvr", *LISTS}
    assert not [name for name, entry in ORGANISATIONS.items() if set(entry) - allowed]
    assert not [name for name, entry in ORGANISATIONS.items() if entry.get("kind") not in KINDS]


def test_a_party_has_known_keys_and_its_own_letter() -> None:
    assert not [name for name, entry in PARTIES.items() if set(entry) - {"letter", *LISTS}]
    letters = [entry["letter"] for entry in PARTIES.values() if "letter" in entry]
    assert all(len(letter) == 1 and letter.isupper() for letter in letters)
    assert not repeated(letters)


def test_every_form_is_a_clean_string() -> None:
    forms = [form for name, entry in ALL.items() for form in (name, *(f for key in LISTS for f in entry.get(key, ())))]
    forms += [form for name, entry in MUNICIPALITIES.items() for form in (name, *entry.get("alias", ()))]
    assert all(isinstance(form, str) for form in forms)
    assert not [form for form in forms if not form or form != " ".join(form.split())]


def test_no_list_is_empty() -> None:
    assert not [name for name, entry in ALL.items() for key in LISTS if key in entry and not entry[key]]


def test_no_form_means_two_bodies_unless_it_is_weak() -> None:
    assert not repeated([form for name, entry in ALL.items() for form in strong_forms(name, entry)])


def test_a_weak_form_is_not_also_a_strong_one_of_its_body() -> None:
    assert not [
        (name, form)
        for name, entry in ALL.items()
        for form in entry.get("weak", ())
        if form in strong_forms(name, entry)
    ]


def test_a_form_is_the_strong_form_of_one_body_or_weak_but_not_both() -> None:
    strong = {form for name, entry in ALL.items() for form in strong_forms(name, entry)}
    assert not sorted(form for entry in ALL.values() for form in entry.get("weak", ()) if form in strong)


def test_abbreviations_hold_no_lower_case_word() -> None:
    shorts = [form for entry in ORGANISATIONS.values() for form in entry.get("short", ())]
    assert not [form for form in shorts if not any(character.isupper() for character in form)]


def test_same_points_to_a_name_that_points_no_further() -> None:
    pointers = {name: entry["same"] for name, entry in ORGANISATIONS.items() if "same" in entry}
    assert not [name for name, same in pointers.items() if same not in ORGANISATIONS or same in pointers]


def test_sorted_inside_each_kind_and_each_kind_in_one_place() -> None:
    groups = [
        (kind, [name for name, _ in group]) for kind, group in groupby(ORGANISATIONS.items(), lambda x: x[1]["kind"])
    ]
    assert not repeated([kind for kind, _ in groups])
    assert not [kind for kind, names in groups if names != sorted(names)]
    for table in (PARTIES, MUNICIPALITIES, FORMER):
        assert list(table) == sorted(table)


def test_cvr_numbers_pass_modulus_11() -> None:
    numbers = {name: entry["cvr"] for name, entry in ORGANISATIONS.items() if "cvr" in entry}
    assert not [name for name, cvr in numbers.items() if len(cvr) != 8 or not (cvr.isascii() and cvr.isdigit())]
    assert not [
        name
        for name, cvr in numbers.items()
        if sum(weight * int(digit) for weight, digit in zip(CVR_WEIGHTS, cvr, strict=True)) % 11
    ]
    assert not repeated(list(numbers.values()))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("STAR", "Styrelsen for Arbejdsmarked og Rekruttering"),
        ("KL", "Kommunernes Landsforening"),
        ("DR", "DR"),
        ("3F", "3F"),
        ("SKI", "Staten og Kommunernes Indkøbsservice"),
        ("DST", "Danmarks Statistik"),
        ("SDU", "Syddansk Universitet"),
        ("OUH", "Odense Universitetshospital"),
        ("LLO", "Lejernes Landsorganisation"),
        ("TV2", "TV 2"),
        ("SF", "Socialistisk Folkeparti"),
        ("DF", "Dansk Folkeparti"),
        ("Ældresagen", "Ældre Sagen"),
        ("TrekantBrand", "TrekantBrand"),
    ],
)
def test_a_strong_form_leads_to_its_body(form: str, name: str) -> None:
    assert [key for key, entry in ALL.items() if form in strong_forms(key, entry)] == [name]


@pytest.mark.parametrize(
    ("form", "name"),
    [("DN", "Danmarks Naturfredningsforening"), ("KU", "Københavns Universitet"), ("S", "Socialdemokratiet")],
)
def test_a_weak_form_leads_to_its_body(form: str, name: str) -> None:
    assert name in [key for key, entry in ALL.items() if form in entry.get("weak", ())]


@pytest.mark.parametrize(
    ("letter", "name"),
    [("A", "Socialdemokratiet"), ("V", "Venstre"), ("Ø", "Enhedslisten"), ("Æ", "Danmarksdemokraterne")],
)
def test_a_letter_leads_to_its_party(letter: str, name: str) -> None:
    assert PARTIES[name]["letter"] == letter


def test_there_are_98_municipalities_in_five_regions() -> None:
    assert len(MUNICIPALITIES) == 98
    codes = [entry["code"] for entry in MUNICIPALITIES.values()] + [
        e["code"] for e in PLACES["unincorporated"].values()
    ]
    assert all(len(code) == 3 and code.isascii() and code.isdigit() for code in codes)
    assert not repeated(codes)
    members = Counter(entry["region"] for entry in MUNICIPALITIES.values())
    assert members == {"1081": 11, "1082": 19, "1083": 22, "1084": 29, "1085": 17}
    assert set(members) == {entry["code"] for entry in REGIONS.values() if "code" in entry}


def test_a_municipality_has_known_keys_and_no_name_of_another() -> None:
    assert not [name for name, e in MUNICIPALITIES.items() if set(e) - {"code", "region", "place", "alias", "weak"}]
    assert not [name for name, entry in MUNICIPALITIES.items() if not {"code", "region", "place"} <= set(entry)]
    names = [form for name, entry in MUNICIPALITIES.items() for form in (name, *entry.get("alias", ()))]
    assert not repeated([*names, *FORMER, *ORGANISATIONS])


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("101", "Københavns Kommune"),
        ("461", "Odense Kommune"),
        ("330", "Slagelse Kommune"),
        ("306", "Odsherred Kommune"),
    ],
)
def test_a_code_leads_to_its_municipality(code: str, name: str) -> None:
    assert {**MUNICIPALITIES, **PLACES["unincorporated"]}[name]["code"] == code


def test_a_former_municipality_leads_to_present_ones() -> None:
    assert not [name for name, now in FORMER.items() if not now or set(now) - set(MUNICIPALITIES)]


def test_a_region_that_ends_names_the_one_that_follows() -> None:
    assert not [name for name, entry in REGIONS.items() if "until" in entry and entry.get("same") not in REGIONS]
