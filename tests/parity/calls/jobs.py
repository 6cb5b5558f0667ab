"""What runs at once: jobs, macros, builds of datasets."""

from __future__ import annotations

from typing import Final

from tests.parity.scene import Scene

TARGET: Final = "penguins_by_species"
LIST: Final = "pyrunnable_builtin-macros_list-datasets-using-connection"


def jobs(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    [item] = see("list", project.list_jobs())
    see("item", [item.project_key, item.job_id, item.start_time, item.end_time])
    see("as objects", project.list_jobs(as_type="objects"))
    see.error("as nothing", project.list_jobs, as_type="dicts")
    see("to job", item.to_job())
    job = see("get", project.get_job(item.job_id))
    see("status", job.get_status())
    see("log", job.get_log())
    definition = {"type": "RECURSIVE_BUILD", "outputs": [{"type": "DATASET", "id": TARGET}]}
    started = see("start", project.start_job(definition))
    see("running", project.list_running_jobs())
    see("running everywhere", see.client.list_running_jobs())
    started = project.start_job(definition)
    see("running as objects", project.list_running_jobs(as_type="objects"))
    see.error("running as nothing", project.list_running_jobs, as_type="dicts")
    see("abort", started.abort())
    see("aborted", started.get_status()["baseStatus"]["state"])
    see("start and wait", project.start_job_and_wait(definition))
    done = project.new_job().with_output(TARGET).start_and_wait()
    activity = next(iter(done.get_status()["baseStatus"]["activities"]))
    see("log of an activity", done.get_log(activity))
    see.error("log of no activity", done.get_log, "none")
    see.jobs("RUNNING", "FAILED", error="No space left")
    see.error("fail", project.start_job_and_wait, definition)
    see.jobs("FAILED", error="No space left")
    see("fail quietly", project.start_job_and_wait(definition, no_fail=True))
    waiter = see.module("dss.job").DSSJobWaiter(project.start_job(definition))
    see("wait", waiter.wait())
    see.error("start nothing", project.start_job, {"outputs": [{"id": "none"}]})
    see.error("read what is not there", project.get_job("none").get_status)
    see("list at the end", len(project.list_jobs()))


def builder(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    wish = see("begin", project.new_job("RECURSIVE_BUILD")).definition
    see("plain", wish)
    builder = project.new_job()
    see("type", builder.with_type("RECURSIVE_FORCED_BUILD").definition)
    see("metastore", builder.with_refresh_metastore(True).definition)
    see("output", builder.with_output(TARGET).definition)
    named = {"object_type": "MANAGED_FOLDER", "object_project_key": "PENGUINS", "partition": "NP"}
    see("another output", builder.with_output("fieldnts", **named).definition)
    see("schemas", builder.with_auto_update_schema_before_each_recipe_run(True).definition)
    see("definition", builder.get_definition())
    old = see("former name", project.new_job_definition_builder("RECURSIVE_BUILD"))
    job = see("start", old.with_output(TARGET, "DATASET").start())
    see("its state", job.get_status()["baseStatus"]["state"])
    see("start and wait", project.new_job().with_output(TARGET).start_and_wait())
    see.jobs("FAILED", error="No space left")
    again = project.new_job().with_output(TARGET)
    see("fail quietly", again.start_and_wait(no_fail=True))
    see.error("start nothing", project.new_job().with_output("none").start)


def builds(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    dataset = project.get_dataset(TARGET)
    see("build", dataset.build().get_status()["baseStatus"]["state"])
    see("rows", list(dataset.iter_rows()))
    see("build and go on", dataset.build("RECURSIVE_BUILD", None, wait=False))
    see("info", dataset.get_info().get_raw())
    visits = see.client.get_project("SALES").get_dataset("visits")
    see.outcome("partition", lambda: visits.build(partitions="2026-01-01", no_fail=True))
    see.jobs("RUNNING", "FAILED", error="No space left")
    see.error("fail", dataset.build)
    see.jobs("FAILED", error="No space left")
    see.outcome("fail quietly", lambda: dataset.build(no_fail=True))


def macros(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    see("list", project.list_macros())
    see("list as objects", project.list_macros(as_objects=True))
    macro = see("get", project.get_macro(LIST))
    see("definition", macro.get_definition())
    run = see("run", macro.run({"connection": "warehouse"}))
    see("status", macro.get_status(run))
    see("result", macro.get_result(run, as_type="json"))
    see("status after it", macro.get_status(run))
    see.error("result again", macro.get_result, run)
    run = macro.run({"connection": "warehouse"}, {"x": 1})
    see("result as text", macro.get_result(run, "string"))
    run = macro.run({"connection": "warehouse"})
    see("result as stream", macro.get_result(run).read())
    see.tasks("RUNNING", "RUNNING", "DONE")
    run = see("run on", macro.run(wait=False))
    see("running", macro.get_status(run))
    see("abort", macro.abort(run))
    see("aborted", macro.get_status(run))
    see.error("run what is not there", project.get_macro("none").run)
    see.error("definition of nothing", project.get_macro("none").get_definition)
    see("status of nothing", macro.get_status("none"))
