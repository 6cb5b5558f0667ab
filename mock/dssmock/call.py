"""What a handler gets, and what the instance writes down about a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dssmock import errors
from dssmock.auth import Auth
from dssmock.http import Upload

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# What the document says of a request: it fits; has members that it does not know; is refused; has
# no operation; was answered by a fault; met an operation without handler; found the mock wrong.
VERDICTS: Final = ("ok", "warning", "refused", "unknown", "fault", "unserved", "defect")
PLAIN: Final = (
    "method", "path", "query", "body", "files", "operation", "status", "warnings",
)  # fmt: skip


@dataclass(slots=True)
class CallRecord:
    """One request as the log keeps it; no credential is in it, and stars stand for secrets.

    Attributes:
        method: the verb.
        path: the path below the prefix, percent-encoded as it came.
        query: values of the query.
        body: the body, when it was JSON; members such as ``password`` hold stars.
        files: names and sizes of the files of a form.
        operation: operationId, None where the document has none.
        status: status of the answer.
        warnings: what the request said that the document does not know.
        number: which request of the instance it is, from 1 on.
        at_ms: when it came, on the clock of the instance.
        took_ms: how long the answer took to make, in milliseconds.
        verdict: what the document says of it; one of :data:`VERDICTS`.
        answer: the answer; what is no JSON or text, or long, or of older calls, is not kept.
        answer_type: media type of the answer.
    """

    method: str
    path: str
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    operation: str | None = None
    status: int = 0
    warnings: list[str] = field(default_factory=list)
    number: int = 0
    at_ms: int = 0
    took_ms: float = 0.0
    verdict: str = "ok"
    # Not shown: it is what DSS said, which may hold keys.
    answer: bytes | None = field(default=None, repr=False)
    answer_type: str = ""

    def plain(self) -> dict[str, Any]:
        """What a test compares: all that is the same in every run, without the answer."""
        return {name: getattr(self, name) for name in PLAIN}


@dataclass(slots=True)
class Call:
    """One request, read and checked, on its way to a handler.

    Attributes:
        dss: the instance.
        operation: operationId.
        path: values of the path parameters, decoded.
        query: values of the query, each of its declared type; what was not given is not there.
        body: the body parsed as JSON, None when there is none.
        raw: the bytes of the body.
        files: files of a form.
        form: text fields of a form.
        headers: headers of the request, names in lower case.
        auth: who calls.
        uploads: files of a form with their names, each of those that share a name.
    """

    dss: DSSMock
    operation: str
    path: dict[str, str]
    query: dict[str, Any]
    body: Any
    raw: bytes
    files: dict[str, Upload]
    form: dict[str, str]
    headers: Mapping[str, str]
    auth: Auth
    uploads: list[tuple[str, Upload]] = field(default_factory=list)

    def require_admin(self) -> None:
        """Refuse anybody but an administrator.

        Raises:
            errors.Forbidden: the caller is none.
        """
        if not self.auth.admin:
            raise errors.Forbidden("You must be an administrator to do this")

    def require_global(self, right: str) -> None:
        """Refuse who has not a global right.

        Args:
            right: name of the right, such as ``mayCreateProjects``.

        Raises:
            errors.Forbidden: the caller has it not.
        """
        if not self.auth.may(right):
            raise errors.Forbidden(f"You do not have the right: {right}")

    def require_project(self, project_key: str, right: str | None = "readProjectContent") -> Any:
        """The document of a project on which the caller has a right.

        Args:
            project_key: key of the project.
            right: name of the right; None asks for any right at all.

        Raises:
            errors.NotFound: there is no such project, and an administrator asks.
            errors.Forbidden: the caller has not the right, or there is no such project.
        """
        project = self.dss.table("projects").find(project_key)
        if project is None and self.auth.admin:
            raise errors.NotFound(f"project does not exist: {project_key}")
        if project is None or not self.auth.may_on(project, right):
            # The same text for both: who may not read a project does not learn that it exists.
            raise errors.Forbidden(f"You may not access project {project_key}")
        return project

    def may_project(self, project_key: str, right: str | None = "readProjectContent") -> bool:
        """Whether the project exists and the caller has a right on it."""
        project = self.dss.table("projects").look(project_key)
        return project is not None and self.auth.may_on(project, right)

    def wait_or_future(
        self,
        make: Callable[[], Any],
        *,
        duration_ms: int | None = None,
        payload: Mapping[str, Any] | None = None,
    ) -> Any:
        """Do long work as the query's ``wait`` asks: now, or as a task.

        Args:
            make: does the work and gives its result.
            duration_ms: how long the task runs.
            payload: what the task is about.
        """
        if self.query.get("wait", True):
            return make()
        return self.dss.futures.start(self, make, duration_ms=duration_ms, payload=payload)
