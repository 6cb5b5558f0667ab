"""Options of the sockets: probes that notice a dead peer during a long silence."""

from __future__ import annotations

import socket

IDLE, INTERVAL, COUNT = 60, 30, 6


def socket_options() -> list[tuple[int, int, int]]:
    """Keep-alive probes after a minute of silence, as far as the system knows them.

    Returns:
        Level, name and value of each option.
    """
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    wanted = {"TCP_KEEPIDLE": IDLE, "TCP_KEEPINTVL": INTERVAL, "TCP_KEEPCNT": COUNT}
    for name, value in wanted.items():
        option = getattr(socket, name, None)
        if option is not None:
            options.append((socket.IPPROTO_TCP, option, value))
    return options
