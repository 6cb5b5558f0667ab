# Derived by `tox -e generate` from tests/aio/ml.py. Do not edit.
"""What the tests of machine learning share: a project with data, and trained models."""

from __future__ import annotations

from typing import Any

from dataikuapi.dss.ml import DSSMLTask
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.savedmodel import DSSSavedModel
from dataikuapi.dssclient import DSSClient
from dssmock.core import DSSMock
from tests.mlworld import KEY, plant


def planted(client: DSSClient, mock: DSSMock) -> DSSProject:
    """The project SALES with the datasets customers and visits."""
    plant(mock)
    return client.get_project(KEY)


def churn_task(project: DSSProject) -> DSSMLTask:
    """An ML task that predicts who leaves."""
    return project.create_prediction_ml_task("customers", "churn")


def churn_model(project: DSSProject) -> DSSSavedModel:
    """A saved model of who leaves, with one version."""
    task = churn_task(project)
    [first, *_] = task.train()
    deployed = task.deploy_to_flow(first, "Churn", "customers")
    return project.get_saved_model(deployed["savedModelId"])


def settings_of(task: DSSMLTask) -> Any:
    """Settings of an ML task; the tests know of which class they are."""
    return task.get_settings()
