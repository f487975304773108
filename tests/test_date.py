"""DATE beyond the examples in its pattern file: missing years, details, tables, an oracle, hostile text."""

from __future__ import annotations

import datetime
import time
from typing import Any

import dateparser
import pytest

from referat import extract
from referat.dates.calendar_values import Point, century
from referat.dates.forms import grammar
from referat.labels import date
from referat.structure.tables import find_tables
from referat.values import Meeting, Mention, Minutes, Zone, bare

MEETING = "2016-11-22"


def mentions(text: str, meeting: str | None = MEETING) -> list[Mention]:
    return list(date.find(bare(text, date=meeting, tables=find_tables(text))))


def shown(text: str, meeting: str | None = MEETING) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.value) for m in mentions(text, meeting)]


def values(text: str, meeting: str | None = MEETING) -> list[str]:
    return [value for _, value in shown(text, meeting)]


def details(text: str, meeting: str | None = MEETING) -> dict[str, Any]:
    (mention,) = mentions(text, meeting)
    return dict(mention.details)


@pytest.mark.parametrize(
    ("text", "meeting", "value", "year_from"),
    [
        # the list says it
        ("fra 1. april til 30. september 2018", "2016-11-22", "2018-04-01", "sentence"),
        ("fra november til februar 2018", "2016-11-22", "2017-11", "sentence"),
        ("den 3. maj 2018 og 5. juni", "2016-11-22", "2018-05-03", None),
        ("I 2017 holdes der møde den 5. april", "2016-11-22", "2017", None),
        # the words behind it say it
        ("i uge 50 sidste år", "2016-11-22", "2015-W50", "sentence"),
        ("den 1. december næste år", "2016-11-22", "2017-12-01", "sentence"),
        ("den 2. april d.å.", "2016-11-22", "2016-04-02", "sentence"),
        # another date of the sentence says it
        ("7. juni i Vejle og 3. september 2018 i Skive", "2017-11-22", "2018-06-07", "sentence"),
        # the tense says it
        ("Planen falder på plads ultimo februar", "2010-11-22", "2011-02;mod=END", "tense"),
        ("Runden har frist d. 14/2", "2016-11-22", "2017-02-14", "tense"),
        ("Ansøgningen er den 24. december modtaget", "2016-11-22", "2015-12-24", "tense"),
        ("Cyklerne er leveret i december", "2016-11-22", "2015-12", "tense"),
        ("Prisen steg i december", "2016-11-22", "2015-12", "tense"),
        ("Rådet mødtes den 5. december", "2016-11-22", "2015-12-05", "tense"),
        ("Mødet afholdes den 5. december", "2016-11-22", "2016-12-05", "tense"),
        ("på sidste møde d. 5. april", "2016-11-22", "2016-04-05", "tense"),
        ("på sidste møde d. 5. december", "2016-11-22", "2015-12-05", "tense"),
        ("sagen blev udsat den 14. december", "2016-11-22", "2015-12-14", "tense"),
        ("den 14. december blev sagen udsat", "2016-11-22", "2015-12-14", "tense"),
        ("Forvaltningen har siden marts arbejdet med det", "2022-10-11", "2022-03", "tense"),
        ("Forvaltningen har siden november arbejdet med det", "2022-10-11", "2021-11", "tense"),
        ("Udvalget bad i december om et oplæg", "2022-10-11", "2021-12", "tense"),
        ("Planen forelægges udvalget i januar", "2016-11-22", "2017-01", "tense"),
        ("Næste møde er den 10. januar", "2016-11-22", "2017-01-10", "tense"),
        ("på det kommende møde den 1. november", "2022-10-11", "2022-11-01", "tense"),
        ("Ansøgning skal sendes senest 1. februar", "2016-11-22", "2017-02-01", "tense"),
        ("Loven træder i kraft den 1. juli", "2016-11-22", "2017-07-01", "tense"),
        ("Nye tal udkommer og offentliggøres i uge 39", "2022-10-11", "2022-W39", "tense"),
        ("Aftalen vil gælde i foråret, ikke i foråret", "2016-11-22", "2017-SP", "tense"),
        ("Aftalen af 1. marts træder i kraft i år", "2016-01-22", "2015-03-01", "tense"),
        ("Udvalget har den 3. december meddelt ejeren", "2016-11-22", "2015-12-03", "tense"),
        ("Runden har et loft den 3. februar", "2016-11-22", "2016-02-03", "meeting"),
        ("Overtagelse 1. marts", "2016-11-22", "2017-03-01", "tense"),
        ("Byrådet behandler sagen den 1. februar", "2016-11-22", "2017-02-01", "tense"),
        ("Arbejdet går i gang i februar", "2016-11-22", "2017-02", "tense"),
        # so does what is asked for or proposed; what is reported may be either
        ("Udvalget anmodede om en opfølgning i februar", "2024-11-26", "2025-02", "tense"),
        ("Udvalget anmodede i februar om en opfølgning", "2024-11-26", "2024-02", "tense"),
        ("Møderne foreslås lagt den 9. januar", "2012-12-05", "2013-01-09", "tense"),
        ("Lukkedage foreslås lagt den 27. december", "2013-02-04", "2013-12-27", "tense"),
        ("Chefen har orienteret om arbejder på banen den 13. september", "2008-08-11", "2008-09-13", "meeting"),
        ("Chefen har den 13. maj orienteret om banen", "2008-08-11", "2008-05-13", "tense"),
        ("Formanden orienterede om besøg den 20. marts", "2015-03-12", "2015-03-20", "meeting"),
        ("Formanden orienterede den 20. marts om besøget", "2015-03-12", "2014-03-20", "tense"),
        ("Byrådet godkendte, at Pia Dam har lovligt forfald fra den 1. juli", "2024-06-19", "2024-07-01", "meeting"),
        ("sammenholdt med 61 % i januar", "2024-11-26", "2024-01", "tense"),
        # a verb right before the date says it, though elsewhere it is an adjective; what comes every year says nothing
        ("Tilgangen skal ses på baggrund af, at depotet lukkede den 1. april", "1999-09-14", "1999-04-01", "tense"),
        ("Der forelægges tre gange årligt en opfølgning, nemlig pr. 30. april", "2021-08-16", "2021-04-30", "meeting"),
        # up to when or from when something holds may be ahead; so is what is asked for, and what is expected held
        ("Ejeren har opsagt sin aftale til 1. april", "2016-11-22", "2017-04-01", "tense"),
        ("Fonden har opsagt lejemålet med virkning fra foråret", "2005-10-25", "2006-SP", "tense"),
        ("Per Dal har søgt om at blive fritaget for hvervet fra 1. december", "2016-11-22", "2016-12-01", "tense"),
        ("Et forslag fra Ø om folkeafstemning den 5. december blev forkastet", "2016-11-22", "2016-12-05", "tense"),
        ("Besigtigelsen ventes holdt i marts", "2016-11-22", "2017-03", "tense"),
        ("Besigtigelsen holdt man i marts", "2016-11-22", "2016-03", "tense"),
        ("Prisen overrækkes den 3. december.Ida Holm deltog ikke", "2016-11-22", "2016-12-03", "tense"),
        ("Drøftet på temamødet 3/10", "2016-11-22", "2016-10-03", "meeting"),
        # an adjective like a verb says nothing
        ("den fælles indsats den 1. juli", "2016-11-22", "2016-07-01", "meeting"),
        ("allerede den 1. december", "2016-11-22", "2016-12-01", "meeting"),
        ("dette møde den 1. december", "2016-11-22", "2016-12-01", "meeting"),
        ("Høringen løber til den 1. februar", "2016-12-06", "2017-02-01", "tense"),
        ("Ordningen løber frem til sommeren", "2016-11-22", "2017-SU", "tense"),
        ("Ordningen løber fra 1. februar", "2016-05-03", "2016-02-01", "meeting"),
        ("Som aftalt i december fremlægges sagen", "2016-06-14", "2015-12", "tense"),
        ("Som besluttet på mødet den 7. december vender den tilbage", "2016-06-14", "2015-12-07", "tense"),
        ("Der henvises til mødet den 7. december, hvor sagen var på", "2016-06-14", "2015-12-07", "tense"),
        ("stikprøver, jf. udvalgets prioritering fra december", "2016-06-14", "2015-12", "tense"),
        ("Festen, som skolen står for den 20. december, har fået støtte", "2016-10-14", "2016-12-20", "meeting"),
        ("Festen, som blev holdt den 20. december, kan støttes", "2016-10-14", "2015-12-20", "tense"),
        ("Bussen besøger byen den 20. december og har søgt støtte", "2016-10-14", "2016-12-20", "tense"),
        ("Ø foreslog, at græsset ikke slås før 20. december", "2016-10-14", "2016-12-20", "tense"),
        ("Mødet, hvor græsset ikke blev slået 20. december", "2016-10-14", "2015-12-20", "tense"),
        ("Ministeriet har udskudt mødet om godsbanen til den 20. december", "2016-10-14", "2016-12-20", "tense"),
        ("Ministeriet har den 20. december udskudt mødet", "2016-10-14", "2015-12-20", "tense"),
        ("Formanden svarede, at man tæller igen i december", "2016-10-14", "2016-12", "meeting"),
        ("Formanden svarede i december på klagen", "2016-10-14", "2015-12", "tense"),
        ("Sagen går til mødet den 7. december", "2016-06-14", "2016-12-07", "tense"),
        # nothing says it
        ("mødet d. 5. april", "2016-11-22", "2016-04-05", "meeting"),
        ("pr. 31. december", "2016-11-22", "2016-12-31", "meeting"),
        ("uge 3", "2016-11-22", "2016-W03", "meeting"),
        ("efter første halvår", "2022-10-11", "2022-H1", "meeting"),
        ("i første halvår vil der ske meget", "2022-10-11", "2022-H1", "meeting"),
        ("årets første 10 måneder", "2007-12-04", "2007-01/2007-10", "meeting"),
        ("den 29. februar", "2018-03-01", "2016-02-29", "meeting"),
    ],
)
def test_a_missing_year_is_taken_from_what_is_near(text: str, meeting: str, value: str, year_from: str | None) -> None:
    first = mentions(text, meeting)[0]
    assert (first.value, first.details.get("year_from")) == (value, year_from)


