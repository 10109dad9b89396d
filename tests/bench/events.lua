-- The load of `cargo xtask bench ingest`, for wrk: a documented event, each time with another id, seq and user, padded to a
-- size. Arguments: the size in bytes, the file of the event. `cargo xtask` parses the last line of the output.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local words = "alpine bronze copper delta ember falcon garnet harbor indigo juniper kettle lantern meadow nectar "

local function cut(text, from, to)
  local start, stop = text:find(from)
  return text:sub(1, start - 1), text:sub(stop + 1)
end

function init(args)
  local file = assert(io.open(args[2]))
  local event = file:read("*a"):gsub("\n%s*", ""):gsub('": ', '":')
  file:close()
  made = 0
  local missing = math.max(tonumber(args[1]) - #event - 10, 0)
  local padding = string.rep(words, math.floor(missing / #words) + 1):sub(1, missing)
  event = event:gsub('"custom_attributes":{', '"custom_attributes":{"note":"' .. padding .. '",', 1)
  first, event = cut(event, '"id":"%x+","seq":%d+')
  middle, rest = cut(event, "%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x")
  headers = { ["content-type"] = "application/json" }
end

function request()
  made = made + 1
  local seq = number * 1000000000 + made
  local numbered = string.format('"id":"%016x","seq":%d', seq, seq)
  local user = string.format("%04x-%012x", seq % 5003, seq % 5003)
  return wrk.format("POST", nil, headers, first .. numbered .. middle .. user .. rest)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("FIGURES %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50)))
end
