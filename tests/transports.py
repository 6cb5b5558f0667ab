"""Transports of httpx that answer without a server, for sync and async clients."""

from __future__ import annotations

import httpx


class Redirecting(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers the first request with a redirect, and writes down all of them."""

    def __init__(self, status: int, location: str) -> None:
        self.requests: list[httpx.Request] = []
        self.answers = [
            httpx.Response(status, headers={"Location": location}),
            httpx.Response(200, json=[]),
        ]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answers[len(self.requests) - 1]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)
