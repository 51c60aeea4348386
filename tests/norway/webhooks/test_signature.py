"""Who sent it: HMAC-SHA256 against an independent implementation, rotation, and every way to get past it that we could think of."""

from __future__ import annotations

import base64
import hashlib
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import ConfigurationError, InputError, UnverifiedOperationWarning
from amili_ext.norway.webhooks import HmacSha256, Receiver, WebhookSignatureError, signature
from amili_ext.norway.webhooks.signature import Encoding
from amili_ext.secret import Secret
from tests.norway.webhooks.page import BATCH_COMPLETED, SECRET

NAME = "X-Webhook-Signature"
ENCODINGS: tuple[Encoding, ...] = ("hex", "base64")
in_each_encoding = pytest.mark.parametrize("encoding", ENCODINGS)


def rfc_2104(key: bytes, body: bytes) -> bytes:
    """HMAC as RFC 2104 writes it: H(K XOR opad, H(K XOR ipad, text))."""
    padded = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded) + body).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in padded) + inner).digest()


def written(digest: bytes, encoding: Encoding) -> str:
    return digest.hex() if encoding == "hex" else base64.b64encode(digest).decode()


def refused(scheme: HmacSha256, body: bytes, headers: Any) -> str:
    with pytest.raises(WebhookSignatureError) as caught:
        scheme.verify(body, headers)
    return str(caught.value)


def test_the_published_example_of_hmac_sha_256() -> None:
    """RFC 4231, test case 2."""
    scheme = HmacSha256("Jefe")
    assert scheme.sign(b"what do ya want for nothing?") == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


@in_each_encoding
@given(secret=st.binary(min_size=1, max_size=100).filter(bytes.strip), body=st.binary(max_size=300))
def test_what_is_signed_is_what_everybody_else_signs(encoding: Encoding, secret: bytes, body: bytes) -> None:
    assume_text = secret.decode("latin-1").strip() != ""
    scheme = HmacSha256(secret, encoding) if assume_text else HmacSha256(b"x" + secret, encoding)
    expected = written(rfc_2104(secret if assume_text else b"x" + secret, body), encoding)
    assert scheme.sign(body) == expected
    scheme.verify(body, {NAME: expected})


@in_each_encoding
def test_texts_are_their_utf_8_and_secrets_may_come_wrapped(encoding: Encoding) -> None:
    expected = written(rfc_2104("hemmelig-ø".encode(), BATCH_COMPLETED), encoding)
    for secret in ("hemmelig-ø", "hemmelig-ø".encode(), Secret("hemmelig-ø"), ["hemmelig-ø"]):
        assert HmacSha256(secret, encoding).sign(BATCH_COMPLETED) == expected


@in_each_encoding
@given(data=st.data(), bit=st.integers(0, 7))
def test_a_body_with_one_other_bit_is_refused(encoding: Encoding, data: st.DataObject, bit: int) -> None:
    scheme = HmacSha256(SECRET, encoding)
    at = data.draw(st.integers(0, len(BATCH_COMPLETED) - 1))
    forged = bytearray(BATCH_COMPLETED)
    forged[at] ^= 1 << bit
    refused(scheme, bytes(forged), {NAME: scheme.sign(BATCH_COMPLETED)})


@in_each_encoding
@pytest.mark.parametrize("prefix", ["", "sha256="])
@given(data=st.data(), bit=st.integers(0, 7))
def test_a_signature_with_one_other_bit_is_refused(encoding: Encoding, prefix: str, data: st.DataObject, bit: int) -> None:
    """Base64 of 32 bytes has spare bits at its end, which a lenient decoder would pass over; hex has a second spelling of each letter."""
    scheme = HmacSha256(SECRET, encoding)
    signed = prefix + scheme.sign(BATCH_COMPLETED)
    at = data.draw(st.integers(0, len(signed) - 1))
    forged = bytearray(signed.encode())
    forged[at] ^= 1 << bit
    refused(scheme, BATCH_COMPLETED, [(b"x-webhook-signature", bytes(forged))])
    refused(scheme, BATCH_COMPLETED, {NAME: forged.decode("latin-1")})


