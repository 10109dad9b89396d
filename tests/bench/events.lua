-- The load of `cargo xtask bench ingest`, for wrk: events like an identity provider's, each with an id of its own, padded to
-- the size that is asked for. The last line it prints is what the command reads.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local words = "alpine bronze copper delta ember falcon garnet harbor indigo juniper kettle lantern meadow nectar "

function init(args)
  local size = tonumber(args[1])
  made = 0
  -- What stands around the id, the number and the user takes 260 bytes.
  local padding = string.rep(words, math.floor(size / #words) + 1):sub(1, math.max(size - 260, 0))
  tail = '","standard_attributes":{"email":"ada@example.com","email_verified":true},"custom_attributes":{"note":"'
    .. padding .. '"}}},"context":{"timestamp":1767225600,"user_id":null,"triggered_by":"user","app_id":"bench"}}'
  headers = { ["content-type"] = "application/json" }
end

function request()
  made = made + 1
  local seq = number * 1000000000 + made
  local body = string.format('{"id":"%016x","seq":%d,"type":"user.profile.updated","payload":{"user":{"id":"user-%d', seq, seq, seq % 5003)
    .. tail
  return wrk.format("POST", nil, headers, body)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("FIGURES %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
