"""The description inside a PDF that archives and e-invoice readers look at: XMP (ISO 16684-1)."""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

CREATOR, PRODUCER = "LOTI Admin", "ReportLab and pypdf"
_INVOICE_DATA = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
# What Factur-X 1.0 says about the attached file, and what PDF/A wants said about each of these words.
_PROPERTIES = (
    ("DocumentFileName", "{name}", "name of the attached invoice data"),
    ("DocumentType", "INVOICE", "kind of document that the data are"),
    ("Version", "1.0", "version of the Factur-X description"),
    ("ConformanceLevel", "EN 16931", "profile of the invoice data"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A PDF's title, author and subject, and its day; a document of ours has no time of day."""

    title: str
    author: str
    subject: str
    on: date

    def as_information(self) -> dict[str, str]:
        """The older description of a PDF. It says what XMP says, as PDF/A wants it."""
        day = f"D:{self.on:%Y%m%d}000000Z"
        return {
            "/Title": self.title,
            "/Author": self.author,
            "/Subject": self.subject,
            "/Creator": CREATOR,
            "/Producer": PRODUCER,
            "/CreationDate": day,
            "/ModDate": day,
        }


def xmp_packet(about: About, attached_name: str = "") -> bytes:
    """PDF/A part 3, level U; with the name of the attached invoice data also what they are."""
    day = f"{about.on.isoformat()}T00:00:00Z"
    parts = [
        _description(
            "pdfaid",
            "http://www.aiim.org/pdfa/ns/id/",
            "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
        ),
        _description(
            "dc",
            "http://purl.org/dc/elements/1.1/",
            "<dc:format>application/pdf</dc:format>"
            f"<dc:title>{_in_any_language(about.title)}</dc:title>"
            f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>"
            f"<dc:description>{_in_any_language(about.subject)}</dc:description>",
        ),
        _description(
            "xmp",
            "http://ns.adobe.com/xap/1.0/",
            f"<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>"
            f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>",
        ),
        _description(
            "pdf", "http://ns.adobe.com/pdf/1.3/", f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
        ),
    ]
    if attached_name:
        parts += _about_data(attached_name)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        + "\n".join(parts)
        + '\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _about_data(name: str) -> list[str]:
    values = "".join(
        f"<fx:{key}>{value.format(name=escape(name))}</fx:{key}>" for key, value, _ in _PROPERTIES
    )
    described = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{key}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        for key, _, description in _PROPERTIES
    )
    schema = (
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_INVOICE_DATA}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
    )
    return [
        _description("fx", _INVOICE_DATA, values),
        _description(
            "pdfaExtension",
            "http://www.aiim.org/pdfa/ns/extension/",
            schema,
            ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
            ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"',
        ),
    ]


def _description(prefix: str, namespace: str, content: str, more: str = "") -> str:
    return (
        f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}"{more}>{content}'
        "</rdf:Description>"
    )


def _in_any_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
