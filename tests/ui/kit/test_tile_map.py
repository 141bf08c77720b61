"""The map of tiles: reached and left by the keyboard, explained by cards and a legend, copied as a picture."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.kit.figure import Figure
from ui.kit.painted import Legend, picture
from ui.kit.table import Column, RecordTable
from ui.kit.tile_map import TileMap
from ui.kit.tiles import DECIDE, NOT_A_MEMBER, PROSPECT, READY, Tile, TileLook
from ui.theme import Scheme, apply_theme


def a_tile(code: str, row: int, column: int, look: TileLook = READY, **more: object) -> Tile:
    return Tile(
        key=f"key {code}",
        code=code,
        name=f"Council {code}",
        row=row,
        column=column,
        look=look,
        **more,
    )  # type: ignore[arg-type]


#   ENF
# HRW  .  BNE
#   EAL
FOUR = (
    a_tile("ENF", 0, 2),
    a_tile("HRW", 1, 1, DECIDE, lines=("Three councils in one service",)),
    a_tile("BNE", 1, 4),
    a_tile("EAL", 2, 2, NOT_A_MEMBER),
)


@pytest.fixture
def tiles(qtbot) -> Iterator[TileMap]:
    window = QWidget()
    made = TileMap("Map of London")
    QVBoxLayout(window).addWidget(made)
    made.set_tiles(FOUR, (NOT_A_MEMBER, PROSPECT, READY))
    qtbot.addWidget(window)
    window.resize(500, 400)
    with qtbot.waitActive(window):
        window.show()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    yield made
    window.close()


def code_of(tiles: TileMap) -> str:
    return tiles.current.code if tiles.current else ""


def test_the_arrow_keys_go_to_the_nearest_tile_in_their_direction(tiles: TileMap) -> None:
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(tiles, key)
        walked.append(code_of(tiles))
    assert walked == ["EAL", "EAL", "HRW", "BNE", "ENF"]


def test_home_and_end_go_to_the_first_and_the_last_tile(tiles: TileMap) -> None:
    QTest.keyClick(tiles, Qt.Key.Key_End)
    last = code_of(tiles)
    QTest.keyClick(tiles, Qt.Key.Key_Home)
    assert (last, code_of(tiles)) == ("EAL", "ENF")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_open_the_tile_of_the_keyboard(tiles: TileMap, key: Qt.Key) -> None:
    opened: list[str] = []
    tiles.opened.connect(opened.append)
    QTest.keyClick(tiles, Qt.Key.Key_Down)
    QTest.keyClick(tiles, key)
    assert opened == ["key EAL"]


def test_a_click_opens_its_tile_and_a_click_beside_the_tiles_nothing(tiles: TileMap) -> None:
    opened: list[str] = []
    tiles.opened.connect(opened.append)
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=tiles.tile_rect("key BNE").center())
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=QPoint(tiles.width() - 2, 2))
    assert opened == ["key BNE"]


def test_the_pointer_shows_a_card_that_goes_with_it(tiles: TileMap) -> None:
    QTest.mouseMove(tiles, tiles.tile_rect("key HRW").center())
    assert tiles.card_text() == "Council HRW. Three councils in one service"
    QTest.mouseMove(tiles, QPoint(tiles.width() - 2, 2))
    assert tiles.card_text() == ""


def test_the_keyboard_shows_the_card_and_escape_takes_it_away(tiles: TileMap) -> None:
    QTest.keyClick(tiles, Qt.Key.Key_Down)
    assert tiles.card_text() == "Council EAL. Not a member"
    assert tiles.accessibleDescription() == "Council EAL. Not a member"
    QTest.keyClick(tiles, Qt.Key.Key_Escape)
    assert tiles.card_text() == ""


def test_the_legend_counts_the_groups_that_are_there_in_their_order(tiles: TileMap) -> None:
    legend = [(entry.name, entry.figure) for entry in tiles.legend()]
    expected = [("Not a member", "1"), ("Ready to invoice", "2"), ("Decision needed", "1")]
    assert legend == expected


def test_the_tile_of_the_keyboard_stays_when_the_colours_change(tiles: TileMap) -> None:
    QTest.keyClick(tiles, Qt.Key.Key_Down)
    tiles.set_tiles([a_tile(tile.code, tile.row, tile.column, PROSPECT) for tile in FOUR])
    assert code_of(tiles) == "EAL"
    tiles.set_tiles([FOUR[0]])
    assert code_of(tiles) == "ENF"
    tiles.set_tiles([])
    assert tiles.current is None
    QTest.keyClick(tiles, Qt.Key.Key_Return)


def test_all_tiles_lie_inside_the_map_at_every_text_size(tiles: TileMap, qapp) -> None:
    for scale in (100, 150, 200):
        apply_theme(qapp, Scheme.LIGHT, scale)
        room = tiles.sizeHint()
        rects = [tiles.tile_rect(tile.key) for tile in FOUR]
        assert min(rect.left() for rect in rects) >= 0
        assert max(rect.right() for rect in rects) <= room.width()
        assert max(rect.bottom() for rect in rects) <= room.height()


def test_a_picture_is_light_even_while_the_window_is_dark(tiles: TileMap, qapp) -> None:
    light = picture("Members by status", "", [tiles])
    apply_theme(qapp, Scheme.DARK, 100)
    dark = picture("Members by status", "", [tiles])
    assert dark == light
    assert theme.current().dark
    assert theme.current().colour("surface").name() == "#1b2026"


def test_a_figure_shows_its_table_and_copies_its_picture(qtbot) -> None:
    tiles, legend = TileMap("Map of London"), Legend()
    tiles.set_tiles(FOUR)
    legend.set_entries(tiles.legend())

    def make_table() -> RecordTable[Tile]:
        columns = [Column[Tile](key="name", title="Council", value=lambda tile: tile.name)]
        return RecordTable(columns, lambda tile: tile.key, "Members")

    figure = Figure("Members", [tiles, legend], make_table, name="Members")
    qtbot.addWidget(figure)
    figure.set_records(FOUR)
    figure.set_subtitle("£ thousand", "£")
    with qtbot.waitExposed(figure):
        figure.show()
    QTest.mouseClick(figure.copy_button, Qt.MouseButton.LeftButton)
    image = QApplication.clipboard().image()
    assert image.width() > 2 * tiles.sizeHint().width()
    assert figure.table is None
    QTest.mouseClick(figure.table_button, Qt.MouseButton.LeftButton)
    assert figure.table is not None
    assert [tile.name for tile in figure.table.model.all_records()] == [t.name for t in FOUR]
    assert (tiles.isVisible(), figure.table.isVisible()) == (False, True)
    assert figure.subtitle.text() == "£"
    QTest.mouseClick(figure.table_button, Qt.MouseButton.LeftButton)
    assert (tiles.isVisible(), figure.table.isVisible()) == (True, False)
