"""Statistics worksheets of datasets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._args import check_dict
from dataikuapi._lazy import lazy
from dataikuapi._members import sub_dict, sub_list
from dataikuapi._samples import sample
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.future import AsyncDSSFuture
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi.dss.statisticsresults import (
        DSSStatisticsCardResult as DSSStatisticsCardResult,
    )
    from dataikuapi.dss.statisticsresults import (
        DSSStatisticsComputationResult as DSSStatisticsComputationResult,
    )
    from dataikuapi.dss.statisticsresults import (
        DSSStatisticsComputationSettings as DSSStatisticsComputationSettings,
    )

if not TYPE_CHECKING:
    __getattr__, __dir__, _lazy_names = lazy(
        __name__,
        {
            "DSSStatisticsCardResult": "dataikuapi.dss.statisticsresults",
            "DSSStatisticsComputationResult": "dataikuapi.dss.statisticsresults",
            "DSSStatisticsComputationSettings": "dataikuapi.dss.statisticsresults",
        },
    )


def _raw(argument: str, value: Any) -> dict[str, Any]:
    """A card or a computation as a dict: itself, or what a settings object holds."""
    get_raw = getattr(value, "get_raw", None)
    return check_dict(argument, get_raw() if callable(get_raw) else value)


class AsyncDSSStatisticsWorksheet:
    """A statistics worksheet. Get it from the dataset's `get_statistics_worksheet`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        dataset_name: name of the dataset.
        worksheet_id: identifier of the worksheet.
    """

    def __init__(
        self, client: AsyncDSSClient, project_key: str, dataset_name: str, worksheet_id: str
    ) -> None:
        self.client = client
        self.project_key = project_key
        self.dataset_name = dataset_name
        self.worksheet_id = worksheet_id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.worksheet_id}>"

    @property
    def _place(self) -> tuple[str, str, str]:
        return self.project_key, self.dataset_name, self.worksheet_id

    async def delete(self) -> None:
        """Deletes the worksheet; the data stays.

        Operation: `statistics_delete_worksheet`.
        """
        await self.client.rest.empty(
            api.statistics.statistics_delete_worksheet.build_request(*self._place)
        )

    async def get_settings(self) -> AsyncDSSStatisticsWorksheetSettings:
        """Reads the worksheet, to be changed and saved.

        Operation: `statistics_get_worksheet`.

        Returns:
            The settings, with the cards.

        Raises:
            DSSNotFound: there is no such worksheet.
        """
        request = api.statistics.statistics_get_worksheet.build_request(*self._place)
        return AsyncDSSStatisticsWorksheetSettings(
            self.client, *self._place, await self.client.rest.json(request)
        )

    @overload
    async def run_worksheet(
        self, wait: Literal[True] = True, *, timeout: float | None = None
    ) -> DSSStatisticsCardResult: ...
    @overload
    async def run_worksheet(
        self, wait: Literal[False], *, timeout: float | None = None
    ) -> AsyncDSSFuture: ...
    @overload
    async def run_worksheet(
        self, wait: bool, *, timeout: float | None = None
    ) -> DSSStatisticsCardResult | AsyncDSSFuture: ...
    async def run_worksheet(
        self, wait: bool = True, *, timeout: float | None = None
    ) -> DSSStatisticsCardResult | AsyncDSSFuture:
        """Computes all cards of the worksheet.

        Operations: `statistics_get_worksheet`, `statistics_run_card`.

        Args:
            wait: whether to wait for the result.
            timeout: seconds to wait at most.

        Returns:
            The result, or the task that gives it.
        """
        root = (await self.get_settings()).get_raw()["rootCard"]
        return await self.run_card(root, wait, timeout=timeout)

    @overload
    async def run_card(
        self, card: Any, wait: Literal[True] = True, *, timeout: float | None = None
    ) -> DSSStatisticsCardResult: ...
    @overload
    async def run_card(
        self, card: Any, wait: Literal[False], *, timeout: float | None = None
    ) -> AsyncDSSFuture: ...
    @overload
    async def run_card(
        self, card: Any, wait: bool, *, timeout: float | None = None
    ) -> DSSStatisticsCardResult | AsyncDSSFuture: ...
    async def run_card(
        self, card: Any, wait: bool = True, *, timeout: float | None = None
    ) -> DSSStatisticsCardResult | AsyncDSSFuture:
        """Computes a card; it need not belong to the worksheet.

        Operation: `statistics_run_card`.

        Args:
            card: the card: a :class:`AsyncDSSStatisticsCardSettings`, or a dict.
            wait: whether to wait for the result.
            timeout: seconds to wait at most.

        Returns:
            The result, or the task that gives it.

        Raises:
            DSSFutureFailed: the card cannot be computed; the message says why.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture
        from dataikuapi.dss.statisticsresults import DSSStatisticsCardResult

        request = api.statistics.statistics_run_card.build_request(
            *self._place, body=_raw("card", card)
        )
        state = await self.client.rest.json(request)
        future = AsyncDSSFuture.from_resp(self.client, state, DSSStatisticsCardResult)
        return await future.wait_for_result(timeout=timeout) if wait else future

    @overload
    async def run_computation(
        self, computation: Any, wait: Literal[True] = True, *, timeout: float | None = None
    ) -> DSSStatisticsComputationResult: ...
    @overload
    async def run_computation(
        self, computation: Any, wait: Literal[False], *, timeout: float | None = None
    ) -> AsyncDSSFuture: ...
    @overload
    async def run_computation(
        self, computation: Any, wait: bool, *, timeout: float | None = None
    ) -> DSSStatisticsComputationResult | AsyncDSSFuture: ...
    async def run_computation(
        self, computation: Any, wait: bool = True, *, timeout: float | None = None
    ) -> DSSStatisticsComputationResult | AsyncDSSFuture:
        """Runs a computation on the rows of the worksheet.

        Operation: `statistics_run_computation`.

        Args:
            computation: the computation: a :class:`DSSStatisticsComputationSettings`, or a dict.
            wait: whether to wait for the result.
            timeout: seconds to wait at most.

        Returns:
            The result, or the task that gives it.

        Raises:
            DSSFutureFailed: it cannot be computed; the message says why.
        """
        from dataikuapi.aio.dss.future import AsyncDSSFuture
        from dataikuapi.dss.statisticsresults import DSSStatisticsComputationResult

        request = api.statistics.statistics_run_computation.build_request(
            *self._place, body=_raw("computation", computation)
        )
        state = await self.client.rest.json(request)
        future = AsyncDSSFuture.from_resp(self.client, state, DSSStatisticsComputationResult)
        return await future.wait_for_result(timeout=timeout) if wait else future


