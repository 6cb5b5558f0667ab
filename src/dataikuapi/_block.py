"""Bytes of rows that wait to be parsed, and what is looked for in them; no I/O."""

from __future__ import annotations

import re
import sys
from typing import Any, Final

# numpy needs some microseconds for a look, whatever it looks at.
LITTLE: Final = 16 * 1024
_LONE_RETURN = re.compile(rb"\r(?!\n)")


def _numpy() -> Any:
    """numpy, which pyarrow loads where it is installed: its looks take a tenth of the time."""
    return sys.modules.get("numpy")


class Block:
    """Bytes that wait for the end of their record, or for enough others to parse.

    Attributes:
        text: the bytes, and room for at least one more.
        size: how many there are.
    """

    def __init__(self) -> None:
        # The same memory for all that comes: pages that the system has to give anew cost as much
        # as the parser.
        self.text = bytearray(1)
        self.size = 0

    def add(self, data: bytes) -> None:
        """Takes bytes behind those that are there."""
        start, self.size = self.size, self.size + len(data)
        if self.size < len(self.text):
            self.text[start : self.size] = data
            return
        try:
            self.text[start:] = data
        except BufferError:
            # Somebody looks at it still.
            self.text = self.text[:start] + data
        self.text.append(0)

    def head(self, end: int) -> bytes:
        """Those before `end`."""
        return bytes(memoryview(self.text)[:end])

    def take(self, start: int = 0) -> bytes:
        """Gives those from `start` on, and forgets all; what was before stays in `text` for now."""
        taken = bytes(memoryview(self.text)[start : self.size])
        self.size = 0
        return taken

    def rfind(self, part: bytes, start: int, end: int) -> int:
        """Where some bytes are found last, -1 for nowhere."""
        return self.text.rfind(part, start, end)

    def has(self, part: bytes, end: int) -> bool:
        """Whether some bytes are found before `end`."""
        return self.text.find(part, 0, end) >= 0

    def count(self, byte: bytes, start: int, end: int) -> int:
        """How often a byte is found."""
        numpy = _numpy()
        if numpy is None or end - start < LITTLE:
            return self.text.count(byte, start, end)
        found = numpy.frombuffer(self.text, numpy.uint8, end - start, start) == byte[0]
        return int(numpy.count_nonzero(found))

    def has_pair(self, pair: bytes, end: int) -> bool:
        """Whether two bytes, the second of which is rare, follow each other before `end`."""
        if not self.has(pair[1:], end):
            return False
        if _numpy() is None or end < LITTLE:
            return self.has(pair, end)
        return any(found.any() for found in self._pairs(pair, end))

    def has_lone_return(self, end: int) -> bool:
        """Whether there is a carriage return without a line feed before `end`."""
        numpy = _numpy()
        if numpy is None or end < LITTLE:
            return _LONE_RETURN.search(self.text, 0, end) is not None
        ends = sum(int(numpy.count_nonzero(found)) for found in self._pairs(b"\r\n", end))
        return self.count(b"\r", 0, end) != ends

    def _pairs(self, pair: bytes, end: int) -> list[Any]:
        """Where two bytes follow each other: at even places, and at odd ones."""
        numpy = _numpy()
        wanted = int.from_bytes(pair, sys.byteorder)
        return [
            numpy.frombuffer(self.text, numpy.uint16, (end - start) // 2, start) == wanted
            for start in (0, 1)
        ]
