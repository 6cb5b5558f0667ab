"""The HTTP library. Everything else imports it from here, so that it can be exchanged."""

import httpx as httpx

__all__ = ("httpx",)
