"""Statistics worksheets: made, changed, computed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from dataikuapi._errors import DSSFutureFailed, DSSNotFound
from dataikuapi.aio.dss.dataset import AsyncDSSDataset
from dataikuapi.aio.dss.future import AsyncDSSFuture
from dataikuapi.aio.dss.statistics import (
    AsyncDSSStatisticsCardSettings,
    AsyncDSSStatisticsWorksheet,
)
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.statisticsresults import DSSStatisticsComputationSettings
from dataikuapi.dss.utils import DSSDatasetSelectionBuilder
from dssmock.core import DSSMock

MASS = {"type": "univariate", "id": "m", "xColumns": [{"name": "body_mass_g", "type": "NUMERICAL"}]}
SEX = {"type": "univariate", "id": "s", "xColumns": [{"name": "sex", "type": "CATEGORICAL"}]}


@pytest.fixture
def penguins(demo_client: AsyncDSSClient) -> AsyncDSSDataset:
    return demo_client.get_project("PENGUINS").get_dataset("penguins")


@pytest.fixture
async def worksheet(penguins: AsyncDSSDataset) -> AsyncDSSStatisticsWorksheet:
    return await penguins.create_statistics_worksheet()


async def test_worksheets_are_created_listed_and_deleted(
    penguins: AsyncDSSDataset, demo: DSSMock
) -> None:
    worksheet = await penguins.create_statistics_worksheet("Sizes")
    assert demo.calls[-1].body == {
        "projectKey": "PENGUINS",
        "name": "Sizes",
        "dataSpec": {
            "inputDatasetSmartName": "penguins",
            "datasetSelection": {
                "partitionSelectionMethod": "ALL",
                "maxRecords": 30000,
                "samplingMethod": "FULL",
            },
        },
    }
    assert worksheet.worksheet_id in repr(worksheet)
    [found] = await penguins.list_statistics_worksheets()
    assert found.worksheet_id == worksheet.worksheet_id
    [raw] = await penguins.list_statistics_worksheets(as_objects=False)
    assert raw["name"] == "Sizes"
    await worksheet.delete()
    assert await penguins.list_statistics_worksheets() == []
    with pytest.raises(DSSNotFound, match=worksheet.worksheet_id):
        await worksheet.get_settings()
    with pytest.raises(ValueError, match="name"):
        await penguins.create_statistics_worksheet("")


async def test_settings(worksheet: AsyncDSSStatisticsWorksheet) -> None:
    settings = await worksheet.get_settings()
    settings.add_card(MASS)
    settings.add_card(AsyncDSSStatisticsCardSettings(worksheet.client, SEX))
    settings.set_sampling_settings(DSSDatasetSelectionBuilder().with_head_sampling(10))
    settings.get_raw()["unknown"] = {"kept": 1}
    await settings.save()
    assert settings.get_raw()["versionTag"]["versionNumber"] == 1
    kept = await worksheet.get_settings()
    assert kept.get_raw() == settings.get_raw()
    assert [card.get_raw() for card in kept.list_cards()] == [MASS, SEX]
    assert kept.get_raw_sampling_settings() == {
        "samplingMethod": "HEAD_SEQUENTIAL",
        "maxRecords": 10,
    }
    kept.set_sampling_settings({"samplingMethod": "FULL"})
    assert kept.get_raw_sampling_settings() == {"samplingMethod": "FULL"}
    with pytest.raises(TypeError, match="card"):
        kept.add_card("mean")
    with pytest.raises(TypeError, match="sampling"):
        kept.set_sampling_settings("FULL")


async def test_run_card(worksheet: AsyncDSSStatisticsWorksheet) -> None:
    result = (await worksheet.run_card(MASS)).get_raw()
    values = {each["type"]: each["value"] for each in result["results"]}
    assert values["count_complete"] == 342
    assert (values["min"], values["max"]) == (2700, 6300)
    assert values["mean"] == pytest.approx(4201.75, abs=0.01)
    result = (await worksheet.run_card(SEX)).get_raw()
    values = {each["type"]: each["value"] for each in result["results"]}
    assert values == {"count_complete": 333, "count_distinct": 2, "mode": "male"}


async def test_run_card_without_waiting(worksheet: AsyncDSSStatisticsWorksheet) -> None:
    future = await worksheet.run_card(MASS, wait=False)
    assert isinstance(future, AsyncDSSFuture)
    result = await future.wait_for_result()
    assert result.get_raw()["type"] == "univariate"


async def test_run_worksheet(worksheet: AsyncDSSStatisticsWorksheet) -> None:
    settings = await worksheet.get_settings()
    settings.add_card(MASS)
    settings.add_card(SEX)
    await settings.save()
    result = await worksheet.run_worksheet()
    assert [each["id"] for each in result.get_raw()["results"]] == ["m", "s"]


async def test_a_worksheet_looks_at_its_sample(worksheet: AsyncDSSStatisticsWorksheet) -> None:
    settings = await worksheet.get_settings()
    settings.set_sampling_settings({"samplingMethod": "HEAD_SEQUENTIAL", "maxRecords": 10})
    await settings.save()
    assert (await worksheet.run_computation({"type": "count"})).get_raw()["count"] == 10
    settings.set_sampling_settings({"samplingMethod": "GUESS"})
    await settings.save()
    with pytest.raises(DSSFutureFailed, match="GUESS"):
        await worksheet.run_computation({"type": "count"})


async def test_a_worksheet_looks_at_its_partitions(demo_client: AsyncDSSClient) -> None:
    visits = demo_client.get_project("SALES").get_dataset("visits")
    worksheet = await visits.create_statistics_worksheet()
    settings = await worksheet.get_settings()

    async def count(selection: dict[str, Any]) -> int:
        settings.set_sampling_settings(selection)
        await settings.save()
        return (await worksheet.run_computation({"type": "count"})).get_raw()["count"]

    days = ["2026-01-01", "2026-01-02"]
    builder = DSSDatasetSelectionBuilder().with_selected_partitions(days[:1])
    assert await count(builder.build()) == 2
    assert await count({"partitionSelectionMethod": "LATEST_N", "latestPartitionsN": 2}) == 4
    with pytest.raises(DSSFutureFailed, match="OLDEST"):
        await count({"partitionSelectionMethod": "OLDEST"})


@pytest.mark.parametrize(
    ("computation", "expected"),
    [
        ({"type": "mean", "column": "year"}, {"type": "mean", "value": 2008.0290697674418}),
        (
            {"type": "multi", "computations": [{"type": "max", "column": "year"}]},
            {"type": "multi", "results": [{"type": "max", "value": 2009}]},
        ),
        (
            {"type": "quantiles", "column": "year", "freqs": [0, 1]},
            {
                "type": "quantiles",
                "quantiles": [
                    {"freq": 0.0, "quantile": 2007.0},
                    {"freq": 1.0, "quantile": 2009.0},
                ],
            },
        ),
        ({"type": "skewness", "column": "species"}, {"type": "skewness", "value": None}),
        ({"type": "pca"}, {"type": "unavailable", "message": "The mock does not compute pca"}),
    ],
)
async def test_run_computation(
    worksheet: AsyncDSSStatisticsWorksheet, computation: dict[str, Any], expected: dict[str, Any]
) -> None:
    result = await worksheet.run_computation(DSSStatisticsComputationSettings(computation))
    assert result.get_raw() == expected


async def test_run_computation_on_two_columns(worksheet: AsyncDSSStatisticsWorksheet) -> None:
    pair = {"xColumn": "body_mass_g", "yColumn": "flipper_length_mm"}
    future = await worksheet.run_computation({"type": "pearson", **pair}, wait=False)
    result = await future.wait_for_result()
    assert result.get_raw()["value"] == pytest.approx(0.871, abs=0.001)
    with pytest.raises(DSSFutureFailed, match="nothing"):
        await worksheet.run_computation({"type": "mean", "column": "nothing"})
    with pytest.raises(TypeError, match="computation"):
        await worksheet.run_computation("mean")


async def test_compile(worksheet: AsyncDSSStatisticsWorksheet, demo: DSSMock) -> None:
    card = AsyncDSSStatisticsCardSettings(worksheet.client, MASS)
    computation = await card.compile()
    assert demo.calls[-1].body == MASS
    kinds = [each["type"] for each in computation.get_raw()["computations"]]
    assert kinds == ["count_complete", "mean", "std_dev", "min", "median", "max"]
    results = (await worksheet.run_computation(computation)).get_raw()["results"]
    assert results[0] == {"type": "count_complete", "value": 342}
    outer = AsyncDSSStatisticsCardSettings(worksheet.client, {"type": "x", "cards": [{}]})
    assert (await outer.compile()).get_raw()["computations"][0]["type"] == "multi"
