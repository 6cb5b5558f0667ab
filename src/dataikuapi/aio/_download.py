"""Answers written to local files."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, Any

from dataikuapi._compat import AsyncClock
from dataikuapi._errors import DSSConnectionError, DSSDataError
from dataikuapi._paths import replacing, sink, target_file
from dataikuapi._progress import Bar, transfer
from dataikuapi._resume import check_rest, check_size, rest_of, whole_of

if TYPE_CHECKING:
    from dataikuapi._policy import RetryPolicy
    from dataikuapi.aio._rest import AsyncRest
    from dataikuapi.aio._stream import AsyncDSSStream
    from dataikuapi_rest.operation import EndpointRequest


async def download(
    rest: AsyncRest,
    request: EndpointRequest[Any],
    path: str | os.PathLike[str] | IO[bytes],
    *,
    name: str = "path",
    progress: bool = False,
) -> None:
    """Writes the answer to a request into a local file, piece by piece.

    Where DSS offers parts of a content (`Accept-Ranges` and a strong `ETag`), a connection that
    breaks is made again, and the download goes on where it stopped.

    Args:
        rest: what sends the request.
        request: the request.
        path: path of the file; one that exists is replaced once all has arrived. Or a file opened
            for writing bytes, which stays open.
        name: name of the argument, for messages.
        progress: whether to show a progress bar.

    Raises:
        FileNotFoundError: the folder of the file does not exist; nothing was asked.
        IsADirectoryError: the path is a folder; nothing was asked.
        OSError: the file could not be written, for instance because the disk is full; nothing of
            it is left, and the file that was there before is.
        DSSAPIError: DSS answered an error; the file was not touched.
        DSSDataError: the answer was cut short; the file was not touched.
    """
    file = sink(name, path)
    if file is not None:
        with transfer(progress, request.operation.id) as bar:
            await fetch_into(rest, request, file, bar)
        return
    target = target_file(name, path)
    with transfer(progress, os.path.basename(target)) as bar:
        await download_to(rest, request, target, bar)


async def download_to(
    rest: AsyncRest, request: EndpointRequest[Any], target: str, bar: Bar
) -> None:
    """Writes the answer to a request into a local file that can be written, as `download` does.

    Args:
        rest: what sends the request.
        request: the request.
        target: path of the file.
        bar: where the bytes are counted.
    """
    # Asked first: a refusal leaves the disk alone.
    stream = await rest.stream(request)
    async with stream:
        with replacing(target) as file:
            await _Transfer(rest, request, file, bar).run(stream)


async def fetch_into(
    rest: AsyncRest, request: EndpointRequest[Any], file: IO[bytes], bar: Bar
) -> None:
    """Writes the answer to a request into an open file.

    Args:
        rest: what sends the request.
        request: the request.
        file: the file, opened for writing bytes.
        bar: where the bytes are counted.
    """
    async with await rest.stream(request) as stream:
        await _Transfer(rest, request, file, bar).run(stream)


class _Transfer:
    """One download, over as many connections as it takes."""

    def __init__(
        self, rest: AsyncRest, request: EndpointRequest[Any], file: IO[bytes], bar: Bar
    ) -> None:
        self._rest = rest
        self._request = request
        self._file = file
        self._bar = bar
        self._have = 0
        self._failed = 0

    async def run(self, stream: AsyncDSSStream) -> None:
        """Writes all of an answer, of which nothing has been read."""
        whole = whole_of(stream.headers)
        self._bar.expect(whole.size)
        broken = await self._write(stream)
        while broken is not None:
            await self._pause(broken, resumable=whole.tag is not None)
            try:
                again = await self._rest.stream(rest_of(self._request, whole, self._have))
            except DSSConnectionError as error:
                broken = error
                continue
            async with again:
                check_rest(again.status_code, again.headers, whole, self._have)
                broken = await self._write(again)
        check_size(whole, self._have)

    async def _write(self, stream: AsyncDSSStream) -> DSSConnectionError | DSSDataError | None:
        """Writes what comes; gives what broke the connection, if something did."""
        try:
            async for chunk in stream.iter_content(None):
                self._file.write(chunk)
                self._have += len(chunk)
                self._bar.advance(len(chunk))
                self._failed = 0
        except (DSSConnectionError, DSSDataError) as error:
            return error
        return None

    async def _pause(self, broken: DSSConnectionError | DSSDataError, *, resumable: bool) -> None:
        """Waits before going on; as often in vain as a call may be repeated."""
        policy: RetryPolicy = self._rest.settings.retries
        self._failed += 1
        if not resumable or self._failed >= policy.tries:
            raise broken
        clock: AsyncClock = self._rest.settings.clock or AsyncClock()
        await clock.sleep(policy.pause(self._failed, broken))


async def download_or_print(
    rest: AsyncRest, request: EndpointRequest[Any], path: Any, *, progress: bool = False
) -> None:
    """Writes the answer to a request into a local file, or to the standard output.

    Args:
        rest: what sends the request.
        request: the request.
        path: path of the file, or a file, as for :func:`download`; `-` is the standard output.
        progress: whether to show a progress bar; never with `-`.
    """
    if path != "-":
        await download(rest, request, path, progress=progress)
        return
    with transfer(False, "") as bar:
        await fetch_into(rest, request, sys.stdout.buffer, bar)
    sys.stdout.buffer.flush()
