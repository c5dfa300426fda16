-- Requests for random smart campaigns, in the way that the environment names:
-- id, name, folder (browse one folder) or page (browse one page of all).
local way = os.getenv("WAY")
local campaigns = tonumber(os.getenv("CAMPAIGNS"))
local folders = tonumber(os.getenv("FOLDERS"))
local headers = { Authorization = "Bearer " .. os.getenv("TOKEN") }
local base = "/rest/asset/v1/smartCampaign"

local paths = {
  id = function() return base .. "/" .. 1001 + math.random(0, campaigns - 1) .. ".json" end,
  name = function() return base .. "/byName.json?name=Campaign%20" .. math.random(0, campaigns - 1) end,
  folder = function()
    return base .. "s.json?folder=%7B%22id%22:" .. 1001 + math.random(0, folders - 1) .. ",%22type%22:%22Folder%22%7D"
  end,
  page = function() return base .. "s.json?offset=" .. math.random(0, campaigns - 20) end,
}

function init() math.randomseed(1) end
function request() return wrk.format("GET", paths[way](), headers) end

-- Microseconds: median, 99th percentile, and how many answers were no success.
function done(summary, latency, requests)
  print("RESULT " .. latency:percentile(50) .. " " .. latency:percentile(99) .. " " .. summary.errors.status)
end
