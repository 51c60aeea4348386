"""Where the legacy API is, and how one is let in.

No page names a host of it, so that the address comes from the setting `autocollect_url` and from nowhere else. The oldest page shows Basic
authentication, later ones a bearer token: whoever has a name and a password for it sets `autocollect_user` and `autocollect_password`; for
everybody else the client's own token is sent.

Page: https://docs.amili.dev/webapiapibatch-3939033e0
"""

from __future__ import annotations

import re
from base64 import b64encode

from attrs import field, frozen

from amili_ext.config import Settings, checked_url
from amili_ext.errors import ConfigurationError
from amili_ext.secret import Secret

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@frozen
class Access:
    """How one reaches the legacy API.

    Attributes:
        url: its base address without a final slash.
        basic: what follows the word Basic in the Authorization header; None to send the client's token instead.
    """

    url: str
    basic: Secret | None = field(default=None, repr=False)


def read_access(settings: Settings) -> Access | None:
    """What the settings say; None if they give no address.

    Raises:
        ConfigurationError: the address is unusable, or the name and the password are not what HTTP can carry.
    """
    url = settings.get("autocollect_url")
    user, password = settings.get("autocollect_user"), settings.get("autocollect_password")
    if bool(user) != bool(password):
        raise ConfigurationError("autocollect_user and autocollect_password go together; one of them is missing")
    if not url:
        return None
    return Access(checked_url("autocollect_url", url), _basic(user, password) if user and password else None)


def _basic(user: str, password: str) -> Secret:
    # RFC 7617: the first colon ends the name, and control characters are not allowed in either.
    if ":" in user or _CONTROL.search(user + password):
        raise ConfigurationError("autocollect_user must have no colon in it, and neither it nor autocollect_password a control character")
    return Secret(b64encode(f"{user}:{password}".encode()).decode())
