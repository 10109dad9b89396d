"""Verifies signatures as receivers do, written from the senders' documents and with Python's own hmac alone.

Standard input: a JSON array of {"scheme", "secret", "headers": [[name, value]], "body": base64}. Standard output: for each
a line, "valid", or "invalid" and why.
"""

import base64
import hashlib
import hmac
import json
import sys
import time

TOLERANCE = 300


def verified(request):
    headers = {}
    for name, value in request["headers"]:
        headers.setdefault(name.lower(), []).append(value)
    body = base64.b64decode(request["body"])
    secret = request["secret"]

    def header(name):
        values = headers.get(name, [])
        if len(values) != 1:
            raise ValueError(f"{len(values)} lines of {name}")
        return values[0]

    def mac(key, message):
        return hmac.new(key, message, hashlib.sha256)

    def timely(seconds):
        if abs(time.time() - int(seconds)) > TOLERANCE:
            raise ValueError(f"signed at {seconds}")

    def same(one, other):
        if not hmac.compare_digest(one, other):
            raise ValueError("another signature")

    scheme = request["scheme"]
    if scheme == "authgear":
        same(header("x-authgear-body-signature"), mac(secret.encode(), body).hexdigest())
    elif scheme == "github":
        same(header("x-hub-signature-256"), "sha256=" + mac(secret.encode(), body).hexdigest())
    elif scheme == "stripe":
        parts = dict(part.split("=", 1) for part in header("stripe-signature").split(","))
        timely(parts["t"])
        same(parts["v1"], mac(secret.encode(), parts["t"].encode() + b"." + body).hexdigest())
    elif scheme == "standard_webhooks":
        seconds = header("webhook-timestamp")
        timely(seconds)
        key = base64.b64decode(secret.removeprefix("whsec_"))
        message = f"{header('webhook-id')}.{seconds}.".encode() + body
        expected = "v1," + base64.b64encode(mac(key, message).digest()).decode()
        same(header("webhook-signature"), expected)
    else:
        raise ValueError(f"no scheme {scheme}")


for request in json.load(sys.stdin):
    try:
        verified(request)
        print("valid")
    except (KeyError, ValueError) as error:
        print("invalid", error)
