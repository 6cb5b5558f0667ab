"""PDF documents of plain text: small, but any reader opens them."""

from __future__ import annotations

from collections.abc import Iterable

# Width and height in points.
PAPERS = {"A4": (595, 842), "A3": (842, 1191), "US_LETTER": (612, 792), "LEDGER": (1224, 792)}
MARGIN, LEADING, SIZE = 50, 14, 11
ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def pdf(pages: Iterable[str], paper: str) -> bytes:
    """A document that has each text on pages of its own.

    Args:
        pages: the texts.
        paper: name of one of the papers.
    """
    width, height = PAPERS[paper]
    fitting = (height - 2 * MARGIN) // LEADING
    contents: list[bytes] = []
    for text in pages:
        lines = text.split("\n")
        starts = range(0, len(lines), fitting)
        contents += [_page(lines[start : start + fitting], height) for start in starts]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(contents):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        )
        stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
        objects += [page.encode(), stream]
    return _file(objects)


def _page(lines: list[str], height: int) -> bytes:
    shown = "\n".join(f"({line.translate(ESCAPED)}) Tj T*" for line in lines)
    text = f"BT /F1 {SIZE} Tf {LEADING} TL {MARGIN} {height - MARGIN} Td\n{shown}\nET"
    return text.encode("cp1252", "replace")


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
