"""One page of the guide, drawn in the look of the window; it follows no link and loads no file outside the guide."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui import theme
from ui.theme import Role

# Long enough for somebody who draws at the edge of the window.
_PAUSE_MS = 150
_ROLES = {1: Role.TITLE, 2: Role.HEADING, 3: Role.STRONG}


class Reader(QTextBrowser):
    """`followed` gives the key of the page that a link leads to."""

    followed = Signal(str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._markdown = folder.resolve(), ""
        self._pictures = (self._folder, self._folder.parent / "pictures")
        self.setAccessibleName("Page of the guide")
        self.setProperty("kind", "guide")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._draw_again)
        self.anchorClicked.connect(self._clicked)
        theme.current().changed.connect(self._render)

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its top."""
        self._markdown = markdown
        self._render()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def mark(self, text: str) -> None:
        """Select the first place of a text and bring it into sight."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.find(text, QTextDocument.FindFlag(0))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures of the guide and of the folder beside it only."""
        address = QUrl(name)
        path = (self._folder / address.path()).resolve()
        picture = kind == QTextDocument.ResourceType.ImageResource.value
        ours = any(path.is_relative_to(folder) for folder in self._pictures)
        return (
            self._fitted(QImage(str(path))) if picture and ours and not address.scheme() else None
        )

    def _fitted(self, image: QImage) -> QImage:
        """Made smaller here, because the text would leave out lines of it; larger ones than they are would blur."""
        ratio = self.devicePixelRatioF()
        room = int((self.viewport().width() - 2 * self.document().documentMargin()) * ratio)
        if 0 < room < image.width():
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._later.start()

    def _draw_again(self) -> None:
        """Pictures in the new width; the place in the text stays."""
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self._render()
        bar.setValue(round(place * bar.maximum()))

    def _clicked(self, url: QUrl) -> None:
        name = url.path()
        if not url.scheme() and name.endswith(".md") and "/" not in name:
            self.followed.emit(name.removesuffix(".md"))

    # Drawing

    def _render(self) -> None:
        look = theme.current()
        document = self.document()
        document.setDefaultFont(look.font())
        document.setDocumentMargin(look.px(24))
        document.setMarkdown(self._markdown)
        link, text = look.colour("accent"), look.colour("text")
        # As one edit: otherwise the page is laid out after each.
        whole = QTextCursor(document)
        whole.beginEditBlock()
        block = document.begin()
        while block.isValid():
            self._style(block, text, link)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._style_table(frame)
        whole.endEditBlock()

    def _style(self, block: QTextBlock, text: object, link: object) -> None:
        look, cursor = theme.current(), QTextCursor(block)
        level = block.blockFormat().headingLevel()
        lines = QTextBlockFormat()
        if "\ufffc" not in block.text():  # a picture has no lines to hold apart
            lines.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        in_table = cursor.currentTable() is not None
        lines.setTopMargin(look.px({0: 0, 1: 0, 2: 16}.get(level, 10)))
        lines.setBottomMargin(0 if in_table else look.px(4 if block.textList() else 8))
        cursor.mergeBlockFormat(lines)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        words = QTextCharFormat()
        if level:
            font = look.font(_ROLES.get(level, Role.STRONG))
            words.setFont(font)
        else:
            words.setProperty(QTextCharFormat.Property.FontPixelSize, look.font().pixelSize())
        cursor.mergeCharFormat(words)
        self._style_parts(block, text, link)

    def _style_parts(self, block: QTextBlock, text: object, link: object) -> None:
        look = theme.current()
        parts = block.begin()
        spans: list[tuple[int, int, QTextCharFormat]] = []
        while not parts.atEnd():
            piece = parts.fragment()
            known = piece.charFormat()
            if known.isImageFormat():
                # A picture of the window is wider than the page of the guide.
                drawn = known.toImageFormat()
                drawn.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                spans.append((piece.position(), piece.length(), drawn))
                parts += 1
                continue
            form = QTextCharFormat()
            form.setForeground(link if known.isAnchor() else text)  # type: ignore[arg-type]
            if known.fontFixedPitch() or "mono" in str(known.fontFamilies()).casefold():
                form.setFontFamilies([QFontInfo(look.font()).family()])
                form.setFontFixedPitch(False)
                form.setFontWeight(QFont.Weight.DemiBold)
            if known.fontWeight() > QFont.Weight.DemiBold:
                form.setFontWeight(QFont.Weight.DemiBold)
            spans.append((piece.position(), piece.length(), form))
            parts += 1
        for position, length, form in spans:
            cursor = QTextCursor(self.document())
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(form)

    def _style_table(self, table: QTextTable) -> None:
        look = theme.current()
        form = table.format()
        form.setBorder(0)
        form.setCellPadding(look.px(4))
        form.setCellSpacing(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setBottomMargin(look.px(12))
        table.setFormat(form)
