"""What Schemathesis finds and DSS does: each row names the fact that asks for it.

A finding is dropped when its code, its text (or the answer) and its path fit a row. What the
check of a request against the document says (`Invalid body of ...`) never fits one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

SERVER_ERROR: Final = "ST101"
NO_TYPE: Final = "ST104"
MEDIA_TYPE: Final = "ST105"
NO_JSON: Final = "ST109"
ACCEPTED: Final = "ST201"
REJECTED: Final = "ST202"
NOT_FOUND: Final = "ST302"


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of finding that is none.

    Attributes:
        code: code of the finding.
        text: what its text or the answer contains, as a regular expression.
        fact: why it is right.
        path: paths that it is about, as a regular expression.
    """

    code: str
    text: str
    fact: str
    path: str = ""

    def fits(self, code: str, text: str, path: str) -> bool:
        """Whether a finding is of this kind."""
        same = code == self.code and re.search(self.path, path) is not None
        return same and re.search(self.text, text) is not None


# Unknown tasks and taken project keys are known to be a 400; the mock treats the like alike.
_STATE: Final = "|".join(
    (
        "No future by that id",
        "already",
        "are of plugin",
        "cannot be (deleted|moved|tested)|cannot move into itself",
        "comes from no external source",
        "come from training only",
        "does not (come from MLflow|exist|run)",
        "has no (code env|database|user|version)",
        "goes on",
        "has several endpoints",
        r"has \d+ models that may be meant",
        "is (enabled: disable|neither|not empty|not the template|used)",
        "is (a|not a) folder",
        "is not (of type|partitioned)",
        "is of (another )?project",
        "serves no local models",
        "still has",
        "was (aborted|not marked as test)",
        "your own user",
    )
)
_VALUES: Final = "|".join(
    (
        "A candidate needs",
        "At most 1000 days",
        "Exactly one of connection, database, datasetFullName",
        "Invalid (?!body of)",
        "No (normalization|page|such stage)",
        "Not (a|the) ",
        "Only one of these can be changed at once",
        "The archive (has no|holds|is)",
        "The content is no notebook",
        "The dataset has no column",
        "This is no licence",
        "Unknown (?!API Key)",
        "cannot be changed",
        "is no JSON object",
        "is not in the store",
        "java[.]sql[.]SQLException",
        "must (be|not be) ",
        "needs (a|an|something) ",
        "not (a )?valid ",
        "references an unknown",
    )
)
_UNNAMED: Final = "|".join(
    (
        r"\w+ is missing",
        "Neither a saved model nor a recipe is named",
        "No archive was sent",
        "No feature is given",
        "Saved models of this type cannot be made",
        "The name is empty",
        "The type of the models is missing",
        "There is nothing to compare with",
        "folderId and path are needed",
    )
)
ROWS: Final = (
    Row(ACCEPTED, "Missing request body", "DSS reads an empty body as {}"),
    Row(
        ACCEPTED,
        r"Value (greater|smaller) than|violates .*`(format|minimum|maximum)`",
        "int64 tells that times are milliseconds; no fact says that DSS refuses greater numbers",
    ),
    Row(SERVER_ERROR, r"env .* doesn't exist", "DSS: 500 for a missing code env", "/code-envs/"),
    Row(SERVER_ERROR, "Package directory does not exist", "DSS: 500 for a missing package"),
    *(
        Row(code, "", "DSS: an empty 500 for a missing exported bundle", "/exported/[^/]+/archive$")
        for code in (SERVER_ERROR, NO_TYPE, NO_JSON)
    ),
    Row(SERVER_ERROR, r"because the value is null", "DSS: 500 for partial settings", "/settings$"),
    Row(
        NOT_FOUND,
        "is not in the flow",
        "the zone is there; the object of the body is not",
        "/zones",
    ),
    Row(NOT_FOUND, "", "DSS gives the id; one in the body is not taken", "/dashboards/"),
    Row(
        MEDIA_TYPE,
        "",
        "binary answers are of their own kinds",
        r"^/plugins/.*/(contents/|download)|/runnables/.*/result/",
    ),
    Row(REJECTED, _STATE, "DSS answers 400 to what its state forbids"),
    Row(
        REJECTED,
        _VALUES,
        "open values: the document gives no pattern and no enumeration, for newer DSS takes more",
    ),
    Row(
        REJECTED,
        _UNNAMED,
        "what is not named cannot be looked for; the official client always names it",
        "mlflow/|/models/lab/|/savedmodels/|(comparisons|evaluationstores)/",
    ),
    Row(
        REJECTED,
        "A published service needs",
        "newer clients call its identifier otherwise than older ones; each sends one of the two",
        "/api-deployer/services$",
    ),
    Row(REJECTED, "The mock runs no preparation scripts", "a limit of the mock, said clearly"),
)


def find(code: str, text: str, path: str) -> Row | None:
    """The row that accepts a finding, if there is one."""
    return next((row for row in ROWS if row.fits(code, text, path)), None)
