# Derived by `tox -e generate` from src/dataikuapi/aio/dss/recipecreator.py. Do not edit.
"""What all creators of recipes have in common."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Self, cast

from dataikuapi._args import check_name, check_str

if TYPE_CHECKING:
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dss.recipe import DSSRecipe

# Older names of arguments, which scripts still use.
_OLDER = {
    "connection_id": "connection",
    "format_option_id": "format",
    "typeOptionId": "type",
    "type_option_id": "type",
}


def older_arguments(given: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Gives arguments their values from older names.

    Args:
        given: what was given beside the known arguments.
        known: values of the arguments that have older names.

    Returns:
        The values.

    Raises:
        TypeError: what was given is no older name of one of them.
    """
    values = dict(known)
    for name, value in given.items():
        if _OLDER.get(name) not in values:
            raise TypeError(f"there is no argument {name!r}")
        values[_OLDER[name]] = value
    return values


class DSSRecipeCreator:
    """Creates a recipe. Get the creator of a type from the project's `new_recipe`.

    Attributes:
        project: handle of the project.
        recipe_proto: the recipe so far.
        creation_settings: what DSS needs besides.
    """

    def __init__(self, type: str, name: str | None, project: DSSProject) -> None:
        self.project = project
        self.recipe_proto: dict[str, Any] = {
            "inputs": {},
            "outputs": {},
            "type": type,
            "name": name,
        }
        self.creation_settings: dict[str, Any] = {}
        # Datasets that are deleted before the recipe is created.
        self._replaced: list[str] = []

    def set_name(self, name: str) -> None:
        """Sets the name of the recipe.

        Args:
            name: the name.
        """
        self.recipe_proto["name"] = name

    def _build_ref(self, object_id: str, project_key: str | None = None) -> str:
        check_str("the name of an input or output", object_id)
        if project_key is None or project_key == self.project.project_key:
            return object_id
        return f"{project_key}.{object_id}"

    def _with_input(
        self, dataset_name: str, project_key: str | None = None, role: str = "main"
    ) -> Self:
        item = {"ref": self._build_ref(dataset_name, project_key)}
        self.recipe_proto["inputs"].setdefault(role, {"items": []})["items"].append(item)
        return self

    def _with_output(self, dataset_name: str, append: bool = False, role: str = "main") -> Self:
        item = {"ref": self._build_ref(dataset_name), "appendMode": append}
        self.recipe_proto["outputs"].setdefault(role, {"items": []})["items"].append(item)
        return self

    def _get_input_refs(self) -> list[str]:
        roles = cast("dict[str, dict[str, Any]]", self.recipe_proto["inputs"])
        return [item["ref"] for role in roles.values() for item in role["items"]]

    def with_input(self, input_id: str, project_key: str | None = None, role: str = "main") -> Self:
        """Adds an input.

        Args:
            input_id: name of the dataset, or identifier of the folder or model.
            project_key: key of its project, if that is another one.
            role: its role.

        Returns:
            This creator.
        """
        return self._with_input(input_id, project_key, role)

    def with_output(self, output_id: str, append: bool = False, role: str = "main") -> Self:
        """Adds an output that exists.

        Args:
            output_id: name of the dataset, or identifier of the folder or model.
            append: whether a run adds to it instead of replacing it.
            role: its role.

        Returns:
            This creator.
        """
        return self._with_output(output_id, append, role)

    def build(self) -> DSSRecipe:
        """Creates the recipe, as :meth:`create`.

        Operation: `recipe_create`.

        Returns:
            The handle of the recipe.
        """
        return self.create()

    def create(self) -> DSSRecipe:
        """Creates the recipe.

        Operation: `recipe_create`, after `dataset_delete` for outputs that are replaced.

        Returns:
            The handle of the recipe; DSS may have changed its name.

        Raises:
            DSSAPIError: DSS refused; the message names the wrong input or output.
        """
        self._finish_creation_settings()
        for name in self._replaced:
            dataset = self.project.get_dataset(name)
            if dataset.exists():
                dataset.delete(drop_data=True)
        return self.project.create_recipe(self.recipe_proto, self.creation_settings)

    def set_raw_mode(self) -> None:
        """Has DSS take the recipe as it is, without filling in what is missing."""
        self.creation_settings["rawCreation"] = True

    def _finish_creation_settings(self) -> None:
        """Writes into the creation settings what was set; each type knows what."""


