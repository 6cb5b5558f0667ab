"""Things that a version uses and cannot make: people make them in the interface of DSS."""

from __future__ import annotations

from typing import Any, Final

from tests.parity.scene import Control, Scene

TOOLS: Final = "git@git.example.com:tools.git"
MAIL: Final = {"host": "mail.example.com", "sender": "dss@example.com"}


def channels(see: Scene) -> None:
    _make(see, "/messaging-channels/", {"id": "team", "type": "smtp", "configuration": MAIL})
    client = see.client
    [item] = client.list_messaging_channels()
    see("item", [item.id, item.type, item.family, item.get_raw()])
    see("handle", item.get_as_messaging_channel())
    see("of a type", client.list_messaging_channels(channel_type="smtp"))
    mail = see("get", client.get_messaging_channel("team"))
    see("facts", [mail.id, mail.type, mail.family, mail.sender])
    see("send", mail.send("PENGUINS", ["a@example.org"], "Ready", "<p>Look</p>"))
    see("delete", mail.delete())
    see("none", client.list_messaging_channels())


def libraries(see: Scene) -> None:
    """Libraries of others as DSS 12 takes them, from repositories without a login."""
    client = see.client
    tools = client.create_project("TOOLS", "Tools", "alice")
    theirs = tools.get_project_git()
    theirs.set_remote(TOOLS)
    tools.get_library().add_file("python/tools.py").write("x = 1\n")
    theirs.commit("Tools")
    theirs.push()
    project = client.get_project("PENGUINS")
    git = project.get_project_git()
    see("add", git.add_library(TOOLS, "python/tools", "master", "lib/python") is not None)
    file = project.get_library().get_file("python/tools/tools.py")
    see("file", file.read())
    file.write("x = 2\n")
    see("push", git.push_library("python/tools", "Better").wait_for_result())
    file.write("x = 3\n")
    see("reset", git.reset_library("python/tools").wait_for_result())
    see("file after the reset", file.read())
    see("set", git.set_library("python/tools", TOOLS, "lib", "master"))
    see("remove", git.remove_library("python/tools", True))
    see("none", git.list_libraries())


def _make(see: Scene, path: str, body: Any) -> None:
    """Make something by an operation that no method of the version leads to."""
    control = Control(see.url)
    version = control.ask("GET", "health")["version"]
    control.ask("POST", "reset", {"version": "15.2.0"})
    see.client._perform_empty("POST", path, body=body)
    saved = control.ask("POST", "snapshot")
    control.ask("POST", "reset", {"version": version})
    control.ask("POST", "restore", saved)
