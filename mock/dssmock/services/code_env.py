"""Code environments: their definitions, builds and logs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dssmock import errors
from dssmock.core import Call, Text, handles
from dssmock.services import _code_env_build as build
from dssmock.services._loose import filled
from dssmock.services._messages import messages

if TYPE_CHECKING:
    from dssmock.core import DSSMock

LANGUAGES = ("PYTHON", "R")
SUMMARY = ("envName", "envLang", "deploymentMode", "owner")
# Where and what it is; a definition that says otherwise changes nothing of it.
OWN = ("envName", "envLang", "deploymentMode")
# What stands twice in a definition; the copy at the top level wins.
TWICE = ("usableByAll", "allContainerConfs", "containerConfs")
INTERNAL_TYPES = (
    "DEEP_HUB_IMAGE_CLASSIFICATION_CODE_ENV", "DEEP_HUB_IMAGE_OBJECT_DETECTION_CODE_ENV",
    "PROXY_MODELS_CODE_ENV", "DATABRICKS_UTILS_CODE_ENV", "PII_DETECTION_CODE_ENV",
    "HUGGINGFACE_LOCAL_CODE_ENV", "RAG_CODE_ENV", "DOCUMENT_EXTRACTION_CODE_ENV",
    "DOCUMENT_TEMPLATING_CODE_ENV", "HUGGINGFACE_LOCAL_CPU_CODE_ENV",
)  # fmt: skip
# The mock's own presets: which ones DSS ships is not written down.
PRESETS = {
    "DATA_SCIENCE": ("pandas", "scikit-learn"),
    "VISUALIZATION": ("matplotlib", "bokeh"),
}


def key_of(lang: str, name: str) -> str:
    """Identifier of a code environment in the tables."""
    return f"{lang.upper()}/{name}"


def env_key(call: Call) -> str:
    """Identifier of the code environment that a call is about."""
    return key_of(call.path["env_lang"], call.path["env_name"])


def existing(call: Call) -> str:
    """Identifier of the code environment that a call is about, which must exist.

    Raises:
        errors.ServerError: there is none; DSS answers 500 for that.
    """
    key = env_key(call)
    if key not in call.dss.table("code_envs"):
        lang, name = key.split("/", 1)
        raise errors.ServerError(f"{lang} env {name} doesn't exist", errors.CODED_IO)
    return key


def require_right(call: Call, *rights: str) -> None:
    """Let administrators pass, and holders of one of the global rights.

    Raises:
        errors.Forbidden: the caller has none of them.
    """
    if not any(call.auth.may(right) for right in ("mayManageCodeEnvs", *rights)):
        raise errors.Forbidden("You may not manage code envs")


@handles("code_env_list")
def list_all(call: Call) -> list[dict[str, Any]]:
    """All in short form."""
    require_right(call, "mayCreateCodeEnvs")
    return [_summary(doc) for doc in call.dss.table("code_envs").values()]


def _summary(doc: dict[str, Any]) -> dict[str, Any]:
    item = {name: doc.get(name) for name in SUMMARY}
    item["pythonInterpreter"] = (doc.get("desc") or {}).get("pythonInterpreter")
    item["isUptodate"] = build.is_up_to_date(doc)
    return item


@handles("code_env_get")
def get(call: Call) -> dict[str, Any]:
    """The definition."""
    require_right(call, "mayCreateCodeEnvs")
    return call.dss.table("code_envs").get(existing(call))


@handles("code_env_update")
def update(call: Call) -> dict[str, Any]:
    """Keep the definition, but for what only a build changes."""
    require_right(call, "mayCreateCodeEnvs")
    key = existing(call)
    stored = call.dss.table("code_envs").get(key)
    doc = filled(call.body, stored, ("owner", "versions"))
    doc |= {name: stored[name] for name in OWN}
    # Only a build changes what is installed.
    doc["actualPackageList"] = stored.get("actualPackageList", "")
    desc = dict(doc.get("desc") or {})
    desc.update({name: doc[name] for name in TWICE if name in doc})
    call.dss.table("code_envs").put(key, {**doc, "desc": desc})
    return call.dss.table("code_envs").get(key)


@handles("code_env_create")
def create(call: Call) -> dict[str, Any]:
    """Build a new one; when the build fails there is only its log."""
    require_right(call, "mayCreateCodeEnvs")
    lang, name = call.path["env_lang"].upper(), call.path["env_name"]
    if lang not in LANGUAGES:
        raise errors.BadRequest(f"Unknown language of a code env: {lang}")
    doc = build.new_definition(lang, name, call.auth.name, call.body)
    return _create(call, doc)


def _create(call: Call, doc: dict[str, Any]) -> dict[str, Any]:
    key = key_of(doc["envLang"], doc["envName"])
    if key in call.dss.table("code_envs"):
        raise errors.BadRequest(f"Code env already exists: {doc['envName']}")
    return call.wait_or_future(lambda: _build_new(call.dss, key, doc))


def _build_new(dss: DSSMock, key: str, doc: dict[str, Any]) -> dict[str, Any]:
    """Keep a new code environment, unless its build fails; the log stays either way."""
    said = build.install(dss, key, doc, "create.log")
    if not said["error"]:
        dss.table("code_envs").add(key, doc)
    return {"envName": doc["envName"], "messages": said}


@handles("code_env_create_internal")
def create_internal(call: Call) -> dict[str, Any]:
    """Build one that DSS needs for itself."""
    require_right(call, "mayCreateCodeEnvs")
    kind = call.query["dssInternalCodeEnvType"]
    if kind not in INTERNAL_TYPES:
        raise errors.BadRequest(f"Unknown type of internal code env: {kind}")
    name = f"INTERNAL_{kind.removesuffix('_CODE_ENV').lower()}"
    wish = {
        "deploymentMode": "DSS_INTERNAL",
        "pythonInterpreter": call.query.get("pythonInterpreter", "PYTHON311"),
    }
    return _create(call, build.new_definition("PYTHON", name, call.auth.name, wish))


@handles("code_env_create_from_preset")
def create_from_preset(call: Call) -> dict[str, Any]:
    """Build one with the packages of a preset, or update it."""
    require_right(call, "mayCreateCodeEnvs")
    preset = call.path["preset_name"]
    if preset not in PRESETS:
        raise errors.BadRequest(f"Unknown preset of a code env: {preset}")
    name = call.query.get("prefix", "") + preset
    key = key_of("PYTHON", name)
    if key in call.dss.table("code_envs") and call.query.get("allowUpdate", True):
        return call.wait_or_future(lambda: _update_from_preset(call.dss, key, preset))
    wish = {
        "deploymentMode": "DESIGN_MANAGED",
        "pythonInterpreter": call.query.get("interpreter", "PYTHON311"),
        "specPackageList": "\n".join(PRESETS[preset]),
    }
    return _create(call, build.new_definition("PYTHON", name, call.auth.name, wish))


def _update_from_preset(dss: DSSMock, key: str, preset: str) -> dict[str, Any]:
    with dss.table("code_envs").edit(key) as doc:
        doc["specPackageList"] = "\n".join(PRESETS[preset])
        said = build.install(dss, key, doc, "update_packages.log")
    return {"envName": doc["envName"], "messages": said}


@handles("code_env_delete")
def delete(call: Call) -> dict[str, Any]:
    """Forget the definition and the logs."""
    require_right(call)
    key = existing(call)
    dss = call.dss

    def run() -> dict[str, Any]:
        dss.table("code_envs").delete(key)
        if key in dss.table("code_env_logs"):
            dss.table("code_env_logs").delete(key)
        return {"messages": messages(("SUCCESS", "Code env deleted"))}

    return call.wait_or_future(run)


@handles("code_env_update_packages")
def update_packages(call: Call) -> dict[str, Any]:
    """Build what the definition asks for."""
    require_right(call, "mayCreateCodeEnvs")
    key = existing(call)
    version_id = call.query.get("versionToUpdate")
    build.version_of(call.dss.table("code_envs").get(key), version_id)
    anew = call.query.get("forceRebuildEnv", False)

    def run() -> dict[str, Any]:
        with call.dss.table("code_envs").edit(key) as doc:
            target = build.version_of(doc, version_id)
            said = build.install(call.dss, key, target, "update_packages.log", anew=anew)
        return {"messages": said}

    return call.wait_or_future(run)


@handles("code_env_update_images")
def update_images(call: Call) -> dict[str, Any]:
    """Build an image for each container configuration."""
    call.require_admin()
    key = existing(call)
    doc = call.dss.table("code_envs").get(key)
    build.version_of(doc, call.query.get("envVersion"))
    return call.wait_or_future(lambda: {"messages": build.build_images(call.dss, key, doc)})


@handles("code_env_set_jupyter")
def set_jupyter(call: Call) -> dict[str, Any]:
    """Note in the definition whether notebooks can use it."""
    require_right(call, "mayCreateCodeEnvs")
    key = existing(call)
    active = call.query["active"]

    def run() -> dict[str, Any]:
        with call.dss.table("code_envs").edit(key) as doc:
            doc["desc"] = {**(doc.get("desc") or {}), "installJupyterSupport": active}
        state = "installed" if active else "removed"
        return {"messages": messages(("SUCCESS", f"Jupyter support {state}"))}

    return call.wait_or_future(run)


@handles("code_env_list_usages")
def list_usages(call: Call) -> list[dict[str, Any]]:
    """What uses this one."""
    key = existing(call)
    return [use for use in _usages(call.dss) if key_of(use["envLang"], use["envName"]) == key]


@handles("code_env_list_all_usages")
def list_all_usages(call: Call) -> list[dict[str, Any]]:
    """What uses any."""
    require_right(call, "mayCreateCodeEnvs")
    return list(_usages(call.dss))


def _usages(dss: DSSMock) -> Iterator[dict[str, Any]]:
    """The projects and plugins that name a code environment in their settings."""
    for project_key, project in dss.table("projects").items():
        chosen = ((project.get("settings") or {}).get("settings") or {}).get("codeEnvs") or {}
        for lang, choice in chosen.items():
            if choice.get("mode") == "EXPLICIT_ENV":
                yield _usage("PROJECT", lang.upper(), choice.get("envName"), project_key, None)
    for plugin_id, plugin in dss.table("plugins").items():
        name = (plugin.get("settings") or {}).get("codeEnvName")
        if name:
            yield _usage("PLUGIN", "PYTHON", name, None, plugin_id)


def _usage(
    kind: str, lang: str, name: str, project_key: str | None, object_id: str | None
) -> dict[str, Any]:
    return {
        "envUsage": kind, "envLang": lang, "envName": name,
        "projectKey": project_key, "objectId": object_id,
    }  # fmt: skip


@handles("code_env_get_project_version")
def get_project_version(call: Call) -> dict[str, Any]:
    """The version that a project uses, if it uses one."""
    key = existing(call)
    project_key = call.path["project_key"]
    project = call.require_project(project_key, "readProjectContent")
    doc = call.dss.table("code_envs").get(key)
    used = any(
        use["projectKey"] == project_key and key_of(use["envLang"], use["envName"]) == key
        for use in _usages(call.dss)
    )
    if doc["deploymentMode"] != "AUTOMATION_VERSIONED" or not used:
        return {"version": None, "bundleId": None}
    newest = (doc.get("versions") or [{}])[-1].get("versionId")
    return {"version": newest, "bundleId": project.get("activeBundleId")}


@handles("code_env_list_logs")
def list_logs(call: Call) -> list[dict[str, Any]]:
    """Names and sizes of the logs."""
    require_right(call, "mayCreateCodeEnvs")
    logs = call.dss.table("code_env_logs").find(env_key(call))
    if logs is None:
        existing(call)
    return [{"name": name, "size": len(text.encode())} for name, text in (logs or {}).items()]


@handles("code_env_get_log")
def get_log(call: Call) -> Text:
    """A log as text."""
    require_right(call, "mayCreateCodeEnvs")
    logs = call.dss.table("code_env_logs").find(env_key(call)) or {}
    name = call.path["log_name"]
    if name not in logs:
        raise errors.NotFound(f"log does not exist: {name}")
    return Text(logs[name])
