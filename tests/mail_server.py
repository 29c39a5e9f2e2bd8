"""A mail server for tests: takes letters, or refuses them with the answer it was given."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """Where it listens, what it took, and what it says to the address of a letter."""

    port: int = 0
    letters: list[str] = field(default_factory=list)
    answer: str = "250 OK"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that speaks just enough SMTP."""
    post = MailServer()

    class Talk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 ready")
            while line := self.rfile.readline().decode().strip():
                word = line.split()[0].upper()
                if word == "DATA":
                    self.say("354 go on")
                    post.letters.append(self.letter())
                    self.say("250 OK")
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say(post.answer if word == "RCPT" else "250 OK")

        def letter(self) -> str:
            lines = []
            while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                lines.append(line)
            return "\n".join(lines)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Talk) as server:
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield post
        finally:
            server.shutdown()
