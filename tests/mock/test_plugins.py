"""The mock's plugins: what it refuses, and what it keeps."""

from __future__ import annotations

import json

import pytest

from dssmock.core import DSSMock, Response
from dssmock.services import _plugin_archive
from tests.archives import files_of, plugin_zip, zip_of

ZIP = "/plugins/actions/installFromZip"
WEATHER = "/plugins/weather"


@pytest.fixture
def dss() -> DSSMock:
    """An empty instance."""
    return DSSMock()


@pytest.fixture
def weather(dss: DSSMock) -> DSSMock:
    """An instance with one plugin."""
    assert upload(dss, plugin_zip()).status == 200
    return dss


def upload(dss: DSSMock, data: bytes, path: str = ZIP) -> Response:
    """Upload an archive."""
    return dss.request("POST", path, files={"file": ("p.zip", data)})


def refusal(response: Response) -> tuple[int, str]:
    """Status and message of an error."""
    return response.status, response.json()["message"]


def finished(dss: DSSMock, response: Response) -> Response:
    """What the task answers that a call started."""
    return dss.request("GET", f"/futures/{response.json()['jobId']}")


def key_of(dss: DSSMock, login: str, *groups: str) -> str:
    """Key of a new user."""
    dss.table("users").put(login, {"login": login, "groups": list(groups), "enabled": True})
    dss.table("personal_api_keys").put(login, {"id": login, "key": login, "user": login})
    return login


def contents(dss: DSSMock, path: str) -> Response:
    """Read a file of the plugin."""
    return dss.request("GET", f"{WEATHER}/contents/{path}")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "not a valid zip"),
        (b"PK\x03\x04 and no more", "not a valid zip"),
        (zip_of({"a.txt": "x"}), "no plugin.json"),
        (zip_of({"plugin.json": "{"}), "plugin.json is not valid JSON"),
        (zip_of({"plugin.json": "[]"}), "does not hold an object"),
        (zip_of({"plugin.json": "{}"}), "plugin.json has no id"),
        (zip_of({"plugin.json": '{"id": ""}'}), "plugin.json has no id"),
        (zip_of({"plugin.json": '{"id": 3}'}), "plugin.json has no id"),
        (zip_of({"plugin.json": '{"id": "a/b"}'}), "Not a valid identifier"),
        (plugin_zip(files={"../../etc/passwd": "x"}), "Invalid path"),
    ],
)
def test_archives_that_are_no_plugin_are_refused(dss: DSSMock, data: bytes, text: str) -> None:
    status, message = refusal(upload(dss, data))
    assert status == 400
    assert text in message
    assert dss.request("GET", "/plugins/").json() == []


def test_damaged_archive_is_refused(dss: DSSMock) -> None:
    data = bytearray(plugin_zip())
    data[60] ^= 0xFF
    assert upload(dss, bytes(data)).status == 400


def test_archive_that_claims_to_be_huge_is_refused(
    dss: DSSMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_plugin_archive, "LARGEST", 10)
    assert refusal(upload(dss, plugin_zip())) == (400, "The archive is too large")


def test_upload_without_a_file_is_refused(dss: DSSMock) -> None:
    response = dss.request("POST", ZIP, files={"other": "text"})
    assert response.status == 400
    assert "file" in response.json()["message"]


def test_file_may_have_any_name(dss: DSSMock) -> None:
    for number, name in enumerate(("é.zip", "天気.zip", "⛅.zip")):
        data = plugin_zip(f"weather{number}")
        assert dss.request("POST", ZIP, files={"file": (name, data)}).status == 200
        assert dss.calls[-1].files == {"file": (name, len(data))}


def test_plugin_is_installed_once(weather: DSSMock) -> None:
    assert refusal(upload(weather, plugin_zip())) == (400, "plugin already exists: weather")
    started = upload(weather, plugin_zip(), "/plugins/actions/future/installFromZip")
    assert started.status == 200
    assert finished(weather, started).status == 400


