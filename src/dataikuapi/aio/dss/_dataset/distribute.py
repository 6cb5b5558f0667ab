"""A dataset as a collection that the workers of a cluster read."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from dataikuapi._frames import need
from dataikuapi._slices import Slice, SliceReader, is_partitioned, slices_of
from dataikuapi.aio.dss._dataset.data import AsyncDatasetData
from dataikuapi.aio.dss._dataset.rows import names_of


class AsyncDatasetDistribute(AsyncDatasetData):
    """Methods that let others read the rows."""

    async def to_dask(
        self,
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        slices: Sequence[str] | None = None,
    ) -> Any:
        """Gives the rows as a DataFrame of Dask, which reads them when and where it computes.

        Each partition is a task; a dataset without partitions is one, unless `slices` cuts it.
        DSS itself has no way to cut a dataset into parts of equal size, so each slice is read by
        a read of its own that skips the other rows. Types are those of
        `get_dataframe(nullable=True)`. Needs the extra `dask`.

        The key of this client is not in the graph: every worker finds its own, in `DKU_DSS_URL` and
        `DKU_API_KEY` or in its `~/.dataiku/config.json`.

        Example:
            orders = await dataset.to_dask(slices=["id % 4 == 0", "id % 4 == 1", "id % 4 > 1"])
            orders.groupby("country").amount.sum().compute()

        Operations: `dataset_get`, `dataset_get_schema`, `dataset_list_partitions`; on the workers
        `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            slices: formulas of which every row meets exactly one; one task each.

        Returns:
            A `dask.dataframe.DataFrame`.

        Raises:
            ImportError: Dask or pandas is not installed.
            ValueError: a column or a partition does not exist; it is named.
            DSSNotFound: there is no such dataset.
        """
        need("to_dask", "dask", "dask.dataframe", "pandas", "pyarrow")
        dd: Any = import_module("dask.dataframe")
        reader, parts = await self._sliced(columns, partitions, filter, slices)
        meta = await self._select(reader.columns, None, None, None, 0, False).to_pandas(
            nullable=True
        )
        label = f"dss-{self.project_key}.{self.dataset_name}"
        return dd.from_map(reader, parts, meta=meta, label=label, enforce_metadata=True)

    async def to_ray(
        self,
        *,
        columns: str | Sequence[str] | None = None,
        partitions: str | Sequence[str] | None = None,
        filter: str | None = None,
        slices: Sequence[str] | None = None,
    ) -> Any:
        """Gives the rows as a Dataset of Ray, whose tasks read them when and where it is used.

        Each partition is a task; a dataset without partitions is one, unless `slices` cuts it, as
        in :meth:`to_dask`. A task passes its rows on in blocks of Arrow while they come, with the
        types of :meth:`to_arrow`. Needs the extra `ray`.

        The key of this client is not in the tasks: every worker finds its own, in `DKU_DSS_URL` and
        `DKU_API_KEY` or in its `~/.dataiku/config.json`.

        Example:
            orders = await dataset.to_ray(slices=["id % 4 == 0", "id % 4 == 1", "id % 4 > 1"])
            orders.groupby("country").sum("amount").show()

        Operations: `dataset_get`, `dataset_get_schema`, `dataset_list_partitions`; on the workers
        `dataset_stream_rows`, `dataset_get_schema`, `dataset_finish_streaming`.

        Args:
            columns: only these columns, in this order; all of the schema by default.
            partitions: only the rows of this partition, or of these.
            filter: formula of DSS that a row has to meet, such as `amount > 100`.
            slices: formulas of which every row meets exactly one; one task each.

        Returns:
            A `ray.data.Dataset`. Ray is started by it as it starts itself; call `ray.init`
            before to have another cluster.

        Raises:
            ImportError: Ray or pyarrow is not installed.
            ValueError: a column or a partition does not exist; it is named.
            DSSNotFound: there is no such dataset.
        """
        need("to_ray", "ray", "ray.data", "pyarrow")
        from dataikuapi._raysource import slice_source

        reader, parts = await self._sliced(columns, partitions, filter, slices)
        read: Any = self._select(reader.columns, None, None, None, 0, False)
        schema = (await read.to_arrow()).schema
        label = f"dss-{self.project_key}.{self.dataset_name}"
        source = slice_source(reader, parts, schema, label)
        ray_data: Any = import_module("ray.data")
        return ray_data.read_datasource(source, override_num_blocks=len(parts))

    async def _sliced(
        self, columns: Any, partitions: Any, filter: str | None, slices: Any
    ) -> tuple[SliceReader, list[Slice]]:
        """What reads a slice, and the slices."""
        wanted = names_of("partitions", partitions)
        names = names_of("columns", columns)
        slices_of(None, filter, slices)
        label = f"{self.project_key}.{self.dataset_name}"
        if is_partitioned(await self._read_definition()):
            known = await self.list_partitions()
            for each in wanted or []:
                if each not in known:
                    raise ValueError(f"dataset {label} has no partition {each!r}")
            wanted = known if wanted is None else wanted
            if not wanted:
                raise ValueError(f"dataset {label} has no partition with data")
        elif wanted is not None:
            raise ValueError(f"dataset {label} is not partitioned: partition {wanted[0]!r}")
        reader = SliceReader(self.client.host, self.project_key, self.dataset_name, names)
        return reader, slices_of(wanted, filter, slices)
