"""Rules of the spec: our conventions, and the traps of the code generator."""

from __future__ import annotations

from generator.bundle import Bundle
from generator.lint import bodies, examples, operations, parameters, schemas
from generator.lint.spec import Check, Spec
from generator.yamlsource import Problem

RULES: dict[str, Check] = {
    **operations.RULES,
    **parameters.RULES,
    **bodies.RULES,
    **schemas.RULES,
    **examples.RULES,
}


def lint(bundle: Bundle) -> list[Problem]:
    """Check the spec against all rules.

    Args:
        bundle: the whole spec.

    Returns:
        What was found, in the order of files and lines, each thing once.
    """
    if bundle.problems:
        # With references that lead nowhere the rules would find nothing but their consequences.
        return sorted(set(bundle.problems))
    spec = Spec(bundle)
    found = {
        bundle.problem(pointer, name, message)
        for name, check in RULES.items()
        for pointer, message in check(spec)
    }
    return sorted(found)
