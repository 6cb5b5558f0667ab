"""What the tox environments `mindeps`, `repro` and `sbom` run."""
