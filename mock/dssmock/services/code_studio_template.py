"""Handlers of the templates of code studios."""

from __future__ import annotations

import json
from typing import Any

from dssmock import errors
from dssmock.core import EMPTY, Call, Empty, handles
from dssmock.http import Binary
from dssmock.services import _code_studio_state as studios
from dssmock.services._messages import messages
from dssmock.services._plugin_archive import read_object, read_zip, uploaded, write_zip

TEMPLATES = "code_studio_templates"
MANIFEST = "code-studio-template.json"
MANAGE, CREATE = "mayManageCodeStudioTemplates", "mayCreateCodeStudioTemplates"
# What the server alone changes in the settings of a template.
OWN = ("id", "owner", "lastBuilt", "buildFor", "importSpec")
# What an archive does not carry: it is of one instance.
LOCAL = frozenset({*OWN, "permissions"})
SHOWN = ("id", "label", "shortDesc", "type", "owner", "buildFor", "lastBuilt")


def usable(call: Call, template: dict[str, Any]) -> bool:
    """Whether the caller may make code studios from a template."""
    return bool(template.get("usableByAll")) or _manages(call, template)


def _manages(call: Call, template: dict[str, Any]) -> bool:
    mine = template.get("owner") == call.auth.name and call.auth.may(CREATE)
    return mine or call.auth.may(MANAGE)


def template_of(call: Call) -> dict[str, Any]:
    """The template of a call, for its owner or who may manage all.

    Raises:
        errors.NotFound: there is no such template.
        errors.Forbidden: the caller may not manage it.
    """
    if not call.auth.may(MANAGE):
        call.require_global(CREATE)
    template = call.dss.table(TEMPLATES).get(call.path["template_id"])
    if not _manages(call, template):
        call.require_global(MANAGE)
    return template


@handles("code_studio_template_list")
def list_all(call: Call) -> list[dict[str, Any]]:
    """The templates that the caller may use."""
    found = call.dss.table(TEMPLATES).values()
    return [{name: each.get(name) for name in SHOWN} for each in found if usable(call, each)]


@handles("code_studio_template_create")
def create(call: Call) -> dict[str, Any]:
    """A template that is not built yet."""
    _require_creation(call)
    return _added(call, {"label": call.body["label"], "type": call.body["type"], "params": {}})


def _require_creation(call: Call) -> None:
    if not call.auth.may(MANAGE):
        call.require_global(CREATE)


def _added(call: Call, wish: dict[str, Any]) -> dict[str, Any]:
    _check(wish)
    id = call.dss.ids.short(8)
    template = {
        "shortDesc": "", "usableByAll": True, "permissions": [], "allContainerConfs": False,
        "containerConfs": [], "params": {}, **wish,
        "id": id, "owner": call.auth.name, "lastBuilt": 0, "buildFor": [],
    }  # fmt: skip
    call.dss.table(TEMPLATES).add(id, template)
    return {"id": id, "messages": messages(("SUCCESS", "Code studio template created"))}


def _check(template: dict[str, Any]) -> None:
    for name in ("label", "type"):
        if not isinstance(template.get(name), str) or not template[name].strip():
            raise errors.BadRequest(f"A code studio template needs a {name}")


@handles("code_studio_template_get")
def get(call: Call) -> dict[str, Any]:
    return template_of(call)


@handles("code_studio_template_update")
def update(call: Call) -> Empty:
    """Keep the settings, but for what only actions change."""
    stored = template_of(call)
    if call.body.get("id") not in (None, stored["id"]):
        raise errors.BadRequest(f"id cannot be changed: {call.body['id']!r}")
    _check(call.body)
    kept = {name: stored[name] for name in OWN if name in stored}
    call.dss.table(TEMPLATES).put(stored["id"], {**call.body, **kept})
    return EMPTY


@handles("code_studio_template_delete")
def delete(call: Call) -> dict[str, Any]:
    template = template_of(call)
    call.dss.table(TEMPLATES).delete(template["id"])
    said = [("SUCCESS", f"Template {template['label']} deleted")]
    made = [
        each
        for each in call.dss.table(studios.STUDIOS).values()
        if each["templateId"] == template["id"]
    ]
    if call.query.get("deleteRuntime", False):
        for each in made:
            studios.erase(call.dss, each)
            said.append(("SUCCESS", f"Code studio {studios.row_of(each)} deleted"))
    elif made:
        said.append(("WARNING", f"{len(made)} code studios have no template any more"))
    if call.query.get("deleteImages", False):
        said += [("SUCCESS", f"Image for {name} deleted") for name in template["buildFor"]]
    return messages(*said)


@handles("code_studio_template_build")
def build(call: Call) -> dict[str, Any]:
    id = template_of(call)["id"]

    def work() -> dict[str, Any]:
        settings = call.dss.table("general_settings").find("instance") or {}
        configs = (settings.get("containerSettings") or {}).get("executionConfigs") or []
        known = [each["name"] for each in configs if "name" in each]
        with call.dss.table(TEMPLATES).edit(id) as template:
            wanted = known if template.get("allContainerConfs") else template.get("containerConfs")
            missing = [name for name in wanted or [] if name not in known]
            if not missing:
                template["buildFor"] = list(wanted or [])
                template["lastBuilt"] = call.dss.clock.now_ms()
        said = [("ERROR", f"No such container configuration: {name}") for name in missing]
        return {"messages": messages(*said or [("SUCCESS", "Images built")])}

    payload = {"type": "CODE_STUDIO_TEMPLATE_BUILD", "displayName": f"Build {id}", "targets": []}
    return call.dss.futures.start(call, work, payload=payload)


@handles("code_studio_template_export")
def export(call: Call) -> Binary:
    template = template_of(call)
    kept = {name: value for name, value in template.items() if name not in LOCAL}
    data = write_zip({MANIFEST: json.dumps(kept, indent=2).encode()})
    return Binary(data, filename=f"code-studio-template-{template['id']}.zip")


@handles("code_studio_template_import")
def import_archive(call: Call) -> dict[str, Any]:
    _require_creation(call)
    spec = _spec(call.query.get("importSpec"))
    found = read_object(read_zip(uploaded(call.files).data), MANIFEST)
    wish = {name: value for name, value in found.items() if name not in LOCAL}
    if call.query.get("label") is not None:
        wish["label"] = call.query["label"]
    # What it may say is not known; it is kept so that a test can see what was asked.
    return _added(call, {**wish, "importSpec": spec} if spec else wish)


def _spec(text: str | None) -> dict[str, Any]:
    try:
        spec = json.loads(text or "{}")
    except ValueError:
        spec = None
    if not isinstance(spec, dict):
        raise errors.BadRequest(f"importSpec is no JSON object: {text!r}")
    return spec
