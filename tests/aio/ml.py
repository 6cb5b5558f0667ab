"""What the tests of machine learning share: a project with data, and trained models."""

from __future__ import annotations

from typing import Any

from dataikuapi.aio.dss.ml import AsyncDSSMLTask
from dataikuapi.aio.dss.project import AsyncDSSProject
from dataikuapi.aio.dss.savedmodel import AsyncDSSSavedModel
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.mlworld import KEY, plant


def planted(client: AsyncDSSClient, mock: DSSMock) -> AsyncDSSProject:
    """The project SALES with the datasets customers and visits."""
    plant(mock)
    return client.get_project(KEY)


async def churn_task(project: AsyncDSSProject) -> AsyncDSSMLTask:
    """An ML task that predicts who leaves."""
    return await project.create_prediction_ml_task("customers", "churn")


async def churn_model(project: AsyncDSSProject) -> AsyncDSSSavedModel:
    """A saved model of who leaves, with one version."""
    task = await churn_task(project)
    [first, *_] = await task.train()
    deployed = await task.deploy_to_flow(first, "Churn", "customers")
    return project.get_saved_model(deployed["savedModelId"])


async def settings_of(task: AsyncDSSMLTask) -> Any:
    """Settings of an ML task; the tests know of which class they are."""
    return await task.get_settings()
