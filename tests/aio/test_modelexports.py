"""Trained models taken out of DSS: files that score, registries of others, documents."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSNotFound
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.aio.ml import churn_model, churn_task, planted, settings_of

PLACES = ("lab", "flow")


async def model_of(client: AsyncDSSClient, mock: DSSMock, place: str = "lab") -> Any:
    """A random forest, in an ML task or as a version of a saved model."""
    if place == "flow":
        return await (await churn_model(planted(client, mock))).get_version_details("initial")
    task = await churn_task(planted(client, mock))
    [model, *_] = await task.train()
    return await task.get_trained_model_details(model)


async def content(stream: Any) -> bytes:
    """All of a stream."""
    async with stream:
        return await stream.read()


def files_of(data: bytes) -> dict[str, bytes]:
    """The files in a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("place", PLACES)
async def test_jars(client: AsyncDSSClient, mock: DSSMock, place: str) -> None:
    model = await model_of(client, mock, place)
    files = files_of(await content(await model.get_scoring_jar_stream()))
    assert "model/Model.class" in files
    assert json.loads(files["model.json"])["algorithm"] == "RANDOM_FOREST_CLASSIFICATION"
    assert not any(name.startswith("libs/") for name in files)
    more = await model.get_scoring_jar_stream("org.ours.Churn", include_libs=True)
    files = files_of(await content(more))
    assert "org/ours/Churn.class" in files
    assert any(name.startswith("libs/") for name in files)


@pytest.mark.parametrize("place", PLACES)
async def test_pmml(client: AsyncDSSClient, mock: DSSMock, place: str) -> None:
    model = await model_of(client, mock, place)
    text = (await content(await model.get_scoring_pmml_stream())).decode()
    assert "<PMML" in text
    assert '<DataField name="age"' in text


async def test_some_algorithms_cannot_be_compiled(client: AsyncDSSClient, mock: DSSMock) -> None:
    task = await churn_task(planted(client, mock))
    settings = await settings_of(task)
    settings.disable_all_algorithms()
    settings.set_algorithm_enabled("KNN", True)
    await settings.save()
    [knn] = await task.train()
    model: Any = await task.get_trained_model_details(knn)
    with pytest.raises(DSSBadRequest, match="KNN cannot be compiled"):
        await model.get_scoring_jar_stream()
    with pytest.raises(DSSBadRequest, match="KNN cannot be written as PMML"):
        await model.get_scoring_pmml_stream()
    assert files_of(await content(await model.get_scoring_python_stream()))


@pytest.mark.parametrize("place", PLACES)
async def test_python_and_mlflow(
    client: AsyncDSSClient, mock: DSSMock, place: str, tmp_path: Path
) -> None:
    model = await model_of(client, mock, place)
    python = await content(await model.get_scoring_python_stream())
    assert "requirements.txt" in files_of(python)
    await model.get_scoring_python(str(tmp_path / "python.zip"))
    assert (tmp_path / "python.zip").read_bytes() == python
    mlflow = await content(await model.get_scoring_mlflow_stream())
    assert "MLmodel" in files_of(mlflow)
    await model.get_scoring_mlflow(str(tmp_path / "mlflow.zip"))
    assert (tmp_path / "mlflow.zip").read_bytes() == mlflow
    with pytest.raises(DSSBadRequest, match="does not come from MLflow"):
        await model.get_scoring_mlflow(str(tmp_path / "none.zip"), use_original_model=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mlflow.zip", "python.zip"]


async def test_versions_go_to_snowflake(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.create_connection("snow", "Snowflake", {})
    await client.create_connection("pg", "PostgreSQL", {})
    model = await model_of(client, mock, "flow")
    made = await model.export_to_snowflake_function("snow", "score")
    assert made["functionName"] == "score"
    assert mock.table("snowflake_functions").get("snow/score")["fullModelId"] == model.full_id
    future = await model.export_to_snowflake_function("snow", "other", wait=False)
    assert isinstance(future, AsyncDSSFuture)
    assert (await future.wait_for_result())["functionName"] == "other"
    with pytest.raises(DSSBadRequest, match="not of type Snowflake"):
        await model.export_to_snowflake_function("pg", "score")
    with pytest.raises(DSSNotFound, match="nothing"):
        await model.export_to_snowflake_function("nothing", "score")


async def test_only_versions_go_to_snowflake(client: AsyncDSSClient, mock: DSSMock) -> None:
    model = await model_of(client, mock)
    with pytest.raises(ValueError, match="only versions of saved models"):
        await model.export_to_snowflake_function("snow", "score")


@pytest.mark.parametrize("place", PLACES)
async def test_models_go_to_databricks(client: AsyncDSSClient, mock: DSSMock, place: str) -> None:
    await client.create_connection("bricks", "DatabricksModelDeployment", {})
    model = await model_of(client, mock, place)
    made = await model.export_to_databricks_registry("bricks", True, "churn", "trials")
    assert (made["modelName"], made["version"]) == ("churn", 1)
    future = await model.export_to_databricks_registry("bricks", False, "churn", "x", wait=False)
    assert (await future.wait_for_result())["version"] == 2
    assert mock.calls[-1].operation != ""
    with pytest.raises(DSSBadRequest, match="connectionName"):
        await model.export_to_databricks_registry("", True, "churn", "trials")


@pytest.mark.parametrize("place", PLACES)
async def test_documents_are_written(
    client: AsyncDSSClient, mock: DSSMock, place: str, tmp_path: Path
) -> None:
    model = await model_of(client, mock, place)
    result = await (await model.generate_documentation()).wait_for_result()
    document = await content(await model.download_documentation_stream(result["exportId"]))
    assert b"RANDOM_FOREST" in files_of(document)["word/document.xml"]
    path = tmp_path / "model.docx"
    await model.download_documentation_to_file(result["exportId"], str(path))
    assert path.read_bytes() == document
    with pytest.raises(DSSNotFound, match="nothing"):
        await model.download_documentation_to_file("nothing", str(tmp_path / "none.docx"))
    assert [each.name for each in tmp_path.iterdir()] == ["model.docx"]


def template() -> bytes:
    """A template of ours."""
    from dssmock.services import _flow_docx

    return _flow_docx.write(["Ours alone"])


@pytest.mark.parametrize("place", PLACES)
async def test_documents_from_a_template_of_a_folder(
    client: AsyncDSSClient, mock: DSSMock, place: str
) -> None:
    model = await model_of(client, mock, place)
    folder = await client.get_project("SALES").create_managed_folder("templates")
    await folder.put_file("ours.docx", template())
    future = await model.generate_documentation(folder.id, "ours.docx")
    result = await future.wait_for_result()
    document = await content(await model.download_documentation_stream(result["exportId"]))
    assert b"Ours alone" in files_of(document)["word/document.xml"]
    for given in ({"folder_id": "x"}, {"path": "y"}):
        with pytest.raises(ValueError, match="given together"):
            await model.generate_documentation(**given)


@pytest.mark.parametrize("place", PLACES)
async def test_documents_from_a_template_of_ones_own(
    client: AsyncDSSClient, mock: DSSMock, place: str
) -> None:
    model = await model_of(client, mock, place)
    future = await model.generate_documentation_from_custom_template(io.BytesIO(template()))
    result = await future.wait_for_result()
    document = await content(await model.download_documentation_stream(result["exportId"]))
    assert b"Ours alone" in files_of(document)["word/document.xml"]
    with pytest.raises(DSSBadRequest):
        await model.generate_documentation_from_custom_template(io.BytesIO(b"no document"))
    with pytest.raises(TypeError, match="fp"):
        await model.generate_documentation_from_custom_template("ours.docx")
