"""Import path of recipes, their settings and creators, which stand in modules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.aio.dss.recipecodecreators import (
        AsyncCodeRecipeCreator as AsyncCodeRecipeCreator,
    )
    from dataikuapi.aio.dss.recipecodecreators import (
        AsyncPythonRecipeCreator as AsyncPythonRecipeCreator,
    )
    from dataikuapi.aio.dss.recipecodecreators import (
        AsyncSQLQueryRecipeCreator as AsyncSQLQueryRecipeCreator,
    )
    from dataikuapi.aio.dss.recipecreator import AsyncDSSRecipeCreator as AsyncDSSRecipeCreator
    from dataikuapi.aio.dss.recipecreator import (
        AsyncSingleOutputRecipeCreator as AsyncSingleOutputRecipeCreator,
    )
    from dataikuapi.aio.dss.recipecreator import (
        AsyncVirtualInputsSingleOutputRecipeCreator as AsyncVirtualInputsSingleOutputRecipeCreator,
    )
    from dataikuapi.aio.dss.recipehandle import AsyncDSSRecipe as AsyncDSSRecipe
    from dataikuapi.aio.dss.recipehandle import AsyncDSSRecipeListItem as AsyncDSSRecipeListItem
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncEmbedDatasetRecipeCreator as AsyncEmbedDatasetRecipeCreator,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncEmbedDatasetRecipeSettings as AsyncEmbedDatasetRecipeSettings,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncEmbedDocumentsRecipeCreator as AsyncEmbedDocumentsRecipeCreator,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncEmbedDocumentsRecipeSettings as AsyncEmbedDocumentsRecipeSettings,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncExtractContentRecipeCreator as AsyncExtractContentRecipeCreator,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncExtractContentRecipeSettings as AsyncExtractContentRecipeSettings,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncExtractFieldsRecipeCreator as AsyncExtractFieldsRecipeCreator,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncExtractFieldsRecipeSettings as AsyncExtractFieldsRecipeSettings,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncPromptRecipeCreator as AsyncPromptRecipeCreator,
    )
    from dataikuapi.aio.dss.recipelanguage import (
        AsyncPromptRecipeSettings as AsyncPromptRecipeSettings,
    )
    from dataikuapi.aio.dss.recipemodelcreators import (
        AsyncAgentEvaluationRecipeCreator as AsyncAgentEvaluationRecipeCreator,
    )
    from dataikuapi.aio.dss.recipemodelcreators import (
        AsyncClusteringScoringRecipeCreator as AsyncClusteringScoringRecipeCreator,
    )
    from dataikuapi.aio.dss.recipemodelcreators import (
        AsyncEvaluationRecipeCreator as AsyncEvaluationRecipeCreator,
    )
    from dataikuapi.aio.dss.recipemodelcreators import (
        AsyncLLMEvaluationRecipeCreator as AsyncLLMEvaluationRecipeCreator,
    )
    from dataikuapi.aio.dss.recipemodelcreators import (
        AsyncPredictionScoringRecipeCreator as AsyncPredictionScoringRecipeCreator,
    )
    from dataikuapi.aio.dss.recipemodelcreators import (
        AsyncStandaloneEvaluationRecipeCreator as AsyncStandaloneEvaluationRecipeCreator,
    )
    from dataikuapi.aio.dss.recipeschema import (
        AsyncRequiredSchemaUpdates as AsyncRequiredSchemaUpdates,
    )
    from dataikuapi.aio.dss.recipesettings import AsyncCodeRecipeSettings as AsyncCodeRecipeSettings
    from dataikuapi.aio.dss.recipesettings import (
        AsyncDSSRecipeDefinitionAndPayload as AsyncDSSRecipeDefinitionAndPayload,
    )
    from dataikuapi.aio.dss.recipesettings import AsyncDSSRecipeSettings as AsyncDSSRecipeSettings
    from dataikuapi.aio.dss.recipesplit import AsyncSplitRecipeSettings as AsyncSplitRecipeSettings
    from dataikuapi.aio.dss.recipevisual import (
        AsyncDistinctRecipeSettings as AsyncDistinctRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import (
        AsyncDownloadRecipeSettings as AsyncDownloadRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import (
        AsyncExportRecipeSettings as AsyncExportRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import (
        AsyncGenerateFeaturesRecipeSettings as AsyncGenerateFeaturesRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import (
        AsyncGroupingRecipeSettings as AsyncGroupingRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import AsyncJoinRecipeSettings as AsyncJoinRecipeSettings
    from dataikuapi.aio.dss.recipevisual import AsyncPivotRecipeSettings as AsyncPivotRecipeSettings
    from dataikuapi.aio.dss.recipevisual import (
        AsyncPrepareRecipeSettings as AsyncPrepareRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import (
        AsyncSamplingRecipeSettings as AsyncSamplingRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import AsyncSortRecipeSettings as AsyncSortRecipeSettings
    from dataikuapi.aio.dss.recipevisual import AsyncStackRecipeSettings as AsyncStackRecipeSettings
    from dataikuapi.aio.dss.recipevisual import AsyncSyncRecipeSettings as AsyncSyncRecipeSettings
    from dataikuapi.aio.dss.recipevisual import AsyncTopNRecipeSettings as AsyncTopNRecipeSettings
    from dataikuapi.aio.dss.recipevisual import (
        AsyncUpsertRecipeSettings as AsyncUpsertRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisual import (
        AsyncWindowRecipeSettings as AsyncWindowRecipeSettings,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncContinuousSyncRecipeCreator as AsyncContinuousSyncRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncDistinctRecipeCreator as AsyncDistinctRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncDownloadRecipeCreator as AsyncDownloadRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncExportRecipeCreator as AsyncExportRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncExtractFailedRowsRecipeCreator as AsyncExtractFailedRowsRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncFuzzyJoinRecipeCreator as AsyncFuzzyJoinRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncGenerateFeaturesRecipeCreator as AsyncGenerateFeaturesRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncGeoJoinRecipeCreator as AsyncGeoJoinRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncGroupingRecipeCreator as AsyncGroupingRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncJoinRecipeCreator as AsyncJoinRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncPivotRecipeCreator as AsyncPivotRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncPrepareRecipeCreator as AsyncPrepareRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncSamplingRecipeCreator as AsyncSamplingRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncSortRecipeCreator as AsyncSortRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncSplitRecipeCreator as AsyncSplitRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncStackRecipeCreator as AsyncStackRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncSyncRecipeCreator as AsyncSyncRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncTopNRecipeCreator as AsyncTopNRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncUpsertRecipeCreator as AsyncUpsertRecipeCreator,
    )
    from dataikuapi.aio.dss.recipevisualcreators import (
        AsyncWindowRecipeCreator as AsyncWindowRecipeCreator,
    )
    from dataikuapi.dss.recipestatus import DSSRecipeStatus as DSSRecipeStatus

_CLASSES = {
    "dataikuapi.aio.dss.recipecodecreators": (
        "AsyncCodeRecipeCreator",
        "AsyncPythonRecipeCreator",
        "AsyncSQLQueryRecipeCreator",
    ),
    "dataikuapi.aio.dss.recipecreator": (
        "AsyncDSSRecipeCreator",
        "AsyncSingleOutputRecipeCreator",
        "AsyncVirtualInputsSingleOutputRecipeCreator",
    ),
    "dataikuapi.aio.dss.recipehandle": (
        "AsyncDSSRecipe",
        "AsyncDSSRecipeListItem",
    ),
    "dataikuapi.aio.dss.recipelanguage": (
        "AsyncEmbedDatasetRecipeCreator",
        "AsyncEmbedDatasetRecipeSettings",
        "AsyncEmbedDocumentsRecipeCreator",
        "AsyncEmbedDocumentsRecipeSettings",
        "AsyncExtractContentRecipeCreator",
        "AsyncExtractContentRecipeSettings",
        "AsyncExtractFieldsRecipeCreator",
        "AsyncExtractFieldsRecipeSettings",
        "AsyncPromptRecipeCreator",
        "AsyncPromptRecipeSettings",
    ),
    "dataikuapi.aio.dss.recipemodelcreators": (
        "AsyncAgentEvaluationRecipeCreator",
        "AsyncClusteringScoringRecipeCreator",
        "AsyncEvaluationRecipeCreator",
        "AsyncLLMEvaluationRecipeCreator",
        "AsyncPredictionScoringRecipeCreator",
        "AsyncStandaloneEvaluationRecipeCreator",
    ),
    "dataikuapi.aio.dss.recipeschema": ("AsyncRequiredSchemaUpdates",),
    "dataikuapi.aio.dss.recipesettings": (
        "AsyncCodeRecipeSettings",
        "AsyncDSSRecipeDefinitionAndPayload",
        "AsyncDSSRecipeSettings",
    ),
    "dataikuapi.aio.dss.recipesplit": ("AsyncSplitRecipeSettings",),
    "dataikuapi.aio.dss.recipevisual": (
        "AsyncDistinctRecipeSettings",
        "AsyncDownloadRecipeSettings",
        "AsyncExportRecipeSettings",
        "AsyncGenerateFeaturesRecipeSettings",
        "AsyncGroupingRecipeSettings",
        "AsyncJoinRecipeSettings",
        "AsyncPivotRecipeSettings",
        "AsyncPrepareRecipeSettings",
        "AsyncSamplingRecipeSettings",
        "AsyncSortRecipeSettings",
        "AsyncStackRecipeSettings",
        "AsyncSyncRecipeSettings",
        "AsyncTopNRecipeSettings",
        "AsyncUpsertRecipeSettings",
        "AsyncWindowRecipeSettings",
    ),
    "dataikuapi.aio.dss.recipevisualcreators": (
        "AsyncContinuousSyncRecipeCreator",
        "AsyncDistinctRecipeCreator",
        "AsyncDownloadRecipeCreator",
        "AsyncExportRecipeCreator",
        "AsyncExtractFailedRowsRecipeCreator",
        "AsyncFuzzyJoinRecipeCreator",
        "AsyncGenerateFeaturesRecipeCreator",
        "AsyncGeoJoinRecipeCreator",
        "AsyncGroupingRecipeCreator",
        "AsyncJoinRecipeCreator",
        "AsyncPivotRecipeCreator",
        "AsyncPrepareRecipeCreator",
        "AsyncSamplingRecipeCreator",
        "AsyncSortRecipeCreator",
        "AsyncSplitRecipeCreator",
        "AsyncStackRecipeCreator",
        "AsyncSyncRecipeCreator",
        "AsyncTopNRecipeCreator",
        "AsyncUpsertRecipeCreator",
        "AsyncWindowRecipeCreator",
    ),
    "dataikuapi.dss.recipestatus": ("DSSRecipeStatus",),
}
if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__, {name: module for module, names in _CLASSES.items() for name in names}
    )
