"""What the faces do by themselves: the open data, every night."""

from datetime import datetime

from linli.faces.web.actions import open_data


def write_open_data(at: datetime) -> int:
    """Write the open data anew."""
    return open_data.write(at=at)
