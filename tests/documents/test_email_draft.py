"""Whatever somebody types comes out of an e-mail draft as it went in, and nothing of it becomes a header."""

from email import message_from_bytes
from email.policy import default

from hypothesis import example, given
from hypothesis import strategies as st

from loti_admin.documents.email_draft import EmailDraft, email_bytes
from loti_admin.domain.covering import one_line
from tests.documents.builders import a_document

# No keyboard types these, and no e-mail holds them.
typed = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300)
lines = st.lists(typed, max_size=12).map("\n".join)


@given(subject=typed, text=lines, name=typed)
@example(subject="Bcc: x@example.org", text="From me\n.\n..\n--loti-", name='Zoë "Q", <Ł>')
@example(subject="Ł" * 200, text="word " * 500, name="a\nBcc: x@example.org")
def test_what_is_typed_comes_out_again(subject: str, text: str, name: str) -> None:
    draft = EmailDraft(
        to="finance@example.org",
        sender="loti@example.org",
        sender_name=name,
        subject=one_line(subject),
        text=text,
        documents=(a_document(),),
    )
    message = message_from_bytes(email_bytes(draft, lambda _document: b"%PDF-1.7"), policy=default)
    body = message.get_body(("plain",))
    assert body is not None
    assert text.split() == str(body.get_content()).split()
    assert one_line(subject).split() == str(message["Subject"]).split()
    assert "finance@example.org" == message["To"]
    assert message["Bcc"] is None
    (attached,) = message.iter_attachments()
    assert b"%PDF-1.7" == attached.get_content()