def test_odd_manifests_do_not_break_the_list(dss: DSSMock) -> None:
    manifest = {"id": "odd", "version": 2, "meta": {"label": 5, "tags": ["a", 1], "own": {"x": 1}}}
    assert upload(dss, zip_of({"plugin.json": json.dumps(manifest)})).status == 200
    assert upload(dss, zip_of({"plugin.json": '{"id": "bare", "meta": []}'})).status == 200
    odd, bare = dss.request("GET", "/plugins/").json()
    assert odd == {
        "id": "odd",
        "version": "2",
        "isDev": False,
        "meta": {"tags": ["a"], "own": {"x": 1}},
    }
    assert bare == {"id": "bare", "version": "0.0.1", "isDev": False, "meta": {}}


def test_odd_parameter_sets_do_not_break_the_settings(dss: DSSMock) -> None:
    files = {
        "parameter-sets/broken/parameter-set.json": "{",
        "parameter-sets/list/parameter-set.json": "[]",
        "parameter-sets/odd/parameter-set.json": '{"params": [1, {"name": 2}], "pluginParams": 3}',
        "parameter-sets/odd/other.json": "{}",
    }
    assert upload(dss, plugin_zip(files=files)).status == 200
    descs = dss.request("GET", f"{WEATHER}/settings").json()["accessibleParameterSetDescs"]
    assert [desc["id"] for desc in descs] == ["account", "odd"]
    assert descs[1]["desc"] == {"params": [{}], "pluginParams": []}
    assert descs[1]["elementType"] == "parameter-set-weather-odd"


def test_update_adds_settings_of_new_parameter_sets_only(weather: DSSMock) -> None:
    with weather.table("plugins").edit("weather") as plugin:
        plugin["settings"]["parameterSets"][0]["defaultPermission"]["definableInline"] = True
    files = {"parameter-sets/more/parameter-set.json": "{}"}
    archive = plugin_zip(version="2", files=files)
    assert upload(weather, archive, f"{WEATHER}/actions/updateFromZip").status == 200
    sets = weather.request("GET", f"{WEATHER}/settings").json()["parameterSets"]
    assert [each["name"] for each in sets] == ["account", "more"]
    assert [each["defaultPermission"]["definableInline"] for each in sets] == [True, False]


def test_settings_without_parameter_sets_survive_an_update(weather: DSSMock) -> None:
    assert weather.request("POST", f"{WEATHER}/settings", json={"x": 1}).status == 200
    archive = plugin_zip(version="2")
    assert upload(weather, archive, f"{WEATHER}/actions/updateFromZip").status == 200
    settings = weather.request("GET", f"{WEATHER}/settings").json()
    assert settings["x"] == 1
    assert [each["name"] for each in settings["parameterSets"]] == ["account"]


@pytest.mark.parametrize("url", ["", "  ", "https://", "git@host:..", "/"])
def test_git_needs_an_address(dss: DSSMock, url: str) -> None:
    body = {"gitRepositoryUrl": url}
    assert dss.request("POST", "/plugins/actions/installFromGit", json=body).status == 400


@pytest.mark.parametrize(
    ("url", "subpath", "checkout", "expected"),
    [
        ("git@host:group/one.git", None, "master", ("one", "0.0.1")),
        ("https://host/two/", None, "v2.3", ("two", "2.3")),
        ("host:three", "", "4", ("three", "4")),
        ("https://host/many.git", "plugins/four/", None, ("four", "0.0.1")),
    ],
)
def test_git_gives_a_plugin_of_the_name(
    dss: DSSMock,
    url: str,
    subpath: str | None,
    checkout: str | None,
    expected: tuple[str, str],
) -> None:
    body = {"gitRepositoryUrl": url, "gitSubpath": subpath, "gitCheckout": checkout}
    started = dss.request("POST", "/plugins/actions/installFromGit", json=body)
    assert finished(dss, started).json()["result"] == {"success": True, "pluginId": expected[0]}
    (plugin,) = dss.request("GET", "/plugins/").json()
    assert (plugin["id"], plugin["version"]) == expected


def test_store_knows_its_plugins_only(weather: DSSMock) -> None:
    body = {"pluginId": "unknown"}
    started = weather.request("POST", "/plugins/actions/installFromStore", json=body)
    failure = finished(weather, started)
    assert failure.status == 500
    assert failure.json()["errorType"].endswith("CodedException")
    started = weather.request("POST", f"{WEATHER}/actions/updateFromStore")
    assert finished(weather, started).status == 500


def test_missing_plugin_has_its_code(dss: DSSMock) -> None:
    response = dss.request("GET", f"{WEATHER}/settings")
    assert response.status == 404
    assert response.json()["code"] == "ERR_PLUGIN_NOT_INSTALLED"


