from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(401, 402),
    range(403, 404),
    range(404, 405),
)

OPERATION = "getInvoiceHistory"
PATH = "/orgs/{organizationId}/invoices/{invoiceId}/history"
UNVERIFIED = 'only its name and that it is a GET are documented, in the oldest menu; the path is by analogy with its sibling "Get invoice payments by invoice id"'


def build_request(
    organization_id: UUID,
    invoice_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{organization_id}/invoices/{invoice_id}/history".format(
            organization_id=quote(str(organization_id), safe=""),
            invoice_id=quote(str(invoice_id), safe=""),
        ),
    }

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
    organization_id: UUID,
    invoice_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Any]:
    """Get invoice history by invoice id

    Unverified: only its name and that it is a GET are documented, in the oldest menu; the path is by
    analogy with its sibling "Get invoice payments by invoice id"

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = build_request(
        organization_id=organization_id,
        invoice_id=invoice_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization_id: UUID,
    invoice_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Any | None:
    """Get invoice history by invoice id

    Unverified: only its name and that it is a GET are documented, in the oldest menu; the path is by
    analogy with its sibling "Get invoice payments by invoice id"

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return sync_detailed(
        organization_id=organization_id,
        invoice_id=invoice_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    organization_id: UUID,
    invoice_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Any]:
    """Get invoice history by invoice id

    Unverified: only its name and that it is a GET are documented, in the oldest menu; the path is by
    analogy with its sibling "Get invoice payments by invoice id"

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = build_request(
        organization_id=organization_id,
        invoice_id=invoice_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: UUID,
    invoice_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Any | None:
    """Get invoice history by invoice id

    Unverified: only its name and that it is a GET are documented, in the oldest menu; the path is by
    analogy with its sibling "Get invoice payments by invoice id"

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            invoice_id=invoice_id,
            client=client,
        )
    ).parsed
