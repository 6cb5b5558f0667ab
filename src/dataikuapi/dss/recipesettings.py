# Derived by `tox -e generate` from src/dataikuapi/aio/dss/recipesettings.py. Do not edit.
"""Settings of recipes: what all types have, and those of code recipes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_str
from dataikuapi._members import sub_dict
from dataikuapi._saving import Saving
from dataikuapi._taggable import DSSTaggableObjectSettings
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.recipe import DSSRecipe
    from dataikuapi_rest.dicts import Message, RecipeAndPayload


class DSSRecipeSettings(DSSTaggableObjectSettings):
    """Settings of a recipe. Get them from the recipe's `get_settings`.

    What is set stays here until :meth:`save`. What the recipe computes is its payload: the code of
    a code recipe, for the others JSON that can be read and changed as a dict, `obj_payload`.

    Attributes:
        recipe: handle of the recipe.
        data: the recipe and its payload, as DSS answered them.
        recipe_settings: the recipe without its payload.
    """

    def __init__(self, recipe: DSSRecipe, data: RecipeAndPayload) -> None:
        self.recipe = recipe
        self.data: dict[str, Any] = cast("dict[str, Any]", data)
        self.recipe_settings: dict[str, Any] = self.data["recipe"]
        super().__init__(self.recipe_settings)
        self._str_payload: str | None = self.data.get("payload")
        self._obj_payload: Any = None

    def save(self, *, force: bool | None = None) -> Message:
        """Saves the recipe and its payload.

        Operation: `recipe_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Returns:
            What DSS answers.

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
            DSSNotFound: the recipe does not exist any more.
        """
        self._payload_to_str()
        request = api.recipe.recipe_update.build_request(
            self.recipe.project_key, self.recipe.recipe_name, body=self.data
        )
        read = api.recipe.recipe_get.build_request(self.recipe.project_key, self.recipe.recipe_name)
        with Saving(self.recipe.client.rest, read, self.data, force):
            return self.recipe.client.rest.json(request)

    def get_raw(self) -> dict[str, Any]:
        """Gives the recipe and its payload.

        Returns:
            The dict itself: what is changed in its `recipe` is saved.
        """
        self._payload_to_str()
        return self.data

    @property
    def type(self) -> str:
        """Type of the recipe, such as `sync`."""
        return self.recipe_settings["type"]

    @property
    def str_payload(self) -> str | None:
        """The payload as text, or None."""
        self._payload_to_str()
        return self._str_payload

    @str_payload.setter
    def str_payload(self, payload: str | None) -> None:
        self._str_payload = payload
        self._obj_payload = None

    @property
    def obj_payload(self) -> Any:
        """The payload as a dict: what is changed in it is saved."""
        self._payload_to_obj()
        return self._obj_payload

    @property
    def raw_params(self) -> dict[str, Any]:
        """The parameters that depend on the type; not the payload."""
        return self.recipe_settings["params"]

    def _payload_to_str(self) -> None:
        if self._obj_payload is not None:
            self._str_payload = json.dumps(self._obj_payload)
            self._obj_payload = None
        if self._str_payload is not None:
            self.data["payload"] = self._str_payload

    def _payload_to_obj(self) -> None:
        if self._str_payload is not None:
            self._obj_payload = json.loads(self._str_payload)
            self._str_payload = None

    def get_recipe_raw_definition(self) -> dict[str, Any]:
        """Gives the recipe without its payload.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.recipe_settings

    def get_recipe_inputs(self) -> dict[str, Any]:
        """Gives the inputs.

        Returns:
            For each role a dict whose `items` name the inputs.
        """
        return self.recipe_settings.get("inputs")  # pyright: ignore[reportReturnType]  (typed as scripts use it, None where DSS left it out)

    def get_recipe_outputs(self) -> dict[str, Any]:
        """Gives the outputs.

        Returns:
            For each role a dict whose `items` name the outputs.
        """
        return self.recipe_settings.get("outputs")  # pyright: ignore[reportReturnType]  (typed as scripts use it, None where DSS left it out)

    def get_recipe_params(self) -> dict[str, Any]:
        """Gives the parameters that depend on the type; not the payload.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.recipe_settings.get("params")  # pyright: ignore[reportReturnType]  (typed as scripts use it, None where DSS left it out)

    def get_payload(self) -> str | None:
        """Gives the payload as text.

        Returns:
            The code of a code recipe, JSON for the others; None when there is none.
        """
        return self.str_payload

    def get_json_payload(self) -> Any:
        """Gives the payload as a dict.

        Returns:
            The dict itself: what is changed in it is saved.

        Raises:
            ValueError: the payload is no JSON, as that of a code recipe.
        """
        return self.obj_payload

    def set_payload(self, payload: str | None) -> None:
        """Sets the payload as text.

        Args:
            payload: the payload.
        """
        self.str_payload = payload

    def set_json_payload(self, payload: Any) -> None:
        """Sets the payload as a dict.

        Args:
            payload: the payload.
        """
        self._str_payload = None
        self._obj_payload = payload

    def has_input(self, input_ref: str) -> bool:
        """Tells whether an object is an input, in whatever role.

        Args:
            input_ref: its identifier, or `PROJECT.identifier` for one of another project.

        Returns:
            Whether it is.
        """
        return input_ref in _refs(self.get_recipe_inputs())

    def has_output(self, output_ref: str) -> bool:
        """Tells whether an object is an output, in whatever role.

        Args:
            output_ref: its identifier.

        Returns:
            Whether it is.
        """
        return output_ref in _refs(self.get_recipe_outputs())

    def replace_input(self, current_input_ref: str, new_input_ref: str) -> None:
        """Puts another object where one is an input, in whatever role.

        Args:
            current_input_ref: identifier of the input.
            new_input_ref: identifier of the other object, `PROJECT.identifier` if it is of another
                project.
        """
        _replace(self.get_recipe_inputs(), current_input_ref, new_input_ref)

    def replace_output(self, current_output_ref: str, new_output_ref: str) -> None:
        """Puts another object where one is an output, in whatever role.

        Args:
            current_output_ref: identifier of the output.
            new_output_ref: identifier of the other object.
        """
        _replace(self.get_recipe_outputs(), current_output_ref, new_output_ref)

    def add_input(
        self, role: str, ref: str, partition_deps: list[dict[str, Any]] | None = None
    ) -> None:
        """Adds an input.

        Args:
            role: its role, `main` in most recipes.
            ref: its identifier, or `PROJECT.identifier` for one of another project.
            partition_deps: which of its partitions are read.
        """
        item = {
            "ref": check_str("ref", ref),
            "deps": [] if partition_deps is None else partition_deps,
        }
        self._get_or_create_input_role(role)["items"].append(item)

    def add_output(self, role: str, ref: str, append_mode: bool = False) -> None:
        """Adds an output.

        Args:
            role: its role, `main` in most recipes.
            ref: its identifier.
            append_mode: whether a run adds to it instead of replacing it.
        """
        item = {"ref": check_str("ref", ref), "appendMode": append_mode}
        self._get_or_create_output_role(role)["items"].append(item)

    def _get_or_create_input_role(self, role: str) -> dict[str, Any]:
        return _role(sub_dict(self.recipe_settings, "inputs"), role)

    def _get_or_create_output_role(self, role: str) -> dict[str, Any]:
        return _role(sub_dict(self.recipe_settings, "outputs"), role)

    def get_flat_input_refs(self) -> list[str]:
        """Gives the identifiers of all inputs.

        Returns:
            The identifiers, role by role.
        """
        return _refs(self.get_recipe_inputs())

    def get_flat_output_refs(self) -> list[str]:
        """Gives the identifiers of all outputs.

        Returns:
            The identifiers, role by role.
        """
        return _refs(self.get_recipe_outputs())


def items_of(roles: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The inputs or outputs of a recipe, role by role.

    Args:
        roles: what the recipe has under `inputs` or `outputs`.

    Returns:
        The dicts themselves, each with a `ref`.
    """
    lists: list[list[dict[str, Any]] | None] = [
        role.get("items") for role in (roles or {}).values()
    ]
    return [item for items in lists for item in items or []]


def _refs(roles: dict[str, Any] | None) -> list[str]:
    return [item["ref"] for item in items_of(roles) if item.get("ref") is not None]


def _replace(roles: dict[str, Any] | None, current: str, new: str) -> None:
    for item in items_of(roles):
        if item.get("ref") == current:
            item["ref"] = check_str("the new reference", new)


def _role(roles: dict[str, Any], name: str) -> dict[str, Any]:
    role: dict[str, Any] = roles.setdefault(check_str("role", name), {})
    if role.get("items") is None:
        role["items"] = []
    return role


class DSSRecipeDefinitionAndPayload(DSSRecipeSettings):
    """A recipe and its payload, as :meth:`DSSRecipe.get_definition_and_payload` gives them."""


class CodeRecipeSettings(DSSRecipeSettings):
    """Settings of a recipe of code: Python, R, SQL script, shell, Spark."""

    def get_code(self) -> str | None:
        """Gives the code.

        Returns:
            The code.
        """
        return self.str_payload

    def set_code(self, code: str) -> None:
        """Sets the code.

        Args:
            code: the code.
        """
        self.set_payload(code)

    def get_code_env_settings(self) -> dict[str, Any]:
        """Gives which code environment runs the code.

        Returns:
            A dict with `envMode` and perhaps `envName`; what is changed in it is saved.

        Raises:
            ValueError: recipes of this type use no code environment.
        """
        return self._params_with_env()["envSelection"]

    def set_code_env(
        self, code_env: str | None = None, inherit: bool = False, use_builtin: bool = False
    ) -> None:
        """Sets which code environment runs the code.

        Args:
            code_env: its name; without it one of the others must be said.
            inherit: whether the project's is used.
            use_builtin: whether the one that comes with DSS is used.

        Raises:
            ValueError: nothing was said, or recipes of this type use no code environment.
        """
        params = self._params_with_env()
        if code_env is not None:
            name = check_str("code_env", code_env)
            params["envSelection"] = {"envMode": "EXPLICIT_ENV", "envName": name}
        elif inherit:
            params["envSelection"] = {"envMode": "INHERIT"}
        elif use_builtin:
            params["envSelection"] = {"envMode": "USE_BUILTIN_MODE"}
        else:
            raise ValueError("one of code_env, inherit and use_builtin is needed")

    def _params_with_env(self) -> dict[str, Any]:
        params = self.get_recipe_params() or {}
        if "envSelection" not in params:
            raise ValueError(f"a recipe of type {self.type} uses no code environment")
        return params
