"""What scripts call below the methods, and names that need care in a path."""

from __future__ import annotations

from typing import Any

from tests.parity.scene import Scene


def escape_hatches(see: Scene) -> None:
    client = see.client
    see("JSON", client._perform_json("GET", "/admin/groups/"))
    see("JSON with a query", client._perform_json("GET", "/projects/", {"includeLocation": True}))
    body = {"name": "raw", "description": None, "sourceType": "LOCAL"}
    see("text", client._perform_text("POST", "/admin/groups/", body=body))
    see("empty", client._perform_empty("DELETE", "/admin/groups/raw"))
    raw = client._perform_raw("GET", "/admin/groups/")
    see("raw", [raw.status_code, raw.json(), raw.text, raw.content])
    see("raw headers", raw.headers["Content-Type"])
    lines = client._perform_raw("GET", "/plugins/weather/contents/README.md")
    see("raw lines", list(lines.iter_lines()))
    with client._perform_raw("GET", "/plugins/weather/contents/README.md") as stream:
        see("raw, with", stream.raw.read())
    answer = client._perform_http("GET", "/admin/groups/", headers={"X-Trace": "1"})
    see("HTTP", [answer.status_code, answer.json()])
    put = {"raw_body": b"text\n", "headers": {"Content-Type": "application/octet-stream"}}
    see("raw body", client._perform_empty("POST", "/plugins/weather/contents/a.txt", **put))
    files = {"file": ("up.zip", see.memory(b"no zip"))}
    see.error("files", client._perform_json, "POST", "/plugins/actions/installFromZip", files=files)
    sent = client._perform_json_upload(
        "POST", "/projects/import/upload", "project.zip", see.memory(b"no zip")
    )
    see("upload", [sent.status_code, sent.json()])


def routes_below(see: Scene) -> None:
    """Operations for which only one of the two has a method."""
    client = see.client
    client.get_project("PENGUINS").export_bundle("v1")
    see("bundle", client._perform_json("GET", "/projects/PENGUINS/bundles/exported/v1"))
    folder = "/projects/PENGUINS/managedfolders/fieldnts"
    see("clear", client._perform_empty("DELETE", f"{folder}/contents"))
    see("cleared", client._perform_json("GET", f"{folder}/contents/"))


def rows_by_hand(see: Scene) -> None:
    utils = see.module("utils")
    schema = see.client.get_project("PENGUINS").get_dataset("penguins").get_schema()["columns"]
    caster = utils.DataikuValueCaster(schema)
    see("cast", caster.cast_values(["Adelie", "Dream", "1.5", "x", "3", "", "male", "2007"]))
    query = {"format": "tsv-excel-noheader"}
    answer = see.client._perform_raw("GET", "/projects/PENGUINS/datasets/penguins/data/", query)
    see("rows", list(utils.DataikuStreamedHttpUTF8CSVReader(schema, answer).iter_rows())[:3])


def errors_below(see: Scene) -> None:
    client = see.client
    see.error("no such route", client._perform_json, "GET", "/no/such/thing")
    see.error("no such object", client._perform_json, "GET", "/admin/groups/nothing")
    see.error("no such route for the method", client._perform_json, "PATCH", "/admin/groups/")
    see.error("no text", client._perform_text, "GET", "/admin/users/nobody")
    see.error("nothing raw", client._perform_raw, "GET", "/plugins/nothing/download")
    see.error("missing members", client._perform_json, "POST", "/admin/groups/", body={})
    see.error("not the type", client._perform_json, "POST", "/admin/groups/", body=[1])


def answers_of_others(see: Scene) -> None:
    """What a server or a proxy between may answer."""
    read = see.client.list_groups
    for name, fault in {
        "own error": {"status": 500, "body": {"errorType": "x.Y", "message": "m"}},
        "detailed error": {"status": 400, "body": {"errorType": "Y", "detailedMessage": "d"}},
        "error without type": {"status": 409, "body": {"message": "taken"}},
        "error without message": {"status": 403, "body": {"errorType": "x.Y"}},
        "empty object": {"status": 500, "body": {}},
        "page": {"status": 502, "html": True},
        "text": {"status": 500, "body": "it broke"},
        "no body": {"status": 500, "body": ""},
        "list": {"status": 500, "body": ["it", "broke"]},
        "null": {"status": 500, "body": None},
        "page that is fine": {"status": 200, "html": True},
        "nothing that is fine": {"status": 200, "body": ""},
    }.items():
        see.fault(op="group_list", **fault)
        see.outcome(name, read)
    see("in the end", read())


def settings_of_the_session(see: Scene) -> None:
    client = see.client
    client._session.headers["X-DKU-ProxyUser"] = "bob"
    see("header", client.get_auth_info())
    del client._session.headers["X-DKU-ProxyUser"]
    client._session.headers.update({"X-Trace": "1"})
    see("without it", client.get_auth_info())
    client._session.verify = False
    see("unverified", client.list_project_keys())
    client._session.proxies = {}
    see("no proxies", client.list_project_keys())


def names(see: Scene) -> None:
    """Names that no path needs to quote differently from the incumbent."""
    client = see.client
    for name in (
        "ice team",
        "équipe",
        "日本",
        "a&b=c",
        "a+b",
        "a,b;c",
        "it's",
        "a@b.org",
        "(x)",
        "~",
    ):
        client.create_group(name, f"About {name}")
        see(f"read {name}", client.get_group(name).get_definition())
        see(f"delete {name}", client.get_group(name).delete())
    folder = client.get_root_project_folder().create_sub_folder("A & B (été)")
    see("folder", folder.get_path())
    see("slashes", client.get_plugin("weather").get_file("/README.md").read())
    see("connections", client.list_connections_names("Postgre SQL&type=x"))


def odd_names(see: Scene) -> None:
    """Names that the incumbent sends as something else."""
    client = see.client
    for name in ("a/b", "a?x=1", "a#b", "50%", "50%25", "a%2Fb"):
        client.create_group(name, f"About {name}")
        see.outcome(f"read {name}", _definition(client, name))
    for name in ("..", ".", "../users/alice", "", "a\nb"):
        see.outcome(f"refuse {name!r}", _definition(client, name))
    see.outcome("climb", lambda: client.get_log("../../projects/"))


def _definition(client: Any, name: str) -> Any:
    return lambda: client.get_group(name).get_definition()
