"""Whatever the bytes, they are opened; and what stands around the writer's words does not change them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from d_loket.model import IncomingMail
from opening.reading import mail, opened

PIECES = st.sampled_from(
    [
        b"From: Jan Bos <jan@bos.example>\n",
        b"Subject: =?utf-8?b?//8=?=\n",
        b"To: a@b.example, <<;@\n",
        b"Date: Mon, 31 Feb 2031 25:61:00 +9900\n",
        b"Content-Type: multipart/mixed; boundary=g\n",
        b'Content-Type: multipart/alternative; boundary="g"\n',
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=g\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Type: message/delivery-status\n",
        b"Content-Type: text/plain; charset*0*=utf-8''%FF; charset=utf-7; format=flowed\n",
        b"Content-Type: text/html; charset=gb2312\n",
        b"Content-Type: text/calendar; method=REPLY\n",
        b"Content-Type: text\n",
        b"Content-Disposition: attachment; filename*=x''%F; filename=\"\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"Content-Transfer-Encoding: x-uuencode\n",
        b"Authentication-Results: mx.buurt.example; (((dmarc=pass\n",
        b"Auto-Submitted: (((\n",
        b"\n",
        b"\r",
        b"\r\n\r\n",
        b"\n--g\n",
        b"\n--g--\n",
        b"begin 644 x\n#0V%T\n`\nend\n",
        b"=FF=\n=20\n",
        b"> x <-- ja\n",
        b">:\n",
        b"Op 3 mei 2031 om 10:12 schreef Jan <jan@bos.example\n",
        b"-----Oorspronkelijk bericht-----\n",
        b"Van: x\nVerzonden: y 10:12\nAan: z\n",
        b"Met vriendelijke groet\n",
        b"<blockquote><div style='border-top:solid #E1E1E1'><table><tr><td>x<td>y",
        b"</div></table><s><!-- <style>",
        b"BEGIN:VCALENDAR\nMETHOD:REPLY\nATTENDEE;PARTSTAT=\n",
        b"+2D3eAA-\xff\xfe\x00\xed\xa0\x80",
    ]
)
WORDS = st.sampled_from("Ede Tiel kom komt naar wij Anna raadslid 14 juni drie 13:30 en of , . ? met".split())
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5)


def was_opened(read: IncomingMail) -> bool:
    return not any("niet te openen" in defect for defect in read.defects)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_opened(content):
    assert was_opened(opened(content))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=25).map(b"".join))
def test_any_pieces_of_mails_are_opened(content):
    assert was_opened(opened(content))


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_a_thread_below_does_not_change_what_was_written(lines):
    text = "\n".join(["Beste griffie,", "", *lines, ""])
    thread = "Op 3 feb 2031 om 10:12 schreef Griffie <griffie@ede.example>:\n\n> Wie komt er?\n>\n> Groet\n"
    assert mail(f"{text}\n{thread}").written.strip() == mail(text).written.strip()


@settings(max_examples=100, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_ends_do_not_change_what_was_written(lines, end):
    raw = "\n".join(["From: Jan Bos <jan@bos.example>", "Subject: x", "", *lines])
    assert opened(raw.replace("\n", end).encode()).written == opened(raw.encode()).written