def test_a_year_earlier_in_the_sentence_holds_for_what_follows_it() -> None:
    text = "Opfølgning i 2017 sker pr. 30. april, 31. juli og 31. oktober. Næste sag den 1. marts."
    assert values(text) == ["2017", "2017-04-30", "2017-07-31", "2017-10-31", "2017-03-01"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("85 % i 3. kvartal 2015 og 88 % i 4. kvartal", "2015-Q4"),
        ("Stemmer afgives fra den 5. oktober 2017 og indtil 12. november", "2017-11-12"),
        # what comes before it in the year, the tense, and a year far off say nothing of it
        ("Sagen af 5. oktober 2015 drøftes den 7. marts", "2017-03-07"),
        ("Aftalen blev indgået den 5. maj 2015 og skal evalueres den 1. december", "2016-12-01"),
        ("Lov af 5. maj 2003 og møde den 7. december", "2016-12-07"),
    ],
)
def test_a_date_that_follows_another_in_a_sentence_and_in_the_year(text: str, last: str) -> None:
    assert values(text)[-1] == last


def test_a_year_holds_for_no_sentence_beside_its_own() -> None:
    assert values("Det skyldes tal for 2015, og at banen har haft færre ture i april")[-1] == "2016-04"


def test_the_years_of_a_schedule_in_a_sentence() -> None:
    assert values("Tidsplanen er således: 2017 bassin, 2018-2019 rør, 2020 slut.") == ["2017", "2018/2019", "2020"]
    assert values("Her bor i dag 2017 mennesker, 2018 katte og 2020 hunde.") == []


