# Derived by `tox -e generate` from tests/aio/test_recipecreator.py. Do not edit.
from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound
from dataikuapi.dss import recipe as classes
from dataikuapi.dss.project import DSSProject
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.tables import add_table

SINGLE = {
    "window": classes.WindowRecipeCreator,
    "sync": classes.SyncRecipeCreator,
    "csync": classes.ContinuousSyncRecipeCreator,
    "sort": classes.SortRecipeCreator,
    "pivot": classes.PivotRecipeCreator,
    "distinct": classes.DistinctRecipeCreator,
    "prepare": classes.PrepareRecipeCreator,
    "shaker": classes.PrepareRecipeCreator,
    "sampling": classes.SamplingRecipeCreator,
    "download": classes.DownloadRecipeCreator,
    "export": classes.ExportRecipeCreator,
    "extract_failed_rows": classes.ExtractFailedRowsRecipeCreator,
    "grouping": classes.GroupingRecipeCreator,
    "upsert": classes.UpsertRecipeCreator,
    "sql_query": classes.SQLQueryRecipeCreator,
    "prediction_scoring": classes.PredictionScoringRecipeCreator,
    "clustering_scoring": classes.ClusteringScoringRecipeCreator,
    "extract_content": classes.ExtractContentRecipeCreator,
    "extract_fields": classes.ExtractFieldsRecipeCreator,
    "prompt": classes.PromptRecipeCreator,
}
VIRTUAL = {
    "join": classes.JoinRecipeCreator,
    "fuzzyjoin": classes.FuzzyJoinRecipeCreator,
    "geojoin": classes.GeoJoinRecipeCreator,
    "vstack": classes.StackRecipeCreator,
    "generate_features": classes.GenerateFeaturesRecipeCreator,
}
PLAIN = {
    "topn": classes.TopNRecipeCreator,
    "evaluation": classes.EvaluationRecipeCreator,
    "standalone_evaluation": classes.StandaloneEvaluationRecipeCreator,
    "nlp_llm_evaluation": classes.LLMEvaluationRecipeCreator,
    "nlp_agent_evaluation": classes.AgentEvaluationRecipeCreator,
    "nlp_llm_rag_embedding": classes.EmbedDatasetRecipeCreator,
    "embed_dataset": classes.EmbedDatasetRecipeCreator,
    "embed_documents": classes.EmbedDocumentsRecipeCreator,
    "python": classes.CodeRecipeCreator,
    "r": classes.CodeRecipeCreator,
    "cpython": classes.CodeRecipeCreator,
}
WIRE = {"prepare": "shaker", "embed_dataset": "nlp_llm_rag_embedding"}


@pytest.fixture
def project(client: DSSClient, mock: DSSMock) -> DSSProject:
    project = client.create_project("SALES", "Sales", "admin")
    add_table(mock, "SALES", "orders", "customer:string amount:bigint")
    add_table(mock, "SALES", "out", "customer:string")
    mock.table("saved_models").add("SALES.m1", {"projectKey": "SALES", "id": "m1", "name": "M"})
    store = {"projectKey": "SALES", "id": "s1", "name": "S"}
    mock.table("evaluation_stores").add("SALES.s1", store)
    return project


def sent(mock: DSSMock) -> dict[str, Any]:
    """What the last call of a creator sent."""
    calls = [call for call in mock.calls if call.operation == "recipe_create"]
    return calls[-1].body


