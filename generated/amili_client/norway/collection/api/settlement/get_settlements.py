import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json, write_date

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.settlement_list_response import SettlementListResponse
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(409, 410),
    range(422, 423),
    range(423, 424),
    range(429, 430),
    range(500, 501),
    range(501, 502),
    range(502, 503),
    range(503, 504),
)

OPERATION = "getSettlements"
PATH = "/orgs/{organizationId}/settlements"


def build_request(
    organization_id: UUID,
    *,
    from_date: datetime.date | Unset = UNSET,
    to_date: datetime.date | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_from_date: str | Unset = UNSET
    if not isinstance(from_date, Unset):
        json_from_date = write_date(from_date)
    params["fromDate"] = json_from_date

    json_to_date: str | Unset = UNSET
    if not isinstance(to_date, Unset):
        json_to_date = write_date(to_date)
    params["toDate"] = json_to_date

    params["pageSize"] = page_size

    params["pageToken"] = page_token

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{organization_id}/settlements".format(
            organization_id=quote(str(organization_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> SettlementListResponse | None:
    if status_code == 200:
        response_200 = SettlementListResponse.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SettlementListResponse]:
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
    from_date: datetime.date | Unset = UNSET,
    to_date: datetime.date | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> Response[SettlementListResponse]:
    """GetSettlements

     Lists an organization's settlements. Note that these parameters begin with a small letter.

    Args:
        organization_id (UUID):
        from_date (datetime.date | Unset):
        to_date (datetime.date | Unset):
        page_size (int | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SettlementListResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        from_date=from_date,
        to_date=to_date,
        page_size=page_size,
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
    from_date: datetime.date | Unset = UNSET,
    to_date: datetime.date | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> SettlementListResponse | None:
    """GetSettlements

     Lists an organization's settlements. Note that these parameters begin with a small letter.

    Args:
        organization_id (UUID):
        from_date (datetime.date | Unset):
        to_date (datetime.date | Unset):
        page_size (int | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SettlementListResponse
    """

    return sync_detailed(
        organization_id=organization_id,
        client=client,
        from_date=from_date,
        to_date=to_date,
        page_size=page_size,
        page_token=page_token,
    ).parsed


async def asyncio_detailed(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    from_date: datetime.date | Unset = UNSET,
    to_date: datetime.date | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> Response[SettlementListResponse]:
    """GetSettlements

     Lists an organization's settlements. Note that these parameters begin with a small letter.

    Args:
        organization_id (UUID):
        from_date (datetime.date | Unset):
        to_date (datetime.date | Unset):
        page_size (int | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SettlementListResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        from_date=from_date,
        to_date=to_date,
        page_size=page_size,
        page_token=page_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    from_date: datetime.date | Unset = UNSET,
    to_date: datetime.date | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> SettlementListResponse | None:
    """GetSettlements

     Lists an organization's settlements. Note that these parameters begin with a small letter.

    Args:
        organization_id (UUID):
        from_date (datetime.date | Unset):
        to_date (datetime.date | Unset):
        page_size (int | Unset):
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SettlementListResponse
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            client=client,
            from_date=from_date,
            to_date=to_date,
            page_size=page_size,
            page_token=page_token,
        )
    ).parsed
