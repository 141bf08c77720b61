"""Text on the window. Whatever shows data is plain text; only `Sentences` has links, and it escapes every value."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.kit.styling import set_property
from ui.theme import Role


def label(
    text: str,
    role: Role = Role.BODY,
    tone: str = "text",
    *,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label that never reads its text as HTML. `tone` is a token: text, text2, text3, accent, ok, warn, err, vio."""
    made = QLabel(parent)
    # Before the text: a QLabel guesses the format, and opens the file named in `<img>`.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", str(role))
    made.setProperty("tone", tone)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setAccessibleName(text)
    return made


def set_tone(widget: QLabel, tone: str) -> None:
    """Change the colour of a label to another token."""
    set_property(widget, "tone", tone)


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a sentence that can be followed; `target` is what `Sentences.followed` gives back."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Strong:
    """A part of a sentence in weight 600."""

    text: str


Part = str | Link | Strong
Paragraph = str | Sequence[Part]


class Sentences(QLabel):
    """One or more paragraphs with links inside, wrapped; every value is escaped, links are reached by Tab."""

    followed = Signal(str)

    def __init__(self, *paragraphs: Paragraph, tone: str = "text", name: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("tone", tone)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setOpenExternalLinks(False)
        self._name = name
        self._paragraphs: tuple[Paragraph, ...] = ()
        self.linkActivated.connect(self.followed)
        theme.current().changed.connect(self._render)
        self.set_paragraphs(*paragraphs)

    def set_paragraphs(self, *paragraphs: Paragraph) -> None:
        """Show other sentences; a paragraph is a text, or a sequence of texts, `Strong` and `Link`."""
        self._paragraphs = paragraphs
        parts = [part for paragraph in paragraphs for part in _parts(paragraph)]
        flags = Qt.TextInteractionFlag.NoTextInteraction
        if any(isinstance(part, Link) for part in parts):
            flags = (
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
        self.setTextInteractionFlags(flags)
        self.setAccessibleName(self._name or self.plain_text())
        self._render()

    def plain_text(self) -> str:
        """What is shown, without links, one paragraph a line."""
        return "\n".join(
            "".join(part if isinstance(part, str) else part.text for part in _parts(paragraph))
            for paragraph in self._paragraphs
        )

    def _render(self) -> None:
        # The colour is written into the text: rich text keeps the palette of the moment it was set.
        colour, gap = theme.current().tokens.accent, theme.current().px(8)
        pieces = []
        for number, paragraph in enumerate(self._paragraphs):
            inner = "".join(_html(part, colour) for part in _parts(paragraph))
            pieces.append(f'<p style="margin:{gap if number else 0}px 0 0 0">{inner}</p>')
        self.setText("".join(pieces))


def _parts(paragraph: Paragraph) -> Sequence[Part]:
    return (paragraph,) if isinstance(paragraph, str) else paragraph


def _html(part: Part, colour: str) -> str:
    if isinstance(part, Link):
        return f'<a href="{escape(part.target)}" style="color:{colour}">{escape(part.text)}</a>'
    if isinstance(part, Strong):
        return f'<span style="font-weight:600">{escape(part.text)}</span>'
    return escape(part)