def test_a_schedule_goes_on_from_line_to_line() -> None:
    text = "Tidsplan:\n25/11 2016: Byrådet\n1/2: Frist\nAnlæg: forår/sommer 2018\nAflevering: 15/9\n- Primo maj: Fest\n"
    found = mentions(text)
    assert [m.value for m in found] == [
        "2016-11-25", "2017-02-01", "2018-SP/2018-SU", "2018-09-15", "2019-05;mod=START",
    ]  # fmt: skip
    assert found[1].details["year_from"] == "schedule"


def test_bullets_are_no_schedule_that_turns_the_year() -> None:
    assert values("- Møde 17/9\n- Ferie: ugerne 29 og 30", "2016-06-10") == ["2016-09-17", "2016-W29", "2016-W30"]


def test_a_year_of_the_sentence_yields_to_the_tense() -> None:
    assert values("Tal for 2015 til 2016; de eftersendes senest den 27.2.", "2016-11-22")[-1] == "2017-02-27"


def test_lines_of_a_list_are_no_range() -> None:
    assert values("- til skole i 2016\n- 2017 og frem") == ["2016", "2017"]
    assert values("den 3. maj 2016\n- 5. juni 2016") == ["2016-05-03", "2016-06-05"]


def test_the_same_day_of_two_years_in_an_item_gives_none_of_them() -> None:
    assert values("Pr. 5.9.2014 og pr. 5.9.2015.\n\nElever pr. 5. september")[-1] == "2016-09-05"


