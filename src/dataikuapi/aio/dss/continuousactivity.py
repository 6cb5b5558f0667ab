"""Continuous activities: continuous recipes at work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi._lazy import lazy
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.aio.dss.recipehandle import AsyncDSSRecipe
    from dataikuapi.aio.dssclient import AsyncDSSClient
    from dataikuapi_rest.dicts import ContinuousActivity, Message

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


class AsyncDSSContinuousActivity:
    """The execution of a continuous recipe. Get it from the project's `get_continuous_activity`.

    Attributes:
        client: the client that made this handle.
        recipe_id: name of the recipe.
        project_key: key of its project.
    """

    def __init__(self, client: AsyncDSSClient, project_key: str, recipe_id: str) -> None:
        self.client = client
        self.recipe_id = recipe_id
        self.project_key = project_key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key} {self.recipe_id!r}>"

    async def start(self, loop_params: Mapping[str, Any] | None = None) -> Message:
        """Starts the activity.

        Operation: `continuous_activity_start`.

        Args:
            loop_params: what happens when the recipe crashes: `abortAfterCrashes` (-1 for no
                limit), `initialRestartDelayMS`, `restartDelayIncMS`, `maxRestartDelayMS`. By
                default it is started again at once, without a limit.

        Returns:
            The confirmation of DSS.

        Raises:
            DSSNotFound: there is no such recipe.
            DSSBadRequest: the recipe is not continuous, or runs already.
        """
        body = {} if loop_params is None else check_dict("loop_params", loop_params)
        request = api.continuous_activity.continuous_activity_start.build_request(
            self.project_key, self.recipe_id, body=body
        )
        return await self.client.rest.json(request)

    async def stop(self) -> None:
        """Stops the activity.

        Operation: `continuous_activity_stop`.

        Raises:
            DSSNotFound: there is no such recipe.
        """
        await self.client.rest.empty(
            api.continuous_activity.continuous_activity_stop.build_request(
                self.project_key, self.recipe_id
            )
        )

    async def get_status(self) -> ContinuousActivity:
        """Reads what was asked for and what happens.

        Operation: `continuous_activity_get`.

        Returns:
            A dict: `desiredState` is `STARTED` or `STOPPED`, `mainLoopState` has the long task that
            is the loop in `futureId`.

        Raises:
            DSSNotFound: there is no such recipe.
        """
        request = api.continuous_activity.continuous_activity_get.build_request(
            self.project_key, self.recipe_id
        )
        return await self.client.rest.json(request)

    def get_recipe(self) -> AsyncDSSRecipe:
        """Gives a handle on the recipe; nothing is asked of DSS.

        Returns:
            The handle.
        """
        from dataikuapi.aio.dss.recipehandle import AsyncDSSRecipe

        return AsyncDSSRecipe(self.client, self.project_key, self.recipe_id)
