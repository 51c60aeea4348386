from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.invoice_response import InvoiceResponse
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(409, 410),
    range(422, 423),
    range(500, 501),
    range(503, 504),
)

OPERATION = "getInvoiceById"
PATH = "/orgs/{organizationId}/invoices/{invoiceId}"


def build_request(
    organization_id: UUID,
    invoice_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{organization_id}/invoices/{invoice_id}".format(
            organization_id=quote(str(organization_id), safe=""),
            invoice_id=quote(str(invoice_id), safe=""),
        ),
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> InvoiceResponse | None:
    if status_code == 200:
        response_200 = InvoiceResponse.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[InvoiceResponse]:
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
) -> Response[InvoiceResponse]:
    """GetInvoiceById

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoiceResponse]
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
) -> InvoiceResponse | None:
    """GetInvoiceById

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoiceResponse
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
) -> Response[InvoiceResponse]:
    """GetInvoiceById

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoiceResponse]
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
) -> InvoiceResponse | None:
    """GetInvoiceById

    Args:
        organization_id (UUID):
        invoice_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoiceResponse
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            invoice_id=invoice_id,
            client=client,
        )
    ).parsed
