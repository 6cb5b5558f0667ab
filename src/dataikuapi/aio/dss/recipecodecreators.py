"""Creators of recipes of code."""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from dataikuapi._args import check_name, check_str
from dataikuapi.aio.dss.recipecreator import (
    AsyncDSSRecipeCreator,
    AsyncSingleOutputRecipeCreator,
    older_arguments,
)

if TYPE_CHECKING:
    from dataikuapi.aio.dss.project import AsyncDSSProject

LOG = logging.getLogger("dataikuapi")
FUNCTION_TEMPLATE = """\
# Written by PythonRecipeCreator: calls {module_name}.{fname} on the inputs of the recipe.
import json

from dataiku import recipe
from {module_name} import {fname}

params = json.loads({params_json!r})
frames = [dataset.get_dataframe() for dataset in recipe.get_inputs_as_datasets()]
result = {fname}(frames if len(frames) > 1 else frames[0], **params)
results = result if isinstance(result, list) else [result]
outputs = recipe.get_outputs_as_datasets()
if len(results) != len(outputs):
    raise ValueError(
        "{fname} returned %d dataframes for %d outputs" % (len(results), len(outputs))
    )
for dataset, frame in zip(outputs, results):
    dataset.write_with_schema(frame)
"""


class AsyncCodeRecipeCreator(AsyncDSSRecipeCreator):
    """Creates a recipe of code: Python, R, SQL script, shell, Spark.

    Attributes:
        script: the code, or None.
    """

    def __init__(self, name: str | None, type: str, project: AsyncDSSProject) -> None:
        super().__init__(type, name, project)
        self.script: str | None = None

    def with_script(self, script: str) -> Self:
        """Sets the code.

        Args:
            script: the code.

        Returns:
            This creator.
        """
        self.script = script
        return self

    async def with_new_output_dataset(
        self,
        name: str,
        connection: str,
        type: str | None = None,
        format: str | None = None,
        copy_partitioning_from: str | None = "FIRST_INPUT",
        append: bool = False,
        overwrite: bool = False,
        **kwargs: Any,
    ) -> Self:
        """Creates a managed dataset at once and adds it as an output.

        Operation: `dataset_create_managed`, after `dataset_delete` if it is replaced.

        Args:
            name: name of the dataset.
            connection: name of the connection it is stored in.
            type: type of the dataset, for connections that can hold several.
            format: format of the files, such as `CSV_EXCEL_GZIP`.
            copy_partitioning_from: what the recipe takes its partitioning from: `FIRST_INPUT` for
                the input that was added first, else `dataset:NAME` or `folder:IDENTIFIER`; None
                for none.
            append: whether a run adds to the dataset instead of replacing it.
            overwrite: whether a dataset of this name is deleted first.
            **kwargs: older names of the arguments.

        Returns:
            This creator.

        Raises:
            DSSBadRequest: there is such a dataset, or no such connection.
        """
        places = older_arguments(kwargs, {"type": type, "format": format})
        helper = self.project.new_managed_dataset(check_name("name", name))
        helper.with_store_into(
            check_str("connection", connection),
            type_option_id=places["type"],
            format_option_id=places["format"],
        )
        self._copy_partitioning(copy_partitioning_from)
        await helper.create(overwrite=overwrite)
        return self.with_output(name, append=append)

    def _copy_partitioning(self, source: str | None) -> None:
        if source == "FIRST_INPUT":
            inputs = self._get_input_refs()
            if not inputs:
                LOG.warning("no input was added yet from which the partitioning could be copied")
                return
            source = f"dataset:{inputs[0]}"
        if source is not None:
            self.creation_settings["partitioningOptionId"] = f"copy:{source}"

    async def with_new_output_streaming_endpoint(
        self,
        name: str,
        connection: str,
        format: str | None = None,
        overwrite: bool = False,
        **kwargs: Any,
    ) -> Self:
        """Creates a managed streaming endpoint at once and adds it as an output.

        Operation: `streaming_endpoint_create_managed`.

        Args:
            name: name of the streaming endpoint.
            connection: name of the connection it is stored in.
            format: format of the messages.
            overwrite: whether a streaming endpoint of this name is deleted first.
            **kwargs: older names of the arguments.

        Returns:
            This creator.

        Raises:
            DSSBadRequest: there is such a streaming endpoint, or no such connection.
        """
        places = older_arguments(kwargs, {"format": format})
        helper = self.project.new_managed_streaming_endpoint(check_name("name", name))
        helper.with_store_into(
            check_str("connection", connection), format_option_id=places["format"]
        )
        await helper.create(overwrite=overwrite)
        return self.with_output(name, append=False)

    def _finish_creation_settings(self) -> None:
        self.creation_settings["script"] = self.script


class AsyncPythonRecipeCreator(AsyncCodeRecipeCreator):
    """Creates a Python recipe, perhaps one that calls a function of a library of the project."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__(name, "python", project)

    def with_function_name(
        self,
        module_name: str,
        function_name: str,
        custom_template: str | None = None,
        **function_args: Any,
    ) -> Self:
        """Sets code that calls a function with the inputs and writes what it returns.

        The function gets the dataframe of the input, or a list of them when there are several,
        and returns a dataframe or a list of them.

        Args:
            module_name: name of its module, which DSS must be able to import.
            function_name: name of the function.
            custom_template: other code, with `{module_name}`, `{fname}` and `{params_json}` where
                these go.
            **function_args: further arguments of the function; what JSON can hold.

        Returns:
            This creator.
        """
        template = FUNCTION_TEMPLATE if custom_template is None else custom_template
        code = template.format(
            module_name=module_name, fname=function_name, params_json=json.dumps(function_args)
        )
        return self.with_script(code)

    def with_function(
        self,
        fn: Callable[..., Any],
        custom_template: str | None = None,
        **function_args: Any,
    ) -> Self:
        """Sets code that calls a function, as :meth:`with_function_name`.

        Args:
            fn: the function.
            custom_template: other code.
            **function_args: further arguments of the function; what JSON can hold.

        Returns:
            This creator.

        Raises:
            ValueError: the function is in no module.
        """
        module = inspect.getmodule(fn)
        if module is None:
            raise ValueError(f"fn is in no module that could be imported: {fn!r}")
        return self.with_function_name(
            module.__name__, fn.__name__, custom_template, **function_args
        )


class AsyncSQLQueryRecipeCreator(AsyncSingleOutputRecipeCreator):
    """Creates a recipe whose output is the result of an SQL query."""

    def __init__(self, name: str | None, project: AsyncDSSProject) -> None:
        super().__init__("sql_query", name, project)
