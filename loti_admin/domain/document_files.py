"""What the file of an issued document was when it was first made."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """The SHA-256 of a document's PDF, in hexadecimal, as it was first made on `on`.

    `made_by` names the program and the libraries that made it, because another version may draw a page otherwise.
    """

    id: int = 0
    document_id: int
    sha256: str
    made_by: str
    on: date
