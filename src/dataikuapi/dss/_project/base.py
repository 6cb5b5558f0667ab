# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/base.py. Do not edit.
"""What each topic of the handle of a project can rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dssclient import DSSClient


class ProjectBase:
    """Base of the topics of a project."""

    client: DSSClient
    project_key: str

    def _as_project(self) -> DSSProject:
        """This handle as what it is when all topics are together."""
        return cast("DSSProject", self)
