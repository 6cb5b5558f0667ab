"""Plugins: installed, updated, deleted, their code environment and their files."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dataikuapi import DSSBadRequest, DSSForbidden, DSSFutureFailed, DSSNotFound
from dataikuapi.aio.dss.plugin import AsyncDSSPlugin
from dataikuapi.aio.dssclient import AsyncDSSClient
from dssmock.core import DSSMock
from tests.archives import files_of, plugin_zip, zip_of

USAGE = {
    "elementKind": "python-connectors",
    "elementType": "weather_stations",
    "objectId": "observations",
    "objectType": "DATASET",
    "projectKey": "SALES",
}
MISSING = {
    "missingType": "weather_old",
    "objectId": "compute_old",
    "objectType": "RECIPE",
    "projectKey": "OTHER",
}


async def installed(client: AsyncDSSClient, **files: str) -> AsyncDSSPlugin:
    """A plugin that has just been installed."""
    await client.install_plugin_from_archive(io.BytesIO(plugin_zip(files=files)))
    return client.get_plugin("weather")


async def versions(client: AsyncDSSClient) -> dict[str, object]:
    """The versions of the installed plugins."""
    return {plugin["id"]: plugin.get("version") for plugin in await client.list_plugins()}


async def test_list_shows_what_the_demo_has(demo_client: AsyncDSSClient) -> None:
    (plugin,) = [each for each in await demo_client.list_plugins() if each["id"] == "weather"]
    assert plugin["version"] == "1.2.0"
    assert plugin["isDev"] is True
    assert plugin["meta"]["label"] == "Weather"


async def test_install_from_archive_reads_the_archive(client: AsyncDSSClient) -> None:
    archive = io.BytesIO(plugin_zip(version="3.1", author="Ada"))
    await client.install_plugin_from_archive(archive)
    (plugin,) = await client.list_plugins()
    assert (plugin["id"], plugin["version"]) == ("weather", "3.1")
    assert plugin["meta"] == {"label": "Weather", "author": "Ada"}


async def test_install_from_archive_sends_the_name_of_the_file(
    client: AsyncDSSClient, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "weather-1.zip"
    path.write_bytes(plugin_zip())
    with path.open("rb") as file:
        await client.install_plugin_from_archive(fp=file)
    assert mock.calls[-1].files == {"file": ("weather-1.zip", path.stat().st_size)}
    plugin = client.get_plugin("weather")
    for upload in (plugin.update_from_zip, plugin.start_update_from_zip):
        await upload(path, progress=True)
        assert mock.calls[-1].files == {"file": ("weather-1.zip", path.stat().st_size)}


async def test_start_install_from_archive_gives_a_task(client: AsyncDSSClient) -> None:
    future = await client.start_install_plugin_from_archive(io.BytesIO(plugin_zip()))
    assert (await future.wait_for_result())["success"] is True
    assert await versions(client) == {"weather": "1.0.0"}


async def test_install_refuses_what_is_no_plugin(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSBadRequest, match="not a valid zip"):
        await client.install_plugin_from_archive(io.BytesIO(b"no archive"))
    with pytest.raises(DSSBadRequest, match=r"no plugin\.json"):
        await client.install_plugin_from_archive(io.BytesIO(zip_of({"README.md": "x"})))
    assert await client.list_plugins() == []


async def test_uploads_refuse_bad_files_before_anything_is_sent(
    client: AsyncDSSClient, mock: DSSMock, tmp_path: Path
) -> None:
    path = tmp_path / "plugin.zip"
    path.write_bytes(plugin_zip())
    plugin = client.get_plugin("weather")
    with path.open() as text:
        for call in (
            client.install_plugin_from_archive,
            client.start_install_plugin_from_archive,
            plugin.update_from_zip,
            plugin.start_update_from_zip,
        ):
            with pytest.raises(TypeError, match="fp is opened as text"):
                await call(text)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="f is opened as text"):
            await plugin.put_file("a.txt", text)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="fp must be a file"):
        await client.install_plugin_from_archive(str(path))  # type: ignore[arg-type]
    assert mock.calls == []


async def test_install_from_store(client: AsyncDSSClient) -> None:
    future = await client.install_plugin_from_store("geocoder")
    await future.wait_for_result()
    assert await versions(client) == {"geocoder": "2.1.0"}


async def test_install_from_store_fails_for_an_unknown_plugin(client: AsyncDSSClient) -> None:
    future = await client.install_plugin_from_store(plugin_id="nobody-wrote-it")
    with pytest.raises(DSSFutureFailed, match="not in the store"):
        await future.wait_for_result()
    assert await client.list_plugins() == []


async def test_install_from_git_names_the_plugin_after_the_repository(
    client: AsyncDSSClient, mock: DSSMock
) -> None:
    future = await client.install_plugin_from_git("git@git.example.com:data/my-plugin.git")
    assert mock.calls[-1].body == {
        "gitRepositoryUrl": "git@git.example.com:data/my-plugin.git",
        "gitCheckout": "master",
        "gitSubpath": None,
    }
    await future.wait_for_result()
    assert await versions(client) == {"my-plugin": "0.0.1"}


async def test_install_from_git_takes_checkout_and_subpath(client: AsyncDSSClient) -> None:
    url = "https://git.example.com/many.git"
    await (await client.install_plugin_from_git(url, "v1.2", "plugins/one")).wait_for_result()
    assert await versions(client) == {"one": "1.2"}


async def test_install_refuses_empty_names(client: AsyncDSSClient, mock: DSSMock) -> None:
    with pytest.raises(ValueError, match="plugin_id"):
        await client.install_plugin_from_store("")
    with pytest.raises(ValueError, match="repository_url"):
        await client.install_plugin_from_git("")
    with pytest.raises(ValueError, match="repository_url"):
        await client.get_plugin("x").update_from_git("")
    assert mock.calls == []


@pytest.mark.parametrize("name", ["", ".", "..", "a\nb"])
async def test_names_that_cannot_be_are_refused(
    client: AsyncDSSClient, mock: DSSMock, name: str
) -> None:
    with pytest.raises(ValueError, match="plugin_id"):
        await client.get_plugin(name).get_settings()
    with pytest.raises(ValueError, match="plugin_id"):
        await client.download_plugin_stream(name)
    assert mock.calls == []


async def test_download_gives_an_archive_that_can_be_installed(
    client: AsyncDSSClient, tmp_path: Path
) -> None:
    await installed(client)
    async with await client.download_plugin_stream("weather") as stream:
        data = await stream.read()
    assert files_of(data) == files_of(plugin_zip())
    target = tmp_path / "weather.zip"
    await client.download_plugin_to_file("weather", str(target))
    assert target.read_bytes() == data


async def test_download_to_a_missing_folder_asks_nothing(
    client: AsyncDSSClient, mock: DSSMock, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError, match="path"):
        await client.download_plugin_to_file("weather", tmp_path / "nowhere" / "x.zip")
    assert mock.calls == []


async def test_download_of_a_missing_plugin_leaves_no_file(
    client: AsyncDSSClient, tmp_path: Path
) -> None:
    with pytest.raises(DSSNotFound):
        await client.download_plugin_to_file("weather", tmp_path / "weather.zip")
    assert os.listdir(tmp_path) == []


async def test_update_from_zip_keeps_the_settings(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    settings = await plugin.get_settings()
    settings.set_code_env("py311")
    await settings.save()
    await plugin.update_from_zip(io.BytesIO(plugin_zip(version="2.0.0")))
    assert await versions(client) == {"weather": "2.0.0"}
    assert (await plugin.get_settings()).get_raw()["codeEnvName"] == "py311"


async def test_start_update_from_zip_gives_a_task(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    future = await plugin.start_update_from_zip(io.BytesIO(plugin_zip(version="2.5")))
    await future.wait_for_result()
    assert await versions(client) == {"weather": "2.5"}


async def test_update_from_zip_refuses_another_plugin(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    with pytest.raises(DSSBadRequest, match="of plugin other"):
        await plugin.update_from_zip(io.BytesIO(plugin_zip("other")))


async def test_update_from_store(client: AsyncDSSClient) -> None:
    archive = plugin_zip("geocoder", version="0.1")
    await client.install_plugin_from_archive(io.BytesIO(archive))
    await (await client.get_plugin("geocoder").update_from_store()).wait_for_result()
    assert await versions(client) == {"geocoder": "2.1.0"}


async def test_update_from_git(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    url = "https://git.example.com/weather"
    await (await plugin.update_from_git(url, checkout="v7.1", subpath=None)).wait_for_result()
    assert await versions(client) == {"weather": "7.1"}


async def test_update_of_a_missing_plugin_fails(client: AsyncDSSClient) -> None:
    with pytest.raises(DSSNotFound, match="plugin does not exist: nobody"):
        await client.get_plugin("nobody").update_from_store()


async def test_create_code_env_makes_one_for_the_plugin(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    future = await plugin.create_code_env("PYTHON312", conda=True)
    name = (await future.wait_for_result())["envName"]
    settings = await plugin.get_settings()
    settings.set_code_env(name)
    await settings.save()
    assert (await (await plugin.update_code_env()).wait_for_result())["envName"] == name


async def test_create_code_env_sends_what_was_asked(client: AsyncDSSClient, mock: DSSMock) -> None:
    plugin = await installed(client)
    await (await plugin.create_code_env()).wait_for_result()
    (call,) = [each for each in mock.calls if each.operation == "plugin_create_code_env"]
    assert call.body == {
        "deploymentMode": "PLUGIN_MANAGED",
        "conda": False,
        "pythonInterpreter": None,
    }
    (env,) = mock.table("code_envs").values()
    assert env["deploymentMode"] == "PLUGIN_MANAGED"


async def test_update_code_env_fails_without_one(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    with pytest.raises(DSSFutureFailed, match="no code env"):
        await (await plugin.update_code_env()).wait_for_result()


async def test_usages_tell_who_uses_the_plugin(client: AsyncDSSClient, mock: DSSMock) -> None:
    plugin = await installed(client)
    with mock.table("plugins").edit("weather") as document:
        document["usages"], document["missingTypes"] = [USAGE], [MISSING]
    found = await plugin.list_usages()
    assert found.maybe_used()
    assert found.get_raw() == {"usages": [USAGE], "missingTypes": [MISSING]}
    (usage,) = found.usages
    assert (usage.element_kind, usage.element_type) == ("python-connectors", "weather_stations")
    assert (usage.object_id, usage.object_type) == ("observations", "DATASET")
    assert usage.project_key == "SALES"
    (missing,) = found.missing_types
    assert missing.missing_type == "weather_old"
    assert (missing.object_id, missing.object_type) == ("compute_old", "RECIPE")
    assert missing.project_key == "OTHER"


async def test_usages_of_one_project(client: AsyncDSSClient, mock: DSSMock) -> None:
    plugin = await installed(client)
    with mock.table("plugins").edit("weather") as document:
        document["usages"], document["missingTypes"] = [USAGE], [MISSING]
    found = await plugin.list_usages(project_key="SALES")
    assert (len(found.usages), len(found.missing_types)) == (1, 0)
    assert not (await plugin.list_usages("ELSE")).maybe_used()


async def test_usages_of_a_project_plugin_by_plugin(client: AsyncDSSClient, mock: DSSMock) -> None:
    await installed(client)
    project = await client.create_project("SALES", "Sales", owner="admin")
    with mock.table("plugins").edit("weather") as document:
        document["usages"] = [USAGE]
    (item,) = await project.list_plugins_usages()
    assert item.plugin_id == "weather"
    assert [usage.object_id for usage in item.plugin_usages.usages] == ["observations"]


async def test_delete_removes_the_plugin(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    await (await plugin.delete()).wait_for_result()
    assert await client.list_plugins() == []


async def test_delete_of_a_used_plugin_needs_force(client: AsyncDSSClient, mock: DSSMock) -> None:
    plugin = await installed(client)
    with mock.table("plugins").edit("weather") as document:
        document["usages"] = [USAGE]
    with pytest.raises(DSSFutureFailed, match="CodedException"):
        await (await plugin.delete()).wait_for_result()
    assert await versions(client) == {"weather": "1.0.0"}
    await (await plugin.delete(force=True)).wait_for_result()
    assert await versions(client) == {}


async def test_list_files_is_a_tree(client: AsyncDSSClient) -> None:
    top = await (await installed(client)).list_files()
    assert [item["name"] for item in top] == ["parameter-sets", "plugin.json", "python-lib"]
    assert top[1]["mimeType"] == "application/json"
    (module,) = top[2]["children"]
    assert (module["path"], module["size"]) == ("python-lib/weather.py", 6)


@pytest.mark.parametrize(
    "path", ["python-lib/new.py", "/python-lib/new.py", "resource/my file é?#%.txt", "a//b.txt"]
)
async def test_files_are_read_as_they_were_written(client: AsyncDSSClient, path: str) -> None:
    plugin = await installed(client)
    content = bytes(range(256)) + "é".encode()
    await plugin.put_file(path, io.BytesIO(content))
    async with await plugin.get_file(path) as stream:
        assert await stream.read() == content


async def test_put_file_never_doubles_a_slash(client: AsyncDSSClient, mock: DSSMock) -> None:
    plugin = await installed(client)
    await plugin.put_file("/python-lib//new.py", io.BytesIO(b""))
    assert mock.calls[-1].path == "/plugins/weather/contents/python-lib/new.py"


async def test_put_file_takes_bytes_and_what_can_only_be_read(client: AsyncDSSClient) -> None:
    class OnlyReads:
        def __init__(self) -> None:
            self.rest = [b"a", b"b", b""]

        def read(self, size: int = -1) -> bytes:
            return self.rest.pop(0)

    plugin = await installed(client)
    await plugin.put_file("one.txt", OnlyReads())  # type: ignore[arg-type]  (more than promised)
    await plugin.put_file("two.txt", b"bytes")  # type: ignore[arg-type]  (likewise)
    async with await plugin.get_file("one.txt") as stream:
        assert await stream.read() == b"ab"
    async with await plugin.get_file("two.txt") as stream:
        assert await stream.read() == b"bytes"


@pytest.mark.parametrize("path", ["", "/", "..", "a/../b", "a\x00b"])
async def test_paths_that_leave_the_plugin_are_refused(
    client: AsyncDSSClient, mock: DSSMock, path: str
) -> None:
    plugin = client.get_plugin("weather")
    with pytest.raises(ValueError, match="path"):
        await plugin.get_file(path)
    with pytest.raises(ValueError, match="path"):
        await plugin.put_file(path, io.BytesIO(b""))
    assert mock.calls == []


async def test_written_manifest_is_taken_over(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    manifest = json.dumps({"id": "weather", "version": "9.9", "meta": {"label": "New"}})
    await plugin.put_file("plugin.json", io.BytesIO(manifest.encode()))
    (shown,) = await client.list_plugins()
    assert (shown["version"], shown["meta"]) == ("9.9", {"label": "New"})


async def test_get_file_that_is_missing(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    with pytest.raises(DSSNotFound, match=r"no file nothing\.txt"):
        await plugin.get_file("nothing.txt")


async def test_rename_and_move_files(client: AsyncDSSClient) -> None:
    plugin = await installed(client)
    await plugin.rename_file("python-lib/weather.py", "rain.py")
    await plugin.move_file("python-lib", "/resource/code")
    async with await plugin.get_file("resource/code/rain.py") as stream:
        assert await stream.read() == b"x = 1\n"
    with pytest.raises(DSSNotFound):
        await plugin.get_file("python-lib/weather.py")


async def test_rename_and_move_refuse_empty_names(client: AsyncDSSClient, mock: DSSMock) -> None:
    plugin = client.get_plugin("weather")
    with pytest.raises(ValueError, match="new_name"):
        await plugin.rename_file("a", "")
    with pytest.raises(ValueError, match="new_path"):
        await plugin.move_file("a", "")
    assert mock.calls == []


async def test_others_may_not_touch_plugins(
    client: AsyncDSSClient, client_as: Callable[[str], AsyncDSSClient]
) -> None:
    await client.create_user("bob", "pw", groups=["readers"])
    plugin = await installed(client)
    async with client_as("bob") as bob:
        assert [each["id"] for each in await bob.list_plugins()] == ["weather"]
        with pytest.raises(DSSForbidden):
            await bob.get_plugin("weather").get_settings()
        raw = (await plugin.get_settings()).get_raw()
        raw["permissions"] = [{"group": "readers", "admin": True}]
        await client.get_plugin("weather").get_settings()
        settings = await plugin.get_settings()
        settings.settings = raw
        await settings.save()
        assert (await bob.get_plugin("weather").get_settings()).plugin_id == "weather"


async def test_handle_shows_what_it_is(client: AsyncDSSClient) -> None:
    plugin = client.get_plugin("weather")
    assert plugin.client is client
    assert repr(plugin).endswith("DSSPlugin plugin_id='weather'>")
