"""Calls that the table of today shows only as they are refused."""

from __future__ import annotations

from tests.parity.scene import Scene


def credentials(see: Scene) -> None:
    client = see.client
    keys = {"accessKey": "AKIA", "secretKey": "s3cret"}
    bucket = client.create_connection("bucket", "EC2", keys)
    see("AWS", bucket.get_info().get_aws_credential())
    drive = client.create_connection("drive", "GCS", {"accessToken": "t0ken"})
    see("OAuth2", drive.get_info().get_oauth2_credential())


def other_tables(see: Scene) -> None:
    """Nothing is there to import, and that is said."""
    project = see.client.get_project("PENGUINS")
    see.client.create_connection("ice", "Iceberg", {})
    see("namespaces", project.list_iceberg_namespaces("ice"))
    see.client.create_connection("search", "ElasticSearch", {})
    see("indices", project.list_elasticsearch_indices_or_aliases("search"))


def files_of_the_server(see: Scene) -> None:
    """Bundles that lie on the machine of the instance: here, in a managed folder of another."""
    client = see.client
    penguins = client.get_project("PENGUINS")
    folder = client.get_project("SALES").create_managed_folder("bundles")
    for name in ("v1", "v2"):
        penguins.export_bundle(name)
        archive = penguins.get_exported_bundle_archive_stream(name)
        folder.put_file(f"{name}.zip", see.memory(archive.content))
    place = f"/projects/SALES/managed_folders/{folder.id}"
    penguins.delete()
    see("create", client.create_project_from_bundle_local_archive(f"{place}/v1.zip"))
    penguins.import_bundle_from_archive(f"{place}/v2.zip")
    see("bundles", penguins.list_imported_bundles())
