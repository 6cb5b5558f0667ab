"""Slices of a dataset that are read elsewhere: by the workers of Dask and of Ray.

What travels to a worker names the instance and the slice. The key is none of it: a worker finds
its own, as :func:`dataikuapi.api_client` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from attrs import frozen

from dataikuapi._args import check_formula, check_list, check_str
from dataikuapi._members import dict_in


@frozen
class Slice:
    """Some rows of a dataset.

    Attributes:
        partition: the partition that they are in; None for any.
        filter: formula that they meet; None for all.
    """

    partition: str | None
    filter: str | None


@frozen
class SliceReader:
    """Reads slices where it is called.

    Attributes:
        host: URL of the instance.
        project_key: key of the project.
        dataset_name: name of the dataset.
        columns: columns to read; None for all.
    """

    host: str
    project_key: str
    dataset_name: str
    columns: list[str] | None

    def __call__(self, part: Slice) -> Any:
        """Reads a slice into a frame of pandas whose types know null."""
        with self._client() as client:
            dataset = client.get_project(self.project_key).get_dataset(self.dataset_name)
            return dataset.get_dataframe(nullable=True, **self._choice(part))

    def tables(self, part: Slice) -> Iterator[Any]:
        """Reads a slice in tables of Arrow, so that it may be larger than memory.

        A slice without rows gives one table without any, which tells the columns.
        """
        build: Any = import_module("pyarrow").Table
        empty = True
        with self._client() as client:
            dataset = client.get_project(self.project_key).get_dataset(self.dataset_name)
            for batch in dataset.iter_batches(**self._choice(part)):
                empty = False
                yield build.from_batches([batch])
            if empty:
                yield dataset.to_arrow(limit=0, columns=self.columns)

    def _choice(self, part: Slice) -> dict[str, Any]:
        return {"columns": self.columns, "partitions": part.partition, "filter": part.filter}

    def _client(self) -> Any:
        """A client with the credentials of this process.

        Raises:
            ValueError: there are none, or they are those of another instance.
        """
        from dataikuapi.dssclient import api_client

        client = api_client()
        if client.host != self.host:
            client.close()
            raise ValueError(
                f"dataset {self.project_key}.{self.dataset_name} is on {self.host}, but this "
                f"worker is set up for {client.host}: set DKU_DSS_URL and DKU_API_KEY on it"
            )
        return client


def slices_of(partitions: Sequence[str] | None, filter: str | None, slices: Any) -> list[Slice]:
    """The slices that one task each reads.

    Args:
        partitions: the partitions; None for a dataset without.
        filter: formula that all rows have to meet.
        slices: formulas, of which each row should meet exactly one.

    Raises:
        TypeError: the slices are no list of strings, or `filter` is none.
        ValueError: the list is empty, or a formula is.
    """
    formulas: list[str | None] = [check_formula("filter", filter)]
    if slices is not None:
        given = [check_str("each of slices", each) for each in check_list("slices", slices)]
        if not given:
            raise ValueError("slices must not be empty: leave it out to have one slice")
        formulas = [each if filter is None else f"({filter}) && ({each})" for each in given]
    chosen: Sequence[str | None] = [None] if partitions is None else partitions
    return [Slice(partition, formula) for partition in chosen for formula in formulas]


def is_partitioned(definition: Mapping[str, Any]) -> bool:
    """Whether a dataset has partitions."""
    return bool(dict_in(definition, "partitioning").get("dimensions"))
