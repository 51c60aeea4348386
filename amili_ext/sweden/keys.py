"""The private key that signs in to the ADA API: loaded and checked, or made anew.

Pages: https://docs-test.amili.se/guides/api-integration/authentication ("the guide") and, older,
https://docs.amili.se/reference/common/authentication. The public half is registered with Visma Amili AB, out of band; the private half
never leaves this machine. Which algorithm signs follows from the key: the curve of an elliptic key fixes it, and an RSA key does RS256
unless RS384 or RS512 is asked for. (The older page has a prime256v1 key sign with ES512. That cannot be: ES512 is for P-521.)

A key made with `ssh-keygen`, as the guide does on Windows, is as good as one made with `openssl` or `amili keygen`, as long as its
passphrase was left empty.

Needs the extra: `pip install "amili-ext[sweden]"`. Importing this module needs nothing, and loads neither library.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, get_args

from attrs import frozen

from amili_ext.config import user_path
from amili_ext.errors import ConfigurationError
from amili_ext.secret import Secret
from amili_ext.sweden.key_text import find_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    SigningKey: TypeAlias = EllipticCurvePrivateKey | RSAPrivateKey

Algorithm: TypeAlias = Literal["ES256", "ES384", "ES512", "RS256", "RS384", "RS512"]
"""What the documentation names. Its guide uses ES256 throughout."""

ALGORITHMS: tuple[str, ...] = get_args(Algorithm)

_CURVES = {"secp256r1": ("P-256", "ES256"), "secp384r1": ("P-384", "ES384"), "secp521r1": ("P-521", "ES512")}
_RSA = ("RS256", "RS384", "RS512")
_RSA_BITS = 2048
"""What the documentation makes, and the least that RFC 7518 section 3.3 allows."""


@frozen(repr=False, eq=False)
class PrivateKey:
    """A private key that the API can accept.

    Attributes:
        algorithm: what it signs with, one of `ALGORITHMS`.
        public_pem: the public key, as it is registered with Visma Amili AB.
        fingerprint: SHA-256 of the public key (DER) in 64 hexadecimal digits, which tells which key is meant and is no secret. The same as
            `openssl pkey -in FILE -pubout -outform DER | sha256sum`.
    """

    algorithm: str
    public_pem: str
    fingerprint: str
    _key: SigningKey

    @classmethod
    def load(cls, source: str | bytes | Path, algorithm: str | None = None) -> Self:
        """A key from a file or a text.

        Args:
            source: a path, in which `~` stands for the home directory, or the PEM text itself. Bytes are text.
            algorithm: a choice only for RSA keys; for others it may be left out, and if it is not it has to be the one that fits.

        Raises:
            ConfigurationError: it cannot be read, is encrypted, is no private key, is one of a kind that the API does not take, or does not
                fit the algorithm; or the extra `sweden` is not installed.
        """
        need_libraries()
        key, where = find_key(source)
        # It may be the key itself, and crash reporters collect the local variables of errors.
        del source
        if isinstance(key, str):
            raise ConfigurationError(f"{where} {key}")
        kind, fitting = _kind(key)
        if not fitting:
            raise ConfigurationError(f"{where} is {kind}; the API takes only P-256, P-384, P-521, RSA from 2048 bits")
        if algorithm is not None:
            _check_known(algorithm)
            if algorithm not in fitting:
                raise ConfigurationError(
                    f"{where} is {kind}, which signs with {' or '.join(fitting)}, but the algorithm asked for is {algorithm}: "
                    "leave it out, or use the key that was registered for it"
                )
        return cls._of(key, algorithm or fitting[0])

    @classmethod
    def generate(cls, algorithm: str = "ES256") -> Self:
        """A new key; for RSA, of 2048 bits as in the documentation.

        Raises:
            ConfigurationError: an algorithm that the API does not know, or the extra `sweden` is not installed.
        """
        _check_known(algorithm)
        need_libraries()
        from cryptography.hazmat.primitives.asymmetric import ec, rsa

        if algorithm in _RSA:
            return cls._of(rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS), algorithm)
        curves = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
        return cls._of(ec.generate_private_key(curves[algorithm]), algorithm)

    @classmethod
    def _of(cls, key: SigningKey, algorithm: str) -> Self:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        public, form = key.public_key(), PublicFormat.SubjectPublicKeyInfo
        fingerprint = hashlib.sha256(public.public_bytes(Encoding.DER, form)).hexdigest()
        return cls(algorithm, public.public_bytes(Encoding.PEM, form).decode(), fingerprint, key)

    def sign(self, claims: Mapping[str, Any]) -> Secret:
        """A JWT that makes these claims, in its compact form."""
        from jwt import encode

        return Secret(encode(dict(claims), self._key, self.algorithm))

    def private_pem(self) -> Secret:
        """The private key as PEM (PKCS #8), not encrypted."""
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return Secret(self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())

    def save(self, path: Path | str) -> None:
        """Write the private key into a new file that only its owner can read (0600).

        Raises:
            ConfigurationError: something of that name exists already, which is left as it is; or the file cannot be written.
        """
        path = user_path("the key file", path)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
                    file.write(self.private_pem().reveal())
            except BaseException:
                path.unlink()
                raise
        except FileExistsError as error:
            raise ConfigurationError(f"{path} exists already; a key is never overwritten, since it could not be had back") from error
        except FileNotFoundError as error:
            raise ConfigurationError(f"{path} cannot be written: its directory does not exist") from error
        except OSError as error:
            raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from error

    def __repr__(self) -> str:
        return f"PrivateKey({self.algorithm}, {self.fingerprint[:16]})"


def _kind(key: Any) -> tuple[str, tuple[str, ...]]:
    """What a key is, in words, and the algorithms that it fits; none if the API takes no such key."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(key, RSAPrivateKey):
        return f"an RSA key of {key.key_size} bits", _RSA if key.key_size >= _RSA_BITS else ()
    if isinstance(key, EllipticCurvePrivateKey):
        name, *algorithms = _CURVES.get(key.curve.name, (key.curve.name,))
        return f"an elliptic key on {name}", tuple(algorithms)
    # Named as the library names it: Ed25519, X448, DSA …
    return f"a key of the kind {type(key).__name__.removesuffix('PrivateKey')}", ()


def _check_known(algorithm: str) -> None:
    if algorithm not in ALGORITHMS:
        raise ConfigurationError(f"the algorithm must be one of {', '.join(ALGORITHMS)}")


def need_libraries() -> None:
    """Raises:
    ConfigurationError: the extra `sweden` is not installed.
    """
    try:
        import_module("cryptography.hazmat.primitives.serialization")
        if not hasattr(import_module("jwt"), "encode"):
            raise ImportError("another package than PyJWT is imported as jwt")
    except ImportError as error:
        raise ConfigurationError('the Swedish API needs PyJWT and cryptography: pip install "amili-ext[sweden]"') from error
