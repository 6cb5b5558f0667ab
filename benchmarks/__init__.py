"""Measures this package, `dataiku-api-client` and a floor below both, in one interleaved run."""
