# Derived by `tox -e generate` from src/dataikuapi/aio/dss/recipevisualcreators.py. Do not edit.
"""Creators of visual recipes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from dataikuapi.dss.recipecreator import (
    DSSRecipeCreator,
    MultipleOutputRecipeCreator,
    SingleOutputRecipeCreator,
    VirtualInputsSingleOutputRecipeCreator,
)

if TYPE_CHECKING:
    from dataikuapi.dss.project import DSSProject


class WindowRecipeCreator(SingleOutputRecipeCreator):
    """Creates a window recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("window", name, project)


class SyncRecipeCreator(SingleOutputRecipeCreator):
    """Creates a sync recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("sync", name, project)


class ContinuousSyncRecipeCreator(SingleOutputRecipeCreator):
    """Creates a sync recipe that runs on and on."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("csync", name, project)


class SortRecipeCreator(SingleOutputRecipeCreator):
    """Creates a sort recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("sort", name, project)


class PivotRecipeCreator(SingleOutputRecipeCreator):
    """Creates a pivot recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("pivot", name, project)


class TopNRecipeCreator(DSSRecipeCreator):
    """Creates a top n recipe; its output has to exist."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("topn", name, project)


class DistinctRecipeCreator(SingleOutputRecipeCreator):
    """Creates a distinct recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("distinct", name, project)


class PrepareRecipeCreator(SingleOutputRecipeCreator):
    """Creates a prepare recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("shaker", name, project)


class SamplingRecipeCreator(SingleOutputRecipeCreator):
    """Creates a sampling recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("sampling", name, project)


class DownloadRecipeCreator(SingleOutputRecipeCreator):
    """Creates a download recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("download", name, project)


class ExportRecipeCreator(SingleOutputRecipeCreator):
    """Creates an export recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("export", name, project)


class ExtractFailedRowsRecipeCreator(SingleOutputRecipeCreator):
    """Creates a recipe that takes out the rows which fail data quality rules."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("extract_failed_rows", name, project)


class JoinRecipeCreator(VirtualInputsSingleOutputRecipeCreator):
    """Creates a join recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("join", name, project)


class FuzzyJoinRecipeCreator(VirtualInputsSingleOutputRecipeCreator):
    """Creates a fuzzy join recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("fuzzyjoin", name, project)


class GeoJoinRecipeCreator(VirtualInputsSingleOutputRecipeCreator):
    """Creates a geographic join recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("geojoin", name, project)


class StackRecipeCreator(VirtualInputsSingleOutputRecipeCreator):
    """Creates a stack recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("vstack", name, project)


class GenerateFeaturesRecipeCreator(VirtualInputsSingleOutputRecipeCreator):
    """Creates a recipe that generates features."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("generate_features", name, project)


class SplitRecipeCreator(MultipleOutputRecipeCreator):
    """Creates a split recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("split", name, project)


class GroupingRecipeCreator(SingleOutputRecipeCreator):
    """Creates a grouping recipe.

    Example:
        creator = project.new_recipe("grouping")
        creator.with_input("orders").with_group_key("customer")
        recipe = creator.with_new_output("orders_by_customer", "filesystem_managed").create()

    Attributes:
        group_key: name of the column that is grouped by, or None.
    """

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("grouping", name, project)
        self.group_key: str | None = None

    def with_group_key(self, group_key: str) -> Self:
        """Sets the column that is grouped by; more can be added to the settings.

        Args:
            group_key: name of the column.

        Returns:
            This creator.
        """
        self.group_key = group_key
        return self

    def _finish_creation_settings(self) -> None:
        super()._finish_creation_settings()
        if self.group_key is not None:
            self.creation_settings["groupKey"] = self.group_key


class UpsertRecipeCreator(SingleOutputRecipeCreator):
    """Creates an upsert recipe.

    Attributes:
        upsert_key: name of the column that rows are matched by, or None.
    """

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("upsert", name, project)
        self.upsert_key: str | None = None

    def with_upsert_key(self, upsert_key: str) -> Self:
        """Sets the column that rows are matched by; more can be added to the settings.

        Args:
            upsert_key: name of the column.

        Returns:
            This creator.
        """
        self.upsert_key = upsert_key
        return self

    def _finish_creation_settings(self) -> None:
        super()._finish_creation_settings()
        if self.upsert_key is not None:
            self.creation_settings["upsertKey"] = self.upsert_key
