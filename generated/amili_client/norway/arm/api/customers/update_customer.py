from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.write_customer_request import WriteCustomerRequest
from ...models.write_result import WriteResult
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(201, 202),
    range(202, 203),
)

OPERATION = "updateCustomer"
PATH = "/clients/{clientno}/customers"


def build_request(
    clientno: int,
    *,
    body: WriteCustomerRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/clients/{clientno}/customers".format(
            clientno=quote(str(clientno), safe=""),
        ),
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> WriteResult | None:
    if status_code == 200:
        response_200 = WriteResult.from_dict(decode_json(content))

        return response_200

    if status_code == 201:
        response_201 = WriteResult.from_dict(decode_json(content))

        return response_201

    if status_code == 202:
        response_202 = WriteResult.from_dict(decode_json(content))

        return response_202

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[WriteResult]:
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
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: WriteCustomerRequest,
) -> Response[WriteResult]:
    """PUT (update) one customer

     A key that is missing or null leaves what is stored as it is. The fields of the postal address are
    an exception: changing one of them replaces all, and an empty text is a new value like any other.

    Args:
        clientno (int):
        body (WriteCustomerRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WriteResult]
    """

    kwargs = build_request(
        clientno=clientno,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: WriteCustomerRequest,
) -> WriteResult | None:
    """PUT (update) one customer

     A key that is missing or null leaves what is stored as it is. The fields of the postal address are
    an exception: changing one of them replaces all, and an empty text is a new value like any other.

    Args:
        clientno (int):
        body (WriteCustomerRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WriteResult
    """

    return sync_detailed(
        clientno=clientno,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: WriteCustomerRequest,
) -> Response[WriteResult]:
    """PUT (update) one customer

     A key that is missing or null leaves what is stored as it is. The fields of the postal address are
    an exception: changing one of them replaces all, and an empty text is a new value like any other.

    Args:
        clientno (int):
        body (WriteCustomerRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WriteResult]
    """

    kwargs = build_request(
        clientno=clientno,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: WriteCustomerRequest,
) -> WriteResult | None:
    """PUT (update) one customer

     A key that is missing or null leaves what is stored as it is. The fields of the postal address are
    an exception: changing one of them replaces all, and an empty text is a new value like any other.

    Args:
        clientno (int):
        body (WriteCustomerRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WriteResult
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            client=client,
            body=body,
        )
    ).parsed
