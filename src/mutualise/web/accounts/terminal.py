"""What mail looks like where it is not sent: in the terminal of whoever runs the site."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_RULE: Final = "-" * 60


class TerminalBackend(BaseEmailBackend):
    """Shows mail in the terminal where the site runs, for whoever runs it for themselves alone."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Print each in one piece, so that two workers do not mix their lines."""
        for message in email_messages:
            lines = (
                _RULE,
                "No mail server is set up, so this mail is shown here.",
                f"To: {', '.join(message.to)}",
                f"Subject: {message.subject}",
                "",
                str(message.body).strip(),
                _RULE,
            )
            sys.stdout.write("\n".join(lines) + "\n")
            sys.stdout.flush()
        return len(email_messages)
