"""Where the panel of a page stands: beside the page where the window is wide, over it, when asked for, where not."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui import theme
from ui.kit.side_panel import SidePanel

# From this width of the window on, at 100 % text, there is room for a panel beside the page.
WIDE = 1280


class PanelPlace(QObject):
    """Keeps a panel in its place at the right of `host`. `changed` tells when it comes or goes.

    Beside the page it stays open until the officer closes it; over the page it is closed at first, because it covers
    what it is about.
    """

    changed = Signal()

    def __init__(self, host: QWidget, row: QHBoxLayout, panel: QWidget) -> None:
        """`row` is the host's own layout, whose other parts give way to the panel."""
        super().__init__(host)
        self._host, self._row, self._panel = host, row, panel
        self._beside = True
        self._open_beside, self._open_over = True, False
        self._wanted = True
        self._told: tuple[bool, bool] | None = None
        row.addWidget(panel)
        host.installEventFilter(self)
        if isinstance(panel, SidePanel):
            panel.closed.connect(lambda: self.set_shown(False))
        theme.current().changed.connect(self.arrange)
        self.arrange()

    @property
    def is_beside(self) -> bool:
        """Whether there is room for the panel beside the page."""
        return self._beside

    def is_shown(self) -> bool:
        """Whether the panel is open, be it beside the page or over it."""
        return self._wanted and (self._open_beside if self._beside else self._open_over)

    def can_open(self) -> bool:
        """Whether the panel is closed and has something to show."""
        return self._wanted and not self.is_shown()

    def set_shown(self, shown: bool) -> None:
        """Open or close the panel; one that is closed while it has the focus gives it back to the page."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self._panel.isAncestorOf(focused)
        if self._beside:
            self._open_beside = shown
        else:
            self._open_over = shown
        self._show()
        if inside and not shown:
            self._give_focus_back()

    def _give_focus_back(self) -> None:
        """A page knows where its work begins; a focus proxy would make Tab pass over all else inside it."""
        host: QWidget | None = self._host
        while host is not None:
            take = getattr(host, "take_focus", None)
            if callable(take):
                take()
                return
            host = host.parentWidget()
        self._host.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_wanted(self, wanted: bool) -> None:
        """A page that has nothing to show beside itself wants no panel; what was open comes back with it."""
        self._wanted = wanted
        self._show()

    def arrange(self) -> None:
        """Look again at how much room there is."""
        beside = self._host.window().width() * 100 / theme.current().text_scale >= WIDE
        if beside != self._beside:
            self._beside = beside
            self._open_over = False
            if beside:
                self._row.addWidget(self._panel)
            else:
                self._row.removeWidget(self._panel)
        self._show()

    def _show(self) -> None:
        shown = self.is_shown()
        self._panel.setVisible(shown)
        self._lay_over()
        if (shown, self._wanted) != self._told:
            self._told = shown, self._wanted
            self.changed.emit()

    def _lay_over(self) -> None:
        if self._beside:
            return
        width = min(self._panel.sizeHint().width(), self._host.width())
        if self._panel.minimumWidth() == self._panel.maximumWidth():
            width = min(self._panel.maximumWidth(), self._host.width())
        self._panel.setGeometry(self._host.width() - width, 0, width, self._host.height())
        self._panel.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.arrange()
        return False
