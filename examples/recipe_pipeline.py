"""Make a pipeline of recipes: join two datasets, group the result, build it, read it.

What is there already is left as it is, so that the program can be run again.
"""

from __future__ import annotations

import os
from typing import Any

from dataikuapi import DSSClient


def main(
    client: DSSClient, project_key: str = "SALES", connection: str = "filesystem_managed"
) -> list[list[Any]]:
    """Sum the orders of each country and give the rows."""
    project = client.get_project(project_key)
    known = {item["name"] for item in project.list_recipes()}
    if "join_orders" not in known:
        join_orders(project, connection)
    if "group_by_country" not in known:
        group_by_country(project, connection)
    result = project.get_dataset("revenue_by_country")
    result.build(job_type="RECURSIVE_FORCED_BUILD")
    rows = sorted(result.iter_rows(), key=str)
    for country, revenue, orders in rows:
        print(f"{country or 'unknown':>8} {orders:>5} orders {revenue:>10.2f}")
    return rows


def join_orders(project: Any, connection: str) -> None:
    """Give every order the columns of its customer."""
    creator = project.new_recipe("join", "join_orders")
    creator.with_input("orders").with_input("customers")
    creator.with_new_output("orders_joined", connection)
    recipe = creator.create()
    settings = recipe.get_settings()
    join = settings.raw_joins[0] if settings.raw_joins else settings.add_join("LEFT", 0, 1)
    join["on"] = []
    settings.add_condition_to_join(join, "EQ", "customer_id", "id")
    settings.save()
    adapt_schema(recipe)


def group_by_country(project: Any, connection: str) -> None:
    """Count the orders of each country and sum their amounts."""
    creator = project.new_recipe("grouping", "group_by_country")
    creator.with_input("orders_joined").with_group_key("country")
    creator.with_new_output("revenue_by_country", connection)
    recipe = creator.create()
    settings = recipe.get_settings()
    settings.set_column_aggregations("amount", "double", sum=True)
    settings.save()
    adapt_schema(recipe)


def adapt_schema(recipe: Any) -> None:
    """Give the outputs of a recipe the columns that it makes."""
    updates = recipe.compute_schema_updates()
    if updates.any_action_required():
        updates.apply()


if __name__ == "__main__":
    main(DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"]))
