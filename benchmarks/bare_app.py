"""The same answer from a bare application of Starlette on uvicorn.

``python -m benchmarks.bare_app PORT PATH JSON``
"""

from __future__ import annotations

import json
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def application(path: str, answer: object) -> Starlette:
    """An application with one route."""

    async def get(_: Request) -> JSONResponse:
        return JSONResponse(answer)

    return Starlette(routes=[Route(path, get)])


if __name__ == "__main__":
    port, path, text = sys.argv[1:]
    uvicorn.run(
        application(path, json.loads(text)),
        port=int(port),
        http="h11",  # what a plain installation of uvicorn has, and the mock uses
        log_level="critical",
        access_log=False,
    )
