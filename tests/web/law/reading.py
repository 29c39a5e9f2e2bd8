"""Pages as a person reads them."""

import re
from html import unescape


def read(client, address):
    """The words of a page, its tags taken out."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
