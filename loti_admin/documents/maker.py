"""What makes the files: the version of the program, and of the libraries that the bytes of a PDF follow from."""

from functools import cache

from loti_admin.version import VERSION


@cache
def maker() -> str:
    """`LOTI Admin 0.1.0 with ReportLab 5.1.0 and pypdf 7.1.0`."""
    import pypdf
    import reportlab

    return f"LOTI Admin {VERSION} with ReportLab {reportlab.Version} and pypdf {pypdf.__version__}"
