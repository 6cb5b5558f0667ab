"""A nightly build with alerts: a scenario that DSS runs at two, and a mail when it fails.

The scenario is made once and updated when this program changes. It is run at once, too, and when
that fails, the end of the log of the job that failed is shown.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from dataikuapi import DSSClient

NAME = "Nightly build"


def main(client: DSSClient, project_key: str, datasets: Sequence[str], mail: str) -> str:
    """Set the scenario up, run it and give its outcome."""
    project = client.get_project(project_key)
    known = {item["name"]: item["id"] for item in project.list_scenarios()}
    if NAME in known:
        scenario = project.get_scenario(known[NAME])
    else:
        scenario = project.create_scenario(NAME, "step_based")
    set_up(scenario, datasets, mail)

    run = scenario.run_and_wait(no_fail=True)
    print(NAME, "took", run.get_duration(), "s:", run.outcome)
    if run.outcome != "SUCCESS":
        explain(project, run)
    return run.outcome


def set_up(scenario: Any, datasets: Sequence[str], mail: str) -> None:
    """Make the scenario's steps, trigger and alert what they shall be."""
    settings = scenario.get_settings()
    settings.raw_steps[:] = [
        {
            "id": f"build_{name}",
            "name": f"Build {name}",
            "type": "build_flowitem",
            "params": {
                "jobType": "RECURSIVE_FORCED_BUILD",
                "builds": [{"type": "DATASET", "itemId": name}],
            },
        }
        for name in datasets
    ]
    settings.raw_triggers.clear()
    settings.add_daily_trigger(hour=2, minute=0, year=2026, month=1, day=1)
    alert = {"type": "mail-scenario", "configuration": {"recipient": mail, "subject": NAME}}
    condition = {"runConditionEnabled": True, "runCondition": "outcome != 'SUCCESS'"}
    settings.raw_reporters[:] = [{"id": "alert", "active": True, "messaging": alert, **condition}]
    settings.active = True
    settings.save()


def explain(project: Any, run: Any) -> None:
    """Show what went wrong, and the end of the logs of the jobs."""
    for step in run.get_details().steps:
        if step.outcome == "FAILED":
            error = step.first_error_details or {}
            print("Failed:", step["step"]["name"], error.get("message"))
            for job_id in step.job_ids:
                print(*project.get_job(job_id).get_log().splitlines()[-5:], sep="\n")


if __name__ == "__main__":
    dss = DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"])
    main(dss, "PENGUINS", ["penguins_by_species"], "data-team@example.org")
