"""Which page shows a record: the one place that knows, so that no page has to know another."""

PAGE_OF = {
    "organisation": "members",
    "membership": "members",
    "contact": "members",
    "person": "members",
    "service": "shared-it",
    "charge": "fees",
    "adjustment": "fees",
    "schedule": "fees",
    "document": "invoices",
}


def page_for(target: str) -> str:
    """The page's key for a target: `organisation/3` is shown by `members`; a page's own key is itself."""
    kind = target.partition("/")[0]
    return PAGE_OF.get(kind, kind)
