from typing import Any

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.health_state import HealthState
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "checkHealth"
PATH = "/health"
UNVERIFIED = "(low confidence) only its name is documented; that it is a GET, and its path, are guesses"


def build_request() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/health",
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> HealthState | None:
    if status_code == 200:
        response_200 = HealthState.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[HealthState]:
    status_code = response.status_code
    if client.raise_on_unexpected_status and not any(status_code in codes for codes in _DOCUMENTED_STATUSES):
        raise errors.UnexpectedStatus(status_code, response.content)
    return Response(
        status_code=status_code,
        content=response.content,
        headers=response.headers,
        parsed=parse_content(status_code, response.content),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[HealthState]:
    """Check API health

    Unverified: (low confidence) only its name is documented; that it is a GET, and its path, are
    guesses

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HealthState]
    """

    kwargs = build_request()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
) -> HealthState | None:
    """Check API health

    Unverified: (low confidence) only its name is documented; that it is a GET, and its path, are
    guesses

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HealthState
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[HealthState]:
    """Check API health

    Unverified: (low confidence) only its name is documented; that it is a GET, and its path, are
    guesses

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HealthState]
    """

    kwargs = build_request()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> HealthState | None:
    """Check API health

    Unverified: (low confidence) only its name is documented; that it is a GET, and its path, are
    guesses

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HealthState
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
