"""Logs, audit, variables, containers, licence and health of the instance."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from dataikuapi import DSSBadRequest, DSSDataError, DSSForbidden, DSSNotFound
from dataikuapi.aio.dss.instancevariables import AsyncDSSInstanceVariables
from dataikuapi.aio.dssclient import AsyncDSSClient
from dataikuapi.dss.infomessages import DSSInfoMessage, DSSInfoMessages
from dssmock.core import DSSMock


async def test_logs_are_listed_and_read(client: AsyncDSSClient) -> None:
    names = await client.list_logs()
    assert {"backend.log", "audit.log"} <= set(names)
    assert "started" in await client.get_log("backend.log")
    assert '"GET /admin/logs/"' in await client.get_log("access.log")
    with pytest.raises(DSSNotFound, match=r"nothing\.log"):
        await client.get_log("nothing.log")


async def test_log_is_read_whatever_its_name(client: AsyncDSSClient, mock: DSSMock) -> None:
    name = "my backend é?x=1#50%.log"
    mock.table("logs").put(name, {"name": name, "content": "line 1\nline 2 é\n"})
    assert await client.get_log(name) == "line 1\nline 2 é\n"
    with pytest.raises(ValueError, match="log_name"):
        await client.get_log("..")


@pytest.mark.parametrize("text", ["bare text\n", "[INFO] not JSON", "12", ""])
async def test_log_that_comes_as_bare_text(
    client: AsyncDSSClient, mock: DSSMock, text: str
) -> None:
    mock.faults.add("log_get", status=200, body=text)
    assert await client.get_log("backend.log") == text


async def test_custom_audit_stands_in_the_trail(client: AsyncDSSClient) -> None:
    params = {"model": "churn", "n": [1, None]}
    await client.log_custom_audit("model approved é", params)
    await client.log_custom_audit("plain")
    lines = [json.loads(line) for line in (await client.get_log("audit.log")).splitlines()]
    entries = [line["message"] for line in lines]
    assert entries[0]["customMsgType"] == "model approved é"
    assert entries[0]["customMsgParams"] == params
    assert entries[1]["customMsgParams"] == {}
    with pytest.raises(TypeError, match="custom_params"):
        await client.log_custom_audit("plain", [1])  # type: ignore[arg-type]


async def test_variables_are_a_dict_that_saves_itself(client: AsyncDSSClient) -> None:
    variables = await client.get_global_variables()
    assert isinstance(variables, AsyncDSSInstanceVariables)
    assert variables == {}
    variables["region"] = "eu"
    variables["nested"] = {"a": [1, 2]}
    await variables.save()
    assert await client.get_global_variables() == {"region": "eu", "nested": {"a": [1, 2]}}


async def test_older_names_for_variables_warn(client: AsyncDSSClient) -> None:
    with pytest.warns(DeprecationWarning, match="set_variables is deprecated"):
        await client.set_variables({"n": 4})
    with pytest.warns(DeprecationWarning, match="get_variables is deprecated"):
        assert await client.get_variables() == {"n": 4}
    with (
        pytest.warns(DeprecationWarning, match="set_variables"),
        pytest.raises(TypeError, match="variables"),
    ):
        await client.set_variables([("n", 5)])  # type: ignore[arg-type]


async def test_resolved_variables_merge_instance_and_project(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    variables = {"standard": {"env": "prod", "n": 1}, "local": {"env": "dev"}}
    mock.table("projects").put("SALES", {"projectKey": "SALES", "variables": variables})
    instance = await client.get_global_variables()
    instance.update({"region": "eu", "n": 0})
    await instance.save()
    assert await client.get_resolved_variables("SALES", typed=True) == {
        "region": "eu", "n": 1, "env": "dev", "projectKey": "SALES",
    }  # fmt: skip
    assert (await client.get_resolved_variables("SALES"))["n"] == "1"
    with pytest.raises(DSSNotFound, match="NONE"):
        await client.get_resolved_variables("NONE")


async def test_resolved_variables_of_the_current_project(
    client: AsyncDSSClient, mock: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock.table("projects").put("SALES", {"projectKey": "SALES"})
    monkeypatch.setenv("DKU_CURRENT_PROJECT_KEY", "SALES")
    assert (await client.get_resolved_variables())["projectKey"] == "SALES"


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("push_base_images", "Base images pushed"),
        ("apply_kubernetes_namespaces_policies", "policies applied"),
        ("build_cde_plugins_image", "engine with plugins built"),
        ("install_jupyter_support", "Jupyter kernels installed"),
        ("remove_jupyter_support", "Jupyter kernels removed"),
    ],
)
async def test_container_actions_are_tasks(client: AsyncDSSClient, method: str, line: str) -> None:
    settings = await client.get_general_settings()
    settings.get_raw()["containerSettings"] = {"executionConfigs": [{"name": "k8s"}]}
    await settings.save()
    future = await getattr(client, method)()
    result = await future.wait_for_result()
    assert result["error"] is False
    assert line in result["messages"][0]["message"]
    assert f"{line} for k8s" in await client.get_log("backend.log")


async def test_licence_is_set_and_its_status_read(client: AsyncDSSClient, mock: DSSMock) -> None:
    content: dict[str, Any] = {
        "licenseKind": "TRIAL", "expiresOn": str(mock.clock.now_ms() + 1000),
        "properties": {"users.profiles.READER.max": "5", "addons.x": "y"},
    }  # fmt: skip
    await client.set_license(json.dumps({"content": content, "signature": "s"}))
    base = (await client.get_licensing_status())["base"]
    assert base is not None
    assert base["licenseContent"] == content
    assert (base["valid"], base["expired"]) == (True, False)
    assert base["profileLimits"] == {
        "READER": {"licensed": {"profile": "READER", "licensedLimit": 5}}
    }
    mock.clock.advance(2)
    base = (await client.get_licensing_status())["base"]
    assert base is not None
    assert base["expired"] is True


async def test_licence_given_as_a_dict_or_wrong(client: AsyncDSSClient, mock: DSSMock) -> None:
    await client.set_license({"licenseKind": "ENTERPRISE"})
    assert (await client.get_licensing_status())["base"]["valid"] is True
    with pytest.raises(DSSBadRequest, match="no licence"):
        await client.set_license(b'{"some": "json"}')
    mock.calls.clear()
    with pytest.raises(ValueError, match="license"):
        await client.set_license("not json")
    with pytest.raises(TypeError, match="license"):
        await client.set_license("[1]")
    with pytest.raises(TypeError, match="license"):
        await client.set_license(None)  # type: ignore[arg-type]
    assert mock.calls == []


async def test_instance_info(client: AsyncDSSClient, demo_client: AsyncDSSClient) -> None:
    info = await client.get_instance_info()
    assert (info.node_id, info.node_name, info.node_type) == ("dssmock", "dssmock", "DESIGN")
    assert info.raw["dssVersion"] == "15.2.0"
    assert (await demo_client.get_instance_info()).node_name == "Demo design node"
    assert "DESIGN" in repr(info)


async def test_usage_summary_counts_what_is_there(client: AsyncDSSClient, mock: DSSMock) -> None:
    mock.table("projects").put("SALES", {"projectKey": "SALES"})
    for name in ("orders", "clients"):
        document = {"projectKey": "SALES", "name": name, "type": "Filesystem"}
        mock.table("datasets").put(f"SALES/{name}", document)
    mock.table("recipes").put("SALES/r", {"projectKey": "SALES", "type": "python"})
    mock.table("notebooks").put("SALES/n", {"projectKey": "SALES", "name": "n"})
    mock.table("sql_notebooks").put("SALES/q", {"projectKey": "SALES", "name": "q"})
    scenario = {"projectKey": "SALES", "active": True, "triggers": [{}]}
    mock.table("scenarios").put("SALES/s", scenario)
    summary = await client.get_global_usage_summary()
    assert summary.projects_count == 1
    assert summary.total_datasets_count == 2
    assert summary.total_recipes_count == 1
    assert summary.total_jupyter_notebooks_count == 1
    assert summary.total_sql_notebooks_count == 1
    assert summary.total_scenarios_count == 1
    assert summary.total_active_with_trigger_scenarios_count == 1
    assert "projectSummaries" not in summary.raw
    more = await client.get_global_usage_summary(with_per_project=True)
    assert more.raw["projectSummaries"] == [{"projectKey": "SALES", "datasets": 2, "recipes": 1}]
    assert "'all': 2" in repr(more)


async def test_usage_summary_that_lacks_a_count(client: AsyncDSSClient, mock: DSSMock) -> None:
    mock.faults.add("instance_get_usage_summary", status=200, body={"notebooks": None})
    summary = await client.get_global_usage_summary()
    with pytest.raises(DSSDataError, match=r"notebooks\.nbSqlNotebooks"):
        _ = summary.total_sql_notebooks_count
    with pytest.raises(DSSDataError, match="projects"):
        _ = summary.projects_count


async def test_sanity_check_gives_messages(client: AsyncDSSClient, mock: DSSMock) -> None:
    mock.table("users").put("bob", {"login": "bob", "groups": []})
    found = await client.perform_instance_sanity_check()
    assert isinstance(found, DSSInfoMessages)
    assert found.has_messages is True
    assert found.max_severity == "WARNING"
    assert (found.has_warning, found.has_error, found.has_success) == (True, False, True)
    message = found.messages[0]
    assert isinstance(message, DSSInfoMessage)
    assert (message.severity, message.code) == ("WARNING", "WARN_USER_WITHOUT_GROUP")
    assert message.message == message.title == "User bob is in no group"
    assert str(message) == "WARNING - User bob is in no group - "
    assert message.details == ""
    assert repr(message).startswith("<DSSInfoMessage WARNING")
    assert repr(found) == "<DSSInfoMessages 2 messages, WARNING>"


async def test_sanity_check_leaves_out_what_it_is_told(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    codes = await client.get_sanity_check_codes()
    future = await client.perform_instance_sanity_check(codes, wait=False)
    found = await future.wait_for_result()
    assert isinstance(found, DSSInfoMessages)
    assert found.has_messages is False
    assert found.messages == []
    mock.calls.clear()
    with pytest.raises(TypeError, match="exclusion_list"):
        await client.perform_instance_sanity_check("WARN")
    assert mock.calls == []


async def test_catalog_indexes_connections(client: AsyncDSSClient, mock: DSSMock) -> None:
    for name in ("pg", "s3"):
        mock.table("connections").put(name, {"name": name, "type": "PostgreSQL"})
    answer = await client.catalog_index_connections(["pg"], indexing_mode="INCREMENTAL")
    assert dict(answer)["indexed"] == ["pg"]
    assert mock.table("catalog_index").get("pg")["indexingMode"] == "INCREMENTAL"
    answer = await client.catalog_index_connections(all_connections=True)
    assert dict(answer)["indexed"] == ["pg", "s3"]
    assert dict(await client.catalog_index_connections())["indexed"] == []
    with pytest.raises(DSSNotFound, match="gone"):
        await client.catalog_index_connections(["gone"])
    with pytest.raises(TypeError, match="connection_names"):
        await client.catalog_index_connections("pg")


async def test_scoring_library_is_a_jar(client: AsyncDSSClient) -> None:
    async with await client.get_scoring_libs_stream() as stream:
        data = await stream.read()
    with zipfile.ZipFile(io.BytesIO(data)) as jar:
        assert "META-INF/MANIFEST.MF" in jar.namelist()


async def test_scoring_library_is_read_like_a_file(client: AsyncDSSClient) -> None:
    stream = await client.get_scoring_libs_stream()
    assert await stream.read(2) == b"PK"
    await stream.close()


async def test_administration_is_for_administrators(mock: DSSMock, client_as: Any) -> None:
    mock.table("users").put("bob", {"login": "bob", "groups": ["readers"]})
    async with client_as("bob") as bob:
        for call in (
            bob.list_logs, bob.get_global_variables, bob.get_licensing_status,
            bob.push_base_images, bob.get_sanity_check_codes, bob.get_global_usage_summary,
            bob.perform_instance_sanity_check, bob.catalog_index_connections, bob.list_code_envs,
        ):  # fmt: skip
            with pytest.raises(DSSForbidden):
                await call()
        assert (await bob.get_instance_info()).node_type == "DESIGN"
