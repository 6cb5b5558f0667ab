from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from dataikuapi._errors import DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss import recipe as classes
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.tables import add_table

SINGLE = {
    "window": classes.AsyncWindowRecipeCreator,
    "sync": classes.AsyncSyncRecipeCreator,
    "csync": classes.AsyncContinuousSyncRecipeCreator,
    "sort": classes.AsyncSortRecipeCreator,
    "pivot": classes.AsyncPivotRecipeCreator,
    "distinct": classes.AsyncDistinctRecipeCreator,
    "prepare": classes.AsyncPrepareRecipeCreator,
    "shaker": classes.AsyncPrepareRecipeCreator,
    "sampling": classes.AsyncSamplingRecipeCreator,
    "download": classes.AsyncDownloadRecipeCreator,
    "export": classes.AsyncExportRecipeCreator,
    "extract_failed_rows": classes.AsyncExtractFailedRowsRecipeCreator,
    "grouping": classes.AsyncGroupingRecipeCreator,
    "upsert": classes.AsyncUpsertRecipeCreator,
    "sql_query": classes.AsyncSQLQueryRecipeCreator,
    "prediction_scoring": classes.AsyncPredictionScoringRecipeCreator,
    "clustering_scoring": classes.AsyncClusteringScoringRecipeCreator,
    "extract_content": classes.AsyncExtractContentRecipeCreator,
    "extract_fields": classes.AsyncExtractFieldsRecipeCreator,
    "prompt": classes.AsyncPromptRecipeCreator,
}
VIRTUAL = {
    "join": classes.AsyncJoinRecipeCreator,
    "fuzzyjoin": classes.AsyncFuzzyJoinRecipeCreator,
    "geojoin": classes.AsyncGeoJoinRecipeCreator,
    "vstack": classes.AsyncStackRecipeCreator,
    "generate_features": classes.AsyncGenerateFeaturesRecipeCreator,
}
PLAIN = {
    "topn": classes.AsyncTopNRecipeCreator,
    "evaluation": classes.AsyncEvaluationRecipeCreator,
    "standalone_evaluation": classes.AsyncStandaloneEvaluationRecipeCreator,
    "nlp_llm_evaluation": classes.AsyncLLMEvaluationRecipeCreator,
    "nlp_agent_evaluation": classes.AsyncAgentEvaluationRecipeCreator,
    "nlp_llm_rag_embedding": classes.AsyncEmbedDatasetRecipeCreator,
    "embed_dataset": classes.AsyncEmbedDatasetRecipeCreator,
    "embed_documents": classes.AsyncEmbedDocumentsRecipeCreator,
    "python": classes.AsyncCodeRecipeCreator,
    "r": classes.AsyncCodeRecipeCreator,
    "cpython": classes.AsyncCodeRecipeCreator,
}
WIRE = {"prepare": "shaker", "embed_dataset": "nlp_llm_rag_embedding"}


