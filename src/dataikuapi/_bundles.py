"""What can be chosen when a bundle becomes a project."""

from __future__ import annotations

from enum import Enum


class PermissionsPropagationPolicy(Enum):
    """Which permissions of a bundle hold in the project that is made of it."""

    NONE = "NONE"
    READ_ONLY = "READ_ONLY"
    ALL = "ALL"
