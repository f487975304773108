"""The numbers that Word shows before paragraphs: they stand in no paragraph's text, so they are counted here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from referat.readers.content import whole_number

#: The namespace of a Word document's elements and attributes.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_LEVEL = re.compile(r"%([1-9])")
_HEADING = re.compile(r"(?:heading|overskrift|title|titel)", re.IGNORECASE)
_STYLE_DEPTH = 12


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: `%1.%2` with the number of each level in its format."""

    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    styles: Mapping[str, Any] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """The lists of a document of python-docx."""
        styles = {style.get(f"{W}styleId", ""): style for style in document.styles.element.iter(f"{W}style")}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls(styles=styles)
        abstract = {a.get(f"{W}abstractNumId"): _levels(a) for a in root.iter(f"{W}abstractNum")}
        lists = {}
        for num in root.iter(f"{W}num"):
            reference = num.find(f"{W}abstractNumId")
            if reference is not None:
                lists[num.get(f"{W}numId")] = abstract.get(reference.get(_VAL), {})
        return cls(levels=lists, styles=styles)

    def next(self, paragraph: Any) -> str:
        """The number of a paragraph as shown, `3.` or `b)`; empty where it has none or a bullet. Counts on."""
        number = self._number(paragraph)
        if number is None:
            return ""
        list_id, depth = number
        levels = self.levels.get(list_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        return _LEVEL.sub(lambda match: _shown(int(match[1]) - 1, levels, counts), level.text).strip()

    def is_heading(self, paragraph: Any) -> bool:
        """Whether a paragraph has a heading's style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        known = None if style is None else self.styles.get(style.get(_VAL, ""))
        name = None if known is None else known.find(f"{W}name")
        return name is not None and bool(_HEADING.match(name.get(_VAL, "")))

    def _number(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{W}pPr")
        for _ in range(_STYLE_DEPTH):
            if properties is None:
                return None
            list_id = properties.find(f"{W}numPr/{W}numId")
            if list_id is not None:
                depth = properties.find(f"{W}numPr/{W}ilvl")
                return list_id.get(_VAL, ""), whole_number(None if depth is None else depth.get(_VAL), 0)
            parent = properties.find(f"{W}pStyle")
            if parent is None:
                parent = properties.getparent().find(f"{W}basedOn")
            style = None if parent is None else self.styles.get(parent.get(_VAL, ""))
            properties = None if style is None else style.find(f"{W}pPr")
        return None


def _levels(abstract: Any) -> dict[int, _Level]:
    levels = {}
    for level in abstract.iter(f"{W}lvl"):
        found = {name: level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start")}
        values = {name: None if element is None else element.get(_VAL) for name, element in found.items()}
        levels[whole_number(level.get(f"{W}ilvl"), 0)] = _Level(
            values["numFmt"] or "decimal", values["lvlText"] or "", whole_number(values["start"])
        )
    return levels


def _shown(depth: int, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
    level = levels.get(depth)
    count = counts.get(depth, level.start if level else 1)
    if level is not None and level.format in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if level.format == "lowerLetter" else letter.upper()
    if level is not None and level.format == "decimalZero":
        return f"{count:02d}"
    return str(count)
