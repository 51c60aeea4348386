import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json, write_date, write_datetime

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.invoice_list_response import InvoiceListResponse
from ...models.invoice_status import InvoiceStatus
from ...models.invoice_type import InvoiceType
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(500, 501),
)

OPERATION = "getInvoicesByOrganization"
PATH = "/orgs/{organizationId}/invoices"


def build_request(
    organization_id: UUID,
    *,
    status: InvoiceStatus | Unset = UNSET,
    type_: InvoiceType | Unset = UNSET,
    invoice_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    from_: datetime.date | datetime.datetime | Unset = UNSET,
    to: datetime.date | datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["Status"] = json_status

    json_type_: str | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_.value

    params["Type"] = json_type_

    params["InvoiceNumber"] = invoice_number

    params["UniqueSourceInvoiceId"] = unique_source_invoice_id

    params["CustomerNumber"] = customer_number

    json_from_: str | Unset
    if isinstance(from_, Unset):
        json_from_ = UNSET
    elif isinstance(from_, datetime.datetime):
        json_from_ = write_datetime(from_)
    else:
        json_from_ = write_date(from_)

    params["From"] = json_from_

    json_to: str | Unset
    if isinstance(to, Unset):
        json_to = UNSET
    elif isinstance(to, datetime.datetime):
        json_to = write_datetime(to)
    else:
        json_to = write_date(to)

    params["To"] = json_to

    params["PageToken"] = page_token

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{organization_id}/invoices".format(
            organization_id=quote(str(organization_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> InvoiceListResponse | None:
    if status_code == 200:
        response_200 = InvoiceListResponse.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[InvoiceListResponse]:
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
    *,
    client: AuthenticatedClient,
    status: InvoiceStatus | Unset = UNSET,
    type_: InvoiceType | Unset = UNSET,
    invoice_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    from_: datetime.date | datetime.datetime | Unset = UNSET,
    to: datetime.date | datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> Response[InvoiceListResponse]:
    """GetInvoicesByOrganization

     Lists an organization's invoices.

    Args:
        organization_id (UUID):
        status (InvoiceStatus | Unset):
        type_ (InvoiceType | Unset):
        invoice_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        customer_number (str | Unset):
        from_ (datetime.date | datetime.datetime | Unset):
        to (datetime.date | datetime.datetime | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoiceListResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        status=status,
        type_=type_,
        invoice_number=invoice_number,
        unique_source_invoice_id=unique_source_invoice_id,
        customer_number=customer_number,
        from_=from_,
        to=to,
        page_token=page_token,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    status: InvoiceStatus | Unset = UNSET,
    type_: InvoiceType | Unset = UNSET,
    invoice_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    from_: datetime.date | datetime.datetime | Unset = UNSET,
    to: datetime.date | datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> InvoiceListResponse | None:
    """GetInvoicesByOrganization

     Lists an organization's invoices.

    Args:
        organization_id (UUID):
        status (InvoiceStatus | Unset):
        type_ (InvoiceType | Unset):
        invoice_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        customer_number (str | Unset):
        from_ (datetime.date | datetime.datetime | Unset):
        to (datetime.date | datetime.datetime | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoiceListResponse
    """

    return sync_detailed(
        organization_id=organization_id,
        client=client,
        status=status,
        type_=type_,
        invoice_number=invoice_number,
        unique_source_invoice_id=unique_source_invoice_id,
        customer_number=customer_number,
        from_=from_,
        to=to,
        page_token=page_token,
    ).parsed


async def asyncio_detailed(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    status: InvoiceStatus | Unset = UNSET,
    type_: InvoiceType | Unset = UNSET,
    invoice_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    from_: datetime.date | datetime.datetime | Unset = UNSET,
    to: datetime.date | datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> Response[InvoiceListResponse]:
    """GetInvoicesByOrganization

     Lists an organization's invoices.

    Args:
        organization_id (UUID):
        status (InvoiceStatus | Unset):
        type_ (InvoiceType | Unset):
        invoice_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        customer_number (str | Unset):
        from_ (datetime.date | datetime.datetime | Unset):
        to (datetime.date | datetime.datetime | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoiceListResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        status=status,
        type_=type_,
        invoice_number=invoice_number,
        unique_source_invoice_id=unique_source_invoice_id,
        customer_number=customer_number,
        from_=from_,
        to=to,
        page_token=page_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    status: InvoiceStatus | Unset = UNSET,
    type_: InvoiceType | Unset = UNSET,
    invoice_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    from_: datetime.date | datetime.datetime | Unset = UNSET,
    to: datetime.date | datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> InvoiceListResponse | None:
    """GetInvoicesByOrganization

     Lists an organization's invoices.

    Args:
        organization_id (UUID):
        status (InvoiceStatus | Unset):
        type_ (InvoiceType | Unset):
        invoice_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        customer_number (str | Unset):
        from_ (datetime.date | datetime.datetime | Unset):
        to (datetime.date | datetime.datetime | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoiceListResponse
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            client=client,
            status=status,
            type_=type_,
            invoice_number=invoice_number,
            unique_source_invoice_id=unique_source_invoice_id,
            customer_number=customer_number,
            from_=from_,
            to=to,
            page_token=page_token,
        )
    ).parsed
