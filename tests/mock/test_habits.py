"""Members of answers that programs written for live instances read."""

from __future__ import annotations

from dssmock import DSSMock


def get(mock: DSSMock, path: str) -> object:
    import httpx

    with httpx.Client(
        transport=mock.transport(), base_url=mock.base_url, auth=("admin-key", "")
    ) as client:
        return client.get(f"/public/api{path}").json()


def test_log_names_commits_as_dss_does() -> None:
    log = get(DSSMock("demo"), "/projects/SALES/git/actions/log")
    assert isinstance(log, dict)
    assert {"commit", "author", "timestamp", "message"} <= set(log["entries"][0])
    assert "commitId" not in log["entries"][0]


def test_general_settings_name_the_default_code_envs() -> None:
    for seed, expected in (("empty", None), ("demo", "py311_ml")):
        settings = get(DSSMock(seed), "/admin/general-settings")
        assert isinstance(settings, dict)
        assert settings["codeEnvs"] == {"defaultPythonEnv": expected, "defaultREnv": None}
