"""Promise 9: a secret is not seen by accident."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.auth import Grant, Token
from amili_ext.secret import Secret

TEXT = "s3cr3t-\u00f8"


@frozen
class Holder:
    secret: Secret


def test_only_asking_for_it_shows_it() -> None:
    secret = Secret(TEXT)
    assert secret.reveal() == TEXT
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r}",
        f"{secret!s:>20}",
        "%s %r" % (secret, secret),  # noqa: UP031  # as old code writes it
        repr([secret]),
        repr(Holder(secret)),
    ]
    assert not [text for text in shown if TEXT in text]
    assert repr(secret) == "Secret(***)"


def test_what_holds_tokens_does_not_show_them() -> None:
    grant = Grant(Secret(TEXT), 10)
    assert TEXT not in f"{grant} {Token.begin(grant, 0, 0.5)}"


def test_logging_and_tracebacks_do_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(TEXT)
    logging.getLogger("test").warning("here it is: %s %r", secret, {"key": secret})
    assert TEXT not in caplog.text
    try:
        raise ValueError(secret)
    except ValueError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "secret = Secret(***)" in shown
    assert f"'{TEXT}'" not in shown


def test_it_has_no_attributes_to_look_into() -> None:
    secret = Secret(TEXT)
    assert not hasattr(secret, "__dict__")
    with pytest.raises(TypeError):
        vars(secret)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_cannot_be_pickled(protocol: int) -> None:
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(Holder(Secret(TEXT)), protocol)


def test_it_is_no_json_and_no_text() -> None:
    with pytest.raises(TypeError):
        json.dumps(Secret(TEXT))
    with pytest.raises(TypeError):
        "x" + Secret(TEXT)  # type: ignore[operator]  # that is the point
    with pytest.raises(TypeError):
        copy.deepcopy(Secret(TEXT))


@given(st.text(), st.text())
def test_two_are_equal_when_their_texts_are(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) is (one == other)
    assert Secret(one) == Secret(one)
    assert hash(Secret(one)) == hash(Secret(one))
    assert bool(Secret(one)) is bool(one)


def test_it_equals_no_plain_text() -> None:
    assert Secret(TEXT) != TEXT
    assert (Secret(TEXT) == TEXT) is False
