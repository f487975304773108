"""Web pages: the text a person reads, a block a line, the cells of data tables parted by tabs.

What is no part of the minutes (menus, dialogs, cookie notices, buttons) is told by its tag, role, class or
words, and those are data: `patterns/pages.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from referat.patterns import load
from referat.readers.content import CELL_LIMIT, Content, ReadError, Writer, joined, whole_number

#: What is not displayed and longer than this is a panel that opens, not a message.
_PANEL = 300
#: A leading cell of a layout row that is no longer than this is the number of what follows in the row.
_NUMBER_LIMIT = 8
#: No cell spans more rows or columns; a page that says so is broken or hostile.
_SPAN_LIMIT = 100
#: No control of a page says more.
_CONTROL_LIMIT = 40
#: Elements that may be a control of the page, told by their words.
_CONTROLS = frozenset({"a", "button", "span", "li", "label", "p", "div", "h4"})
_DEPTH_LIMIT = 5000
#: Tags of elements that nest: neither void nor closed by the next one of their kind.
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|tbody|td|tfoot|th|thead|tr|"
    r"track|wbr)\b)[a-z][^\s/>]*",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CLASS_WORD = re.compile(r"[A-ZÆØÅ]?[a-zæøå]+|[A-Z]+")
_MAIN = "main, [role=main]"


def read(html: str) -> Content:
    """The text of a web page. Raises ReadError for a page that no browser would show.

    >>> read("<nav>Menu</nav><h2>Punkt 1: Ny  sti</h2><p>Godkendt.</p><table><tr><td>Drift<td>1.200</table>").text
    'Punkt 1: Ny sti\\n\\nGodkendt.\\n\\nDrift\\t1.200\\n'
    """
    if _depth(html) > _DEPTH_LIMIT:
        raise ReadError(f"the page nests its elements over {_DEPTH_LIMIT} deep; save it as a plainer page or as text")
    tree = LexborHTMLParser(html)
    body = tree.body
    if body is None:
        return Content("")
    writer = Writer()
    _write(_main(tree, body), writer)
    return Content(writer.text())


def _depth(html: str) -> int:
    """How deep the elements nest, at most: the parser's time grows with its square."""
    deepest = depth = 0
    for tag in _NESTING.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _main(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    """The element that holds the page's own text, where the page says which one it is."""
    mains = tree.css(_MAIN)
    if len(mains) == 1 and len(mains[0].text()) * 2 > len(body.text()):
        return mains[0]
    return body


def _write(root: LexborNode, writer: Writer) -> None:
    """Walks the tree without recursion, since a page may nest as deep as its author's program liked."""
    stack: list[LexborNode | str] = [root]
    counts: dict[int, int] = {}
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            _edge(node, writer)
        elif node.tag == "-text":
            writer.add(node.text(deep=False))
        elif not _left_out(node):
            stack.extend(_opened(node, writer, counts))


def _opened(node: LexborNode, writer: Writer, counts: dict[int, int]) -> list[LexborNode | str]:
    """Begins an element and returns what is to be walked next, the last first."""
    tag = node.tag or ""
    _edge(tag, writer)
    if tag == "table" and _holds_data(node):
        for row in _rows(node):
            writer.row(row)
        writer.blank()
        return []
    if tag == "td" and _is_number(node):
        writer.lead(joined(node.text()))
        return []
    if tag == "li" and (number := _list_number(node, counts)):
        writer.lead(number)
    return [tag, *reversed(list(node.iter(include_text=True)))]


def _edge(tag: str, writer: Writer) -> None:
    facts = _facts()
    if tag in facts.spaced:
        writer.blank()
    elif tag not in facts.inline:
        writer.end_line()


def _left_out(node: LexborNode) -> bool:
    facts = _facts()
    tag = node.tag or ""
    if tag in facts.tags or tag.startswith(("!", "-", "_")):
        return True
    attributes = node.attributes
    if attributes.get("role") in facts.roles:
        return True
    if tag not in ("body", "main") and _names_no_text(attributes.get("class") or "", attributes.get("id") or ""):
        return True
    if _is_hidden(attributes) and _short_text(node, _PANEL) is not None:
        return True
    return tag in _CONTROLS and (_short_text(node, _CONTROL_LIMIT) or "").casefold() in facts.controls


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style") or ""
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(_HIDDEN.search(style))


@lru_cache(10_000)
def _names_no_text(classes: str, id: str) -> bool:
    """Whether the names that a page gives an element say that it is no part of its text."""
    words = _CLASS_WORD.findall(f"{classes} {id}")
    return not _facts().classes.isdisjoint(word.lower() for word in words)


def _holds_data(table: LexborNode) -> bool:
    """Whether a table is one to a reader, too; many only lay out the page."""
    if table.css_first("table table, td table, td h1, td h2, td h3, td h4, td li"):
        return False
    cells = table.css("td, th")
    rows = table.css("tr")
    return len(cells) > len(rows) and all(len(cell.text()) <= CELL_LIMIT for cell in cells)


def _rows(table: LexborNode) -> Iterator[list[str]]:
    """The cells of each row; one that spans rows or columns is followed by empty ones, so columns keep their places."""
    caption = table.css_first("caption")
    if caption is not None:
        yield [joined(caption.text())]
    hanging: dict[int, int] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in row.css("td, th"):
            _fill(cells, hanging)
            below = _count(cell, "rowspan") - 1
            for text in (_cell_text(cell), *[""] * (_count(cell, "colspan") - 1)):
                if below:
                    hanging[len(cells)] = below
                cells.append(text)
        _fill(cells, hanging)
        yield cells


def _fill(cells: list[str], hanging: dict[int, int]) -> None:
    while hanging.get(len(cells)):
        hanging[len(cells)] -= 1
        cells.append("")


def _count(cell: LexborNode, name: str) -> int:
    return min(max(whole_number(cell.attributes.get(name)), 1), _SPAN_LIMIT)


def _cell_text(cell: LexborNode) -> str:
    return joined(cell.text(separator=" ")) if cell.css_first("p, br, div") else joined(cell.text())


def _is_number(cell: LexborNode) -> bool:
    """Whether a cell of a layout row holds only the number of what stands beside it."""
    text = joined(cell.text())
    return len(text) <= _NUMBER_LIMIT and text[:1].isdigit() and cell.next is not None


def _list_number(item: LexborNode, counts: dict[int, int]) -> str:
    """The number that a browser shows before an item of an ordered list."""
    parent = item.parent
    if parent is None or parent.tag != "ol" or parent.attributes.get("type") not in (None, "1"):
        return ""
    key = parent.mem_id
    counts[key] = counts.get(key, whole_number(parent.attributes.get("start")) - 1) + 1
    return f"{counts[key]}."


def _short_text(node: LexborNode, limit: int) -> str | None:
    """The text of an element, None where it is longer than `limit` or deeper than a short text is marked up."""
    parts: list[str] = []
    seen = 0
    stack = [node]
    while stack:
        current = stack.pop()
        seen += 1
        if current.tag == "-text":
            parts.append(current.text(deep=False))
        if seen > limit or sum(map(len, parts)) > 4 * limit:
            return None
        stack.extend(reversed(list(current.iter(include_text=True))))
    text = joined("".join(parts))
    return text if len(text) <= limit else None


@dataclass(frozen=True, slots=True)
class _Facts:
    inline: frozenset[str]
    spaced: frozenset[str]
    tags: frozenset[str]
    roles: frozenset[str]
    classes: frozenset[str]
    controls: frozenset[str]


@cache
def _facts() -> _Facts:
    facts = load("pages").facts
    words = (*facts["controls"], *load("headings").facts["menu"]["words"])
    return _Facts(
        inline=frozenset(facts["inline"]),
        spaced=frozenset(facts["spaced"]),
        tags=frozenset(facts["tags"]),
        roles=frozenset(facts["roles"]),
        classes=frozenset(facts["classes"]),
        controls=frozenset(word.casefold() for word in words),
    )
