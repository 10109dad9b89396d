"""mitmweb as a receiver for `cargo xtask bench ingest`: answers every request with `{}` and stores it as a flow."""

from mitmproxy import http


def request(flow: http.HTTPFlow) -> None:
    flow.response = http.Response.make(200, b"{}", {"content-type": "application/json"})
