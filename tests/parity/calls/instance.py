"""The instance: logs, variables, settings, licence, containers, catalog."""

from __future__ import annotations

import json
from typing import Final

from tests.parity.scene import Scene

LICENSE: Final = {"licenseKind": "ENTERPRISE", "licensee": {"company": "Ice & Sons"}}
TASKS: Final = (
    "push_base_images", "apply_kubernetes_namespaces_policies", "build_cde_plugins_image",
    "install_jupyter_support", "remove_jupyter_support",
)  # fmt: skip


def logs(see: Scene) -> None:
    client = see.client
    for name in see("list", client.list_logs()):
        see(f"read {name}", client.get_log(name))
    see("audit", client.log_custom_audit("field-trip"))
    see(
        "audit with params", client.log_custom_audit("field trip, été", {"year": 2026, "who": None})
    )
    see("audit log", client.get_log("audit.log"))


def variables(see: Scene) -> None:
    client = see.client
    variables = see("read", client.get_global_variables())
    variables["region"] = "arctic"
    variables["nested"] = {"list": [1, 2.5, None, True]}
    see("save", variables.save())
    see("the older call", client.get_variables())
    see("set", client.set_variables({"only": "this"}))
    see("read again", client.get_global_variables())


def about(see: Scene) -> None:
    client = see.client
    info = see("info", client.get_instance_info())
    see("its members", [info.node_id, info.node_name, info.node_type, info.raw])
    summary = see("usage", client.get_global_usage_summary())
    scenarios = [summary.total_scenarios_count, summary.total_active_with_trigger_scenarios_count]
    notebooks = [summary.total_jupyter_notebooks_count, summary.total_sql_notebooks_count]
    counts = [summary.projects_count, summary.total_datasets_count, summary.total_recipes_count]
    see("counts", [*counts, *notebooks, *scenarios, summary.raw])
    see("usage by project", client.get_global_usage_summary(with_per_project=True))


def sanity(see: Scene) -> None:
    client = see.client
    codes = see("codes", client.get_sanity_check_codes())
    found = see("check", client.perform_instance_sanity_check())
    see("flags", [found.has_messages, found.has_error, found.has_warning, found.has_success])
    see("worst", found.max_severity)
    for index, message in enumerate(found.messages):
        told = [message.severity, message.code, message.details, message.message, message.title]
        see(f"message {index}", told)
    see("without a code", client.perform_instance_sanity_check(codes[:1]))
    future = see("later", client.perform_instance_sanity_check(codes, wait=False))
    see("wait", future.wait_for_result())


def licence(see: Scene) -> None:
    client = see.client
    see("read", client.get_licensing_status())
    see("set", client.set_license(json.dumps(LICENSE)))
    see("read again", client.get_licensing_status())
    see.error("no JSON", client.set_license, "no JSON")
    see.error("no licence", client.set_license, "{}")


def containers(see: Scene) -> None:
    for name in TASKS:
        future = see(name, getattr(see.client, name)())
        see(f"{name}, wait", future.wait_for_result())


def catalog(see: Scene) -> None:
    client = see.client
    see("none", client.catalog_index_connections())
    see("some", client.catalog_index_connections(["warehouse"], indexing_mode="UPDATE"))
    see("all", client.catalog_index_connections(all_connections=True))
    see.error("unknown", client.catalog_index_connections, ["nothing"])
    stream = client.get_scoring_libs_stream()
    see("scoring libraries", stream.content)
    see("in pieces", b"".join(client.get_scoring_libs_stream().iter_content(chunk_size=64)))


def general_settings(see: Scene) -> None:
    settings = see("read", see.client.get_general_settings())
    see("raw", settings.get_raw())
    settings.get_raw()["ldapSettings"]["enabled"] = True
    see("save", settings.save())
    see("saved", see.client.get_general_settings().get_raw())
    see("push of the base images", settings.push_container_exec_base_images())


def impersonation(see: Scene) -> None:
    admin = see.module("dss.admin")
    settings = see.client.get_general_settings()
    user, group = admin.DSSUserImpersonationRule, admin.DSSGroupImpersonationRule
    see("user rule", user())
    see("user rule of raw", user({"scope": "GLOBAL", "type": "IDENTITY"}))
    one = see("one user", user().scope_project("SALES").user_single("bob", "u_bob", "h_bob"))
    see("pattern", user().scope_global().user_regexp("(.*)@x", "$1"))
    see("identity", user().user_identity())
    team = see("one group", group().group_single("analysts", "u_analysts"))
    see("group pattern", group().group_regexp("team_(.*)", "u_$1", "h_$1"))
    see("group identity", group().group_identity())
    see("group of raw", group({"type": "IDENTITY"}))
    see("add", settings.add_impersonation_rule(one))
    see("add a group", settings.add_impersonation_rule(team))
    see("add a dict", settings.add_impersonation_rule({"type": "IDENTITY"}, is_user_rule=False))
    ask = settings.get_impersonation_rules
    for name, named in {
        "all": {},
        "of a user": {"dss_user": "bob"},
        "of a group": {"dss_group": "analysts"},
        "of users": {"is_user": True},
        "of groups": {"is_user": False},
        "of Unix": {"unix_user": "u_bob"},
        "of Hadoop": {"hadoop_user": "h_bob"},
        "of a project": {"project_key": "SALES"},
        "of a scope": {"scope": "PROJECT"},
        "of a type": {"rule_type": "IDENTITY"},
        "of a pattern": {"rule_from": "nothing"},
    }.items():
        see(f"rules {name}", ask(**named))
    see("remove", settings.remove_impersonation_rules(dss_user="alice", is_user=True))
    see("remove of a group", settings.remove_impersonation_rules(dss_group="readers"))
    see("save", settings.save())
    see("saved", see.client.get_general_settings().get_impersonation_rules())