def test_a_year_far_from_the_meeting_holds_for_nothing_but_itself() -> None:
    assert values("Reformen fra 2003 drøftes den 5. december") == ["2003", "2016-12-05"]


def test_an_earlier_date_of_the_same_item_gives_its_year() -> None:
    text = "Frist: 1. marts 2018.\n\nNotat, 1. marts.\n\nNotat, 1. marts."
    border = text.rindex("Notat")
    zones = (Zone(0, border, 1, "resume"), Zone(border, len(text), 2, "resume"))
    found = list(date.find(Minutes(text, Meeting(date=MEETING), zones=zones)))
    assert [(m.value, m.details.get("year_from")) for m in found] == [
        ("2018-03-01", None),
        ("2018-03-01", "item"),
        ("2016-03-01", "meeting"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("d. 5. april", "--04-05"),
        ("i januar", "--01"),
        ("i uge 39", "-W39"),
        ("efter første halvår", "-H1"),
        ("i 3. kvartal", "-Q3"),
        ("i foråret", "-SP"),
        ("i april-maj", "--04/--05"),
        ("1.-3. maj", "--05-01/--05-03"),
        ("årets første 10 måneder", "--01/--10"),
    ],
)
def test_a_year_that_no_one_tells_is_left_open(text: str, value: str) -> None:
    (mention,) = mentions(text, None)
    assert mention.value == value
    assert mention.details["year_from"] == "unknown"
    assert "first" not in mention.details


@pytest.mark.parametrize("meeting", ["", "unknown", "2016", "2016-13-45"])
def test_an_unreadable_meeting_date_is_no_date(meeting: str) -> None:
    assert values("d. 5. april", meeting) == ["--04-05"]


@pytest.mark.parametrize(
    ("text", "grain", "first", "last"),
    [
        ("22. november 2016", "day", "2016-11-22", "2016-11-22"),
        ("februar 2016", "month", "2016-02-01", "2016-02-29"),
        ("i 2016", "year", "2016-01-01", "2016-12-31"),
        ("uge 53 2020", "week", "2020-12-28", "2021-01-03"),
        ("3. kvartal 2016", "quarter", "2016-07-01", "2016-09-30"),
        ("2. halvår 2016", "half", "2016-07-01", "2016-12-31"),
        ("foråret 2016", "season", "2016-03-01", "2016-05-31"),
        ("vinteren 2022/23", "season", "2022-12-01", "2023-02-28"),
        ("i perioden 2021-2025", "interval", "2021-01-01", "2025-12-31"),
        ("skoleåret 2018/19", "interval", "2018-08-01", "2019-07-31"),
        ("1.-3. maj 2024", "interval", "2024-05-01", "2024-05-03"),
        ("uge 9-12 2022", "interval", "2022-02-28", "2022-03-27"),
        ("udgangen af 2025", "year", "2025-01-01", "2025-12-31"),
    ],
)
def test_details_hold_the_first_and_last_day(text: str, grain: str, first: str, last: str) -> None:
    found = details(text)
    assert (found["grain"], found["first"], found["last"]) == (grain, first, last)


