"""Rows that scripts read themselves, with the classes of the incumbent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dataikuapi import DSSClient
from dataikuapi._errors import DSSServerError
from dataikuapi.utils import DataikuStreamedHttpUTF8CSVReader, DataikuValueCaster
from dssmock.core import DSSMock

PATH = "/projects/SALES/datasets/customers/data/"


@pytest.fixture
def demo() -> DSSMock:
    return DSSMock(seed="demo")


def reader(demo: DSSMock, session: str | None) -> DataikuStreamedHttpUTF8CSVReader:
    """A reader of a raw answer."""
    client = DSSClient(demo.base_url, demo.admin_key, transport=demo.transport())
    schema: Any = client.get_project("SALES").get_dataset("customers").get_schema()
    params = {"format": "tsv-excel-noheader", "readSessionId": session}
    stream = client._perform_raw("GET", PATH, params=params)
    return DataikuStreamedHttpUTF8CSVReader(
        schema["columns"],
        stream,
        session,
        client=client,
        project_key="SALES",
        dataset_name="customers",
    )


@pytest.mark.parametrize("session", [None, "mine"])
def test_rows_of_a_raw_answer(demo: DSSMock, session: str | None) -> None:
    rows = list(reader(demo, session).iter_rows())
    client = DSSClient(demo.base_url, demo.admin_key, transport=demo.transport())
    asked = [call.operation for call in demo.calls]
    assert ("dataset_finish_streaming" in asked) is (session is not None)
    assert rows == list(client.get_project("SALES").get_dataset("customers").iter_rows())


def test_a_raw_answer_that_fails_on_the_way(demo: DSSMock) -> None:
    demo.sql.fail_after(1, "The disk is gone")
    with pytest.raises(DSSServerError, match="The disk is gone"):
        list(reader(demo, "mine").iter_rows())


def test_values_are_cast() -> None:
    kinds = ("int", "double", "boolean", "date", "string", "object")
    caster = DataikuValueCaster([{"name": kind, "type": kind} for kind in kinds])
    moment = datetime(2024, 1, 2, tzinfo=UTC)
    assert caster.cast_values(["1", "2.5", "true", "2024-01-02T00:00:00.000Z", "a", "{}"]) == [
        1, 2.5, True, moment, "a", "{}",
    ]  # fmt: skip
    assert caster.cast_values([None] * 6) == [None, None, False, None, None, None]
