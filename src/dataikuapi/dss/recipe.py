# Derived by `tox -e generate` from src/dataikuapi/aio/dss/recipe.py. Do not edit.
"""Import path of recipes, their settings and creators, which stand in modules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.dss.recipecodecreators import (
        CodeRecipeCreator as CodeRecipeCreator,
    )
    from dataikuapi.dss.recipecodecreators import (
        PythonRecipeCreator as PythonRecipeCreator,
    )
    from dataikuapi.dss.recipecodecreators import (
        SQLQueryRecipeCreator as SQLQueryRecipeCreator,
    )
    from dataikuapi.dss.recipecreator import DSSRecipeCreator as DSSRecipeCreator
    from dataikuapi.dss.recipecreator import (
        SingleOutputRecipeCreator as SingleOutputRecipeCreator,
    )
    from dataikuapi.dss.recipecreator import (
        VirtualInputsSingleOutputRecipeCreator as VirtualInputsSingleOutputRecipeCreator,
    )
    from dataikuapi.dss.recipehandle import DSSRecipe as DSSRecipe
    from dataikuapi.dss.recipehandle import DSSRecipeListItem as DSSRecipeListItem
    from dataikuapi.dss.recipelanguage import (
        EmbedDatasetRecipeCreator as EmbedDatasetRecipeCreator,
    )
    from dataikuapi.dss.recipelanguage import (
        EmbedDatasetRecipeSettings as EmbedDatasetRecipeSettings,
    )
    from dataikuapi.dss.recipelanguage import (
        EmbedDocumentsRecipeCreator as EmbedDocumentsRecipeCreator,
    )
    from dataikuapi.dss.recipelanguage import (
        EmbedDocumentsRecipeSettings as EmbedDocumentsRecipeSettings,
    )
    from dataikuapi.dss.recipelanguage import (
        ExtractContentRecipeCreator as ExtractContentRecipeCreator,
    )
    from dataikuapi.dss.recipelanguage import (
        ExtractContentRecipeSettings as ExtractContentRecipeSettings,
    )
    from dataikuapi.dss.recipelanguage import (
        ExtractFieldsRecipeCreator as ExtractFieldsRecipeCreator,
    )
    from dataikuapi.dss.recipelanguage import (
        ExtractFieldsRecipeSettings as ExtractFieldsRecipeSettings,
    )
    from dataikuapi.dss.recipelanguage import (
        PromptRecipeCreator as PromptRecipeCreator,
    )
    from dataikuapi.dss.recipelanguage import (
        PromptRecipeSettings as PromptRecipeSettings,
    )
    from dataikuapi.dss.recipemodelcreators import (
        AgentEvaluationRecipeCreator as AgentEvaluationRecipeCreator,
    )
    from dataikuapi.dss.recipemodelcreators import (
        ClusteringScoringRecipeCreator as ClusteringScoringRecipeCreator,
    )
    from dataikuapi.dss.recipemodelcreators import (
        EvaluationRecipeCreator as EvaluationRecipeCreator,
    )
    from dataikuapi.dss.recipemodelcreators import (
        LLMEvaluationRecipeCreator as LLMEvaluationRecipeCreator,
    )
    from dataikuapi.dss.recipemodelcreators import (
        PredictionScoringRecipeCreator as PredictionScoringRecipeCreator,
    )
    from dataikuapi.dss.recipemodelcreators import (
        StandaloneEvaluationRecipeCreator as StandaloneEvaluationRecipeCreator,
    )
    from dataikuapi.dss.recipeschema import (
        RequiredSchemaUpdates as RequiredSchemaUpdates,
    )
    from dataikuapi.dss.recipesettings import CodeRecipeSettings as CodeRecipeSettings
    from dataikuapi.dss.recipesettings import (
        DSSRecipeDefinitionAndPayload as DSSRecipeDefinitionAndPayload,
    )
    from dataikuapi.dss.recipesettings import DSSRecipeSettings as DSSRecipeSettings
    from dataikuapi.dss.recipesplit import SplitRecipeSettings as SplitRecipeSettings
    from dataikuapi.dss.recipestatus import DSSRecipeStatus as DSSRecipeStatus
    from dataikuapi.dss.recipevisual import (
        DistinctRecipeSettings as DistinctRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import (
        DownloadRecipeSettings as DownloadRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import (
        ExportRecipeSettings as ExportRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import (
        GenerateFeaturesRecipeSettings as GenerateFeaturesRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import (
        GroupingRecipeSettings as GroupingRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import JoinRecipeSettings as JoinRecipeSettings
    from dataikuapi.dss.recipevisual import PivotRecipeSettings as PivotRecipeSettings
    from dataikuapi.dss.recipevisual import (
        PrepareRecipeSettings as PrepareRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import (
        SamplingRecipeSettings as SamplingRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import SortRecipeSettings as SortRecipeSettings
    from dataikuapi.dss.recipevisual import StackRecipeSettings as StackRecipeSettings
    from dataikuapi.dss.recipevisual import SyncRecipeSettings as SyncRecipeSettings
    from dataikuapi.dss.recipevisual import TopNRecipeSettings as TopNRecipeSettings
    from dataikuapi.dss.recipevisual import (
        UpsertRecipeSettings as UpsertRecipeSettings,
    )
    from dataikuapi.dss.recipevisual import (
        WindowRecipeSettings as WindowRecipeSettings,
    )
    from dataikuapi.dss.recipevisualcreators import (
        ContinuousSyncRecipeCreator as ContinuousSyncRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        DistinctRecipeCreator as DistinctRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        DownloadRecipeCreator as DownloadRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        ExportRecipeCreator as ExportRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        ExtractFailedRowsRecipeCreator as ExtractFailedRowsRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        FuzzyJoinRecipeCreator as FuzzyJoinRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        GenerateFeaturesRecipeCreator as GenerateFeaturesRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        GeoJoinRecipeCreator as GeoJoinRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        GroupingRecipeCreator as GroupingRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        JoinRecipeCreator as JoinRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        PivotRecipeCreator as PivotRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        PrepareRecipeCreator as PrepareRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        SamplingRecipeCreator as SamplingRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        SortRecipeCreator as SortRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        SplitRecipeCreator as SplitRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        StackRecipeCreator as StackRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        SyncRecipeCreator as SyncRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        TopNRecipeCreator as TopNRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        UpsertRecipeCreator as UpsertRecipeCreator,
    )
    from dataikuapi.dss.recipevisualcreators import (
        WindowRecipeCreator as WindowRecipeCreator,
    )

_CLASSES = {
    "dataikuapi.dss.recipecodecreators": (
        "CodeRecipeCreator",
        "PythonRecipeCreator",
        "SQLQueryRecipeCreator",
    ),
    "dataikuapi.dss.recipecreator": (
        "DSSRecipeCreator",
        "SingleOutputRecipeCreator",
        "VirtualInputsSingleOutputRecipeCreator",
    ),
    "dataikuapi.dss.recipehandle": (
        "DSSRecipe",
        "DSSRecipeListItem",
    ),
    "dataikuapi.dss.recipelanguage": (
        "EmbedDatasetRecipeCreator",
        "EmbedDatasetRecipeSettings",
        "EmbedDocumentsRecipeCreator",
        "EmbedDocumentsRecipeSettings",
        "ExtractContentRecipeCreator",
        "ExtractContentRecipeSettings",
        "ExtractFieldsRecipeCreator",
        "ExtractFieldsRecipeSettings",
        "PromptRecipeCreator",
        "PromptRecipeSettings",
    ),
    "dataikuapi.dss.recipemodelcreators": (
        "AgentEvaluationRecipeCreator",
        "ClusteringScoringRecipeCreator",
        "EvaluationRecipeCreator",
        "LLMEvaluationRecipeCreator",
        "PredictionScoringRecipeCreator",
        "StandaloneEvaluationRecipeCreator",
    ),
    "dataikuapi.dss.recipeschema": ("RequiredSchemaUpdates",),
    "dataikuapi.dss.recipesettings": (
        "CodeRecipeSettings",
        "DSSRecipeDefinitionAndPayload",
        "DSSRecipeSettings",
    ),
    "dataikuapi.dss.recipesplit": ("SplitRecipeSettings",),
    "dataikuapi.dss.recipevisual": (
        "DistinctRecipeSettings",
        "DownloadRecipeSettings",
        "ExportRecipeSettings",
        "GenerateFeaturesRecipeSettings",
        "GroupingRecipeSettings",
        "JoinRecipeSettings",
        "PivotRecipeSettings",
        "PrepareRecipeSettings",
        "SamplingRecipeSettings",
        "SortRecipeSettings",
        "StackRecipeSettings",
        "SyncRecipeSettings",
        "TopNRecipeSettings",
        "UpsertRecipeSettings",
        "WindowRecipeSettings",
    ),
    "dataikuapi.dss.recipevisualcreators": (
        "ContinuousSyncRecipeCreator",
        "DistinctRecipeCreator",
        "DownloadRecipeCreator",
        "ExportRecipeCreator",
        "ExtractFailedRowsRecipeCreator",
        "FuzzyJoinRecipeCreator",
        "GenerateFeaturesRecipeCreator",
        "GeoJoinRecipeCreator",
        "GroupingRecipeCreator",
        "JoinRecipeCreator",
        "PivotRecipeCreator",
        "PrepareRecipeCreator",
        "SamplingRecipeCreator",
        "SortRecipeCreator",
        "SplitRecipeCreator",
        "StackRecipeCreator",
        "SyncRecipeCreator",
        "TopNRecipeCreator",
        "UpsertRecipeCreator",
        "WindowRecipeCreator",
    ),
    "dataikuapi.dss.recipestatus": ("DSSRecipeStatus",),
}
if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazy(
        __name__, {name: module for module, names in _CLASSES.items() for name in names}
    )
