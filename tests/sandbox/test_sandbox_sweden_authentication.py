"""Who gets a token: the holder of a registered key, who signs for the next ten minutes; and what a token is good for."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from amili_ext.errors import ConfigurationError

from .sweden import Make, Swede, signed


def _public_pem(key: Any) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _private_pem(key: Any) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def test_the_built_in_key_needs_no_set_up(swede: Swede) -> None:
    answer = swede.exchange(signed(swede.clock))
    assert answer.status == 200
    assert answer.content == {"access_token": answer["access_token"], "expires_in": 3600}
    assert swede.get("/cases").status == 200


@pytest.mark.parametrize(
    ("settings", "shape"),
    [
        ({"token_field": None}, lambda token: token),
        ({"token_field": "token", "token_expiry_field": None}, lambda token: {"token": token}),
        ({"token_field": "apiKey", "token_expiry_field": "ttl", "token_lifetime": 60}, lambda token: {"apiKey": token, "ttl": 60}),
    ],
    ids=["bare", "no lifetime", "other names"],
)
def test_the_answer_has_the_shape_that_was_set(make_swede: Make, settings: Any, shape: Any) -> None:
    swede = make_swede(log_in=False, **settings)
    content = swede.exchange(signed(swede.clock)).content
    swede.token = content if isinstance(content, str) else content[settings["token_field"]]
    assert content == shape(swede.token)
    assert swede.get("/cases").status == 200


@pytest.mark.parametrize(
    ("key", "fitting"),
    [
        (ec.generate_private_key(ec.SECP256R1()), {"ES256"}),
        (ec.generate_private_key(ec.SECP384R1()), {"ES384"}),
        (ec.generate_private_key(ec.SECP521R1()), {"ES512"}),
        (rsa.generate_private_key(65537, 2048), {"RS256", "RS384", "RS512"}),
    ],
    ids=["P-256", "P-384", "P-521", "RSA"],
)
def test_the_algorithms_that_fit_the_registered_key(make_swede: Make, key: Any, fitting: set[str]) -> None:
    swede = make_swede(log_in=False, public_keys={"acme": _public_pem(key)})
    for algorithm in fitting:
        token = signed(swede.clock, key=_private_pem(key), algorithm=algorithm, api_code="acme")
        assert swede.exchange(token).status == 200, algorithm


def test_a_signature_of_somebody_else_is_worth_nothing(make_swede: Make) -> None:
    registered, other = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    swede = make_swede(log_in=False, public_keys={"acme": _public_pem(registered)})
    for token in (
        signed(swede.clock, key=_private_pem(other), api_code="acme"),
        # Anybody has the public key; it is no shared secret.
        signed(swede.clock, key="0" * 64, algorithm="HS256", api_code="acme"),
        jwt.encode({"api_code": "acme", "exp": int(swede.clock().timestamp()) + 60}, None, "none"),
        signed(swede.clock, key=_private_pem(rsa.generate_private_key(65537, 2048)), algorithm="RS256", api_code="acme"),
        signed(swede.clock, key=_private_pem(registered), api_code="acme")[:-4] + "AAAA",
        signed(swede.clock, key=_private_pem(registered), api_code="your-api-code"),
        signed(swede.clock, key=_private_pem(registered), api_code=None),
        signed(swede.clock, key=_private_pem(registered), api_code=["acme"]),
        "no JWT at all",
        "",
    ):
        assert swede.exchange(token).status == 401, token
    assert swede.exchange(signed(swede.clock, key=_private_pem(registered), api_code="acme")).status == 200


@pytest.mark.parametrize(
    ("ahead", "status"), [(600, 200), (629, 200), (631, 401), (1, 200), (-29, 200), (-30, 401)], ids=lambda value: str(value)
)
def test_exp_is_ten_minutes_ahead_at_most_give_or_take_the_leeway(make_swede: Make, ahead: float, status: int) -> None:
    swede = make_swede(leeway=30)
    assert swede.exchange(signed(swede.clock, ahead=ahead)).status == status


@pytest.mark.parametrize("exp", [None, "1705315800", 1e400, True])
def test_exp_must_be_there_and_a_number(swede: Swede, exp: Any) -> None:
    assert swede.exchange(signed(swede.clock, exp=exp)).status == 401


def test_the_way_without_a_signature_needs_a_registered_address(swede: Swede) -> None:
    assert swede.exchange("", "POST").status == 403
    assert swede.raw("PUT", "/authenticates/api-code").status == 405


def test_a_token_lives_as_long_as_was_said(make_swede: Make) -> None:
    swede = make_swede(token_lifetime=100)
    swede.clock.advance(99)
    assert swede.get("/cases").status == 200
    swede.clock.advance(1)
    answer = swede.get("/cases")
    assert (answer.status, answer.message) == (401, "The access token is unknown or expired")
    swede.log_in()
    assert swede.get("/cases").status == 200


def test_everything_else_needs_a_token(swede: Swede) -> None:
    before = swede.token
    for token in ("", "sandbox-made-up", signed(swede.clock)):
        swede.token = token
        for method, path in (("GET", "/cases"), ("POST", "/creditors"), ("POST", "/media--upload/1"), ("GET", "/nothing")):
            assert swede.send(method, path).status == 401
    swede.token = before
    swede.sandbox.expire_tokens()
    assert swede.get("/cases").status == 401


def test_an_older_token_goes_on_working(swede: Swede) -> None:
    before = swede.token
    swede.log_in()
    assert swede.token != before
    swede.token = before
    assert swede.get("/cases").status == 200


@pytest.mark.parametrize(
    "pem",
    ["not a key", _public_pem(dsa.generate_private_key(2048)), _public_pem(ec.generate_private_key(ec.SECP256K1()))],
    ids=["text", "DSA", "another curve"],
)
def test_a_key_that_amili_would_not_take_is_refused_by_name(make_swede: Make, pem: str) -> None:
    with pytest.raises(ConfigurationError, match="acme"):
        make_swede(public_keys={"acme": pem})