@pytest.mark.parametrize("kind", SINGLE)
def test_recipes_with_one_new_output(project: DSSProject, mock: DSSMock, kind: str) -> None:
    creator = project.new_recipe(kind, "made")
    assert type(creator) is SINGLE[kind]
    assert creator.with_input("orders") is creator
    assert creator.with_new_output("new", "filesystem_managed", append=True) is creator
    recipe = creator.create()
    assert sent(mock) == {
        "recipePrototype": {
            "projectKey": "SALES",
            "name": "made",
            "type": WIRE.get(kind, kind),
            "inputs": {"main": {"items": [{"ref": "orders"}]}},
            "outputs": {"main": {"items": [{"ref": "new", "appendMode": True}]}},
        },
        "creationSettings": {
            "createOutputDataset": True,
            "outputDatasetSettings": {
                "connectionId": "filesystem_managed",
                "typeOptionId": None,
                "specificSettings": {"formatOptionId": None, "overrideSQLSchema": None},
                "partitioningOptionId": None,
            },
            "createOutputFolder": None,
            "outputFolderSettings": None,
        },
    }
    assert recipe.type == WIRE.get(kind, kind)
    assert "SALES.new" in mock.table("datasets")


@pytest.mark.parametrize("kind", VIRTUAL)
def test_recipes_with_numbered_inputs(project: DSSProject, mock: DSSMock, kind: str) -> None:
    creator = project.new_recipe(kind, "made")
    assert type(creator) is VIRTUAL[kind]
    creator.with_input("orders").with_input("out").with_input("orders")
    with pytest.raises(ValueError, match="role must be 'main'"):
        creator.with_input("orders", role="left")
    recipe = creator.with_new_output("new", "filesystem_managed").build()
    assert sent(mock)["creationSettings"]["virtualInputs"] == ["orders", "out", "orders"]
    assert sent(mock)["recipePrototype"]["inputs"] == {}
    settings = recipe.get_settings()
    assert settings.get_flat_input_refs() == ["orders", "out"]
    assert [each["index"] for each in settings.obj_payload["virtualInputs"]] == [0, 1, 0]


@pytest.mark.parametrize("kind", PLAIN)
def test_recipes_with_outputs_that_exist(project: DSSProject, mock: DSSMock, kind: str) -> None:
    creator = project.new_recipe(kind, "made")
    assert type(creator) is PLAIN[kind]
    creator.with_input("orders").with_output("out")
    recipe = creator.create()
    settings = {"script": None} if kind in ("python", "r", "cpython") else {}
    assert sent(mock)["creationSettings"] == settings
    assert recipe.type == WIRE.get(kind, kind)


def test_base_creator_and_raw_mode(project: DSSProject, mock: DSSMock) -> None:
    creator = classes.DSSRecipeCreator("CustomCode_x", None, project)
    creator.set_name("mine")
    creator.set_raw_mode()
    creator.with_input("orders", role="left").with_input("m1", "SALES", role="model")
    recipe = creator.with_output("out", append=True, role="right").create()
    assert recipe.name == "mine"
    assert sent(mock)["creationSettings"] == {"rawCreation": True}
    assert sent(mock)["recipePrototype"]["inputs"] == {
        "left": {"items": [{"ref": "orders"}]},
        "model": {"items": [{"ref": "m1"}]},
    }


def test_input_of_another_project(project: DSSProject, mock: DSSMock) -> None:
    project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "prices", "item:string")
    creator = project.new_recipe("sync").with_input("prices", "OTHER").with_output("out")
    recipe = creator.create()
    assert (recipe.get_settings()).get_flat_input_refs() == ["OTHER.prices"]


