"""Small docx documents: a zip of XML with a paragraph for each line."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from dssmock import errors
from dssmock.services._plugin_archive import read_zip, write_zip

DOCUMENT: Final = "word/document.xml"
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Final = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{DOCUMENT}" ContentType="{_WORD}.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{DOCUMENT}"/>'
        "</Relationships>"
    ),
    DOCUMENT: (f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body></w:body></w:document>'),
}


def check(template: bytes) -> dict[str, bytes]:
    """The parts of a document.

    Raises:
        errors.BadRequest: the bytes are no docx document.
    """
    files = read_zip(template)
    if b"</w:body>" not in files.get(DOCUMENT, b""):
        raise errors.BadRequest(f"Invalid template: it is no docx document, it has no {DOCUMENT}")
    return files


def write(lines: Sequence[str], template: bytes | None = None) -> bytes:
    """A document with these lines, after those of the template if there is one.

    Args:
        lines: the lines.
        template: another document.

    Raises:
        errors.BadRequest: the template is no docx document.
    """
    parts = {name: text.encode() for name, text in _PARTS.items()}
    files = parts if template is None else check(template)
    added = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r></w:p>'
        for line in lines
    )
    body = files[DOCUMENT]
    # The properties of the last section have to stay at the end.
    place = body.rfind(b"<w:sectPr")
    place = body.rindex(b"</w:body>") if place < 0 else place
    return write_zip({**files, DOCUMENT: body[:place] + added.encode() + body[place:]})
