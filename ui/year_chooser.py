"""The year that everything shows: a button with the year and its charge date, and a menu of the years."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from loti_admin.domain.dates import Year, long_date
from loti_admin.services.fee_inputs import schedule_of
from ui import icons, theme
from ui.session import Session
from ui.theme import Role


class YearChooser(QAbstractButton):
    """`chosen` gives the year that the officer picked. `entries` are more entries for the foot of the menu."""

    chosen = Signal(object)

    def __init__(
        self,
        session: Session,
        entries: Callable[[], Sequence[QAction]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._entries = session, entries
        self._under, self._narrow = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(lambda: self.fill(self.menu))
        self.clicked.connect(self.open_menu)
        theme.current().changed.connect(self.updateGeometry)
        session.register_changed.connect(self.refresh)
        session.year_changed.connect(self.refresh)
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the session's year."""
        year = self._session.year
        self.setText(f"Year {year}")
        if self._session.is_open:
            schedule, _ = schedule_of(self._session.register, year)
            self._under = f"from {long_date(schedule.charge_date)}"
        self.setAccessibleName(f"Year {year}, {self._under}. Choose another year")
        self.setToolTip("Choose the year that everything shows")
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """One line, for the menu row."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        """Open the years under the button."""
        if self._session.is_open:
            self.menu.setMinimumWidth(self.width())
            self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + theme.current().px(4))))

    def fill(self, menu: QMenu) -> None:
        """Put the years and the other entries into the menu of the button."""
        menu.clear()
        self.fill_years(menu)
        if self._session.is_open and (entries := self._entries()):
            menu.addSeparator()
            menu.addActions(list(entries))

    def fill_years(self, menu: QMenu) -> None:
        """Add the years to a menu, the one that is shown ticked."""
        if not self._session.is_open:
            return
        group = QActionGroup(menu)
        for year in self._session.years():
            action = menu.addAction(str(year))
            action.setCheckable(True)
            action.setChecked(year == self._session.year)
            action.triggered.connect(lambda _=False, year=year: self.chosen.emit(year))
            group.addAction(action)

    def step(self, years: int) -> None:
        """Choose the year so many after this one, if the menu has it."""
        wanted = Year(self._session.year.first + years)
        if wanted in self._session.years():
            self.chosen.emit(wanted)

    def _changed(self, changes: object) -> None:
        self.refresh()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(108 if self._narrow else 168), look.px(28 if self._narrow else 48))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        down = self.isDown() or self.menu.isVisible()
        ground = "pressed" if down else "hover" if self.underMouse() else "raised"
        painter.setBrush(look.colour(ground))
        painter.setPen(QPen(look.colour("control"), 1))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.px(6), look.px(6))
        size = look.px(16)
        right = self.width() - look.px(10) - size
        chevron = icons.pixmap(
            "chevron-down", look.colour("text2"), size, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(right, (self.height() - size) // 2, chevron)
        left = look.px(12 if not self._narrow else 10)
        room = QRect(left, 0, right - left - look.px(4), self.height())
        self._paint_words(painter, room)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        look = theme.current()
        painter.setFont(look.font(Role.STRONG))
        painter.setPen(look.colour("text"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._narrow:
            painter.drawText(room, middle, str(self._session.year))
            return
        strong, small = look.metrics(Role.STRONG).height(), look.metrics(Role.SMALL).height()
        top = (self.height() - strong - small) // 2
        painter.drawText(QRect(room.left(), top, room.width(), strong), middle, self.text())
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour("text2"))
        under = look.metrics(Role.SMALL).elidedText(
            self._under, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(QRect(room.left(), top + strong, room.width(), small), middle, under)
