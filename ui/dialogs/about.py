"""Which version this is, what it is made of, and under which licences."""

import platform
from importlib import metadata

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.text import label
from ui.theme import Role
from ui.version import VERSION

# Distribution, what people call it, its licence. The program itself is under the MIT licence.
MADE_OF = (
    ("PySide6-Essentials", "Qt for Python", "LGPL 3"),
    ("sqlite-utils", "sqlite-utils", "Apache 2.0"),
    ("openpyxl", "openpyxl", "MIT"),
    ("reportlab", "ReportLab", "BSD"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("pypdf", "pypdf", "BSD"),
    ("pypdfium2", "pypdfium2", "Apache 2.0 or BSD"),
    ("click", "Click", "BSD"),
    ("greenlet", "greenlet", "MIT and Python"),
    ("defusedxml", "defusedxml", "Python"),
    ("font-source-sans-pro", "Source Sans Pro", "SIL Open Font 1.1"),
)


class AboutDialog(Dialog):
    """Name, version, parts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("LOTI Admin", parent, width=520)
        self.body.addWidget(
            label(
                f"Version {VERSION}. Members, fees, VAT invoices and the budget workbook of the "
                "London Office of Technology and Innovation. Free software under the MIT licence.",
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(24))
        grid.setVerticalSpacing(theme.current().px(4))
        rows = [("Made with", "Version", "Licence"), *versions()]
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                role, tone = (Role.HEADER, "text2") if row == 0 else (Role.BODY, "text")
                grid.addWidget(label(text, role, tone), row, column)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self.copy_button = self.add_button(Button("Copy versions", icon="copy", on_click=self.copy))
        self.add_button(Button("Close", Kind.PRIMARY, on_click=self.accept), default=True)

    def copy(self) -> None:
        """Put the versions on the clipboard, for a question about the program."""
        QGuiApplication.clipboard().setText(versions_text())
        self.copy_button.setText("Copied")


def versions() -> list[tuple[str, str, str]]:
    """Name, version and licence of Python and of every part."""
    found = [("Python", platform.python_version(), "PSF")]
    for distribution, name, licence in MADE_OF:
        try:
            version = metadata.version(distribution)
        except metadata.PackageNotFoundError:
            version = "unknown"
        found.append((name, version, licence))
    return found


def versions_text() -> str:
    """The versions as lines, with the system they run on."""
    system = f"{platform.system()} {platform.release()}, Qt {qVersion()}"
    parts = [f"{name} {version}" for name, version, _ in versions()]
    return "\n".join([f"LOTI Admin {VERSION}", system, *parts])
