"""The pages of the guide as they lie in `docs/guide`: their order, titles and words, and finding in them.

They lie beside the program, in a checkout as in an installed copy: whoever packs the program takes `docs/guide` along
in the same place relative to `ui`, as with `resources`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
CONTENTS = "README"
START, TROUBLE = "start", "when-something-goes-wrong"

_LISTED = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<key>[a-z0-9-]+)\.md\)", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(#+|[-*]|\d+\.|\|[-: |]+\|$)\s*|[*`|]", re.MULTILINE)
_AROUND = 60


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page; `key` is the name of its file without the suffix, and of the window's page that it is about."""

    key: str
    title: str
    markdown: str

    @property
    def words(self) -> str:
        """The text as it is read, without title and marks, in one line."""
        text = self.markdown.partition("\n")[2]
        bare = _LINK.sub(r"\1", _IMAGE.sub("", text))
        return " ".join(_MARKS.sub(" ", bare).split())


@dataclass(frozen=True, slots=True)
class Found:
    """A page with what was looked for, and the words around the first place; `places` is how often it is there."""

    page: GuidePage
    around: str
    places: int


class Guide:
    """Read once; a file that is missing is simply not among the pages."""

    def __init__(self, folder: Path = GUIDE) -> None:
        self.folder = folder
        self.pages: tuple[GuidePage, ...] = tuple(_read(folder))

    def page(self, key: str) -> GuidePage | None:
        return next((page for page in self.pages if page.key == key), None)

    def find(self, text: str) -> list[Found]:
        """The pages with every word of the text, the one that speaks of it most first; titles count for more."""
        wanted = text.casefold().split()
        found = []
        for page in self.pages if wanted else ():
            words, title = page.words.casefold(), page.title.casefold()
            places = sum(words.count(word) for word in wanted)
            if all(word in words or word in title for word in wanted):
                rank = places + 20 * sum(word in title for word in wanted)
                found.append((rank, Found(page, _around(page.words, wanted[0]), places)))
        return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def _read(folder: Path) -> list[GuidePage]:
    contents = folder / f"{CONTENTS}.md"
    if not contents.is_file():
        return []
    pages = []
    for listed in _LISTED.finditer(contents.read_text("utf-8")):
        file = folder / f"{listed['key']}.md"
        if file.is_file():
            pages.append(GuidePage(listed["key"], listed["title"], file.read_text("utf-8")))
    return pages


def _around(words: str, wanted: str) -> str:
    place = max(0, words.casefold().find(wanted))
    start = max(0, place - _AROUND)
    if start:
        start = words.find(" ", start) + 1
    end = place + len(wanted) + _AROUND
    end = words.find(" ", end) if " " in words[end:] else len(words)
    return f"{'… ' if start else ''}{words[start:end]}{' …' if end < len(words) else ''}"
