"""Certificates: checked by default, and every documented way to change that."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from dataikuapi import (
    DSSClient,
    DSSConnectionError,
    InsecureConnectionWarning,
    RetryPolicy,
    _session,
)
from dataikuapi._session import Session, tls_context
from tests.servers import Server, answer, serving

ONCE = RetryPolicy(tries=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Server]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with serving([answer(b"[]")], tls=context) as server:
        yield server


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def test_unknown_authority_is_refused(server: Server) -> None:
    with DSSClient(server.url, "key", retries=ONCE) as client:
        with pytest.raises(DSSConnectionError, match=r"(?i)certificate"):
            client.list_groups()
    assert server.requests == []


def test_verify_off_is_honoured_with_a_warning(server: Server) -> None:
    with DSSClient(server.url, "key") as client:
        client._session.verify = False
        with pytest.warns(InsecureConnectionWarning, match="not checked"):
            assert client.list_groups() == []
        assert client.list_groups() == []


def test_no_check_certificate_is_honoured(server: Server) -> None:
    with DSSClient(server.url, "key", no_check_certificate=True) as client:
        with pytest.warns(InsecureConnectionWarning):
            assert client.list_groups() == []


def test_verify_may_be_a_file_of_certificates(server: Server, bundle: str) -> None:
    with DSSClient(server.url, "key", retries=ONCE) as client:
        client._session.verify = bundle
        assert client.list_groups() == []
        client._session.verify = True
        with pytest.raises(DSSConnectionError):
            client.list_groups()


def test_verify_may_be_a_context(server: Server, bundle: str) -> None:
    with DSSClient(server.url, "key") as client:
        client._session.verify = ssl.create_default_context(cafile=bundle)
        assert client.list_groups() == []


def test_missing_file_of_certificates_is_named(server: Server, tmp_path: Path) -> None:
    with DSSClient(server.url, "key") as client:
        client._session.verify = str(tmp_path / "none.pem")
        with pytest.raises(ValueError, match=r"_session\.verify.*none\.pem"):
            client.list_groups()


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_bundle_of_the_environment_is_honoured(
    server: Server, bundle: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, bundle)
    with DSSClient(server.url, "key") as client:
        assert client.list_groups() == []


def test_wrong_host_is_refused(authority: trustme.CA, bundle: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("other.example.com").configure_cert(context)
    with serving([answer(b"[]")], tls=context) as server:
        with DSSClient(server.url, "key", retries=ONCE) as client:
            client._session.verify = bundle
            with pytest.raises(DSSConnectionError, match=r"(?i)hostname|match"):
                client.list_groups()


def test_client_certificate_is_shown(authority: trustme.CA, bundle: str, tmp_path: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    own = authority.issue_cert("client@example.com")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    own.cert_chain_pems[0].write_to_path(str(cert))
    own.private_key_pem.write_to_path(str(key))
    both = tmp_path / "both.pem"
    own.private_key_and_cert_chain_pem.write_to_path(str(both))
    with serving([answer(b"[]")], tls=context) as server:
        for given in ((str(cert), str(key)), str(both)):
            with DSSClient(server.url, "key", client_certificate=given) as client:
                client._session.verify = bundle
                assert client.list_groups() == []
        with DSSClient(server.url, "key", retries=ONCE) as client:
            client._session.verify = bundle
            with pytest.raises(DSSConnectionError):
                client.list_groups()


def test_renewed_certificates_are_read_again_and_the_old_ones_forgotten(bundle: str) -> None:
    session = Session()
    session.verify = bundle
    first = tls_context(session)
    assert tls_context(session) is first
    before = len(_session._CONTEXTS)
    for seconds in (10, 20):
        os.utime(bundle, (seconds, seconds))
        renewed = tls_context(session)
        assert renewed is not first
        assert tls_context(session) is renewed
    assert len(_session._CONTEXTS) == before
