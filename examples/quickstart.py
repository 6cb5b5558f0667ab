"""A tour of an administrator's day, on a demo DSS that runs inside this script.

For a real instance give DSSClient its URL and an API key; nothing else changes.
"""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table

from dataikuapi import DSSClient, DSSNotFound
from dssmock import DSSMock

QUERY = """
    SELECT species, count(*) AS penguins, round(avg(body_mass_g)) AS mean_mass_g,
           bool_or(sex IS NULL) AS sex_unknown
    FROM penguins GROUP BY species ORDER BY species
"""


def main(console: Console, task_seconds: float = 3.0) -> None:
    """Run the tour."""
    with DSSMock(seed="demo").serve() as server, DSSClient(server.url, "admin-key") as client:
        console.rule("Projects")
        for project in client.list_projects():
            console.print(f"[bold]{project['projectKey']}[/]  {project.get('name')}")

        console.rule("A new group, and a user in it")
        client.create_group("biologists", "They count penguins")
        user = client.create_user("grace", "s3cret!", "Grace Hopper", groups=["biologists"])
        console.print(user.get_settings().get_raw()["displayName"], "joined biologists")

        console.rule("A SQL query")
        query = client.sql_query(QUERY, connection="warehouse")
        table = Table(*[column["name"] for column in query.get_schema()])
        for row in query.iter_rows(verify=True):
            table.add_row(*map(str, row))
        console.print(table)

        console.rule("A project, exported and imported again")
        with client.get_project("PENGUINS").get_export_stream() as stream:
            archive = io.BytesIO(stream.read())
        client.prepare_project_import(archive).execute({"targetProjectKey": "PENGUINS_COPY"})
        console.print("Now there are", ", ".join(client.list_project_keys()))

        console.rule("A long task")
        server.dss.futures.default_ms = int(task_seconds * 1000)
        future = client.install_plugin_from_git("https://git.example.org/teams/tide-tables.git")
        future.wait_for_result(progress=True)
        console.print("Plugins:", ", ".join(plugin["id"] for plugin in client.list_plugins()))

        console.rule("An error")
        try:
            client.get_group("astronomers").get_definition()
        except DSSNotFound as error:
            console.print("DSSNotFound:", str(error), style="red")


if __name__ == "__main__":
    main(Console())
