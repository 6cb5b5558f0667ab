"""Files that the instance hands out."""

from __future__ import annotations

import io
import zipfile

from dssmock.core import Binary, Call, handles

# A fixed date, so that the file is the same bytes every time.
MADE_ON = (2026, 1, 5, 12, 0, 0)


def scoring_jar(version: str) -> bytes:
    """A small jar file: a manifest and a text, no code.

    Args:
        version: version of the instance, which the manifest names.
    """
    files = {
        "META-INF/MANIFEST.MF": f"Manifest-Version: 1.0\r\nImplementation-Version: {version}\r\n",
        "META-INF/NOTICE": "Made by a mock: holds no scoring library.\n",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as jar:
        for name, text in files.items():
            jar.writestr(zipfile.ZipInfo(name, MADE_ON), text)
    return buffer.getvalue()


@handles("resource_get_scoring_lib")
def get_scoring_lib(call: Call) -> Binary:
    """The jar file."""
    return Binary(scoring_jar(call.dss.version), "dataiku-scoring-libs.jar")
