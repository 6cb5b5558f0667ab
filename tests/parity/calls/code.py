"""Code of a project: its repository, its library."""

from __future__ import annotations

from typing import Any, Final

from tests.parity.scene import Scene

URL: Final = "git@git.example.com:penguins.git"
TOOLS: Final = "git@git.example.com:tools.git"


def history(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    git = see("git", project.get_project_git())
    see("clean", git.get_status())
    see("log at first", git.log())
    _write(project, "python/a.py", "x = 1\n")
    project.set_variables({"standard": {"a": 1}, "local": {}})
    see("changed", git.get_status())
    see("diff", git.diff())
    see("commit", git.commit("Été"))
    see("commit nothing", git.commit("Nothing"))
    _write(project, "python/a.py", "x = 2\n")
    git.commit("Second")
    log = see("log", git.log())
    second, first, begin = (entry["commit"] for entry in log["entries"])
    see("log of a path", git.log("lib/python/a.py"))
    see("log of few", git.log(count=1))
    see("log from there", git.log(start_commit=first, count=5))
    see("diff of a commit", git.diff(second))
    see("diff of two", git.diff(commit_from=begin, commit_to=second))
    see.error("diff to nothing", git.diff, "0000000")
    see("revert one", git.revert_commit(second))
    see("file", _read(project, "python/a.py"))
    see("revert to", git.revert_to_revision(begin))
    see("no file", _read(project, "python/a.py"))
    _write(project, "python/b.py", "y = 1\n")
    see("reset to head", git.reset_to_head())
    see("lost", _read(project, "python/b.py"))
    see.error("revert nothing", git.revert_commit, "0000000")
    see.error("drop without being sure", git.drop_and_rebuild)
    see("drop", git.drop_and_rebuild(i_know_what_i_am_doing=True))
    see("log at the end", git.log()["entries"][0]["message"])


def branches(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    git = project.get_project_git()
    see("branch", git.get_current_branch())
    see("list", git.list_branches())
    see("create", git.create_branch("trial"))
    see("create and copy", git.create_branch("copied", None, True, "PENGUINS_COPIED"))
    root = see.client.get_root_project_folder().id
    named = {"target_project_key": "PENGUINS_AT", "target_project_folder_id": root}
    see("copy into", git.create_branch("placed", duplicate_project=True, **named))
    see("where", see.client.get_project("PENGUINS_AT").get_project_folder().name)
    see("branch of the copy", _git(see, "PENGUINS_COPIED").get_current_branch())
    see("switch", git.switch("trial"))
    see("now on", git.get_current_branch())
    see("check out", git.checkout("master"))
    see("list again", git.list_branches())
    see("delete", git.delete_branch("trial"))
    see.error("delete the current one", git.delete_branch, "master", force_delete=True)
    see.outcome("switch to none", lambda: git.switch("none"))
    see("create one that is there", git.create_branch("master"))
    see("tag", git.create_tag("v1", message="First"))
    see("tag of a branch", git.create_tag("v2", "master"))
    see("tags", git.list_tags())
    see("delete a tag", git.delete_tag("v1"))
    see("tags at the end", git.list_tags())
    see.error("tag nothing", git.create_tag, "v3", "none")
    see.error("delete no tag", git.delete_tag, "none")


def remotes(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    git = project.get_project_git()
    see("none", git.get_remote())
    see.outcome("push nowhere", git.push)
    see("set", git.set_remote(URL))
    see("set another", git.set_remote(TOOLS, "tools"))
    see("get", git.get_remote())
    see("get another", git.get_remote(name="tools"))
    see("remove another", git.remove_remote("tools"))
    see("push", git.push())
    see("branches", git.list_branches(remote=True))
    git.create_branch("trial")
    git.switch("trial")
    _write(project, "python/a.py", "x = 1\n")
    git.commit("On trial")
    see("push a branch", git.push("trial"))
    other = see.client.create_project("TWIN", "Twin", "alice")
    twin = other.get_project_git()
    twin.set_remote(URL)
    see("fetch", twin.fetch())
    see("reset to upstream", twin.reset_to_upstream())
    see("pull", twin.pull())
    see("pull a branch", twin.pull("trial"))
    see("arrived", _read(other, "python/a.py"))
    see("status", twin.get_status())
    see("delete there too", git.delete_branch("trial", True, True, delete_remotely=True))
    see("branches at the end", git.list_branches(True))


def libraries_of_others(see: Scene) -> None:
    tools = see.client.create_project("TOOLS", "Tools", "alice")
    theirs = tools.get_project_git()
    theirs.set_remote(TOOLS)
    _write(tools, "python/tools.py", "x = 1\n")
    theirs.commit("Tools")
    theirs.push()
    project = see.client.get_project("PENGUINS")
    git = project.get_project_git()
    see("none", git.list_libraries())
    named: dict[str, Any] = {"path_in_git_repository": "lib/python", "login": "me"}
    added = git.add_library(TOOLS, "python/tools", "master", password="secret", **named)
    see("add", added)
    see("task", see.client.get_future(added["jobId"]).wait_for_result())
    more = git.add_library(TOOLS, "python/more", "master", "lib", False, as_type="object")
    see("add as object", more.wait_for_result())
    see("list", git.list_libraries())
    see("file", _read(project, "python/tools/tools.py"))
    _write(project, "python/tools/tools.py", "x = 2\n")
    see("push", git.push_library("python/tools", "Better").wait_for_result())
    _write(project, "python/tools/tools.py", "x = 3\n")
    see("reset", git.reset_library("python/tools").wait_for_result())
    see("file after the reset", _read(project, "python/tools/tools.py"))
    _write(project, "python/tools/tools.py", "x = 4\n")
    see("push all", git.push_all_libraries("All").wait_for_result())
    see("reset all", git.reset_all_libraries().wait_for_result())
    see("set", git.set_library("python/more", TOOLS, "lib/python", "master"))
    see("set with login", git.set_library("python/tools", TOOLS, "lib", "master", "me", "secret"))
    see("changed", git.list_libraries())
    see("remove", git.remove_library("python/more", delete_directory=True))
    see("remove and keep", git.remove_library("python/tools", False))
    see("list at the end", git.list_libraries())
    see.error("add in an odd way", git.add_library, TOOLS, "p", "master", as_type="x")
    see.error("reset what is not there", git.reset_library, "python/none")
    see.error("remove what is not there", git.remove_library, "python/none", True)


def library(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    library = see("read", project.get_library())
    see("top", _names(library.list()))
    see("in a folder", _names(library.list("/python")))
    see("file", library.get_file("python/penguins.py").read())
    see("file as bytes", library.get_file("/python/penguins.py").read("bytes"))
    see.error("file as a number", library.get_file("python/penguins.py").read, as_type="int")
    see("no file", library.get_file("python/none.py"))
    see("no folder", library.get_folder("none"))
    see.error("a folder is no file", library.get_file, "python")
    see.error("a file is no folder", library.get_folder, "python/penguins.py")
    made = library.add_file("notes.txt")
    see("add a file", [made.name, made.path, made.is_root()])
    see("write", made.write("Grüße\n"))
    see("write bytes", library.add_file("python/deep.bin").write(b"\x00\xff"))
    see("read bytes", library.get_file("python/deep.bin").read(as_type="bytes"))
    see.error("add one that is there", library.add_file, "notes.txt")
    folder = library.add_folder("static")
    see("add a folder", [folder.name, folder.path, folder.is_root()])
    inner = folder.add_folder("images")
    see("add inside", [inner.path, folder.add_file("a.css").path])
    see("children", [_names(folder.list()), folder.get_child("images").path])
    see("no child", folder.get_child("none"))
    see("inside", [folder.get_file("a.css").path, folder.get_folder("images").path])
    see("rename", folder.get_file("a.css").rename("b.css"))
    see("move", folder.get_file("b.css").move_to(inner))
    see("moved", _names(project.get_library().list("static/images")))
    see("rename a folder", inner.rename("pictures"))
    see("move a folder", inner.move_to(library.get_folder("python")))
    see("its path", [inner.path, _names(library.list("python"))])
    see("delete a file", made.delete())
    see("delete a folder", folder.delete())
    see("top at the end", _names(project.get_library().list()))
    see.error("read what is gone", made.read)
    root = library.get_folder("/")
    see("the root", [root.is_root(), root.path])
    see.error("delete the root", root.delete)
    see.error("rename the root", root.rename, "x")
    see.error("move the root", root.move_to, library.get_folder("python"))
    penguins = library.get_file("python/penguins.py")
    see.error("move into a file", library.get_folder("python").move_to, penguins)


def _git(see: Scene, key: str) -> Any:
    return see.client.get_project(key).get_project_git()


def _write(project: Any, path: str, text: str) -> None:
    library = project.get_library()
    (library.get_file(path) or library.add_file(path)).write(text)


def _read(project: Any, path: str) -> str | None:
    file = project.get_library().get_file(path)
    return None if file is None else file.read()


def _names(items: list[Any]) -> list[tuple[str, str]]:
    return [(type(item).__name__, item.path) for item in items]
