"""mitmweb as a receiver for `cargo xtask bench ingest`: every request is answered `{}` and kept as a flow."""

from mitmproxy import http


def request(flow: http.HTTPFlow) -> None:
    flow.response = http.Response.make(200, b"{}", {"content-type": "application/json"})
