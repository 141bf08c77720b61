"""Asking for a file or a folder: the system's own dialog, opened where files of that purpose went last."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.errors import reporting
from ui.preferences import Preferences

REGISTERS = ("registers", "LOTI registers (*.loti)", "loti")
WORKBOOKS = ("workbooks", "Excel workbooks (*.xlsx)", "xlsx")
LEDGERS = ("ledgers", "CSV files (*.csv)", "csv")
PICTURES = ("pictures", "Pictures (*.png *.jpg *.jpeg)", "png")
FileKind = tuple[str, str, str]


def ask_to_open(
    parent: QWidget,
    preferences: Preferences,
    title: str,
    kind: FileKind,
    then: Callable[[Path], object],
) -> QFileDialog:
    """Ask for a file that exists; `then` gets its path."""
    dialog = _dialog(parent, preferences, title, kind, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.open()
    return dialog


def ask_where_to_save(
    parent: QWidget,
    preferences: Preferences,
    title: str,
    kind: FileKind,
    name: str,
    then: Callable[[Path], object],
    *,
    replace: bool = True,
) -> QFileDialog:
    """Ask for the name of a file to write. The dialog itself asks before one is replaced, where `replace` allows it;
    otherwise whoever writes refuses a name that is taken."""
    dialog = _dialog(parent, preferences, title, kind, then)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replace)
    dialog.selectFile(name)
    # Where there are several kinds, a name without an ending gets that of the kind that was chosen.
    dialog.filterSelected.connect(
        lambda names: dialog.setDefaultSuffix(names.partition("*.")[2].partition(")")[0])
    )
    dialog.open()
    return dialog


def ask_for_folder(
    parent: QWidget, title: str, start: Path, then: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a folder, beginning in `start`; `then` gets it."""
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen(text: str) -> None:
        with reporting(parent):
            then(Path(text))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget,
    preferences: Preferences,
    title: str,
    kind: FileKind,
    then: Callable[[Path], object],
) -> QFileDialog:
    purpose, names, suffix = kind
    dialog = QFileDialog(parent, title, str(preferences.folder(purpose)), names)
    dialog.setDefaultSuffix(suffix)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen(text: str) -> None:
        path = Path(text)
        preferences.set_folder(purpose, path.parent)
        with reporting(parent):
            then(path)

    dialog.fileSelected.connect(chosen)
    return dialog
