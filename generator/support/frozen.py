"""Values with named fields that do not change.

What attrs and dataclasses do, for the few classes that every first call needs: loading either of
the two takes longer than all of those classes together.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Frozen:
    """Base of classes whose annotations are their fields, and whose assignments the defaults.

    They compare, hash and print by their fields. Names that begin with an underscore are no fields.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _needed: ClassVar[frozenset[str]] = frozenset()
    _hidden: ClassVar[frozenset[str]] = frozenset()
    """Fields that are secret: they are not printed."""

    def __init_subclass__(cls) -> None:
        """Find the fields."""
        super().__init_subclass__()
        own = [name for name in cls.__dict__.get("__annotations__", ()) if name[0] != "_"]  # noqa: RUF063 - inspect is dear to load
        cls._fields = (*cls._fields, *own)
        cls._known = frozenset(cls._fields)
        cls._needed = frozenset(name for name in cls._fields if not hasattr(cls, name))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take the fields, in order or by name."""
        values = self.__dict__
        values.update(zip(self._fields, args, strict=False))
        values.update(options)
        given = len(args) + len(options)
        if len(values) != given or not self._needed <= values.keys() <= self._known:
            raise TypeError(f"{type(self).__name__} {self._misfit(args, options)}")
        self._complete(values)

    def _misfit(self, args: tuple[Any, ...], options: dict[str, Any]) -> str:
        """Say what is wrong with the fields that were given."""
        fields = ", ".join(self._fields)
        unknown = [name for name in options if name not in self._known]
        if unknown:
            return f"has no field {', '.join(unknown)}: it takes {fields}"
        if len(args) > len(self._fields):
            return f"takes {len(self._fields)} values at most, not {len(args)}: {fields}"
        placed = self._fields[: len(args)]
        twice = [name for name in placed if name in options]
        if twice:
            return f"got {', '.join(twice)} twice: in its place and by name"
        missing = [n for n in self._fields if n in self._needed and n not in {*placed, *options}]
        return f"needs {', '.join(missing)}, too"

    def _complete(self, values: dict[str, Any]) -> None:
        """Check the fields that were given and add those that depend on others."""

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse."""
        raise AttributeError(f"{type(self).__name__} does not change: {name} can't be set")

    def __delattr__(self, name: str) -> None:
        """Refuse."""
        raise AttributeError(f"{type(self).__name__} does not change: {name} can't be deleted")

    def changed(self, **options: Any) -> Self:
        """Make a copy with other values of some fields."""
        return type(self)(**{**self.__dict__, **options})

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._fields)

    def __eq__(self, other: object) -> bool:
        """Compare by the fields."""
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()  # type: ignore[attr-defined]  (both are of one class)

    def __hash__(self) -> int:
        """Hash the fields, as long as they all can be."""
        return hash(self._values())

    def __repr__(self) -> str:
        """Print the fields but for the hidden ones."""
        shown = [n for n in self._fields if n not in self._hidden]
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in shown)})"


__all__ = ("Frozen",)
