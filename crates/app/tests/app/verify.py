"""Verifies signatures like receivers do.

The script follows the senders' documentation and uses only Python's hmac module, so it is independent of Hookglass.

Standard input: a JSON array of {"scheme", "secret", "headers": [[name, value]], "body": base64}.
Standard output: one line for each request, "valid", or "invalid" and the reason.
"""

import base64
import hashlib
import hmac
import json
import sys
import time

# Seconds between the time of a signature and now.
TOLERANCE = 300


def verify(request):
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

    def check_time(seconds):
        if abs(time.time() - int(seconds)) > TOLERANCE:
            raise ValueError(f"signed at {seconds}")

    def check_equal(received, expected):
        if not hmac.compare_digest(received, expected):
            raise ValueError("wrong signature")

    scheme = request["scheme"]
    if scheme == "authgear":
        check_equal(header("x-authgear-body-signature"), mac(secret.encode(), body).hexdigest())
    elif scheme == "github":
        check_equal(header("x-hub-signature-256"), "sha256=" + mac(secret.encode(), body).hexdigest())
    elif scheme == "stripe":
        parts = dict(part.split("=", 1) for part in header("stripe-signature").split(","))
        check_time(parts["t"])
        check_equal(parts["v1"], mac(secret.encode(), parts["t"].encode() + b"." + body).hexdigest())
    elif scheme == "standard_webhooks":
        seconds = header("webhook-timestamp")
        check_time(seconds)
        key = base64.b64decode(secret.removeprefix("whsec_"))
        message = f"{header('webhook-id')}.{seconds}.".encode() + body
        expected = "v1," + base64.b64encode(mac(key, message).digest()).decode()
        check_equal(header("webhook-signature"), expected)
    else:
        raise ValueError(f"unknown scheme {scheme}")


for request in json.load(sys.stdin):
    try:
        verify(request)
        print("valid")
    except (KeyError, ValueError) as error:
        print("invalid", error)
