"""Handlers of the operations, a module a tag; each registers its own when imported."""
