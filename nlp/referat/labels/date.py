"""DATE: calendar points and periods, with ISO 8601 values.

Patterns find candidates (`patterns/date.toml`), their surroundings decide (`date_context`), the text
around gives missing years (`date_years`). Here the three are put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from referat.dates.context import Context
from referat.dates.forms import Found, grammar, read
from referat.dates.years import complete
from referat.values import Mention, Minutes

LABEL = "DATE"


def find(minutes: Minutes) -> Iterator[Mention]:
    """Every date, in the order of the text.

    >>> from referat.values import bare
    >>> mention = next(find(bare("Den 21. juni fremsatte gruppen forslaget", date="2022-10-11")))
    >>> mention.value, mention.details
    ('2022-06-21', {'grain': 'day', 'first': '2022-06-21', 'last': '2022-06-21', 'year_from': 'tense'})
    """
    for found in complete(_candidates(minutes), minutes):
        yield Mention(found.start, found.end, LABEL, found.value, found.rule, _details(found))


def _candidates(minutes: Minutes) -> list[Found]:
    """The candidates that their surroundings allow."""
    meeting = minutes.meeting.date or ""
    near = int(meeting[:4]) if meeting[:4].isdecimal() else None
    context = Context(minutes)
    accepted: list[Found] = []
    for hit in grammar().scan(minutes.text):
        for found in read(hit, near):
            previous = accepted[-1] if accepted else None
            if context.says_when(found, previous):
                accepted.append(context.as_listed(found, previous))
    return accepted


def _details(found: Found) -> dict[str, Any]:
    details: dict[str, Any] = {"grain": "interval" if found.last else found.first.grain}
    if found.dated:
        details["first"], details["last"] = _ends(found)
    for key, value in (("mod", found.modifier), ("year_from", found.year_from), ("source", found.source)):
        if value:
            details[key] = value
    return details


def _ends(found: Found) -> tuple[str, str]:
    """The first and the last day."""
    if found.first.grain == "day" and found.last is None:
        return found.first.value, found.first.value
    return found.first.first.isoformat(), found.points[-1].last.isoformat()
