"""Answers written to local files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from dataikuapi._paths import replacing, target_file

if TYPE_CHECKING:
    from dataikuapi.aio._rest import AsyncRest
    from dataikuapi_rest.operation import EndpointRequest


async def download(
    rest: AsyncRest, request: EndpointRequest[Any], path: str | os.PathLike[str]
) -> None:
    """Writes the answer to a request into a local file, piece by piece.

    Args:
        rest: what sends the request.
        request: the request.
        path: path of the file; one that exists is replaced once all has arrived.

    Raises:
        FileNotFoundError: the folder of the file does not exist; nothing was asked.
        DSSAPIError: DSS answered an error; the file was not touched.
        DSSDataError: the answer was cut short; the file was not touched.
    """
    target = target_file("path", path)
    async with await rest.stream(request) as stream:
        with replacing(target) as file:
            async for chunk in stream.iter_content(None):
                file.write(chunk)


async def download_or_print(rest: AsyncRest, request: EndpointRequest[Any], path: Any) -> None:
    """Writes the answer to a request into a local file, or to the standard output.

    Args:
        rest: what sends the request.
        request: the request.
        path: path of the file, as for :func:`download`; `-` is the standard output.
    """
    if path != "-":
        await download(rest, request, path)
        return
    async with await rest.stream(request) as stream:
        async for chunk in stream.iter_content(None):
            sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