def test_details_name_a_modifier_and_another_reader() -> None:
    assert details("ultimo 2015")["mod"] == "END"
    assert details("den 3. Mai 2030")["source"] == "dateparser"
    assert "source" not in details("den 3. maj 2030")


FULL = [
    "{d}. {name} {y}",
    "{d}.{name} {y}",
    "{d} {name} {y}",
    "{d:02}-{m:02}-{y}",
    "{d}-{m}-{y}",
    "{d:02}.{m:02}.{y}",
    "{d}.{m}.{y}",
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}/{m}-{y}",
    "{y}-{m:02}-{d:02}",
    "{d}-{name}-{y}",
]
NAMES = list(grammar().words["month"])
DAYS = [datetime.date.fromisoformat(day) for day in ("2016-11-22", "2022-10-11", "1999-12-31", "2024-02-29")]


@pytest.mark.parametrize("form", FULL)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_dateparser_reads_every_full_date_as_we_do(form: str, day: datetime.date) -> None:
    text = form.format(d=day.day, m=day.month, y=day.year, name=NAMES[day.month - 1])
    assert values(text) == [day.isoformat()]
    order = {} if form.startswith("{y}") else {"DATE_ORDER": "DMY"}
    oracle = dateparser.parse(text.replace(".", ". ") if "name" in form else text, languages=["da"], settings=order)
    assert oracle is not None
    assert oracle.date() == day


@pytest.mark.parametrize("name", NAMES)
def test_every_month_alone_and_with_a_year(name: str) -> None:
    number = NAMES.index(name) + 1
    assert values(f"i {name} 2030") == [f"2030-{number:02}"]
    assert values(f"siden {name} {2030}, {name.upper()} 2031") == [f"2030-{number:02}", f"2031-{number:02}"]
    assert shown(f"i {name} holdes") == [(name, f"{2017 if number < 8 else 2016}-{number:02}")]


