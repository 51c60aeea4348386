"""Finding what was asked for in an answer whose shape no page shows.

Of most things that ARMrest gives only the address is documented. The name of the array in a list is a conclusion, and whether a single
thing is at the top of the answer or in an object of its own name is unknown. Both are found out from the answer, where it leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, ParamSpec, Protocol, Self, TypeVar

from amili_client.runtime import UNSET, Unset

from amili_ext.endpoint import Endpoint
from amili_ext.shapes import is_array, is_object

_BESIDES = {"metadata", "summary"}
"""What may stand beside a thing without being part of it."""


class Model(Protocol):
    """A generated model."""

    def to_dict(self) -> dict[str, Any]: ...
    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self: ...


P = ParamSpec("P")
M = TypeVar("M", bound=Model)


class _Unwrapping(Generic[P, M]):
    """An endpoint that finds the thing itself in an answer that may be wrapped around it; everything else is the generated module's."""

    def __init__(self, endpoint: Endpoint[P, M], name: str) -> None:
        self._endpoint = endpoint
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._endpoint, name)

    @property
    def build_request(self) -> Callable[P, dict[str, Any]]:
        return self._endpoint.build_request

    def parse_content(self, status_code: int, content: bytes, /) -> M | None:
        """The thing in an answer."""
        answer = self._endpoint.parse_content(status_code, content)
        if answer is None:
            return None
        body = answer.to_dict()
        inner = body.pop(self._name, None)
        return type(answer).from_dict(inner) if is_object(inner) and not body.keys() - _BESIDES else answer


def unwrapping(endpoint: Endpoint[P, M], name: str) -> Endpoint[P, M]:
    """The endpoint, giving the thing itself also if the answer holds it as an object of that name and nothing else."""
    return _Unwrapping(endpoint, name)


def array(answer: Model, expected: list[M] | Unset, model: type[M]) -> list[M] | Unset:
    """The array of a list under its expected name, or else, in an answer with a summary, under whatever name, if it is the only one.

    Args:
        model: an open one, made of any object.
    """
    if not isinstance(expected, Unset):
        return expected
    body = answer.to_dict()
    if not is_object(body.get("summary")):
        return UNSET  # a list of something else, such as errors
    arrays = [value for value in body.values() if is_array(value) and all(map(is_object, value))]
    return [model.from_dict(item) for item in arrays[0]] if len(arrays) == 1 else UNSET