@in_each_encoding
@given(st.text(max_size=80))
def test_no_other_text_gets_past(encoding: Encoding, text: str) -> None:
    refused(HmacSha256(SECRET, encoding), BATCH_COMPLETED, {NAME: text})


@pytest.mark.parametrize(
    "headers",
    [{}, {NAME: ""}, {NAME: "  \t"}, {NAME: []}, {NAME: ["", " "]}, {"Signature": "x"}, [], [(NAME, "")]],
)
def test_a_missing_signature_is_refused(headers: Any) -> None:
    assert refused(HmacSha256(SECRET), BATCH_COMPLETED, headers) == f"the delivery has no {NAME}"


def test_hex_may_be_small_or_capital_as_dotnet_writes_it_but_not_mixed() -> None:
    scheme = HmacSha256(SECRET)
    signed = scheme.sign(BATCH_COMPLETED)
    scheme.verify(BATCH_COMPLETED, {NAME: signed.upper()})
    scheme.verify(BATCH_COMPLETED, {NAME: "sha256=" + signed.upper()})
    half = len(signed) // 2
    refused(scheme, BATCH_COMPLETED, {NAME: signed[:half].upper() + signed[half:]})
    refused(scheme, BATCH_COMPLETED, {NAME: "SHA256=" + signed})
    refused(scheme, BATCH_COMPLETED, {NAME: "sha256=sha256=" + signed})
    refused(scheme, BATCH_COMPLETED, {NAME: "sha1=" + signed})


def test_base64_is_the_standard_alphabet_padded() -> None:
    scheme = HmacSha256(SECRET, "base64")
    body = next(body for body in (b"%d" % number for number in range(1000)) if {"+", "/"} <= set(scheme.sign(body)))
    signed = scheme.sign(body)
    scheme.verify(body, {NAME: signed})
    refused(scheme, body, {NAME: signed.rstrip("=")})
    refused(scheme, body, {NAME: signed.replace("+", "-").replace("/", "_")})
    refused(scheme, body, {NAME: signed.swapcase()})


def test_the_encoding_is_the_one_that_was_chosen() -> None:
    by_hex, by_base64 = HmacSha256(SECRET), HmacSha256(SECRET, "base64")
    refused(by_hex, BATCH_COMPLETED, {NAME: by_base64.sign(BATCH_COMPLETED)})
    refused(by_base64, BATCH_COMPLETED, {NAME: by_hex.sign(BATCH_COMPLETED)})


def test_spaces_around_a_header_are_no_part_of_it() -> None:
    scheme = HmacSha256(SECRET)
    scheme.verify(BATCH_COMPLETED, {NAME: f" {scheme.sign(BATCH_COMPLETED)}\t"})
    refused(scheme, BATCH_COMPLETED, {NAME: scheme.sign(BATCH_COMPLETED) + "\n"})


def test_a_header_that_is_there_twice_counts_only_if_both_say_the_same() -> None:
    scheme = HmacSha256(SECRET)
    good = scheme.sign(BATCH_COMPLETED)
    scheme.verify(BATCH_COMPLETED, {NAME: [good, good]})
    scheme.verify(BATCH_COMPLETED, [(NAME, good), (NAME.lower(), good)])
    for headers in ({NAME: [good, "other"]}, {NAME: ["other", good]}, [(NAME, "other"), (NAME.upper(), good)], {NAME: [good, ""]}):
        assert "more than one" in refused(scheme, BATCH_COMPLETED, headers)
    refused(scheme, BATCH_COMPLETED, {NAME: f"{good}, {good}"})


