"""Settings of single sign-on, LDAP and Azure AD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if not TYPE_CHECKING:
    # Scripts import the classes of `settings` from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})
