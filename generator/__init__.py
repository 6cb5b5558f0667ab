"""Turns the OpenAPI document of the DSS public API into code.

Commands (`python -m generator COMMAND`): `bundle`, `lint`, `generate`, `diff`, `operations`,
`unasync`.
"""