@pytest.mark.parametrize("weekday", ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"])
def test_a_weekday_is_inside_and_alone_is_no_date(weekday: str) -> None:
    text = f"{weekday.capitalize()} d. 22. november 2016"
    assert shown(f"{text} kl. 08:30") == [(text, "2016-11-22")]
    assert shown(f"på {weekday} og hver {weekday} aften") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mio. kr.\t2021\t2022\nDrift\t1\t2\n", ["2021", "2022"]),
        ("| År | 2021 | 2022 |\n|---|---|---|\n| Drift | 1 | 2 |\n", ["2021", "2022"]),
        ("1.000 kr.  2021  2022\nDrift      1.200  2100\n", ["2021", "2022"]),
        ("År\tAntal\n2019\t2003\n2020\t2017\n", ["2019", "2020"]),
        ("Navn\tBudget 2022\tRegnskab 2021\nDrift\t1\t2\n", []),
        ("Navn\tStatus 2022 pr. 30. juni\nDrift\t1\n", ["2022", "2016-06-30"]),
        ("Navn\tAntal\nDrift\t2022\n", []),
        ("t.kr.\t2021-2024\tI alt\nDrift\t1\t2\n", ["2021/2024"]),
        ("2021\n2022\n2023\nI alt\n", ["2021", "2022", "2023"]),
        ("Drift\t2021\t2022\nBørn og Unge\t4\t5\n", ["2021", "2022"]),
        ("Kr.\tÅr 2021\tÅr 2022\nDrift\t4\t5\n", ["2021", "2022"]),
        ("Tiltag\tForventet tidspunkt\nVej\t2021\nSti\tuge 50\n", ["2021", "2016-W50"]),
    ],
)
def test_years_that_head_a_table_are_dates(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "i dag, i morgen, næste år, sidste måned, på dagens møde og i år",
        "14 måneder, 52 uger, tre år, 18-24-årige og 225 timer",
        "hver måned, årligt, halvårligt, hvert kvartal og to gange om ugen",
        "Sagsnr.: 330-2030-4321   Dok.nr.: 330-2030-99999   Åbent",
        "27.36.12-G01-17-23, 27.36.00-417-23, 27.36.12G01-0017 og 15.04.10-P20-5-16",
        "Sagsid.: 20/1234, EMN-2030-004321, 24-043210, 043210-2030 og 1-31-72-43-20",
        "Klimaudvalget 2022-2025 og Byrådet 2018-2021",
        "Kommuneplan 2021-2033, Planstrategi 2030, Vision 2030 og Agenda 2030",
        "Budget 2019, budget 2022, Budget 2030-2033 og Regnskab 2021",
        "Lokalplan 2012, Lokalplan 1304, Lokalplan 099-610 og Kommuneplantillæg nr. 41-610",
        "Side 3 af 56, Side 3/40, 3/40, s. 4",
        "1/3, 2/3 og 3/4 af borgerne, åbent 24/7",
        "20 mio. kr., 18 %, 3,4 %, 1.327.908,- kr., kr. 2.022 og 2022 kr.",
        "5220 Odense SØ, 2100 København Ø, tlf. 20 22 11 10",
        "i 2030-priser, 2030 p/l, (2030 PL) og 2016-pl",
        "FL § 17.46.99.10, § 3.2, § 17, stk. 4 og afsnit 3.5",
        "version 1.2, v. 3.2.20, ISO 9001:2015 og 192.168.1.10",
        "direktiv 2000/60/EF og forordning (EU) 2016/679",
        "kl. 10.30, kl. 12.15-14.30 og klokken 11",
        "matrikel 12ab, ramme 7.3 E4.2 og 3-207C",
        "Maj Hansen, August Petersen, Jan Olsen og Juni Jensen",
        "3. Jan Hansen\n4. August Petersen\n5. Maj Nielsen",
        "Kompetencefordelingsplan - 2022-25.docx og referat_2022-10-11.pdf",
        "1. maj-arrangement, marts-mødet, maj- og junimødet",
        "den 31. februar, den 30/2 2022, 31.04.2022, 2022-02-30 og uge 54",
        "1. behandling, 2. udgave 2022, 3. og 4. klasse",
        "forårsfest, sommerskole, Vinterberg og efterårsferie",
        "om sommeren og om vinteren",
        "www.eksempel.dk/2022/10/11/referat",
        "MFU 31/2000 og M 1234-1/00",
        "12/24/2016",
    ],
)
def test_what_looks_like_a_date_and_is_none(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "meeting", "found"),
    [
        ("Regnskabet for 2000 udviser et overskud", "2001-05-15", ["2000"]),
        ("over 2000 deltog", "2021-05-15", []),
        ("fra 1936 huse", "2021-05-15", []),
    ],
)
def test_a_round_number_is_a_year_near_the_meeting(text: str, meeting: str, found: list[str]) -> None:
    assert values(text, meeting) == found


def test_a_lost_year_is_not_replaced_by_the_next_number() -> None:
    assert shown("den 9. juni Udvalget 2030 sager") == [("9. juni", "2016-06-09")]
    assert shown("den 9. juni\n\n2030 er et år") == [("9. juni", "2016-06-09")]
    assert shown("den 9. juni 2100 København Ø") == [("9. juni", "2016-06-09")]


def test_a_span_may_cross_a_line_end_but_no_blank_line() -> None:
    assert shown("den 9.\njuni\n2030") == [("9.\njuni\n2030", "2030-06-09")]
    assert shown("i uge\n\n12") == []


