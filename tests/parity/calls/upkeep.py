"""What an administrator asks of the whole instance: footprints, Govern, rights, features."""

from __future__ import annotations

from tests.parity.scene import Scene


def footprints(see: Scene) -> None:
    measure = see("handle", see.client.get_data_directories_footprint())
    found = see("project", measure.compute_project_footprint("PENGUINS"))
    see("numbers", [found.size, found.nb_files, found.nb_folders, found.nb_errors])
    see("sizes", [found.human_readable_size, found.get_size(), found.get_size("KB")])
    see("details", found.details)
    see("global", measure.compute_global_only_footprint())
    see("all", measure.compute_all_dss_footprint())
    see("unknown", measure.compute_unknown_footprint())
    see("unknown in full", measure.compute_unknown_footprint(show_summary_only=False))
    see("later", measure.compute_project_footprint("PENGUINS", wait=False).wait_for_result())
    see("global later", measure.compute_global_only_footprint(wait=False))
    see("all later", measure.compute_all_dss_footprint(wait=False))
    see("unknown later", measure.compute_unknown_footprint(wait=False))
    see.error("of nothing", measure.compute_project_footprint, "NONE")
    theirs = see.connect("carol-key").get_data_directories_footprint()
    see.error("may not", theirs.compute_all_dss_footprint)


def govern(see: Scene) -> None:
    see("all", see.client.govern_dss_sync().wait_for_result())
    see("one", see.client.govern_dss_sync("PENGUINS").wait_for_result())
    see("deployer", see.client.govern_deployer_sync().wait_for_result())
    see.error("none", see.client.govern_dss_sync, "NONE")


def rights(see: Scene) -> None:
    check = see("begin", see.connect("carol-key").new_permission_check())
    see("item", check.with_item("DATASET", "PENGUINS", "penguins"))
    see("another", check.with_item("DATASET", "NONE", "x"))
    see("answer", check.execute_raw())


def features(see: Scene) -> None:
    store = see("handle", see.client.get_feature_store())
    see("none", store.list_feature_groups())
    dataset = see.client.get_project("PENGUINS").get_dataset("penguins")
    settings = dataset.get_settings()
    settings.set_feature_group(True)
    settings.save()
    [item] = see("list", store.list_feature_groups())
    see("id", item.id)
    see("dataset", item.get_as_dataset())


def running(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("none", see.client.list_running_jobs())
    project.new_job().with_output("penguins_by_species").start()
    see("one", see.client.list_running_jobs())
    project.new_job().with_output("penguins_by_species").start()
    see("of mine", see.client.list_running_jobs(as_type="objects", all_users=False))
    see.error("as nothing", see.client.list_running_jobs, "dicts")