def test_older_names_of_arguments(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("sync").with_input("orders")
    creator.with_new_output(
        "new",
        connection_id="filesystem_managed",
        typeOptionId="Filesystem",
        format_option_id="PARQUET_HIVE",
        override_sql_schema="s",
        partitioning_option_id="copy:dataset:orders",
    )
    creator.create()
    assert sent(mock)["creationSettings"]["outputDatasetSettings"] == {
        "connectionId": "filesystem_managed",
        "typeOptionId": "Filesystem",
        "specificSettings": {"formatOptionId": "PARQUET_HIVE", "overrideSQLSchema": "s"},
        "partitioningOptionId": "copy:dataset:orders",
    }
    with pytest.raises(TypeError, match="no argument 'colour'"):
        project.new_recipe("sync").with_new_output("x", "c", colour="red")
    with pytest.raises(TypeError, match="no argument 'connection_id'"):
        project.new_recipe("python").with_new_output_dataset("x", "c", connection_id="d")


def test_a_recipe_has_one_output(project: DSSProject) -> None:
    creator = project.new_recipe("sync").with_existing_output("out", append=True)
    for again in (creator.with_output, creator.with_existing_output):
        with pytest.raises(ValueError, match="has its output already"):
            again("orders")
    with pytest.raises(ValueError, match="has its output already"):
        creator.with_new_output("new", "filesystem_managed")
    with pytest.raises(ValueError, match="object_type must be"):
        project.new_recipe("sync").with_new_output("new", "c", object_type="MODEL")
    with pytest.raises(ValueError, match="must not be empty"):
        project.new_recipe("sync").with_input("")


def test_new_folder_as_output(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("download", "get_files")
    creator.with_new_output("files", "filesystem_folders", object_type="MANAGED_FOLDER")
    with pytest.raises(ValueError, match="has its output already"):
        creator.with_new_output("more", "filesystem_folders", object_type="MANAGED_FOLDER")
    recipe = creator.create()
    folders = project.list_managed_folders()
    assert [folder["name"] for folder in folders] == ["files"]
    assert (recipe.get_settings()).get_flat_output_refs() == [folders[0]["id"]]
    assert sent(mock)["creationSettings"]["outputFolderSettings"] == {
        "connectionId": "filesystem_folders",
        "typeOptionId": None,
        "partitioningOptionId": None,
    }


def test_overwrite_replaces_the_dataset_when_the_recipe_is_created(
    project: DSSProject, mock: DSSMock
) -> None:
    creator = project.new_recipe("sync").with_input("orders")
    creator.with_new_output("out", "filesystem_managed", overwrite=True)
    assert (project.get_dataset("out").get_schema())["columns"]
    creator.create()
    assert (project.get_dataset("out").get_schema())["columns"] == []
    creator = project.new_recipe("sync").with_input("orders")
    creator.with_new_output("fresh", "filesystem_managed", overwrite=True).create()
    again = project.new_recipe("split").with_input("orders")
    with pytest.raises(DSSBadRequest, match="already an output of recipe compute_fresh"):
        again.with_new_output("fresh", "filesystem_managed").create()
    add_table(mock, "SALES", "taken", "x:string")
    again = project.new_recipe("sync").with_input("orders")
    with pytest.raises(DSSBadRequest, match="already exists"):
        again.with_new_output("taken", "filesystem_managed").create()


def test_split_creates_several_outputs(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("split", "split").with_input("orders")
    creator.with_new_output("low", connection_id="filesystem_managed", format_option_id="ORC")
    creator.with_new_output("out", "filesystem_managed", overwrite=True)
    creator.with_existing_output("m1", append=True).with_output("s1")
    recipe = creator.create()
    wishes = sent(mock)["creationSettings"]["outputDatasetsCreationSettingsByRole"]["main"]
    assert list(wishes) == ["low", "out"]
    assert wishes["low"]["specificSettings"]["formatOptionId"] == "ORC"
    assert (recipe.get_settings()).get_flat_output_refs() == ["low", "out", "m1", "s1"]
    assert (project.get_dataset("low").get_settings()).get_raw()["formatType"] == "orcfile"


def test_keys_of_grouping_and_upsert(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("grouping").with_group_key("customer").with_input("orders")
    recipe = creator.with_output("out").create()
    assert sent(mock)["creationSettings"]["groupKey"] == "customer"
    assert (recipe.get_settings()).obj_payload["keys"] == [{"column": "customer"}]
    creator = project.new_recipe("upsert").with_upsert_key("customer").with_input("orders")
    recipe = creator.with_new_output("up", "filesystem_managed").create()
    assert sent(mock)["creationSettings"]["upsertKey"] == "customer"
    assert (recipe.get_settings()).obj_payload["keys"] == [{"column": "customer"}]


def test_code_recipe_with_new_dataset(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("python", "code").with_input("orders").with_script("print()")
    assert creator.with_new_output_dataset("made", "filesystem_managed") is creator
    assert "SALES.made" in mock.table("datasets")
    recipe = creator.create()
    assert sent(mock)["creationSettings"] == {
        "partitioningOptionId": "copy:dataset:orders",
        "script": "print()",
    }
    assert (recipe.get_settings()).get_payload() == "print()"


def test_code_recipe_copies_partitioning(
    project: DSSProject, caplog: pytest.LogCaptureFixture
) -> None:
    creator = project.new_recipe("python")
    with caplog.at_level(logging.WARNING, "dataikuapi"):
        creator.with_new_output_dataset("a", "filesystem_managed", format="ORC")
    assert "no input was added yet" in caplog.text
    creator.with_new_output_dataset("b", "filesystem_managed", copy_partitioning_from=None)
    assert "partitioningOptionId" not in creator.creation_settings
    creator.with_new_output_dataset(
        "b", "filesystem_managed", copy_partitioning_from="folder:f1", overwrite=True
    )
    assert creator.creation_settings["partitioningOptionId"] == "copy:folder:f1"
    with pytest.raises(DSSBadRequest, match="b"):
        creator.with_new_output_dataset("b", "filesystem_managed")


def test_code_recipe_with_new_streaming_endpoint(project: DSSProject, mock: DSSMock) -> None:
    mock.table("connections").add("bus", {"name": "bus", "type": "Kafka", "params": {}})
    creator = project.new_recipe("cpython", "stream").with_input("orders")
    creator.with_new_output_streaming_endpoint("events", "bus", format_option_id="json")
    assert ((creator.create()).get_settings()).get_flat_output_refs() == ["events"]


def test_python_recipe_that_calls_a_function(project: DSSProject) -> None:
    creator = classes.PythonRecipeCreator("code", project)
    assert creator.script is None
    creator.with_function_name("my.module", "work", factor=3, text="it's")
    assert creator.script is not None
    compile(creator.script, "recipe", "exec")
    assert "from my.module import work" in creator.script
    assert repr(json.dumps({"factor": 3, "text": "it's"})) in creator.script
    template = "{module_name} {fname} {params_json}"
    creator.with_function(json.dumps, custom_template=template, a=1)
    assert creator.script == 'json dumps {"a": 1}'
    namespace: dict[str, Any] = {}
    exec("def homeless(): pass", namespace)  # noqa: S102 (a function without a module)
    namespace["homeless"].__module__ = "nowhere"
    with pytest.raises(ValueError, match="in no module"):
        creator.with_function(namespace["homeless"])


def test_models_as_inputs(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("prediction_scoring").with_input_model("m1").with_input("orders")
    creator.with_output("out").create()
    assert sent(mock)["recipePrototype"]["inputs"]["model"] == {"items": [{"ref": "m1"}]}
    creator = project.new_recipe("evaluation").with_input_model("m1").with_input("orders")
    creator.with_output_evaluation_store("s1")
    add_table(mock, "SALES", "metrics", "x:string")
    creator.with_output_metrics("metrics").create()
    assert sent(mock)["recipePrototype"]["outputs"] == {
        "evaluationStore": {"items": [{"ref": "s1", "appendMode": False}]},
        "metrics": {"items": [{"ref": "metrics", "appendMode": False}]},
    }


def test_standalone_evaluation(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("standalone_evaluation").with_input("orders")
    creator.with_reference_dataset("out")
    recipe = creator.with_output_evaluation_store("s1").create()
    assert recipe.name == "compute_s1"
    assert sent(mock)["recipePrototype"]["inputs"]["reference"] == {"items": [{"ref": "out"}]}


@pytest.mark.parametrize("kind", ["nlp_llm_evaluation", "nlp_agent_evaluation"])
def test_evaluation_of_answers(project: DSSProject, mock: DSSMock, kind: str) -> None:
    creator = project.new_recipe(kind).with_input("orders")
    creator.with_output_metrics("out").with_output_evaluation_store("s1")
    creator.create()
    outputs = sent(mock)["recipePrototype"]["outputs"]
    assert outputs["metrics"] == {"items": [{"ref": "out", "appendMode": True}]}
    assert outputs["evaluationStore"] == {"items": [{"ref": "s1", "appendMode": False}]}


class Model:
    """An object that holds the identifier of a language model."""

    def __init__(self, **ids: str) -> None:
        vars(self).update(ids)


def test_embedding_fills_a_knowledge_bank(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("embed_documents", "embed").with_input("orders")
    creator.with_vlm(Model(llm_id="openai:main:gpt-4o"))
    creator.with_output_knowledge_bank(
        "bank", Model(id="openai:main:ada"), "PINECONE", {"pineconeIndex": "x"}
    )
    creator.create()
    assert sent(mock)["creationSettings"] == {
        "VLMId": "openai:main:gpt-4o",
        "outputRetrievableKnowledgeName": "bank",
        "embeddingLLMId": "openai:main:ada",
        "vectorStoreType": "PINECONE",
        "pineconeIndex": "x",
    }
    with pytest.raises(ValueError, match="vlm must be the identifier"):
        creator.with_vlm(3)


def test_settings_of_embedding(project: DSSProject) -> None:
    creator = project.new_recipe("embed_dataset").with_input("orders").with_output("out")
    settings = (creator.create()).get_settings()
    assert (settings.embedding_column, settings.max_records) == (None, None)
    settings.embedding_column, settings.max_records = "customer", 5
    assert settings.obj_payload == {"knowledgeColumn": "customer", "maxRecords": 5}
    assert (settings.embedding_column, settings.max_records) == ("customer", 5)


def test_extraction_schema() -> None:
    creator = classes.ExtractFieldsRecipeCreator("x", object())  # type: ignore[arg-type]  (no project is needed)
    creator.with_vlm("openai:main:gpt-4o").with_extraction_schema({"type": "object"})
    assert creator.creation_settings["extractionSchema"] == '{"type": "object"}'
    assert creator.with_extraction_schema("{}").creation_settings["extractionSchema"] == "{}"

    class Pydantic:
        @staticmethod
        def model_json_schema() -> dict[str, Any]:
            return {"title": "Pydantic"}

    creator.with_extraction_schema(Pydantic)
    assert creator.creation_settings["extractionSchema"] == '{"title": "Pydantic"}'
    for wrong in ("", 3):
        with pytest.raises(ValueError, match="schema must be"):
            creator.with_extraction_schema(wrong)


def test_prompt(project: DSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("prompt").with_input("orders").with_output("out")
    creator.with_llm("openai:main:gpt-4o")
    assert "model" not in creator.recipe_proto["inputs"]
    for llm in ("agent:m1", "saved-model:x:y:m1"):
        creator.with_llm(llm)
    assert creator.recipe_proto["inputs"]["model"]["items"] == [{"ref": "m1"}] * 2
    recipe = creator.create()
    payload = (recipe.get_settings()).obj_payload
    assert payload == {"llmId": "saved-model:x:y:m1", "onlySetLLMId": False}
    with pytest.raises(ValueError, match="lacks a part: agent"):
        creator.with_llm("agent")
    with pytest.raises(ValueError, match="llm must be the identifier"):
        creator.with_llm(None)


def test_output_that_does_not_exist_is_named(project: DSSProject) -> None:
    creator = project.new_recipe("sync").with_input("orders").with_output("nothing")
    with pytest.raises(DSSNotFound, match=r"output of the recipe does not exist: SALES\.nothing"):
        creator.create()
    creator = project.new_recipe("sync").with_input("orders")
    with pytest.raises(DSSBadRequest, match="must not hold a dot"):
        creator.with_new_output("a.b", "filesystem_managed").create()
    assert project.list_recipes() == []
