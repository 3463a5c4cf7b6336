"""A small OpenID Connect issuer on this machine: discovery, authorisation with PKCE, tokens signed with RS256, keys.

It can be made to lie: `issuer.lies` names claims of the ID token that it says otherwise.
"""

import base64
import json
import secrets
import threading
import time
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "wholefile", "known to both"


class Issuer(BaseHTTPRequestHandler):
    """One request to the issuer."""

    def do_GET(self):
        asked, said = urlsplit(self.path), parse_qs(urlsplit(self.path).query)
        told = self.server
        if asked.path == "/.well-known/openid-configuration":
            self.answer(
                {
                    "issuer": told.says,
                    "authorization_endpoint": f"{told.url}/authorize",
                    "token_endpoint": f"{told.url}/token",
                    "userinfo_endpoint": f"{told.url}/userinfo",
                    "jwks_uri": f"{told.url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif asked.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(told.key.public_key()))
            self.answer({"keys": [{**key, "kid": "1", "use": "sig", "alg": "RS256"}]})
        elif asked.path == "/authorize":
            code = secrets.token_urlsafe()
            told.codes[code] = {name: values[0] for name, values in said.items()}
            back = urlencode({"code": code, "state": said["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{said['redirect_uri'][0]}?{back}")
            self.end_headers()

    def do_POST(self):
        told = self.server
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        said = {name: values[0] for name, values in parse_qs(body).items()}
        asked = told.codes.pop(said.get("code"), None)
        challenge = base64.urlsafe_b64encode(sha256(said.get("code_verifier", "").encode()).digest())
        if (
            not asked
            or asked["code_challenge"] != challenge.decode().rstrip("=")
            or said["client_secret"] != SECRET
        ):
            self.answer({"error": "invalid_grant"}, 400)
            return
        claims = {
            "iss": told.url,
            "sub": told.subject,
            "aud": CLIENT,
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
            "email": "custodian@office.example",
            "email_verified": True,
            **told.lies,
        }
        signed = jwt.encode(claims, told.signs or told.key, algorithm="RS256", headers={"kid": "1"})
        self.answer({"access_token": "opens nothing", "token_type": "Bearer", "id_token": signed})

    def answer(self, told, status=200):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def issuing():
    """The issuer on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Issuer) as server:
        server.url = server.says = f"http://localhost:{server.server_port}"
        server.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        server.subject, server.lies, server.codes, server.signs = "0042", {}, {}, None
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
