"""A passkey device in software: honest by default, and able to lie about everything it signs."""

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Device:
    def __init__(self, origin, rp_id="localhost"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.origin, self.rp_id = origin, rp_id
        self.counter, self.flags, self.user = 0, PRESENT | VERIFIED, ""

    def create(self, options):
        """Answer the question of the page that adds a passkey."""
        asked = options["publicKey"]
        self.user = asked["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {
            1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big"),
        }  # fmt: skip
        about = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(public)
        data = self._data(ATTESTED) + about
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", asked["challenge"])
        return self._credential({"clientDataJSON": text(said), "attestationObject": text(attested)})

    def get(self, options):
        """Answer the question of a page that wants to know who is there."""
        self.counter += 1
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        data = self._data()
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._credential(
            {
                "clientDataJSON": text(said), "authenticatorData": text(data),
                "signature": text(signature), "userHandle": self.user,
            }
        )  # fmt: skip

    def _data(self, more=0):
        rp = hashlib.sha256(self.rp_id.encode()).digest()
        return rp + bytes([self.flags | more]) + struct.pack(">I", self.counter)

    def _said(self, kind, challenge):
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _credential(self, response):
        return json.dumps(
            {
                "id": text(self.id), "rawId": text(self.id), "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}}, "response": response,
            }
        )  # fmt: skip
