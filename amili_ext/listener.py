"""A socket that listens, for the servers of this package: the sandbox, and `amili webhooks listen`."""

from __future__ import annotations

import socket

from amili_ext.errors import ConfigurationError


def listen_on(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on; port 0 takes a free one.

    Raises:
        ConfigurationError: the port is taken, or there is no such host.
    """
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise ConfigurationError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    except UnicodeError as error:
        raise ConfigurationError(f"cannot listen on {host}:{port}: that is no name of a host") from error
    # Connections inherit this. Without it each answer is 40 ms late, and asyncio sets it only on sockets that were made in another way.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def url_of(listener: socket.socket) -> str:
    """Its base URL, such as `http://127.0.0.1:49152`."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
