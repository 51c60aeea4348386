from typing import Any

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.api_code_exchange import ApiCodeExchange
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(422, 423),
    range(429, 430),
    range(500, 501),
)

OPERATION = "exchangeApiCodeUnsigned"
PATH = "/authenticates/api-code"


def build_request(
    *,
    body: ApiCodeExchange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/authenticates/api-code",
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> Any | None:
    if status_code == 200:
        response_200 = decode_json(content)
        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any]:
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
    client: AuthenticatedClient | Client,
    body: ApiCodeExchange,
) -> Response[Any]:
    """Exchange the API code for an access token, without a JWT

     The older method. It wants a static IP address that is registered with Visma Amili AB. The API code
    is sent in a JSON body, which was not visible.

    Args:
        body (ApiCodeExchange):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = build_request(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: ApiCodeExchange,
) -> Any | None:
    """Exchange the API code for an access token, without a JWT

     The older method. It wants a static IP address that is registered with Visma Amili AB. The API code
    is sent in a JSON body, which was not visible.

    Args:
        body (ApiCodeExchange):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ApiCodeExchange,
) -> Response[Any]:
    """Exchange the API code for an access token, without a JWT

     The older method. It wants a static IP address that is registered with Visma Amili AB. The API code
    is sent in a JSON body, which was not visible.

    Args:
        body (ApiCodeExchange):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = build_request(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ApiCodeExchange,
) -> Any | None:
    """Exchange the API code for an access token, without a JWT

     The older method. It wants a static IP address that is registered with Visma Amili AB. The API code
    is sent in a JSON body, which was not visible.

    Args:
        body (ApiCodeExchange):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
