from typing import Any

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
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

OPERATION = "exchangeApiCode"
PATH = "/authenticates/api-code"


def build_request(
    *,
    x_api_key: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["X-API-Key"] = x_api_key

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/authenticates/api-code",
    }

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
    x_api_key: str,
) -> Response[Any]:
    """Exchange a signed JWT for an access token

     On this call only, X-API-Key carries a JWT that the client signed: claims api_code (issued by Visma
    Amili AB) and exp (ten minutes ahead), by ES256, ES384, ES512, RS256, RS384 or RS512, whichever fits
    the registered key.

    Args:
        x_api_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = build_request(
        x_api_key=x_api_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    x_api_key: str,
) -> Any | None:
    """Exchange a signed JWT for an access token

     On this call only, X-API-Key carries a JWT that the client signed: claims api_code (issued by Visma
    Amili AB) and exp (ten minutes ahead), by ES256, ES384, ES512, RS256, RS384 or RS512, whichever fits
    the registered key.

    Args:
        x_api_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return sync_detailed(
        client=client,
        x_api_key=x_api_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    x_api_key: str,
) -> Response[Any]:
    """Exchange a signed JWT for an access token

     On this call only, X-API-Key carries a JWT that the client signed: claims api_code (issued by Visma
    Amili AB) and exp (ten minutes ahead), by ES256, ES384, ES512, RS256, RS384 or RS512, whichever fits
    the registered key.

    Args:
        x_api_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = build_request(
        x_api_key=x_api_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    x_api_key: str,
) -> Any | None:
    """Exchange a signed JWT for an access token

     On this call only, X-API-Key carries a JWT that the client signed: claims api_code (issued by Visma
    Amili AB) and exp (ten minutes ahead), by ES256, ES384, ES512, RS256, RS384 or RS512, whichever fits
    the registered key.

    Args:
        x_api_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return (
        await asyncio_detailed(
            client=client,
            x_api_key=x_api_key,
        )
    ).parsed
