"""A mail server for tests that encrypts and wants a password; its certificate is its own."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class SecureMailServer:
    """Where it listens and what it saw."""

    certificate: Path
    port: int = 0
    letters: list[str] = field(default_factory=list)
    # Each word that came, and whether it came encrypted.
    heard: list[tuple[str, bool]] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)


class Talk(socketserver.BaseRequestHandler):
    """One conversation."""

    server: Server
    request: Any
    secure = False

    def handle(self) -> None:
        try:
            if self.server.from_the_start:
                self.encrypt()
            self.listen()
        except OSError:
            # Whoever does not trust the certificate goes away.
            return
        finally:
            self.request.close()

    def encrypt(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.secure = True

    def say(self, line: str) -> None:
        self.request.sendall(f"{line}\r\n".encode())

    def lines(self) -> Iterator[str]:
        while line := self.line():
            yield line

    def line(self) -> str:
        taken = b""
        while not taken.endswith(b"\r\n"):
            piece = self.request.recv(1)
            if not piece:
                return ""
            taken += piece
        return taken.decode().rstrip("\r\n") or " "

    def listen(self) -> None:
        seen = self.server.seen
        self.say("220 ready")
        for line in self.lines():
            word, _, rest = line.partition(" ")
            seen.heard.append((word.upper(), self.secure))
            match word.upper():
                case "EHLO":
                    offer = "AUTH PLAIN" if self.secure else "STARTTLS"
                    self.say(f"250-hello\r\n250 {offer}")
                case "STARTTLS":
                    self.say("220 go on")
                    self.encrypt()
                case "AUTH":
                    seen.passwords.append(base64.b64decode(rest.split()[1]).decode())
                    self.say("235 OK")
                case "DATA":
                    self.say("354 go on")
                    seen.letters.append("\n".join(iter(self.line, ".")))
                    self.say("250 OK")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 OK")


class Server(socketserver.ThreadingTCPServer):
    """Listens on a port that the system chooses."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, seen: SecureMailServer, key: Path, *, from_the_start: bool) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.seen, self.from_the_start = seen, from_the_start
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(seen.certificate, key)
        seen.port = self.server_address[1]


@contextmanager
def secure_mail_server(folder: Path, *, from_the_start: bool) -> Iterator[SecureMailServer]:
    """Encrypted from the start, or once it is asked to."""
    certificate, key = make_certificate(folder)
    seen = SecureMailServer(certificate)
    with Server(seen, key, from_the_start=from_the_start) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield seen
        finally:
            server.shutdown()


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """For 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail for a test")])
    now = dt.datetime.now(dt.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file
