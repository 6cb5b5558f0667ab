"""Objects named from within a project."""

from __future__ import annotations


class AnyLoc:
    """Where an object is: its project and its identifier there.

    Attributes:
        project_key: key of the project.
        object_id: identifier of the object in it.
    """

    def __init__(self, project_key: str, object_id: str) -> None:
        self.project_key = project_key
        self.object_id = object_id

    def __eq__(self, obj: object) -> bool:
        if not isinstance(obj, AnyLoc):
            return False
        return (obj.project_key, obj.object_id) == (self.project_key, self.object_id)

    def __hash__(self) -> int:
        return hash((self.project_key, self.object_id))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.project_key}.{self.object_id}>"

    def to_ref(self, context_project_key: str) -> str:
        """Names the object as code in a project does.

        Args:
            context_project_key: key of that project.

        Returns:
            The identifier alone, or `PROJECT.identifier` for an object of another project.
        """
        if self.project_key == context_project_key:
            return self.object_id
        return f"{self.project_key}.{self.object_id}"

    @staticmethod
    def from_ref(context_project_key: str, ref: str) -> AnyLoc:
        """Finds the object that a name means in a project.

        Args:
            context_project_key: key of that project.
            ref: the identifier alone, or `PROJECT.identifier`.

        Returns:
            Where the object is.
        """
        key, dot, object_id = ref.partition(".")
        return AnyLoc(key, object_id) if dot else AnyLoc(context_project_key, ref)

    @staticmethod
    def from_full(ref: str) -> AnyLoc:
        """Finds the object that a full name means.

        Args:
            ref: `PROJECT.identifier`.

        Returns:
            Where the object is.

        Raises:
            ValueError: the name has no project.
        """
        key, dot, object_id = ref.partition(".")
        if not dot:
            raise ValueError(f"{ref!r} is no full name: it must be PROJECT.identifier")
        return AnyLoc(key, object_id)