def test_download_is_the_same_for_the_same_files(weather: DSSMock) -> None:
    one, two = (weather.request("GET", f"{WEATHER}/download") for _ in range(2))
    assert one.body == two.body
    assert files_of(one.body) == files_of(plugin_zip())
    assert one.headers["content-disposition"] == 'attachment; filename="weather.zip"'


def test_files_have_the_media_type_of_their_name(weather: DSSMock) -> None:
    for name, expected in (
        ("python-lib/weather.py", "text/x-python"),
        ("plugin.json", "application/json"),
        ("a.csv", "text/csv"),
        ("a.nobodyknows", "application/octet-stream"),
    ):
        if name not in weather.table("plugins").get("weather")["files"]:
            weather.request("POST", f"{WEATHER}/contents/{name}", content=b"x")
        assert contents(weather, name).headers["content-type"] == expected


@pytest.mark.parametrize("path", ["python-lib", "python-lib/weather.py/below"])
def test_file_and_folder_do_not_mix(weather: DSSMock, path: str) -> None:
    response = weather.request("POST", f"{WEATHER}/contents/{path}", content=b"x")
    assert response.status == 400
    assert "folder" in response.json()["message"]


def test_broken_manifest_that_is_written_changes_nothing_but_the_file(weather: DSSMock) -> None:
    before = weather.request("GET", "/plugins/").json()
    assert weather.request("POST", f"{WEATHER}/contents/plugin.json", content=b"{").status == 200
    assert contents(weather, "plugin.json").body == b"{"
    assert weather.request("GET", "/plugins/").json() == before


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("nothing", "x", 404),
        ("plugin.json", "", 400),
        ("plugin.json", "a/b", 400),
        ("plugin.json", "..", 400),
        ("plugin.json", "python-lib", 400),
        ("plugin.json", "plugin.json", 200),
        ("python-lib", "lib", 200),
    ],
)
def test_rename(weather: DSSMock, old: str, new: str, status: int) -> None:
    body = {"oldPath": old, "newName": new}
    path = f"{WEATHER}/contents-actions/rename"
    assert weather.request("POST", path, json=body).status == status


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("nothing", "x", 404),
        ("", "x", 400),
        ("plugin.json", "../x", 400),
        ("python-lib", "python-lib/deeper", 400),
        ("plugin.json", "python-lib/weather.py", 400),
        ("plugin.json", "python-lib/weather.py/x", 400),
        ("python-lib", "other/python", 200),
    ],
)
def test_move(weather: DSSMock, old: str, new: str, status: int) -> None:
    body = {"oldPath": old, "newPath": new}
    path = f"{WEATHER}/contents-actions/move"
    files = sorted(weather.table("plugins").get("weather")["files"])
    assert weather.request("POST", path, json=body).status == status
    if status != 200:
        assert sorted(weather.table("plugins").get("weather")["files"]) == files


def test_code_env_is_made_of_what_the_plugin_asks_for(dss: DSSMock) -> None:
    files = {"code-env/python/spec/requirements.txt": "requests\n"}
    upload(dss, plugin_zip(files=files))
    path = f"{WEATHER}/code-env/actions/create"
    body = {"deploymentMode": "PLUGIN_MANAGED"}
    names = [finished(dss, dss.request("POST", path, json=body)).json() for _ in range(2)]
    assert [each["result"]["envName"] for each in names] == [
        "plugin_weather_managed",
        "plugin_weather_managed_1",
    ]
    env = dss.request("GET", "/admin/code-envs/PYTHON/plugin_weather_managed").json()
    assert (env["specPackageList"], env["actualPackageList"]) == ("requests\n", "requests")
    assert env["desc"]["pythonInterpreter"] == "PYTHON311"


def test_code_env_that_cannot_be_built_does_not_exist(weather: DSSMock) -> None:
    body = {"deploymentMode": "PLUGIN_MANAGED", "pythonInterpreter": "PYTHON1"}
    started = weather.request("POST", f"{WEATHER}/code-env/actions/create", json=body)
    assert finished(weather, started).json()["result"]["messages"]["error"] is True
    assert weather.request("GET", "/admin/code-envs/").json() == []


