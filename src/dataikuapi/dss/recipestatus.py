"""What DSS says of a recipe: checks and engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi.dss.infomessages import DSSInfoMessage

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import InfoMessage, RecipeEngine, RecipeStatus


class DSSRecipeStatus:
    """Status of a recipe. Get it from the recipe's `get_status`.

    Attributes:
        client: the client that read it.
        data: the status as DSS answered it.
    """

    def __init__(self, client: Any, data: RecipeStatus) -> None:
        self.client = client
        self.data = data

    def get_selected_engine_details(self) -> RecipeEngine:
        """Gives the engine that will run the recipe.

        Returns:
            A dict with `type` and others.

        Raises:
            ValueError: there is none: recipes of code have no engine, or none fits.
        """
        engine = self.data.get("selectedEngine")
        if engine is None:
            raise ValueError("the recipe has no selected engine")
        return engine

    def get_engines_details(self) -> list[RecipeEngine]:
        """Gives the engines that could run the recipe.

        Returns:
            For each a dict with `type`, whether it can be selected, and others.

        Raises:
            ValueError: the recipe has no engines, as those of code.
        """
        engines = self.data.get("engines")
        if engines is None:
            raise ValueError("the recipe has no engines")
        return engines

    def get_status_severity(self) -> str | None:
        """Gives the severity of the gravest message.

        Returns:
            `SUCCESS`, `INFO`, `WARNING` or `ERROR`; None when there is no message.
        """
        return self._messages().get("maxSeverity")

    @overload
    def get_status_messages(self, as_objects: Literal[False] = False) -> list[InfoMessage]: ...
    @overload
    def get_status_messages(self, as_objects: Literal[True]) -> list[DSSInfoMessage]: ...
    def get_status_messages(
        self, as_objects: bool = False
    ) -> list[InfoMessage] | list[DSSInfoMessage]:
        """Gives the messages of the checks of the recipe.

        Args:
            as_objects: whether they are given as objects instead of dicts.

        Returns:
            The messages.
        """
        found: list[InfoMessage] = self._messages().get("messages") or []
        return [DSSInfoMessage(each) for each in found] if as_objects else found

    def _messages(self) -> Mapping[str, Any]:
        return self.data.get("allMessagesForFrontend") or {}
