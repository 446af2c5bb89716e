"""A sign-in provider of our own on a loopback port: a good one, and one that cheats in many ways."""

import base64
import hashlib
import hmac
import json
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET = "accord-client", "s3cret-of-the-client"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@cache
def _key(_whose):
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Says yes to everybody who asks; ``claims``, ``header`` and the switches below spoil it."""

    def __init__(self):
        self.key, self.other_key = _key("own"), _key("a stranger's")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.subject = "subject-1"
        self.reset()

    def reset(self):
        self.codes, self.asked, self.tokens = {}, [], 0
        self.claims, self.dropped, self.header = {}, (), {"kid": "k1"}
        self.sign = self.honest
        self.issuer = self.url
        self.takes_codes_twice = False

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    def settings(self):
        app = {
            "provider_id": "oidc", "name": "Larkwater", "client_id": CLIENT, "secret": SECRET,
            "settings": {"server_url": self.url},
        }  # fmt: skip
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    # How a token may be signed -------------------------------------------------------------------
    def honest(self, claims):
        return jwt.encode(claims, self.key, algorithm="RS256", headers=self.header)

    def strangers_key(self, claims):
        return jwt.encode(claims, self.other_key, algorithm="RS256", headers=self.header)

    def unsigned(self, claims):
        return self._by_hand(claims, "none", lambda _said: b"")

    def public_key_as_secret(self, claims):
        pem = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return self._by_hand(
            claims, "HS256", lambda said: hmac.new(pem, said, hashlib.sha256).digest()
        )

    def client_secret_as_key(self, claims):
        return self._by_hand(
            claims, "HS256", lambda said: hmac.new(SECRET.encode(), said, hashlib.sha256).digest()
        )

    def torn(self, claims):
        return self.honest(claims)[:-6] + "AAAAAA"

    def swapped(self, claims):
        """Put other claims under an honest signature."""
        head, _body, signature = self.honest(claims).split(".")
        return f"{head}.{encoded(json.dumps(claims | {'sub': 'admin'}).encode())}.{signature}"

    def _by_hand(self, claims, algorithm, sign):
        head = encoded(json.dumps({"alg": algorithm, "typ": "JWT", **self.header}).encode())
        said = f"{head}.{encoded(json.dumps(claims).encode())}"
        return f"{said}.{encoded(sign(said.encode()))}"

    # What it answers -----------------------------------------------------------------------------
    def configuration(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "k1", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked):
        self.asked.append(asked)
        code = token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked.get("state", "")})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, said):
        asked = self.codes.get(said.get("code", ""))
        if not self.takes_codes_twice:
            self.codes.pop(said.get("code", ""), None)
        if asked is None or (said["client_id"], said["client_secret"]) != (CLIENT, SECRET):
            return None
        proof = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        if asked.get("code_challenge") != encoded(proof):
            return None
        self.tokens += 1
        now = int(time.time())
        claims = {
            "iss": self.url, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked.get("nonce"), "email": "anna@example.org", "name": "Anna",
        } | self.claims  # fmt: skip
        claims = {name: value for name, value in claims.items() if name not in self.dropped}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}


def _handler(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
                return
            known = {
                "/.well-known/openid-configuration": provider.configuration,
                "/keys": provider.keys,
            }
            self._answer(known[parts.path]() if parts.path in known else None)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            said = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(provider.token(said))

        def _answer(self, said):
            body = json.dumps(said or {"error": "invalid_grant"}).encode()
            self.send_response(200 if said else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    return Handler
