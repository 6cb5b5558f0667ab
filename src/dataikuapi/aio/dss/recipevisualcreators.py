"""Creators of visual recipes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from dataikuapi.aio.dss.recipecreator import (
    AsyncDSSRecipeCreator,
    AsyncMultipleOutputRecipeCreator,
    AsyncSingleOutputRecipeCreator,
    AsyncVirtualInputsSingleOutputRecipeCreator,
)

if TYPE_CHECKING:
    from dataikuapi.aio.dss.project import AsyncDSSProject


class AsyncWindowRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a window recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("window", name, project)


class AsyncSyncRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a sync recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("sync", name, project)


class AsyncContinuousSyncRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a sync recipe that runs on and on."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("csync", name, project)


class AsyncSortRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a sort recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("sort", name, project)


class AsyncPivotRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a pivot recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("pivot", name, project)


class AsyncTopNRecipeCreator(AsyncDSSRecipeCreator):
    """Creates a top n recipe; its output has to exist."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("topn", name, project)


class AsyncDistinctRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a distinct recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("distinct", name, project)


class AsyncPrepareRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a prepare recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("shaker", name, project)


class AsyncSamplingRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a sampling recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("sampling", name, project)


class AsyncDownloadRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a download recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("download", name, project)


class AsyncExportRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates an export recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("export", name, project)


class AsyncExtractFailedRowsRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a recipe that takes out the rows which fail data quality rules."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("extract_failed_rows", name, project)


class AsyncJoinRecipeCreator(AsyncVirtualInputsSingleOutputRecipeCreator):
    """Creates a join recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("join", name, project)


class AsyncFuzzyJoinRecipeCreator(AsyncVirtualInputsSingleOutputRecipeCreator):
    """Creates a fuzzy join recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("fuzzyjoin", name, project)


class AsyncGeoJoinRecipeCreator(AsyncVirtualInputsSingleOutputRecipeCreator):
    """Creates a geographic join recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("geojoin", name, project)


class AsyncStackRecipeCreator(AsyncVirtualInputsSingleOutputRecipeCreator):
    """Creates a stack recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("vstack", name, project)


class AsyncGenerateFeaturesRecipeCreator(AsyncVirtualInputsSingleOutputRecipeCreator):
    """Creates a recipe that generates features."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("generate_features", name, project)


class AsyncSplitRecipeCreator(AsyncMultipleOutputRecipeCreator):
    """Creates a split recipe."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("split", name, project)


class AsyncGroupingRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a grouping recipe.

    Example:
        creator = project.new_recipe("grouping")
        creator.with_input("orders").with_group_key("customer")
        recipe = await creator.with_new_output("orders_by_customer", "filesystem_managed").create()

    Attributes:
        group_key: name of the column that is grouped by, or None.
    """

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
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


class AsyncUpsertRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates an upsert recipe.

    Attributes:
        upsert_key: name of the column that rows are matched by, or None.
    """

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
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