class SingleOutputRecipeCreator(DSSRecipeCreator):
    """Creates a recipe that has one output, which it can create.

    Attributes:
        create_output_dataset: whether the output is a dataset that is created; None when nothing
            was said.
        output_dataset_settings: how it is created.
        create_output_folder: whether the output is a managed folder that is created.
        output_folder_settings: how it is created.
    """

    def __init__(self, type: str, name: str | None, project: DSSProject) -> None:
        super().__init__(type, name, project)
        self.create_output_dataset: bool | None = None
        self.output_dataset_settings: dict[str, Any] | None = None
        self.create_output_folder: bool | None = None
        self.output_folder_settings: dict[str, Any] | None = None

    def with_existing_output(self, output_id: str, append: bool = False) -> Self:
        """Sets the output, which exists.

        Args:
            output_id: name of the dataset, or identifier of the folder.
            append: whether a run adds to it instead of replacing it.

        Returns:
            This creator.

        Raises:
            ValueError: the recipe has its output already.
        """
        self._require_none(self.create_output_dataset)
        self.create_output_dataset = False
        return self._with_output(output_id, append)

    def with_new_output(
        self,
        name: str,
        connection: str | None = None,
        type: str | None = None,
        format: str | None = None,
        override_sql_schema: str | None = None,
        partitioning_option_id: str | None = None,
        append: bool = False,
        object_type: str = "DATASET",
        overwrite: bool = False,
        **kwargs: Any,
    ) -> Self:
        """Sets the output, which DSS creates together with the recipe.

        Args:
            name: name of the dataset or folder.
            connection: name of the connection it is stored in.
            type: type of the dataset, for connections that can hold several.
            format: format of the files, such as `CSV_EXCEL_GZIP`.
            override_sql_schema: schema of the table, if not that of the connection.
            partitioning_option_id: how it is partitioned: `copy:dataset:NAME` or
                `copy:folder:IDENTIFIER` as another object.
            append: whether a run adds to it instead of replacing it.
            object_type: `DATASET` or `MANAGED_FOLDER`.
            overwrite: whether a dataset of this name is deleted first, when the recipe is created.
            **kwargs: older names of the arguments.

        Returns:
            This creator.

        Raises:
            ValueError: the recipe has its output already, or the object type is unknown.
        """
        places = older_arguments(kwargs, {"connection": connection, "type": type, "format": format})
        check_name("name", name)
        if object_type == "DATASET":
            self._require_none(self.create_output_dataset)
            self.create_output_dataset = True
            self.output_dataset_settings = _storage(
                places, override_sql_schema, partitioning_option_id
            )
            if overwrite:
                self._replaced.append(name)
        elif object_type == "MANAGED_FOLDER":
            self._require_none(self.create_output_folder)
            self.create_output_folder = True
            self.output_folder_settings = {
                "connectionId": places["connection"],
                "typeOptionId": places["type"],
                "partitioningOptionId": partitioning_option_id,
            }
        else:
            text = f"object_type must be 'DATASET' or 'MANAGED_FOLDER', not {object_type!r}"
            raise ValueError(text)
        return self._with_output(name, append)

    def with_output(self, output_id: str, append: bool = False, role: str = "main") -> Self:
        """Sets the output, which exists.

        Args:
            output_id: name of the dataset, or identifier of the folder.
            append: whether a run adds to it instead of replacing it.
            role: its role.

        Returns:
            This creator.

        Raises:
            ValueError: the recipe has its output already.
        """
        self._require_none(self.create_output_dataset)
        self.create_output_dataset = False
        return self._with_output(output_id, append, role)

    def _require_none(self, chosen: bool | None) -> None:
        if chosen is not None:
            raise ValueError("the recipe has its output already")

    def _finish_creation_settings(self) -> None:
        self.creation_settings.update(
            createOutputDataset=self.create_output_dataset,
            outputDatasetSettings=self.output_dataset_settings,
            createOutputFolder=self.create_output_folder,
            outputFolderSettings=self.output_folder_settings,
        )


