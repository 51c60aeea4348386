import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json, write_datetime

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.case_list_response import CaseListResponse
from ...models.case_status import CaseStatus
from ...models.case_type import CaseType
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getCasesByOrganization"
PATH = "/orgs/{organizationId}/cases"


def build_request(
    organization_id: UUID,
    *,
    status: CaseStatus | Unset = UNSET,
    type_: CaseType | Unset = UNSET,
    case_number: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    search_term: str | Unset = UNSET,
    from_created_at: datetime.datetime | Unset = UNSET,
    to_created_at: datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
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

    params["CaseNumber"] = case_number

    params["CustomerNumber"] = customer_number

    params["UniqueSourceInvoiceId"] = unique_source_invoice_id

    params["SearchTerm"] = search_term

    json_from_created_at: str | Unset = UNSET
    if not isinstance(from_created_at, Unset):
        json_from_created_at = write_datetime(from_created_at)
    params["FromCreatedAt"] = json_from_created_at

    json_to_created_at: str | Unset = UNSET
    if not isinstance(to_created_at, Unset):
        json_to_created_at = write_datetime(to_created_at)
    params["ToCreatedAt"] = json_to_created_at

    params["PageToken"] = page_token

    params["PageSize"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{organization_id}/cases".format(
            organization_id=quote(str(organization_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> CaseListResponse | None:
    if status_code == 200:
        response_200 = CaseListResponse.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CaseListResponse]:
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
    status: CaseStatus | Unset = UNSET,
    type_: CaseType | Unset = UNSET,
    case_number: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    search_term: str | Unset = UNSET,
    from_created_at: datetime.datetime | Unset = UNSET,
    to_created_at: datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> Response[CaseListResponse]:
    """GetCasesByOrganization

     Lists an organization's cases.

    Args:
        organization_id (UUID):
        status (CaseStatus | Unset):
        type_ (CaseType | Unset):
        case_number (str | Unset):
        customer_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        search_term (str | Unset):
        from_created_at (datetime.datetime | Unset):
        to_created_at (datetime.datetime | Unset):
        page_token (str | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CaseListResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        status=status,
        type_=type_,
        case_number=case_number,
        customer_number=customer_number,
        unique_source_invoice_id=unique_source_invoice_id,
        search_term=search_term,
        from_created_at=from_created_at,
        to_created_at=to_created_at,
        page_token=page_token,
        page_size=page_size,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    status: CaseStatus | Unset = UNSET,
    type_: CaseType | Unset = UNSET,
    case_number: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    search_term: str | Unset = UNSET,
    from_created_at: datetime.datetime | Unset = UNSET,
    to_created_at: datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> CaseListResponse | None:
    """GetCasesByOrganization

     Lists an organization's cases.

    Args:
        organization_id (UUID):
        status (CaseStatus | Unset):
        type_ (CaseType | Unset):
        case_number (str | Unset):
        customer_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        search_term (str | Unset):
        from_created_at (datetime.datetime | Unset):
        to_created_at (datetime.datetime | Unset):
        page_token (str | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CaseListResponse
    """

    return sync_detailed(
        organization_id=organization_id,
        client=client,
        status=status,
        type_=type_,
        case_number=case_number,
        customer_number=customer_number,
        unique_source_invoice_id=unique_source_invoice_id,
        search_term=search_term,
        from_created_at=from_created_at,
        to_created_at=to_created_at,
        page_token=page_token,
        page_size=page_size,
    ).parsed


async def asyncio_detailed(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    status: CaseStatus | Unset = UNSET,
    type_: CaseType | Unset = UNSET,
    case_number: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    search_term: str | Unset = UNSET,
    from_created_at: datetime.datetime | Unset = UNSET,
    to_created_at: datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> Response[CaseListResponse]:
    """GetCasesByOrganization

     Lists an organization's cases.

    Args:
        organization_id (UUID):
        status (CaseStatus | Unset):
        type_ (CaseType | Unset):
        case_number (str | Unset):
        customer_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        search_term (str | Unset):
        from_created_at (datetime.datetime | Unset):
        to_created_at (datetime.datetime | Unset):
        page_token (str | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CaseListResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        status=status,
        type_=type_,
        case_number=case_number,
        customer_number=customer_number,
        unique_source_invoice_id=unique_source_invoice_id,
        search_term=search_term,
        from_created_at=from_created_at,
        to_created_at=to_created_at,
        page_token=page_token,
        page_size=page_size,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    status: CaseStatus | Unset = UNSET,
    type_: CaseType | Unset = UNSET,
    case_number: str | Unset = UNSET,
    customer_number: str | Unset = UNSET,
    unique_source_invoice_id: str | Unset = UNSET,
    search_term: str | Unset = UNSET,
    from_created_at: datetime.datetime | Unset = UNSET,
    to_created_at: datetime.datetime | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> CaseListResponse | None:
    """GetCasesByOrganization

     Lists an organization's cases.

    Args:
        organization_id (UUID):
        status (CaseStatus | Unset):
        type_ (CaseType | Unset):
        case_number (str | Unset):
        customer_number (str | Unset):
        unique_source_invoice_id (str | Unset):
        search_term (str | Unset):
        from_created_at (datetime.datetime | Unset):
        to_created_at (datetime.datetime | Unset):
        page_token (str | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CaseListResponse
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            client=client,
            status=status,
            type_=type_,
            case_number=case_number,
            customer_number=customer_number,
            unique_source_invoice_id=unique_source_invoice_id,
            search_term=search_term,
            from_created_at=from_created_at,
            to_created_at=to_created_at,
            page_token=page_token,
            page_size=page_size,
        )
    ).parsed
