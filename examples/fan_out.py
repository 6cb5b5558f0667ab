"""Ask all projects of an instance at once, with the async client.

Many calls run side by side, so that an instance with hundreds of projects answers in the time of a
few. A project that the key may not read is reported and stops nothing.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from rich.console import Console
from rich.table import Table

from dataikuapi import DSSForbidden
from dataikuapi.aio import AsyncDSSClient


async def main(client: AsyncDSSClient, at_once: int = 20) -> list[dict[str, Any]]:
    """Read what stands in each project, at most so many at once, and show it."""

    async def ask(key: str) -> dict[str, Any]:
        return await facts(client, key)

    keys = await client.list_project_keys()
    found = await client.map(ask, keys, concurrency=at_once)
    table = Table("Project", "Owner", "Tags", "Variables", "Problem")
    for item in found:
        tags, variables = ", ".join(item["tags"]), ", ".join(item["variables"])
        table.add_row(item["key"], item["owner"], tags, variables, item["problem"])
    Console().print(table)
    return found


async def facts(client: AsyncDSSClient, key: str) -> dict[str, Any]:
    """What one project is about; three calls that do not wait for each other."""
    project = client.get_project(key)
    item = {"key": key, "owner": "", "tags": [], "variables": [], "problem": ""}
    try:
        permissions, metadata, variables = await asyncio.gather(
            project.get_permissions(), project.get_metadata(), project.get_variables()
        )
    except DSSForbidden as error:
        return {**item, "problem": str(error).splitlines()[0]}
    owner, tags = permissions["owner"], metadata.get("tags", [])
    return {**item, "owner": owner, "tags": tags, "variables": sorted(variables["standard"])}


async def start() -> None:
    """Ask the instance that the environment names."""
    url, key = os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"]
    async with AsyncDSSClient(url, key) as client:
        await main(client)


if __name__ == "__main__":
    asyncio.run(start())
