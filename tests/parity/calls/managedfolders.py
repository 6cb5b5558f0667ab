"""Managed folders: their files, settings, metrics."""

from __future__ import annotations

from tests.parity.scene import Scene


def folders(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("list", project.list_managed_folders())
    folder = see("get", project.get_managed_folder("fieldnts"))
    see("id", folder.id)
    definition = see("definition", folder.get_definition())
    see("usages", folder.get_usages())
    see("discussions", folder.get_object_discussions().list_discussions())
    definition["tags"] = ["notes"]
    see("change", folder.set_definition(definition))
    see("rename", folder.rename("Notes & sketches"))
    see("changed", folder.get_definition())
    made = see("create", project.create_managed_folder("Empty"))
    see("create of a type", project.create_managed_folder("Typed", "HDFS").get_definition())
    named = {"connection_name": "filesystem_managed"}
    see("create on a connection", project.create_managed_folder("On", **named).get_definition())
    see.error("create nowhere", project.create_managed_folder, "Lost", connection_name="none")
    see("delete", made.delete())
    see.error("read what is gone", made.get_definition)
    see.error("delete what is gone", made.delete)
    see("delete with data", folder.delete(drop_data=True))
    see("list at the end", project.list_managed_folders())


def contents(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    folder = project.get_managed_folder("fieldnts")
    see("list", folder.list_contents())
    see("read", folder.get_file("2007/notes.txt").content)
    with folder.get_file("/islands.csv") as stream:
        see("lines", list(stream.iter_lines()))
    see.error("read nothing", folder.get_file, "none.txt")
    see("put", folder.put_file("new/été & co.txt", see.file("Grüße".encode(), "x.txt")))
    see("put from memory", folder.put_file("/m.bin", see.memory(b"\x00\xff")))
    see("put bytes", folder.put_file("b.bin", b"bytes"))
    see("put text", folder.put_file("t.txt", "text"))
    see("put nothing", folder.put_file("empty", see.memory(b"")))
    see("put again", folder.put_file("t.txt", "more text"))
    see("read what was put", folder.get_file("new/été & co.txt").content)
    see("read empty", folder.get_file("empty").content)
    see("delete", folder.delete_file("t.txt"))
    see("delete what is not there", folder.delete_file("t.txt"))
    local = see.folder / "local"
    (local / "inner").mkdir(parents=True)
    (local / "inner" / "a.txt").write_text("a")
    see("upload a folder", folder.upload_folder("/up/there", str(local)))
    see("read what was uploaded", folder.get_file("up/there/inner/a.txt").content)
    see("list at the end", folder.list_contents())
    target = project.create_managed_folder("Copy")
    see("copy", folder.copy_to(target).wait_for_result())
    see("append", folder.copy_to(target, "APPEND").wait_for_result())
    see("copied", [item["path"] for item in target.list_contents()["items"]])
    dataset = see("dataset of files", folder.create_dataset_from_files("of_files"))
    see("its settings", dataset.get_definition())
    see.error("taken", folder.create_dataset_from_files, "of_files")


def settings(see: Scene) -> None:
    folder = see.client.get_project("PENGUINS").get_managed_folder("fieldnts")
    found = see("read", folder.get_settings())
    see("parts", [found.type, found.get_raw(), found.get_raw_params()])
    see("words", [found.tags, found.description, found.short_description, found.custom_fields])
    found.set_connection_and_path("filesystem_managed", "/other")
    found.add_discrete_partitioning_dimension("island")
    found.add_time_partitioning_dimension("year", "YEAR")
    found.add_time_partitioning_dimension("day")
    found.set_partitioning_file_pattern("/%{island}/%Y/.*")
    found.tags = ["a"]
    found.description = "Long"
    found.short_description = "Short"
    found.custom_fields = {"x": 1}
    see("raw", found.get_raw())
    see("save", found.save())
    found.remove_partitioning()
    see("save without partitions", found.save())
    see("saved", folder.get_settings().get_raw())


def metrics(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    folder = project.get_managed_folder("fieldnts")
    see("compute", folder.compute_metrics())
    see("compute some", folder.compute_metrics(metric_ids=["basic:SIZE"]))
    see("compute probes", folder.compute_metrics(probes={"probes": [{"type": "basic"}]}))
    last = see("last", folder.get_last_metric_values())
    see("raw", last.get_raw())
    see("ids", last.get_all_ids())
    see("one", last.get_metric_by_id("basic:SIZE"))
    see("value", [last.get_global_value("basic:SIZE"), last.get_global_data("basic:SIZE")])
    see("typed", last.get_value_from_data(last.get_global_data("basic:COUNT_FILES")))
    see.error("no such metric", last.get_metric_by_id, "none")
    see("history", folder.get_metric_history("basic:SIZE"))
    see.outcome("history of a dict", lambda: folder.get_metric_history({"id": "basic:SIZE"}))
    see.error("no such history", folder.get_metric_history, "none")
    see.error("compute what is not there", folder.compute_metrics, metric_ids=["basic:NOPE"])
    settings = folder.get_settings()
    settings.add_discrete_partitioning_dimension("year")
    settings.set_partitioning_file_pattern("/%{year}/.*")
    settings.save()
    folder.compute_metrics()
    last = folder.get_last_metric_values()
    see("of a partition", last.get_partition_value("basic:COUNT_FILES", "2007"))
    see("data of a partition", last.get_partition_data("basic:COUNT_FILES", "2008"))
    see("data of the first", last.get_first_partition_data("basic:COUNT_FILES"))
    see("data of no partition", last.get_partition_data("basic:COUNT_FILES", "1999"))
    see.error("value of no partition", last.get_partition_value, "basic:COUNT_FILES", "1999")
