from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.customer import Customer
from ...types import UNSET, Response, Unset

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

OPERATION = "getCustomer"
PATH = "/customers/{customerId}"


def build_request(
    customer_id: str,
    *,
    projection: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["projection"] = projection

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/customers/{customer_id}".format(
            customer_id=quote(str(customer_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> Customer | None:
    if status_code == 200:
        response_200 = Customer.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Customer]:
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
    customer_id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> Response[Customer]:
    """Get a customer

    Args:
        customer_id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Customer]
    """

    kwargs = build_request(
        customer_id=customer_id,
        projection=projection,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer_id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> Customer | None:
    """Get a customer

    Args:
        customer_id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Customer
    """

    return sync_detailed(
        customer_id=customer_id,
        client=client,
        projection=projection,
    ).parsed


async def asyncio_detailed(
    customer_id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> Response[Customer]:
    """Get a customer

    Args:
        customer_id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Customer]
    """

    kwargs = build_request(
        customer_id=customer_id,
        projection=projection,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer_id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> Customer | None:
    """Get a customer

    Args:
        customer_id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Customer
    """

    return (
        await asyncio_detailed(
            customer_id=customer_id,
            client=client,
            projection=projection,
        )
    ).parsed
