"""Where this code runs: the code environment and container that models brought in should use."""

from __future__ import annotations

import logging
import os
import re
import sys

logger = logging.getLogger("dataikuapi.dss.savedmodel")
INHERIT = "INHERIT"
LOCAL_ENV = "LOCAL-CODE-ENV"
LOCAL_CONFIG = "LOCAL-CONFIG"


class RunConfigUtils:
    """Finds the code environment and the container configuration that this code runs in."""

    @staticmethod
    def retrieve_used_env() -> str:
        """Finds the code environment.

        Returns:
            Its name; `INHERIT` if this code runs in none.
        """
        if os.environ.get("DKU_IS_CODE_STUDIO") == "1":
            found = re.search(r"/([^/]+)/bin/python", sys.executable)
            name = found.group(1) if found else None
        elif os.environ.get("DKU_CONTAINER_EXEC"):
            name = os.environ.get("DKU_CODE_ENV_NAME")
        else:
            found = re.search(r"code-envs/python/([^/]+)/", sys.executable)
            name = found.group(1) if found else None
        logger.info("code environment that this code runs in: %s", name)
        return name or INHERIT

    @staticmethod
    def retrieve_used_containerized_exec_config() -> str:
        """Finds the container configuration.

        Returns:
            Its name; `INHERIT` if it is not known, `NONE` if this code runs in no container.
        """
        if not os.environ.get("DKU_CONTAINER_EXEC"):
            return "NONE"
        return os.environ.get("DKU_CONTAINER_EXEC_NAME") or INHERIT


def chosen_env(name: str) -> str:
    """The code environment that is meant.

    Args:
        name: its name; `LOCAL-CODE-ENV` for the one that this code runs in.

    Returns:
        The name.
    """
    return RunConfigUtils.retrieve_used_env() if name == LOCAL_ENV else name


def chosen_config(name: str) -> str:
    """The container configuration that is meant.

    Args:
        name: its name; `LOCAL-CONFIG` for the one that this code runs in.

    Returns:
        The name.
    """
    if name == LOCAL_CONFIG:
        return RunConfigUtils.retrieve_used_containerized_exec_config()
    return name
