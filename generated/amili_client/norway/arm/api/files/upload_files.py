from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.upload_files_request import UploadFilesRequest
from ...models.write_result import WriteResult
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(207, 208),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(422, 423),
)

OPERATION = "uploadFiles"
PATH = "/clients/{clientno}/files"
UNVERIFIED = "(low confidence) method, path and that the body is JSON are documented; that it is a list called files beside the metadata, each with fileName, fileType and fileContent in base64, is a guess"


def build_request(
    clientno: int,
    *,
    body: UploadFilesRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/clients/{clientno}/files".format(
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

    if status_code == 207:
        response_207 = WriteResult.from_dict(decode_json(content))

        return response_207

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
    body: UploadFilesRequest,
) -> Response[WriteResult]:
    """POST (upload) one or more OS files

     Uploads files of the operating system, as JSON and not as a form. Which types of files may be
    uploaded is configured for each ARM client.

    Unverified: (low confidence) method, path and that the body is JSON are documented; that it is a
    list called files beside the metadata, each with fileName, fileType and fileContent in base64, is a
    guess

    Args:
        clientno (int):
        body (UploadFilesRequest):

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
    body: UploadFilesRequest,
) -> WriteResult | None:
    """POST (upload) one or more OS files

     Uploads files of the operating system, as JSON and not as a form. Which types of files may be
    uploaded is configured for each ARM client.

    Unverified: (low confidence) method, path and that the body is JSON are documented; that it is a
    list called files beside the metadata, each with fileName, fileType and fileContent in base64, is a
    guess

    Args:
        clientno (int):
        body (UploadFilesRequest):

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
    body: UploadFilesRequest,
) -> Response[WriteResult]:
    """POST (upload) one or more OS files

     Uploads files of the operating system, as JSON and not as a form. Which types of files may be
    uploaded is configured for each ARM client.

    Unverified: (low confidence) method, path and that the body is JSON are documented; that it is a
    list called files beside the metadata, each with fileName, fileType and fileContent in base64, is a
    guess

    Args:
        clientno (int):
        body (UploadFilesRequest):

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
    body: UploadFilesRequest,
) -> WriteResult | None:
    """POST (upload) one or more OS files

     Uploads files of the operating system, as JSON and not as a form. Which types of files may be
    uploaded is configured for each ARM client.

    Unverified: (low confidence) method, path and that the body is JSON are documented; that it is a
    list called files beside the metadata, each with fileName, fileType and fileContent in base64, is a
    guess

    Args:
        clientno (int):
        body (UploadFilesRequest):

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