def test_rotation() -> None:
    """While the new secret takes the place of the old one, both verify; afterwards only the new one does."""
    old, both, new = HmacSha256("old"), HmacSha256(["new", "old"]), HmacSha256("new")
    for sender in (old, new):
        both.verify(BATCH_COMPLETED, {NAME: sender.sign(BATCH_COMPLETED)})
    assert both.sign(BATCH_COMPLETED) == new.sign(BATCH_COMPLETED)
    refused(new, BATCH_COMPLETED, {NAME: old.sign(BATCH_COMPLETED)})
    refused(both, BATCH_COMPLETED, {NAME: HmacSha256("third").sign(BATCH_COMPLETED)})


@given(st.lists(st.text(min_size=1, max_size=10).filter(str.strip), min_size=1, max_size=4, unique=True), st.data())
def test_any_of_several_secrets_verifies(secrets: list[str], data: st.DataObject) -> None:
    try:
        scheme = HmacSha256(secrets)
    except ConfigurationError:
        return
    one = data.draw(st.sampled_from(secrets))
    scheme.verify(b"x", {NAME: HmacSha256(one).sign(b"x")})


@pytest.mark.parametrize(
    "secrets", ["", b"", "  ", [], ["good", ""], [b"\n"], None, 7, [None], Secret(""), {"name": "it"}, bytearray(b"x")]
)
def test_no_secret_is_a_wrong_setting(secrets: Any) -> None:
    with pytest.raises(ConfigurationError):
        HmacSha256(secrets)


def test_several_secrets_may_come_from_any_iterable() -> None:
    HmacSha256(text for text in ("one", SECRET)).verify(b"x", {NAME: HmacSha256(SECRET).sign(b"x")})


def test_an_unknown_encoding_is_a_wrong_setting() -> None:
    with pytest.raises(ConfigurationError, match="hex, base64"):
        HmacSha256(SECRET, "base32")  # type: ignore[arg-type]  # that is the point


def test_another_header() -> None:
    scheme = HmacSha256(SECRET, header="X-Other")
    scheme.verify(BATCH_COMPLETED, {"x-other": scheme.sign(BATCH_COMPLETED)})
    assert refused(scheme, BATCH_COMPLETED, {NAME: scheme.sign(BATCH_COMPLETED)}) == "the delivery has no X-Other"


@pytest.mark.parametrize("headers", [None, "X-Webhook-Signature: x", b"x", 7, ["ab", "cd"], [("a",)], [("a", "b", "c")]])
def test_what_is_no_headers_is_said(headers: Any) -> None:
    with pytest.raises(InputError, match="headers"):
        HmacSha256(SECRET).verify(BATCH_COMPLETED, headers)


def test_no_secret_is_shown() -> None:
    scheme = HmacSha256([SECRET, "another"])
    assert repr(scheme) == "HmacSha256(2 secrets)"
    assert SECRET not in str(vars(type(scheme)))
    said = refused(scheme, BATCH_COMPLETED, {NAME: "0" * 64})
    assert SECRET not in said
    assert scheme.sign(BATCH_COMPLETED) not in said


def test_comparing_takes_the_same_time_whatever_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each secret is compared, by `compare_digest`, also after one that fits."""
    compared: list[tuple[bytes, bytes]] = []
    real = signature.hmac.compare_digest
    monkeypatch.setattr(signature.hmac, "compare_digest", lambda one, other: compared.append((one, other)) or real(one, other))
    scheme = HmacSha256(["first", "second"], "base64")
    scheme.verify(BATCH_COMPLETED, {NAME: scheme.sign(BATCH_COMPLETED)})
    assert len(compared) == 2


def test_the_guess_warns_once_where_it_is_used_and_not_where_it_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature, "_warned", set())
    scheme = HmacSha256(SECRET)
    signed = {NAME: scheme.sign(BATCH_COMPLETED)}
    with pytest.warns(UnverifiedOperationWarning, match="HmacSha256 is not documented as such"):
        scheme.verify(BATCH_COMPLETED, signed)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        HmacSha256(SECRET).verify(BATCH_COMPLETED, signed)


def test_a_receiver_says_so_when_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature, "_warned", set())
    with pytest.warns(UnverifiedOperationWarning):
        Receiver(scheme=HmacSha256(SECRET))
