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
    _needed: ClassVar[tuple[str, ...]] = ()
    _hidden: ClassVar[frozenset[str]] = frozenset()
    """Fields that are secret: they are not printed."""

    def __init_subclass__(cls) -> None:
        """Find the fields."""
        own = [name for name in cls.__dict__.get("__annotations__", ()) if name[0] != "_"]
        cls._fields = (*cls._fields, *own)
        cls._needed = tuple(name for name in cls._fields if not hasattr(cls, name))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take the fields, in order or by name."""
        values = self.__dict__
        fields = self._fields
        values.update(zip(fields, args, strict=False))
        if len(args) > len(fields) or not values.keys().isdisjoint(options):
            raise TypeError(f"{type(self).__name__} takes each of {', '.join(fields)} once")
        values.update(options)
        for name in self._needed:
            if name not in values:
                raise TypeError(f"{type(self).__name__} needs {name}")
        for name in options:
            if name not in fields:
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
        self._complete(values)

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
        return self._values() == other._values()  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        """Hash the fields, as long as they all can be."""
        return hash(self._values())

    def __repr__(self) -> str:
        """Print the fields but for the hidden ones."""
        shown = [n for n in self._fields if n not in self._hidden]
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in shown)})"


__all__ = ("Frozen",)