def test_two_digits_of_a_year_are_read_near_the_meeting() -> None:
    assert values("den 14-3-99", "2000-05-01") == ["1999-03-14"]
    assert values("den 03.05.30", "2028-05-01") == ["2030-05-03"]
    assert [century(n, None) for n in (0, 69, 70, 99)] == [2000, 2069, 1970, 1999]


def test_a_point_without_year_has_no_days() -> None:
    with pytest.raises(ValueError, match="no first day"):
        _ = Point("day", None, 4, 5).first
    assert not Point("week", 2021, 53).exists
    assert not Point("year", 99999).exists


HOSTILE = [
    "1", "A", "a-", "og ", "1. og ", "1.-", "1/1-", "2022 ", "2022-", "maj ", "i maj i ", "uge 1, 2, ", "mandag den ",
    "1.1.", "3/5 ", "den 3. maj, ", "Q1-", "første ", "foråret/", "3. maj - ", "\n", " ", "\u00a0", "1. kvartal og ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        mentions_of = sum(1 for _ in date.find(bare(text, date=MEETING)))
        assert mentions_of >= 0
        return time.process_time() - start

    best = min(seconds(20_000) for _ in range(2)), min(seconds(40_000) for _ in range(2))
    assert best[1] < 3 * best[0] + 0.05


@pytest.mark.parametrize("text", ["", "\x00", "\ud800 1. maj 2030 \udfff", "😀 i 2022 😀", "١٢. maj 2030", "²/³ 2022"])
def test_any_text_is_legal(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(
    ("sentence", "meeting", "value"),
    [
        ("Arbejdet kan tidligst starte i uge 33.", "2023-06-05", "2023-W33"),
        ("Udvalget bad om en handleplan til mødet i november.", "2019-10-02", "2019-11"),
        ("Byrådet besluttede at udskyde sagen til januar.", "2017-11-28", "2018-01"),
        ("Udvalget besluttede den 3. maj at sende planen i høring.", "2017-11-28", "2017-05-03"),
        ("Staten har sendt planen i høring frem til 6. oktober.", "2017-08-28", "2017-10-06"),
        ("Udsættes, indtil besigtigelsen den 11. januar har fundet sted.", "2017-11-28", "2018-01-11"),
        ("Planen var i høring frem til 6. marts.", "2017-05-28", "2017-03-06"),
        ("Huset kan fra 1. januar åbne en ny stue.", "2013-09-10", "2014-01-01"),
        ("Tilsynet gav i 4. kvartal to påbud.", "2025-03-10", "2024-Q4"),
        ("Tilsynet giver i 4. kvartal to påbud.", "2025-03-10", "2025-Q4"),
        ("I maj åbnede et hus for dagplejeres børn.", "2013-09-10", "2013-05"),
        ("I maj etableres et hus for børn.", "2013-09-10", "2014-05"),
        ("Rådet har på sit møde torsdag den 8. oktober peget på en formand.", "2020-11-10", "2020-10-08"),
        ("Tilskud til kulturnatten fredag den 12. oktober.", "2018-09-10", "2018-10-12"),
        ("Underskuddet ved festen lørdag den 6. januar er dækket.", "2017-11-10", "2018-01-06"),
        ("Lokalplejehjem\tÆldre og Omsorg\tSeptember\nFærdigbehandlede sager", "2025-08-29", "2025-09"),
        ("Det skal ske onsdag den 12. oktober.", "2018-09-10", "2018-10-12"),  # no year near by has such a Wednesday
    ],
)
def test_what_is_to_be_done_lies_ahead_of_what_was_decided(sentence: str, meeting: str, value: str) -> None:
    assert [mention.value for mention in date.find(bare(sentence, date=meeting))] == [value]


@pytest.mark.parametrize(("heading", "value"), [("Beslutning", "2011-05"), ("Sagsfremstilling", "2010-05")])
def test_what_is_decided_lies_ahead(heading: str, value: str) -> None:
    record = extract(f"Punkt 1: Ny sti\n\n{heading}\nPrøven evalueres i maj.\n", meeting_date="2010-06-15")
    assert [entity.value for entity in record.entities if entity.label == "DATE"] == [value]
