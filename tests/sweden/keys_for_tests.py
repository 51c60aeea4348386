"""Keys that tests share, since making one for RSA takes a while; and a check of signatures that knows nothing of PyJWT."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import cache
from types import TracebackType
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_public_key

from amili_ext.sweden.keys import PrivateKey

HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
CURVES = {"ES256": "secp256r1", "ES384": "secp384r1", "ES512": "secp521r1"}
BYTES = {"ES256": 32, "ES384": 48, "ES512": 66}
"""Of each half of a signature: RFC 7518 section 3.4."""


@cache
def made(algorithm: str) -> PrivateKey:
    """A key for that algorithm, the same in all tests of a run."""
    return PrivateKey.generate(algorithm)


@cache
def raw(kind: str) -> Any:
    """A key of the library's own, by the name of its curve or its number of RSA bits."""
    if kind.isdecimal():
        return rsa.generate_private_key(public_exponent=65537, key_size=int(kind))
    return ec.generate_private_key(getattr(ec, kind.upper())())


def pem(key: Any, form: PrivateFormat = PrivateFormat.PKCS8, encryption: Any = None) -> str:
    """The private key as PEM."""
    text: str = key.private_bytes(Encoding.PEM, form, encryption or NoEncryption()).decode()
    return text


def openssh_with_passphrase(key: Any) -> str:
    """The private key as OpenSSH writes it when it has a passphrase.

    After OpenSSH's PROTOCOL.key; the library can write it only with one more library. What is encrypted is noise here, as it is to all
    who do not know the passphrase.
    """
    public = base64.b64decode(key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).split()[1])
    derivation = _framed(bytes(range(16))) + (16).to_bytes(4)  # salt and rounds
    parts = [_framed(b"aes256-ctr"), _framed(b"bcrypt"), _framed(derivation), (1).to_bytes(4), _framed(public), _framed(bytes(range(160)))]
    body = base64.encodebytes(b"openssh-key-v1\0" + b"".join(parts)).decode()
    return f"-----BEGIN OPENSSH PRIVATE KEY-----\n{body}-----END OPENSSH PRIVATE KEY-----\n"


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(4) + part


def verified(jwt: str, public_pem: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a JWT; fails unless the signature is right. After RFC 7515 and RFC 7518, by the plain primitives."""
    signed, _, signature = jwt.rpartition(".")
    header, claims = (json.loads(_decoded(part)) for part in signed.split("."))
    public: Any = load_pem_public_key(public_pem.encode())
    kind, digest = header["alg"][:2], HASHES[header["alg"][2:]]
    value = _decoded(signature)
    if kind == "RS":
        public.verify(value, signed.encode(), padding.PKCS1v15(), digest)
    else:
        assert kind == "ES"
        size = BYTES[header["alg"]]
        assert len(value) == 2 * size
        assert public.curve.name == CURVES[header["alg"]]
        der = encode_dss_signature(int.from_bytes(value[:size]), int.from_bytes(value[size:]))
        public.verify(der, signed.encode(), ec.ECDSA(digest))
    return header, claims


def _decoded(part: str) -> bytes:
    assert "=" not in part
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def tracebacks(error: BaseException | None) -> Iterator[TracebackType]:
    """Every step of the traceback of an error, and of the errors behind it."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        trace = one.__traceback__
        while trace is not None:
            yield trace
            trace = trace.tb_next
        waiting += [one.__cause__, one.__context__]
