"""Scenarios: settings, triggers, runs, reports."""

from __future__ import annotations

from typing import Any, Final

from tests.parity.scene import Scene

STEP: Final = {"id": "s1", "name": "first", "type": "custom_python", "params": {"script": "1"}}


def scenarios(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    items = see("list", project.list_scenarios())
    see("items", [[item.id, item.running, item.tags, item.to_scenario()] for item in items])
    see.scenarios("RUNNING")
    items[0].to_scenario().run().wait_for_scenario_run()
    see("start", project.list_scenarios()[0].start_time)
    see("as objects", project.list_scenarios(as_type="objects"))
    see.error("as nothing", project.list_scenarios, as_type="dicts")
    see("of tests", project.list_test_scenarios())
    steps = {"params": {"steps": [STEP]}}
    made = see("create", project.create_scenario("Made & named", "step_based", steps))
    see("create with nothing", project.create_scenario("Empty", "step_based"))
    script = see("create of code", project.create_scenario("Coded", "custom_python"))
    see.error("create an odd one", project.create_scenario, "Odd", "dance")
    see("definition", made.get_definition(with_status=False))
    light = see("definition with status", made.get_definition())
    see("set definition", made.set_definition({**light, "tags": ["x"], "shortDesc": "Short"}))
    full = made.get_definition(False)
    see("set all of it", made.set_definition({**full, "name": "Renamed"}, with_status=False))
    see("changed", made.get_definition(False))
    see("payload", script.get_payload())
    see("set payload", script.set_payload("print(1)\n"))
    see("payload again", script.get_payload(extension="py"))
    status = see("status", made.get_status())
    see("parts of it", [status.get_raw(), status.running, status.next_run])
    see("next run", project.get_scenario("NIGHTLY").get_status().next_run)
    see("discussions", made.get_object_discussions().list_discussions())
    see("delete", made.delete())
    see.error("read what is gone", made.get_status)
    see.error("delete what is gone", made.delete)


def settings(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    scenario = project.get_scenario("NIGHTLY")
    found = see("of steps", scenario.get_settings())
    see("parts", [found.active, found.run_as, found.effective_run_as, found.raw_steps])
    see("triggers", [found.raw_triggers, found.raw_reporters, found.get_raw()])
    found.active = False
    found.run_as = "alice"
    found.raw_steps.append(STEP)
    found.raw_reporters.clear()
    see("runs as", [found.run_as, found.effective_run_as])
    found.add_periodic_trigger()
    found.add_periodic_trigger(every_minutes=30)
    day: dict[str, Any] = {"year": 2026, "month": 3, "day": 4}
    found.add_hourly_trigger(minute_of_hour=5, starting_hour=1, repeat_every=2, **day)
    found.add_daily_trigger(**day)
    found.add_daily_trigger(1, 30, ["Monday", "Friday"], timezone="UTC", **day)
    found.add_monthly_trigger(year=2026, month=2)
    found.add_monthly_trigger(31, 1, 2, 2026, 1, "LAST_DAY_OF_THE_MONTH", 3, "UTC")
    see("new triggers", found.raw_triggers)
    found.add_hourly_trigger()
    found.add_daily_trigger()
    found.add_monthly_trigger()
    told = [trigger["params"]["startingFrom"] for trigger in found.raw_triggers[-3:]]
    see("starting from now", [len(text) for text in told])
    del found.raw_triggers[-3:]
    see("save", found.save())
    see("saved", scenario.get_settings().get_raw())
    script = project.create_scenario("Coded", "custom_python")
    coded = see("of code", script.get_settings())
    see("code", coded.code)
    coded.code = "print('night')\n"
    see("save code", coded.save())
    see("saved code", script.get_settings().code)


def runs(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    scenario = project.get_scenario("NIGHTLY")
    see("last", scenario.get_last_runs())
    see("last of few", scenario.get_last_runs(limit=1, only_finished_runs=True))
    see("by date", scenario.get_runs_by_date("2026-01-01", "2026-01-31"))
    see("last finished", scenario.get_last_finished_run().outcome)
    see("last successful", scenario.get_last_successful_run())
    see("current", scenario.get_current_run())
    see("average of too many", scenario.get_average_duration(10))
    see("average", scenario.get_average_duration(limit=1))
    run = see("run and wait", scenario.run_and_wait())
    see("facts", [run.id, run.running, run.outcome, run.trigger, run.get_info()])
    see("times", [run.start_time, run.end_time, run.duration])
    see("times by method", [run.get_start_time(), run.get_end_time(), run.get_duration()])
    details = see("details", run.get_details())
    see("steps", [details.steps, details.last_step, details.first_error_details])
    step = details.steps[0]
    see("step", [step.outcome, step.job_ids, step.first_error_details])
    see("log", run.get_log())
    see("log of a step", run.get_log("count"))
    see("get", scenario.get_run(run.id))
    see("refresh", run.refresh())
    see.error("no report", run.get_report)
    see.error("no report of a step", run.get_step_run_report, "count")
    see.error("no such run", scenario.get_run, "none")
    empty = project.create_scenario("Empty", "step_based")
    see("no run", empty.get_current_run())
    see.error("none finished", empty.get_last_finished_run)
    see.error("none successful", empty.get_last_successful_run)


def fires(see: Scene) -> None:
    scenario = see.client.get_project("PENGUINS").get_scenario("NIGHTLY")
    see.scenarios("NONE", "RUNNING", "RUNNING", "SUCCESS")
    fire = see("run", scenario.run({"x": 1}))
    see("raw", fire.get_raw())
    see("not yet", fire.get_scenario_run())
    see("cancelled", [fire.is_cancelled(), fire.is_cancelled(refresh=True)])
    run = see("wait for the run", fire.wait_for_scenario_run())
    see("wait for its end", run.wait_for_completion())
    see("get fire", scenario.get_trigger_fire(fire.trigger_id, fire.run_id))
    see.scenarios("RUNNING", "RUNNING", "FAILED", error="The warehouse does not answer")
    see.error("fail", scenario.run_and_wait)
    see.scenarios("RUNNING", "FAILED", error="The warehouse does not answer")
    failed = see("fail quietly", scenario.run_and_wait({"x": 1}, no_fail=True))
    see("why", failed.get_details().first_error_details)
    see.scenarios("CANCELLED")
    see.error("cancel", scenario.run_and_wait)
    see.scenarios("CANCELLED")
    see("cancel quietly", scenario.run().wait_for_scenario_run(no_fail=True))
    see.scenarios("RUNNING")
    run = scenario.run().wait_for_scenario_run()
    see("runs", [run.running, scenario.get_current_run().id == run.id])
    see.error("no outcome yet", lambda: run.outcome)
    see.error("no end yet", lambda: run.end_time)
    see("abort", scenario.abort())
    see("wait for the abortion", run.wait_for_completion(no_fail=True))
    see("aborted", run.outcome)
    see("abort nothing", scenario.abort())
    see.scenarios("RUNNING", "SUCCESS")
    waiter = see.module("dss.scenario").DSSScenarioRunWaiter
    fire = scenario.run()
    see("wait with both", waiter(fire.wait_for_scenario_run(), fire).wait())
    see.error("run nothing", see.client.get_project("SALES").get_scenario("none").run)


def tests_of_a_project(see: Scene) -> None:
    project = see.client.get_project("PENGUINS")
    status = see("status", project.get_testing_status())
    see("raw", [status.get_raw(), status.nb_total_ran_scenarios, status.nb_scenarios_per_outcome])
    see("status of a bundle", project.get_testing_status("v1").get_raw())
    see("report", project.get_last_test_scenario_runs_report().content)
    see("report of a bundle", project.get_last_test_scenario_runs_report("v1").content)
    page = project.get_last_test_scenario_runs_html_report().content
    see("page", page[:15])
    see("page of a bundle", project.get_last_test_scenario_runs_html_report("v1").content[:15])
    run = project.get_scenario("CHECKS").get_last_finished_run()
    see("report of a run", run.get_report().content)
    see("report of a step", run.get_step_run_report("count").content)


def steps_that_work(see: Scene) -> None:
    """The steps that the mock really runs leave the same behind."""
    project = see.client.get_project("PENGUINS")
    steps: list[dict[str, Any]] = [
        {"id": "b", "name": "b", "type": "build_flowitem",
         "params": {"builds": [{"type": "DATASET", "itemId": "penguins_by_species",
                                "projectKey": "PENGUINS"}]}},
        {"id": "q", "name": "q", "type": "exec_sql",
         "params": {"connection": "warehouse", "sql": "select 1"}},
        {"id": "v", "name": "v", "type": "set_project_vars", "params": {"variables": {"done": 1}}},
        {"id": "r", "name": "r", "type": "run_scenario", "params": {"scenarioId": "CHECKS"}},
        {"id": "p", "name": "p", "type": "custom_python", "params": {"script": "1"}},
    ]  # fmt: skip
    scenario = project.create_scenario("ALL", "step_based", {"params": {"steps": steps}})
    details = scenario.run_and_wait(no_fail=True).get_details()
    see("steps", [[step["step"]["id"], step.outcome] for step in details.steps])
    see("jobs", [step.job_ids for step in details.steps])
    see("log", len(scenario.get_last_finished_run().get_log()) > 0)
    see("variables", project.get_variables())
