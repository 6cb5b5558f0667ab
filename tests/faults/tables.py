"""What can't be told from the signatures of handles and methods, for ``handles.py``."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any, Final

from dataikuapi._prepare import Outgoing
from dataikuapi_rest import api

# A ``Maker`` of handles; it uses these tables.
Make = Callable[[Any], Any]
Build = Callable[[Any, type], Any]

ANNOTATIONS: Final[list[tuple[str, Make]]] = [
    (r"^(Upload|Any$)", lambda _: io.BytesIO(b"content")),
    (r"PathLike", lambda maker: str(maker.folder / "here.txt")),
    (r"^Connection$", lambda _: {"name": "x"}),
    (r"EndpointRequest", lambda _: api.group.group_list.build_request()),
    (r"^Outgoing", lambda _: Outgoing(method="GET", path="/x", label="/x")),
    (r"^str", lambda _: "x"),
    (r"^int", lambda _: 1),
    (r"^float", lambda _: 1.0),
    (r"^bool", lambda _: True),
    (r"date", lambda _: "2026-01-01"),
    (r"^(Sequence|Iterable|list)\[(Mapping|dict|User)", lambda _: [{"name": "x", "type": "y"}]),
    (r"^(Sequence|Iterable|list|tuple)\[", lambda _: ["x", "y"]),
]
VALUES: Final[Mapping[str, Make]] = {
    "new_name": lambda _: "other",
    "card": lambda _: {"type": "x"},
    "computation": lambda _: {"type": "x"},
    "obj": lambda maker: maker.named("DSSDataset"),
    "items": lambda maker: [maker.named("DSSDataset")],
    "discussion_data_has_replies": lambda _: False,
    "prediction_type": lambda _: "REGRESSION",
}

RUN: Final = {"scenario": {"id": "S", "projectKey": "P", "markedAsTest": True}, "runId": "r"}
FIRE: Final = {"scenarioId": "S", "projectKey": "P", "trigger": {"id": "t"}, "runId": "r"}
RECIPE: Final = {
    "recipe": {
        "type": "split",
        "name": "x",
        "projectKey": "P",
        "inputs": {"main": {"items": [{"ref": "D"}]}},
    },
    "payload": "{}",
}
FOLDER: Final = {"id": "F", "name": "f", "parentId": "ROOT", "childrenIds": ["a"]}
IN_PROJECT: Final = {"projectKey": "P", "id": "x"}
EVALUATION: Final = {
    "evaluation": {
        "created": 1,
        "ref": {"fullId": "ME-P-s-r"},
        "fullId": "ME-P-s-r",
        "userMeta": {"name": "x", "labels": []},
    },
    "metrics": {},
}
FORECAST: Final = {
    "predictionType": "TIMESERIES_FORECAST",
    "timestepParams": {"timeunit": "DAY", "numberOfTimeunits": 1},
    "evaluationParams": {"testSize": 1, "gapSize": 0},
    "predictionLength": 1,
}
CHANNEL: Final = {"id": "c", "type": "smtp"}
CHANGE: Final = {"type": "DATASET", "id": "D", "newSchema": {}}
MEANT: Final = {"i_know_what_i_am_doing": True}


def _with(**given: Any) -> Build:
    return lambda maker, cls: maker.filled(cls, **given)


def _of_task(maker: Any, cls: type) -> Any:
    task = maker.named("DSSMLTask")
    details = {"userMeta": {"name": "x"}}
    return maker.filled(cls, details=details, snippet={}, mltask=task, mltask_model_id="x")


def _of_saved_model(maker: Any, cls: type) -> Any:
    model = maker.named("DSSSavedModel")
    details = {"smOrigin": {"fullModelId": "A-P-a-t-s1-pp1-m1"}}
    return maker.filled(
        cls, details=details, snippet={}, saved_model=model, saved_model_version="x"
    )


def _preset_of(maker: Any, cls: type) -> Any:
    settings = maker.named("DSSPluginSettingsBase")
    return maker.filled(cls, plugin_settings=settings)


HANDLES: Final[Mapping[str, Build]] = {
    "Rest": lambda maker, _: maker.client.rest,
    "Zoned": lambda maker, _: maker.named("DSSDataset"),
    "DSSLibraryItem": lambda maker, _: maker.named("DSSLibraryFile"),
    "DSSLibraryFolder": lambda maker, cls: _in_library(maker, cls, children=set()),
    "DSSLibraryFile": lambda maker, cls: _in_library(maker, cls),
    **dict.fromkeys(
        (
            "DSSTrainedModelDetails", "DSSTrainedPredictionModelDetails",
            "DSSTrainedClusteringModelDetails", "DSSTrainedTimeseriesForecastingModelDetails",
            "ModelExports", "ModelReports",
        ),
        _of_task,
    ),
    "DSSGeneralSettings": _with(settings={"x": 1}),
    "DSSDashboardSettings": _with(settings=IN_PROJECT),
    "DSSInsightSettings": _with(settings=IN_PROJECT),
    "DSSEvaluationFullInfo": _with(full_info=EVALUATION),
    "DSSTimeSeriesModelEvaluationFullInfo": _with(full_info=EVALUATION),
    "DSSRecipeSettings": _with(data=RECIPE),
    "SplitRecipeSettings": _with(data=RECIPE),
    "RequiredSchemaUpdates": _with(data={"computables": [CHANGE]}),
    "DSSTriggerFire": _with(trigger_fire=FIRE),
    "DSSScenarioRun": _with(run=RUN),
    "DSSSQLQuery": _with(streaming_session={"queryId": "q", "hasResults": True, "schema": []}),
    "DSSProjectFolder": _with(data=FOLDER),
    "DSSFlowZone": _with(data=IN_PROJECT),
    "DSSTimeseriesForecastingMLTaskSettings": _with(mltask_settings=FORECAST),
    "DSSAPIDeployerDeploymentUpdateListItem": _with(data={"startTimestamp": 1, "startTime": 1}),
    "DSSProjectDeployerDeploymentUpdateListItem": _with(data={"startTimestamp": 1}),
    "DSSGlobalApiKeyDefinition": _with(data={"id": "k"}),
    "DSSAppManifest": _with(project_key="P"),
    "DSSDataQualityRule": _with(rule={"id": "r"}),
    "DSSNotebookSession": _with(
        session={"projectKey": "P", "notebookName": "n", "sessionId": "s"}
    ),
    "DSSLocalModelKernel": _with(data={"kernelId": "k"}),
    **dict.fromkeys(("DSSMessagingChannel", "DSSMailMessagingChannel"), _with(data=CHANNEL)),
    "DSSPluginParameterSetBase": _preset_of,
    "DSSPluginPreset": _preset_of,
    "DSSWebAppSession": lambda maker, cls: maker.filled(cls, base_url=maker.client.host),
}  # fmt: skip
# Handles that only one method needs to be so.
HANDLES_OF: Final[Mapping[str, Build]] = {
    "DSSTrainedModelDetails.get_origin_analysis_trained_model": _of_saved_model,
    "ModelExports.export_to_snowflake_function": _of_saved_model,
}


def _in_library(maker: Any, cls: type, **given: Any) -> Any:
    top = maker.known["AsyncDSSLibraryFolder" if maker.is_async else "DSSLibraryFolder"][0]
    parent = maker.filled(top, name="/", parent=None, children=set())
    item = maker.filled(cls, parent=parent, **given)
    parent.children.add(item)
    return item


def _asking(maker: Any) -> Mapping[str, Any]:
    return {"function": lambda _: maker.client.list_groups(), "iterable": [1]}


def _frame(_: Any) -> Mapping[str, Any]:
    import pandas as pd

    return {"frame": pd.DataFrame({"a": [1]})}


def _table(_: Any) -> Mapping[str, Any]:
    import pyarrow as pa

    return {"data": pa.table({"a": [1]})}


def _csv(maker: Any) -> Mapping[str, Any]:
    path = maker.folder / "rows.csv"
    path.write_text("a\n1\n")
    return {"path": str(path)}


ARGUMENTS: Final[Mapping[str, Callable[[Any], Mapping[str, Any]]]] = {
    "FuturesCalls.map": _asking,
    "AdministrationCalls.get_resolved_variables": lambda _: {"project_key": "P"},
    "AdministrationCalls.set_license": lambda _: {"license": {"content": {}}},
    "UsersCalls.edit_users": lambda _: {"user_changes": [{"login": "x"}]},
    "Rest.outside": lambda maker: {"method": "GET", "url": maker.client.host + "/x"},
    "ExternalModelVersionHandler.evaluate": lambda _: {"dataset_ref": "D"},
    "DSSMLTask.ensemble": lambda _: {"method": "VOTE"},
    "DSSMLTask.start_ensembling": lambda _: {"method": "VOTE"},
    "ModelImports.import_mlflow_version_from_path": lambda maker: {"path": str(maker.folder)},
    "ModelImports.create_external_model_version": lambda _: {"evaluate": False},
    "TaskModels.redeploy_to_flow": lambda _: {"recipe_name": "x"},
    "ProjectAbout.set_variables": lambda _: {"obj": {"standard": {}, "local": {}}},
    "DatasetWrite.write_dataframe": _frame,
    "DatasetWrite.write_with_schema": _frame,
    "DatasetWrite.write_arrow": _table,
    "DatasetWrite.write_file": _csv,
    "DSSConnection.set_definition": lambda _: {"definition": {"name": "x"}},
    "DSSDataQualityRuleSet.create_rule": lambda _: {"config": {"type": "x"}},
    "DSSEvaluationComparison.get_evaluation_like_from_full_id": lambda _: {
        "full_id": "S-P-model-version"
    },
    "DSSFuture.get_result_wait_if_needed": lambda _: {"ret": {"jobId": "x"}},
    "DSSManagedFolder.upload_folder": lambda maker: {"folder": str(maker.folder)},
    "DSSManagedFolder.download_folder": lambda maker: {"folder": str(maker.folder / "new")},
    "DSSProjectGit.drop_and_rebuild": lambda _: MEANT,
    "DSSTriggerFire.is_cancelled": lambda _: {"refresh": True},
    **{
        f"DSSWebAppSession.{verb}": (lambda maker: {"url": maker.client.host + "/x"})
        for verb in ("get", "post", "put", "delete")
    },
    "DSSWebAppSession.request": lambda maker: {"method": "GET", "url": maker.client.host + "/x"},
}