def test_code_env_of_an_unknown_kind_is_refused(weather: DSSMock) -> None:
    body = {"deploymentMode": "OTHER"}
    response = weather.request("POST", f"{WEATHER}/code-env/actions/create", json=body)
    assert response.status == 400


def test_code_env_is_updated_from_the_files(weather: DSSMock) -> None:
    path = f"{WEATHER}/code-env/actions/update"
    assert finished(weather, weather.request("POST", path)).status == 500
    settings = {"codeEnvName": "nowhere"}
    weather.request("POST", f"{WEATHER}/settings", json=settings)
    failure = finished(weather, weather.request("POST", path))
    assert failure.json()["message"] == "PYTHON env nowhere doesn't exist"
    body = {"deploymentMode": "PLUGIN_MANAGED"}
    made = weather.request("POST", f"{WEATHER}/code-env/actions/create", json=body)
    name = finished(weather, made).json()["result"]["envName"]
    weather.request("POST", f"{WEATHER}/settings", json={"codeEnvName": name})
    requirements = f"{WEATHER}/contents/code-env/python/spec/requirements.txt"
    weather.request("POST", requirements, content=b"pandas")
    assert finished(weather, weather.request("POST", path)).json()["result"]["envName"] == name
    env = weather.request("GET", f"/admin/code-envs/PYTHON/{name}").json()
    assert env["actualPackageList"] == "pandas"


def test_developers_and_administrators_of_the_plugin_may_change_it(weather: DSSMock) -> None:
    weather.table("groups").put("devs", {"name": "devs", "mayDevelopPlugins": True})
    dev, user = key_of(weather, "dev", "devs"), key_of(weather, "user", "readers")
    assert weather.request("GET", f"{WEATHER}/settings", key=dev).status == 200
    assert weather.request("GET", f"{WEATHER}/settings", key=user).status == 403
    assert weather.request("GET", "/plugins/nobody/settings", key=user).status == 403
    settings = {"permissions": [{"group": "readers", "admin": True}]}
    weather.request("POST", f"{WEATHER}/settings", json=settings)
    assert weather.request("GET", f"{WEATHER}/settings", key=user).status == 200
    body = {"pluginId": "geocoder"}
    install = "/plugins/actions/installFromStore"
    assert weather.request("POST", install, json=body, key=user).status == 403
    assert weather.request("POST", install, json=body, key=dev).status == 200


def test_settings_of_a_project_need_the_project(weather: DSSMock) -> None:
    query = {"projectKey": "NOWHERE"}
    for method, json_body in (("GET", None), ("POST", {"presets": []})):
        path = f"{WEATHER}/settings"
        assert weather.request(method, path, query=query, json=json_body).status == 404


def test_usages_of_a_project_come_plugin_by_plugin(weather: DSSMock) -> None:
    weather.table("projects").put("SALES", {"projectKey": "SALES"})
    upload(weather, plugin_zip("unused"))
    usage = {"elementType": "weather_x", "objectId": "d", "projectKey": "SALES"}
    with weather.table("plugins").edit("weather") as plugin:
        plugin["usages"] = [usage, {**usage, "projectKey": "OTHER"}]
    assert weather.request("GET", "/projects/SALES/plugins/usages").json() == [
        {"pluginId": "weather", "pluginUsages": {"usages": [usage], "missingTypes": []}}
    ]
    assert weather.request("GET", "/projects/OTHER/plugins/usages").status == 404


def test_delete_of_a_used_plugin_fails_with_its_code(weather: DSSMock) -> None:
    with weather.table("plugins").edit("weather") as plugin:
        plugin["missingTypes"] = [{"missingType": "weather_old"}]
    started = weather.request("POST", f"{WEATHER}/actions/delete", json={"force": False})
    failure = finished(weather, started)
    assert (failure.status, failure.json()["code"]) == (500, "ERR_PLUGIN_USED")
    started = weather.request("POST", f"{WEATHER}/actions/delete", json={"force": True})
    assert finished(weather, started).json()["result"]["pluginId"] == "weather"


def test_plugins_are_in_snapshots(weather: DSSMock) -> None:
    saved = weather.snapshot()
    weather.reset()
    assert weather.request("GET", "/plugins/").json() == []
    weather.restore(saved)
    assert contents(weather, "python-lib/weather.py").body == b"x = 1\n"
