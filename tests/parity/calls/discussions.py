"""Discussions of projects, datasets and notebooks."""

from __future__ import annotations

from tests.parity.scene import Scene


def discussions(see: Scene) -> None:
    of_project = see("handle", see.client.get_project("PENGUINS").get_object_discussions())
    [first] = see("list", of_project.list_discussions())
    see("metadata", first.get_metadata())
    for index, reply in enumerate(see("replies", first.get_replies())):
        told = [reply.get_text(), reply.get_author(), reply.get_raw_data()]
        see(f"reply {index}", [*told, reply.get_timestamp(), reply.get_edited_timestamp()])
    made = see("create", of_project.create_discussion("Next field trip", "In *January*?"))
    see("answer", made.add_reply("Weather permitting"))
    see("answered", made)
    see("change", made.set_metadata({**made.get_metadata(), "topic": "Field trip"}))
    see("changed", of_project.get_discussion(made.discussion_id))
    again = of_project.list_discussions()[-1]
    see("close from the list", again.set_metadata({**again.get_metadata(), "closedOn": 1}))
    see("closed", again)
    see("as somebody else", see.connect("bob-key").get_project("PENGUINS"))
    see.error("not there", of_project.get_discussion, "nothing")


def of_other_objects(see: Scene) -> None:
    client = see.client
    see("of a dataset", client.get_object_discussions("PENGUINS", "DATASET", "penguins"))
    of_dataset = client.get_object_discussions("PENGUINS", "DATASET", "penguins")
    see("list", of_dataset.list_discussions())
    see("of nothing", client.get_object_discussions("SALES", "RECIPE", "x").list_discussions())
    [notebook] = client.list_running_notebooks()
    of_notebook = see("of a notebook", notebook.get_object_discussions())
    see("create with spaces", of_notebook.create_discussion("Plots", "Nicer ones"))
    see("list with spaces", of_notebook.list_discussions())
    reader = see.connect("carol-key").get_object_discussions("PENGUINS", "DATASET", "penguins")
    see("reader lists", reader.list_discussions())
    see.error("hidden project", lambda: _hidden(see))


def _hidden(see: Scene) -> None:
    carol = see.connect("carol-key")
    carol.get_project("SURVEY_2026").get_object_discussions().list_discussions()
