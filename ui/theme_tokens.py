"""The colours of the window, light and dark, each chosen against the worst background it may stand on.

Text is at least 4.5:1, edges and icons that carry meaning at least 3:1; a test computes the ratios from these values.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One scheme. Every value is `#RRGGBB`; `scrim_alpha` is the opacity of the scrim, 0 to 1."""

    canvas: str
    surface: str
    panel: str
    alt: str
    raised: str
    field: str
    hover: str
    pressed: str
    sel: str
    sel_idle: str
    closed: str
    line: str
    line2: str
    control: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    warn_line: str
    warn_fill: str
    on_warn: str
    err: str
    err_hover: str
    err_soft: str
    on_err: str
    vio: str
    vio_soft: str
    tile_ok: str
    tile_none: str
    fee_most: str
    fee_more: str
    fee_less: str
    fee_none: str
    on_fee_most: str
    on_fee_more: str
    on_fee_less: str
    on_fee_none: str
    c1: str
    c2: str
    c3: str
    c4: str
    c5: str
    c6: str
    scrim: str
    scrim_alpha: float

    def colours(self) -> dict[str, str]:
        """Every colour by its name, without the scrim's opacity."""
        names = (field.name for field in fields(self) if field.name != "scrim_alpha")
        return {name: getattr(self, name) for name in names}


LIGHT = Tokens(
    canvas="#F2F5F7",
    surface="#FFFFFF",
    panel="#F8FAFB",
    alt="#F8FAFB",
    raised="#FFFFFF",
    field="#FFFFFF",
    hover="#F0F4F8",
    pressed="#E4EBF1",
    sel="#DAEBF8",
    sel_idle="#E6EAED",
    closed="#F6F1E6",
    line="#E1E6EA",
    line2="#C8D0D7",
    control="#79838D",
    text="#1A2027",
    text2="#46505A",
    text3="#5A646E",
    disabled="#78828C",
    accent="#0B5C8C",
    accent_hover="#094B73",
    accent_press="#073B5B",
    on_accent="#FFFFFF",
    accent_soft="#E4F0F9",
    ok="#1C6A45",
    ok_soft="#E2F3E9",
    warn="#7C4A00",
    warn_soft="#FFF2DB",
    warn_line="#B36B00",
    warn_fill="#955800",
    on_warn="#FFFFFF",
    err="#A82E26",
    err_hover="#8C2019",
    err_soft="#FCE9E7",
    on_err="#FFFFFF",
    vio="#65458A",
    vio_soft="#F0EAF8",
    tile_ok="#CFE4F4",
    tile_none="#EDF0F3",
    fee_most="#0B5C8C",
    fee_more="#7FB4D8",
    fee_less="#CFE4F4",
    fee_none="#EDF0F3",
    on_fee_most="#FFFFFF",
    on_fee_more="#10202C",
    on_fee_less="#1A2027",
    on_fee_none="#46505A",
    c1="#0B5C8C",
    c2="#917427",
    c3="#2D9D9C",
    c4="#5D2951",
    c5="#863C1C",
    c6="#5A646E",
    scrim="#1A2027",
    scrim_alpha=0.36,
)

DARK = Tokens(
    canvas="#14181C",
    surface="#1B2026",
    panel="#20262D",
    alt="#1F252B",
    raised="#262D35",
    field="#161A1F",
    hover="#252C34",
    pressed="#2D353F",
    sel="#17394F",
    sel_idle="#2E363F",
    closed="#29251B",
    line="#2C343C",
    line2="#414B55",
    control="#75828F",
    text="#E8ECF0",
    text2="#B8C1CA",
    text3="#9DA8B3",
    disabled="#7A8590",
    accent="#7CC0EC",
    accent_hover="#9BD0F3",
    accent_press="#B8DEF7",
    on_accent="#06202F",
    accent_soft="#12303F",
    ok="#7DCFA2",
    ok_soft="#1A3125",
    warn="#F2BF6B",
    warn_soft="#352B19",
    warn_line="#C98A2B",
    warn_fill="#E9B35C",
    on_warn="#241800",
    err="#F59A90",
    err_hover="#F8B3AB",
    err_soft="#3D2322",
    on_err="#3A0C08",
    vio="#C9ABEC",
    vio_soft="#2F2340",
    tile_ok="#1D4763",
    tile_none="#262C33",
    fee_most="#8FC8EC",
    fee_more="#3C7BA5",
    fee_less="#1D4763",
    fee_none="#262C33",
    on_fee_most="#06202F",
    on_fee_more="#FFFFFF",
    on_fee_less="#E8ECF0",
    on_fee_none="#B8C1CA",
    c1="#6DB5E3",
    c2="#DFBF72",
    c3="#87E6D5",
    c4="#9B7096",
    c5="#DB826F",
    c6="#9DA8B3",
    scrim="#000000",
    scrim_alpha=0.56,
)
