-- What wrk sends: the poll of another random node each time. Arguments: what stands before the uuid, what stands
-- after it, and a seed.
local before, after
local random, format = math.random, string.format
local most = 2 ^ 32 - 1

function init(args)
  before, after = args[1], args[2]
  math.randomseed(tonumber(args[3]))
end

function request()
  local uuid = format('%08x%08x%08x%08x', random(0, most), random(0, most), random(0, most), random(0, most))
  return before .. uuid .. after
end

-- One line that a program can read.
function done(summary)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  io.write(format('bench: %d %d %d %d %d\n', summary.requests, summary.bytes, summary.duration, errors.status, lost))
end
