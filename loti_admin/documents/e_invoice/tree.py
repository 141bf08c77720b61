"""Building XML from the inside out: an element without content is left out, as EN 16931 wants no empty ones."""

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree as ET

from loti_admin.documents.fonts import printable
from loti_admin.domain.money import Money

Child = ET.Element | str | Money | date | int | None


class Namespace:
    """Makes elements of one namespace: `ram("Name", "London")`; None if all its content is missing or blank."""

    def __init__(self, uri: str, prefix: str) -> None:
        self.uri = uri
        # The prefixes that all such files have; without this they would be called ns0, ns1 and so on.
        ET.register_namespace(prefix, uri)

    def __call__(
        self, name: str, /, *children: Child | Iterable[Child], **attributes: str
    ) -> ET.Element | None:
        element = ET.Element(f"{{{self.uri}}}{name}", attributes)
        for child in _flat(children):
            if isinstance(child, ET.Element):
                element.append(child)
            elif child is not None:
                element.text = (element.text or "") + _text(child)
        return element if len(element) or element.text else None

    def empty(self, name: str) -> ET.Element:
        """An element that has to be there although it holds nothing."""
        return ET.Element(f"{{{self.uri}}}{name}")


def data_text(text: str) -> str:
    """A typed text in one line, with the same characters as on the page."""
    return " ".join(printable(text).split())


def to_bytes(root: ET.Element | None) -> bytes:
    """The whole file in UTF-8, indented for people who look into it."""
    assert root is not None
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _flat(children: Iterable[Child | Iterable[Child]]) -> Iterable[Child]:
    for child in children:
        if child is None or isinstance(child, ET.Element | str | Money | date | int):
            yield child
        else:
            yield from child


def _text(value: str | Money | date | int) -> str:
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, date):
        return value.isoformat()
    return data_text(str(value))