@pytest.fixture
async def project(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    project = await client.create_project("SALES", "Sales", "admin")
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
async def test_recipes_with_one_new_output(
    project: AsyncDSSProject, mock: DSSMock, kind: str
) -> None:
    creator = project.new_recipe(kind, "made")
    assert type(creator) is SINGLE[kind]
    assert creator.with_input("orders") is creator
    assert creator.with_new_output("new", "filesystem_managed", append=True) is creator
    recipe = await creator.create()
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
    assert await recipe.type == WIRE.get(kind, kind)
    assert "SALES.new" in mock.table("datasets")


@pytest.mark.parametrize("kind", VIRTUAL)
async def test_recipes_with_numbered_inputs(
    project: AsyncDSSProject, mock: DSSMock, kind: str
) -> None:
    creator = project.new_recipe(kind, "made")
    assert type(creator) is VIRTUAL[kind]
    creator.with_input("orders").with_input("out").with_input("orders")
    with pytest.raises(ValueError, match="role must be 'main'"):
        creator.with_input("orders", role="left")
    recipe = await creator.with_new_output("new", "filesystem_managed").build()
    assert sent(mock)["creationSettings"]["virtualInputs"] == ["orders", "out", "orders"]
    assert sent(mock)["recipePrototype"]["inputs"] == {}
    settings = await recipe.get_settings()
    assert settings.get_flat_input_refs() == ["orders", "out"]
    assert [each["index"] for each in settings.obj_payload["virtualInputs"]] == [0, 1, 0]


@pytest.mark.parametrize("kind", PLAIN)
async def test_recipes_with_outputs_that_exist(
    project: AsyncDSSProject, mock: DSSMock, kind: str
) -> None:
    creator = project.new_recipe(kind, "made")
    assert type(creator) is PLAIN[kind]
    creator.with_input("orders").with_output("out")
    recipe = await creator.create()
    settings = {"script": None} if kind in ("python", "r", "cpython") else {}
    assert sent(mock)["creationSettings"] == settings
    assert await recipe.type == WIRE.get(kind, kind)


async def test_base_creator_and_raw_mode(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = classes.AsyncDSSRecipeCreator("CustomCode_x", None, project)
    creator.set_name("mine")
    creator.set_raw_mode()
    creator.with_input("orders", role="left").with_input("m1", "SALES", role="model")
    recipe = await creator.with_output("out", append=True, role="right").create()
    assert recipe.name == "mine"
    assert sent(mock)["creationSettings"] == {"rawCreation": True}
    assert sent(mock)["recipePrototype"]["inputs"] == {
        "left": {"items": [{"ref": "orders"}]},
        "model": {"items": [{"ref": "m1"}]},
    }


async def test_input_of_another_project(project: AsyncDSSProject, mock: DSSMock) -> None:
    await project.client.create_project("OTHER", "Other", "admin")
    add_table(mock, "OTHER", "prices", "item:string")
    creator = project.new_recipe("sync").with_input("prices", "OTHER").with_output("out")
    recipe = await creator.create()
    assert (await recipe.get_settings()).get_flat_input_refs() == ["OTHER.prices"]


async def test_older_names_of_arguments(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("sync").with_input("orders")
    creator.with_new_output(
        "new",
        connection_id="filesystem_managed",
        typeOptionId="Filesystem",
        format_option_id="PARQUET_HIVE",
        override_sql_schema="s",
        partitioning_option_id="copy:dataset:orders",
    )
    await creator.create()
    assert sent(mock)["creationSettings"]["outputDatasetSettings"] == {
        "connectionId": "filesystem_managed",
        "typeOptionId": "Filesystem",
        "specificSettings": {"formatOptionId": "PARQUET_HIVE", "overrideSQLSchema": "s"},
        "partitioningOptionId": "copy:dataset:orders",
    }
    with pytest.raises(TypeError, match="no argument 'colour'"):
        project.new_recipe("sync").with_new_output("x", "c", colour="red")
    with pytest.raises(TypeError, match="no argument 'connection_id'"):
        await project.new_recipe("python").with_new_output_dataset("x", "c", connection_id="d")


async def test_a_recipe_has_one_output(project: AsyncDSSProject) -> None:
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


async def test_new_folder_as_output(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("download", "get_files")
    creator.with_new_output("files", "filesystem_folders", object_type="MANAGED_FOLDER")
    with pytest.raises(ValueError, match="has its output already"):
        creator.with_new_output("more", "filesystem_folders", object_type="MANAGED_FOLDER")
    recipe = await creator.create()
    folders = await project.list_managed_folders()
    assert [folder["name"] for folder in folders] == ["files"]
    assert (await recipe.get_settings()).get_flat_output_refs() == [folders[0]["id"]]
    assert sent(mock)["creationSettings"]["outputFolderSettings"] == {
        "connectionId": "filesystem_folders",
        "typeOptionId": None,
        "partitioningOptionId": None,
    }


async def test_overwrite_replaces_the_dataset_when_the_recipe_is_created(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    creator = project.new_recipe("sync").with_input("orders")
    creator.with_new_output("out", "filesystem_managed", overwrite=True)
    assert (await project.get_dataset("out").get_schema())["columns"]
    await creator.create()
    assert (await project.get_dataset("out").get_schema())["columns"] == []
    creator = project.new_recipe("sync").with_input("orders")
    await creator.with_new_output("fresh", "filesystem_managed", overwrite=True).create()
    again = project.new_recipe("split").with_input("orders")
    with pytest.raises(DSSBadRequest, match="already an output of recipe compute_fresh"):
        await again.with_new_output("fresh", "filesystem_managed").create()
    add_table(mock, "SALES", "taken", "x:string")
    again = project.new_recipe("sync").with_input("orders")
    with pytest.raises(DSSBadRequest, match="already exists"):
        await again.with_new_output("taken", "filesystem_managed").create()


async def test_split_creates_several_outputs(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("split", "split").with_input("orders")
    creator.with_new_output("low", connection_id="filesystem_managed", format_option_id="ORC")
    creator.with_new_output("out", "filesystem_managed", overwrite=True)
    creator.with_existing_output("m1", append=True).with_output("s1")
    recipe = await creator.create()
    wishes = sent(mock)["creationSettings"]["outputDatasetsCreationSettingsByRole"]["main"]
    assert list(wishes) == ["low", "out"]
    assert wishes["low"]["specificSettings"]["formatOptionId"] == "ORC"
    assert (await recipe.get_settings()).get_flat_output_refs() == ["low", "out", "m1", "s1"]
    assert (await project.get_dataset("low").get_settings()).get_raw()["formatType"] == "orcfile"


async def test_keys_of_grouping_and_upsert(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("grouping").with_group_key("customer").with_input("orders")
    recipe = await creator.with_output("out").create()
    assert sent(mock)["creationSettings"]["groupKey"] == "customer"
    assert (await recipe.get_settings()).obj_payload["keys"] == [{"column": "customer"}]
    creator = project.new_recipe("upsert").with_upsert_key("customer").with_input("orders")
    recipe = await creator.with_new_output("up", "filesystem_managed").create()
    assert sent(mock)["creationSettings"]["upsertKey"] == "customer"
    assert (await recipe.get_settings()).obj_payload["keys"] == [{"column": "customer"}]


async def test_code_recipe_with_new_dataset(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("python", "code").with_input("orders").with_script("print()")
    assert await creator.with_new_output_dataset("made", "filesystem_managed") is creator
    assert "SALES.made" in mock.table("datasets")
    recipe = await creator.create()
    assert sent(mock)["creationSettings"] == {
        "partitioningOptionId": "copy:dataset:orders",
        "script": "print()",
    }
    assert (await recipe.get_settings()).get_payload() == "print()"


async def test_code_recipe_copies_partitioning(
    project: AsyncDSSProject, caplog: pytest.LogCaptureFixture
) -> None:
    creator = project.new_recipe("python")
    with caplog.at_level(logging.WARNING, "dataikuapi"):
        await creator.with_new_output_dataset("a", "filesystem_managed", format="ORC")
    assert "no input was added yet" in caplog.text
    await creator.with_new_output_dataset("b", "filesystem_managed", copy_partitioning_from=None)
    assert "partitioningOptionId" not in creator.creation_settings
    await creator.with_new_output_dataset(
        "b", "filesystem_managed", copy_partitioning_from="folder:f1", overwrite=True
    )
    assert creator.creation_settings["partitioningOptionId"] == "copy:folder:f1"
    with pytest.raises(DSSBadRequest, match="b"):
        await creator.with_new_output_dataset("b", "filesystem_managed")


async def test_code_recipe_with_new_streaming_endpoint(
    project: AsyncDSSProject, mock: DSSMock
) -> None:
    mock.table("connections").add("bus", {"name": "bus", "type": "Kafka", "params": {}})
    creator = project.new_recipe("cpython", "stream").with_input("orders")
    await creator.with_new_output_streaming_endpoint("events", "bus", format_option_id="json")
    assert (await (await creator.create()).get_settings()).get_flat_output_refs() == ["events"]


async def test_python_recipe_that_calls_a_function(project: AsyncDSSProject) -> None:
    creator = classes.AsyncPythonRecipeCreator("code", project)
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


async def test_models_as_inputs(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("prediction_scoring").with_input_model("m1").with_input("orders")
    await creator.with_output("out").create()
    assert sent(mock)["recipePrototype"]["inputs"]["model"] == {"items": [{"ref": "m1"}]}
    creator = project.new_recipe("evaluation").with_input_model("m1").with_input("orders")
    creator.with_output_evaluation_store("s1")
    add_table(mock, "SALES", "metrics", "x:string")
    await creator.with_output_metrics("metrics").create()
    assert sent(mock)["recipePrototype"]["outputs"] == {
        "evaluationStore": {"items": [{"ref": "s1", "appendMode": False}]},
        "metrics": {"items": [{"ref": "metrics", "appendMode": False}]},
    }


async def test_standalone_evaluation(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("standalone_evaluation").with_input("orders")
    creator.with_reference_dataset("out")
    recipe = await creator.with_output_evaluation_store("s1").create()
    assert recipe.name == "compute_s1"
    assert sent(mock)["recipePrototype"]["inputs"]["reference"] == {"items": [{"ref": "out"}]}


@pytest.mark.parametrize("kind", ["nlp_llm_evaluation", "nlp_agent_evaluation"])
async def test_evaluation_of_answers(project: AsyncDSSProject, mock: DSSMock, kind: str) -> None:
    creator = project.new_recipe(kind).with_input("orders")
    creator.with_output_metrics("out").with_output_evaluation_store("s1")
    await creator.create()
    outputs = sent(mock)["recipePrototype"]["outputs"]
    assert outputs["metrics"] == {"items": [{"ref": "out", "appendMode": True}]}
    assert outputs["evaluationStore"] == {"items": [{"ref": "s1", "appendMode": False}]}


class Model:
    """An object that holds the identifier of a language model."""

    def __init__(self, **ids: str) -> None:
        vars(self).update(ids)


async def test_embedding_fills_a_knowledge_bank(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("embed_documents", "embed").with_input("orders")
    creator.with_vlm(Model(llm_id="openai:main:gpt-4o"))
    creator.with_output_knowledge_bank(
        "bank", Model(id="openai:main:ada"), "PINECONE", {"pineconeIndex": "x"}
    )
    await creator.create()
    assert sent(mock)["creationSettings"] == {
        "VLMId": "openai:main:gpt-4o",
        "outputRetrievableKnowledgeName": "bank",
        "embeddingLLMId": "openai:main:ada",
        "vectorStoreType": "PINECONE",
        "pineconeIndex": "x",
    }
    with pytest.raises(ValueError, match="vlm must be the identifier"):
        creator.with_vlm(3)


async def test_settings_of_embedding(project: AsyncDSSProject) -> None:
    creator = project.new_recipe("embed_dataset").with_input("orders").with_output("out")
    settings = await (await creator.create()).get_settings()
    assert (settings.embedding_column, settings.max_records) == (None, None)
    settings.embedding_column, settings.max_records = "customer", 5
    assert settings.obj_payload == {"knowledgeColumn": "customer", "maxRecords": 5}
    assert (settings.embedding_column, settings.max_records) == ("customer", 5)


def test_extraction_schema() -> None:
    creator = classes.AsyncExtractFieldsRecipeCreator("x", object())  # type: ignore[arg-type]  (no project is needed)
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


async def test_prompt(project: AsyncDSSProject, mock: DSSMock) -> None:
    creator = project.new_recipe("prompt").with_input("orders").with_output("out")
    creator.with_llm("openai:main:gpt-4o")
    assert "model" not in creator.recipe_proto["inputs"]
    for llm in ("agent:m1", "saved-model:x:y:m1"):
        creator.with_llm(llm)
    assert creator.recipe_proto["inputs"]["model"]["items"] == [{"ref": "m1"}] * 2
    recipe = await creator.create()
    payload = (await recipe.get_settings()).obj_payload
    assert payload == {"llmId": "saved-model:x:y:m1", "onlySetLLMId": False}
    with pytest.raises(ValueError, match="lacks a part: agent"):
        creator.with_llm("agent")
    with pytest.raises(ValueError, match="llm must be the identifier"):
        creator.with_llm(None)


async def test_output_that_does_not_exist_is_named(project: AsyncDSSProject) -> None:
    creator = project.new_recipe("sync").with_input("orders").with_output("nothing")
    with pytest.raises(DSSNotFound, match=r"output of the recipe does not exist: SALES\.nothing"):
        await creator.create()
    creator = project.new_recipe("sync").with_input("orders")
    with pytest.raises(DSSBadRequest, match="must not hold a dot"):
        await creator.with_new_output("a.b", "filesystem_managed").create()
    assert await project.list_recipes() == []
