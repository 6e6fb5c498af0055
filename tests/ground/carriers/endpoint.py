"""An endpoint that stands where a carrier does: checks signature and shape as the carrier's documentation demands."""

import hashlib
import hmac
import json
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

FAULTY = {"half": b'{"Co', "garbled": b"<html>", "broken": b"<html>", "empty": b"{}"}
KEY_ID, SECRET = "LTAIexample", "a secret that only both sides know"


@dataclass
class Endpoint:
    """A running endpoint: its address, what it took, and what it answers next.

    `fails` is how it fails once it has read the request: silent, gone, half, garbled, broken (502) or empty.
    """

    address: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    refuse_with: str = ""
    fails: str = ""
    let_go: threading.Event = field(default_factory=threading.Event)


def sha(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def parts_of(written: str) -> dict[str, str]:
    """The named parts of an Authorization header."""
    return dict(re.findall(r"(\w+)=([^,\s]+)", written))


def lines_of(headers: Any, signed: str) -> str:
    return "".join(f"{name}:{headers[name].strip()}\n" for name in signed.split(";"))


def as_aliyun(request: Any, body: bytes) -> tuple[str, dict[str, Any]]:
    """Signature V3: help.aliyun.com/document_detail/2712558.html, ACS3-HMAC-SHA256 over method, query and headers."""
    parts, headers, url = parts_of(request.headers["Authorization"]), request.headers, urlsplit(request.path)
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    query = "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(asked.items()))
    signed = parts["SignedHeaders"]
    canonical = f"{request.command}\n{url.path}\n{query}\n{lines_of(headers, signed)}\n{signed}\n{sha(body)}"
    right = mac(SECRET.encode(), f"ACS3-HMAC-SHA256\n{sha(canonical.encode())}").hex()
    named = (headers["x-acs-action"], headers["x-acs-version"], headers["x-acs-content-sha256"])
    wrong = [
        words
        for words, is_so in (
            ("signature", parts["Signature"] != right),
            ("credential", parts["Credential"] != KEY_ID),
            ("action", named != ("SendSms", "2017-05-25", sha(body))),
            ("nonce", not headers["x-acs-signature-nonce"] or not headers["x-acs-date"]),
            ("unsigned", not {"host", "x-acs-action", "x-acs-date"} <= set(signed.split(";"))),
            ("shape", set(asked) != {"PhoneNumbers", "SignName", "TemplateCode", "TemplateParam"}),
        )
        if is_so
    ]
    return " ".join(wrong), asked


def as_tencent(request: Any, body: bytes) -> tuple[str, dict[str, Any]]:
    """Signature v3: cloud.tencent.com/document/api/382/52072, TC3-HMAC-SHA256 with a key derived for the day."""
    headers = request.headers
    parts, asked = parts_of(headers["Authorization"]), json.loads(body)
    signed, (who, day, service, end) = parts["SignedHeaders"], parts["Credential"].split("/")
    canonical = f"POST\n/\n\n{lines_of(headers, signed)}\n{signed}\n{sha(body)}"
    text = f"TC3-HMAC-SHA256\n{headers['X-TC-Timestamp']}\n{day}/{service}/{end}\n{sha(canonical.encode())}"
    key = mac(mac(mac(f"TC3{SECRET}".encode(), day), service), end)
    named = (headers["X-TC-Action"], headers["X-TC-Version"], headers["X-TC-Region"])
    needed = {"SmsSdkAppId", "SignName", "TemplateId", "TemplateParamSet", "PhoneNumberSet"}
    wrong = [
        words
        for words, is_so in (
            ("signature", parts["Signature"] != mac(key, text).hex()),
            ("credential", (who, service, end) != (KEY_ID, "sms", "tc3_request")),
            ("action", named != ("SendSms", "2021-01-11", "ap-guangzhou")),
            ("unsigned", not {"content-type", "host"} <= set(signed.split(";"))),
            ("shape", set(asked) != needed or not isinstance(asked["PhoneNumberSet"], list)),
        )
        if is_so
    ]
    return " ".join(wrong), asked


def aliyun_answer(refusal: str) -> dict[str, Any]:
    return {"Code": refusal or "OK", "Message": refusal or "OK", "RequestId": "1", "BizId": "2"}


def tencent_answer(refusal: str) -> dict[str, Any]:
    status = {"SerialNo": "1", "PhoneNumber": "+8613", "Fee": 1, "SessionContext": "", "IsoCode": "CN"}
    code = {"Code": refusal or "Ok", "Message": refusal or "send success"}
    return {"Response": {"SendStatusSet": [status | code], "RequestId": "1"}}


@contextmanager
def standing(check: Any, answer: Any) -> Iterator[Endpoint]:
    """Run an endpoint on a free port of this machine, in a thread; Tencent answers refusals too with a 200."""
    known, refused_by = Endpoint(), 403 if check is as_aliyun else 200

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            wrong, asked = check(self, body)
            known.taken.append(asked)
            known.complaints.extend([wrong] if wrong else [])
            fails = known.fails
            if fails == "silent":
                known.let_go.wait(30)
            if fails in {"silent", "gone"}:
                return
            out = FAULTY.get(fails) or json.dumps(answer(known.refuse_with)).encode()
            self.send_response(502 if fails == "broken" else refused_by if wrong else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(out) + 50 * (fails == "half")))
            self.end_headers()
            self.wfile.write(out)

        def log_message(self, *_words: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    known.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        known.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def another_house(folder: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Stand on a free port with a certificate nobody trusts; give the address and every byte read inside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + timedelta(days=9_000))
    pem = made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    pem += key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "pem").write_bytes(pem)
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(folder / "pem")
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            with (
                suppress(OSError),
                door.accept()[0] as coming,
                inside.wrap_socket(coming, server_side=True) as kept,
            ):
                heard.extend(filter(None, [kept.recv(1)]))

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{door.getsockname()[1]}", heard
        thread.join(5)
