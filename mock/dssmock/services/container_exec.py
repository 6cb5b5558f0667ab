"""Actions on work in containers: each is a task that says what it did, here and in the log."""

from __future__ import annotations

from typing import Any

from dssmock.core import Call, handles
from dssmock.services import log
from dssmock.services._messages import messages
from dssmock.services.general_settings import execution_configs

DEEDS = {
    "container_exec_push_base_images": "Base images pushed",
    "container_exec_apply_kubernetes_policies": "Kubernetes namespaces policies applied",
    "container_exec_build_cde_plugins_image": "Image of the engine with plugins built",
    "container_exec_install_jupyter_support": "Jupyter kernels installed",
    "container_exec_remove_jupyter_support": "Jupyter kernels removed",
}


@handles(*DEEDS)
def act(call: Call) -> dict[str, Any]:
    """Start the task that does the deed."""
    call.require_admin()
    deed = DEEDS[call.operation]
    dss = call.dss

    def run() -> dict[str, Any]:
        names = execution_configs(dss)
        texts = [f"{deed} for {name}" for name in names] or [f"{deed}: nothing is configured"]
        for text in texts:
            log.write(dss, text)
        severity = "SUCCESS" if names else "WARNING"
        return messages(*((severity, text) for text in texts))

    return dss.futures.start(call, run, payload={"displayName": deed, "targets": []})
