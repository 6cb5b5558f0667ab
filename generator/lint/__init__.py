"""Rules of the spec: our conventions, and the traps of the code generator."""

from __future__ import annotations

from generator.bundle import Bundle
from generator.lint import bodies, examples, operations, parameters, schemas, structure
from generator.lint.spec import Check, Spec
from generator.yamlsource import Problem

RULES: dict[str, Check] = {
    **structure.RULES,
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
    # What is not even a mapping would break the other rules.
    return _apply(spec, structure.RULES) or _apply(spec, RULES)


def _apply(spec: Spec, rules: dict[str, Check]) -> list[Problem]:
    found = {
        spec.bundle.problem(pointer, name, message)
        for name, check in rules.items()
        for pointer, message in check(spec)
    }
    return sorted(found)