class AsyncDSSStatisticsWorksheetSettings:
    """Settings of a worksheet. Get them from :meth:`AsyncDSSStatisticsWorksheet.get_settings`.

    What is set stays here until :meth:`save`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project.
        dataset_name: name of the dataset.
        worksheet_id: identifier of the worksheet.
    """

    def __init__(
        self,
        client: AsyncDSSClient,
        project_key: str,
        dataset_name: str,
        worksheet_id: str,
        worksheet_definition: Mapping[str, Any],
    ) -> None:
        self._worksheet_definition = cast("dict[str, Any]", worksheet_definition)
        self.client = client
        self.project_key = project_key
        self.dataset_name = dataset_name
        self.worksheet_id = worksheet_id

    def _cards(self) -> list[dict[str, Any]]:
        return sub_list(sub_dict(self._worksheet_definition, "rootCard"), "cards")

    def add_card(self, card: Any) -> None:
        """Adds a card.

        Args:
            card: the card: a :class:`AsyncDSSStatisticsCardSettings`, or a dict.
        """
        self._cards().append(_raw("card", card))

    def list_cards(self) -> list[AsyncDSSStatisticsCardSettings]:
        """Lists the cards.

        Returns:
            The cards; changes to them are saved with the worksheet.
        """
        return [AsyncDSSStatisticsCardSettings(self.client, card) for card in self._cards()]

    def get_raw(self) -> dict[str, Any]:
        """Gives the worksheet as a dict.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self._worksheet_definition

    def set_sampling_settings(self, selection: Any) -> None:
        """Sets which rows the worksheet looks at.

        Args:
            selection: a :class:`DSSDatasetSelectionBuilder`, or a dict.
        """
        sub_dict(self._worksheet_definition, "dataSpec")["datasetSelection"] = sample(selection)

    def get_raw_sampling_settings(self) -> dict[str, Any]:
        """Gives which rows the worksheet looks at.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return sub_dict(sub_dict(self._worksheet_definition, "dataSpec"), "datasetSelection")

    async def save(self) -> None:
        """Saves the worksheet; what DSS makes of it is in :meth:`get_raw` then.

        Operation: `statistics_update_worksheet`.

        Raises:
            DSSNotFound: the worksheet does not exist any more.
        """
        request = api.statistics.statistics_update_worksheet.build_request(
            self.project_key,
            self.dataset_name,
            self.worksheet_id,
            body=self._worksheet_definition,
        )
        kept = await self.client.rest.json(request)
        self._worksheet_definition = cast("dict[str, Any]", kept)


class AsyncDSSStatisticsCardSettings:
    """A card of a worksheet. Get it from the `list_cards` of the worksheet's settings.

    Attributes:
        client: the client that made this handle.
    """

    def __init__(self, client: AsyncDSSClient, card_definition: Mapping[str, Any]) -> None:
        self.client = client
        self._card_definition = cast("dict[str, Any]", card_definition)

    def get_raw(self) -> dict[str, Any]:
        """Gives the card as a dict.

        Returns:
            The dict itself: what is changed in it is saved with the worksheet.
        """
        return self._card_definition

    async def compile(self) -> DSSStatisticsComputationSettings:
        """Reads which computation the card stands for; nothing is computed.

        Operation: `statistics_compile_card`.

        Returns:
            The computation, to be run by a worksheet.
        """
        from dataikuapi.dss.statisticsresults import DSSStatisticsComputationSettings

        request = api.statistics.statistics_compile_card.build_request(body=self._card_definition)
        found = cast("dict[str, Any]", await self.client.rest.json(request))
        return DSSStatisticsComputationSettings(found)