def _storage(
    places: dict[str, Any], override_sql_schema: str | None, partitioning: str | None
) -> dict[str, Any]:
    """How a dataset is created."""
    return {
        "connectionId": places["connection"],
        "typeOptionId": places["type"],
        "specificSettings": {
            "formatOptionId": places["format"],
            "overrideSQLSchema": override_sql_schema,
        },
        "partitioningOptionId": partitioning,
    }


class VirtualInputsSingleOutputRecipeCreator(SingleOutputRecipeCreator):
    """Creates a recipe whose inputs are numbered, as those of a join.

    Attributes:
        virtual_inputs: names of the inputs.
    """

    def __init__(self, type: str, name: str | None, project: DSSProject) -> None:
        super().__init__(type, name, project)
        self.virtual_inputs: list[str] = []

    def with_input(self, input_id: str, project_key: str | None = None, role: str = "main") -> Self:
        """Adds an input; the same dataset may be added more than once.

        Args:
            input_id: name of the dataset.
            project_key: key of its project, if that is another one.
            role: `main`; these recipes have no other.

        Returns:
            This creator.

        Raises:
            ValueError: the role is another.
        """
        if role != "main":
            raise ValueError(f"role must be 'main', not {role!r}")
        self.virtual_inputs.append(self._build_ref(input_id, project_key))
        return self

    def _finish_creation_settings(self) -> None:
        super()._finish_creation_settings()
        self.creation_settings["virtualInputs"] = deepcopy(self.virtual_inputs)


class MultipleOutputRecipeCreator(DSSRecipeCreator):
    """Creates a recipe that has several outputs, which it can create.

    Attributes:
        output_datasets_settings: for each output that is created, how.
    """

    def __init__(self, type: str, name: str | None, project: DSSProject) -> None:
        super().__init__(type, name, project)
        self.output_datasets_settings: dict[str, dict[str, Any]] = {}

    def with_existing_output(self, output_id: str, append: bool = False) -> Self:
        """Adds an output that exists.

        Args:
            output_id: name of the dataset.
            append: whether a run adds to it instead of replacing it.

        Returns:
            This creator.
        """
        return self._with_output(output_id, append)

    def with_new_output(
        self,
        name: str,
        connection: str | None = None,
        type: str | None = None,
        format: str | None = None,
        override_sql_schema: str | None = None,
        partitioning_option_id: str | None = None,
        append: bool = False,
        overwrite: bool = False,
        **kwargs: Any,
    ) -> Self:
        """Adds an output that DSS creates together with the recipe.

        Args:
            name: name of the dataset.
            connection: name of the connection it is stored in.
            type: type of the dataset, for connections that can hold several.
            format: format of the files, such as `CSV_EXCEL_GZIP`.
            override_sql_schema: schema of the table, if not that of the connection.
            partitioning_option_id: how it is partitioned, such as `copy:dataset:NAME`.
            append: whether a run adds to it instead of replacing it.
            overwrite: whether a dataset of this name is deleted first, when the recipe is created.
            **kwargs: older names of the arguments.

        Returns:
            This creator.
        """
        places = older_arguments(kwargs, {"connection": connection, "type": type, "format": format})
        check_name("name", name)
        settings = _storage(places, override_sql_schema, partitioning_option_id)
        self.output_datasets_settings[name] = settings
        if overwrite:
            self._replaced.append(name)
        return self._with_output(name, append)

    def _finish_creation_settings(self) -> None:
        settings = {"main": deepcopy(self.output_datasets_settings)}
        self.creation_settings["outputDatasetsCreationSettingsByRole"] = settings
