"""What leaves the house from the page Invoices: pro formas, e-mail drafts, one PDF to print, a document as data."""

from collections.abc import Callable, Sequence
from pathlib import Path

from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import Document, document_slug
from loti_admin.services.documents import MadePdf, kept_files
from loti_admin.services.e_invoice import write_ubl
from loti_admin.services.pro_formas import ProFormas, make_pro_formas
from loti_admin.services.sending import Emails, email_drafts, write_emails, write_joined
from ui.dialogs.print import WhichDocumentsDialog, document_choices
from ui.dialogs.pro_formas import pro_formas_dialog
from ui.file_actions import show_folder
from ui.file_dialogs import FileKind, ask_where_to_save
from ui.kit.message_bar import Message
from ui.page import Page
from ui.pages.invoices.invoice_lists import InvoiceLists
from ui.pages.invoices.making import FileMaker, Job, keeping
from ui.pages.invoices.rows import InvoicesView
from ui.preferences import Preferences
from ui.tasks import Progress

PDFS: FileKind = ("prints", "PDF files (*.pdf)", "pdf")
PEPPOL: FileKind = ("data", "Peppol files (*.xml)", "xml")
_MOST_NAMED = 3


class SendingActs:
    """Makes files for the officer to send; nothing is sent by the program."""

    def __init__(
        self,
        page: Page,
        lists: InvoiceLists,
        maker: FileMaker,
        preferences: Preferences,
        view: Callable[[], InvoicesView | None],
    ) -> None:
        self._page, self._lists, self._maker = page, lists, maker
        self._preferences, self._view = preferences, view

    def commands(self) -> dict[str, Callable[[], None]]:
        """By rows of the catalogue."""
        return {
            "invoices.pro-formas": self.pro_formas,
            "invoices.emails": self.emails,
            "invoices.joined": self.joined,
            "invoices.peppol": self.ask_peppol,
            "invoices.letterhead": lambda: self._page.navigate.emit("settings/letterhead"),
        }

    def enabled(self, key: str) -> bool:
        """Whether a command can be used now."""
        view, row = self._view(), self._lists.current()
        if key == "invoices.letterhead":
            return True
        if key == "invoices.peppol":
            return row is not None and not row.is_draft
        if view is None or self._maker.is_making():
            return key not in self.commands()
        if key == "invoices.pro-formas":
            return bool(view.drafts or view.plan.later)
        return bool(view.issued) or key not in self.commands()

    def pro_formas(self) -> None:
        """Ask for whom and for when, and make them."""
        view = self._view()
        if view is not None:
            pro_formas_dialog(
                self._page.session, view.plan.on, self._page, self._make_pro_formas
            ).open()

    def emails(self) -> None:
        """Ask which documents where there is a choice, and make an e-mail draft for each of their members."""
        self._choose("Which documents go by e-mail?", "Make e-mail drafts", self._make_emails)

    def joined(self) -> None:
        """Ask which documents and where, and put them into one PDF."""
        self._choose("Which documents go into one PDF?", "Choose the file…", self._ask_joined)

    def ask_peppol(self) -> None:
        """Ask where the current document is to go as data, and write it."""
        row = self._lists.current()
        if row is None or row.is_draft:
            return
        number, name = row.document.number, f"{document_slug(row.document)}.xml"
        ask_where_to_save(
            self._page,
            self._preferences,
            "Save as data (Peppol)",
            PEPPOL,
            name,
            lambda path: self.save_peppol(number, path),
        )

    def save_peppol(self, number: str, path: Path) -> None:
        """Write a document as a Peppol file. Raises Refused, FileTrouble."""
        write_ubl(self._page.session.register, number, path)
        self._page.show_message(
            Message.OK,
            f"{number} was saved as data",
            f"{path.name} in {path.parent}",
            action="Show in folder",
            on_action=lambda: show_folder(path.parent),
        )

    def _choose(self, title: str, act: str, then: Callable[[Sequence[Document]], object]) -> None:
        """Issued documents only: the current one, those that are selected, all of the list."""
        view, table = self._view(), self._lists.documents
        if view is None:
            return
        issued = [row.document for row in view.issued]
        if self._lists.on_drafts:
            choices = document_choices(None, [], issued, "selected")
        else:
            row = self._lists.current()
            choices = document_choices(
                row.document if row and not row.is_draft else None,
                [one.document for one in table.selected_records() if not one.is_draft],
                [one.document for one in table.records() if not one.is_draft],
                "selected",
            )
        if len(choices) > 1:
            WhichDocumentsDialog(choices, then, self._page, title=title, act=act).open()
        else:
            then(choices[0][1] if choices else issued)

    # Making

    def _make_pro_formas(self, plan: ProFormas, with_emails: bool) -> None:
        drafts, look = list(plan.drafts), plan.look
        letters = email_drafts(self._page.session.register, drafts, look) if with_emails else None
        left_out = [*plan.left_out, *(letters.problems if letters else ())]
        if not drafts:
            self._page.show_message(Message.WARN, "No pro forma was made", left_out[0].message)
            return
        self._page.message_bar.clear()

        def work(folder: Path, progress: Progress) -> Sequence[object]:
            made: list[Path] = list(make_pro_formas(drafts, look, folder, progress))
            if letters is not None:
                write_emails(letters.drafts, folder)
            return made

        self._maker.run(
            Job(
                "Making pro formas",
                "pro forma",
                "pro formas",
                tuple(draft.organisation for draft in drafts),
                work,
                note=" ".join(problem.message for problem in left_out[:_MOST_NAMED]),
            )
        )

    def _make_emails(self, documents: Sequence[Document]) -> None:
        made: Emails = email_drafts(self._page.session.register, documents)
        names = [p.message.partition(" has no")[0] for p in made.problems]
        left = len(names) - _MOST_NAMED
        named = listed([*names[:_MOST_NAMED], *([f"{left} more"] if left > 0 else [])])
        note = f"No e-mail address for invoices: {named}." if names else ""
        if not made.drafts:
            first = documents[0].organisation_id
            self._page.show_message(
                Message.WARN,
                "No e-mail draft was made",
                note,
                action=f"Show {names[0]}",
                on_action=lambda: self._page.navigate.emit(f"organisation/{first}"),
            )
            return
        drafts = list(made.drafts)
        attached: list[MadePdf] = []
        keep = keeping(self._page.session, kept_files(self._page.session.register))

        def work(folder: Path, progress: Progress) -> Sequence[object]:
            attached.clear()
            return write_emails(drafts, folder, progress, attached)

        self._maker.run(
            Job(
                "Making e-mail drafts",
                "e-mail draft",
                "e-mail drafts",
                tuple(draft.documents[0].organisation for draft in drafts),
                work,
                note=note,
                finish=lambda _files: keep(attached),
            )
        )

    def _ask_joined(self, documents: Sequence[Document]) -> None:
        given, today = list(documents), self._page.session.today()

        def chosen(path: Path) -> None:
            self._maker.run_in(
                Job(
                    "Putting the PDF together",
                    "PDF",
                    "PDFs",
                    tuple(document.organisation for document in given),
                    lambda _folder, progress: [write_joined(given, path, today, progress)],
                ),
                path.parent,
            )

        name = f"LOTI documents {self._page.session.year}.pdf"
        ask_where_to_save(
            self._page, self._preferences, "Where should the PDF go?", PDFS, name, chosen
        )
