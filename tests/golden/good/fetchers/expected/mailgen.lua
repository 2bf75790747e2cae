local function password(command)
  local output = io.popen(command)
  local line = assert(output:read(), "no password")
  output:close()
  return line
end

-- A backslash is not quoted by imapfilter.
local function quoted(text)
  return (text:gsub("\\", "\\\\"))
end

-- An account is made when it is first used: one that is there logs in at the end at the
-- latest.
local make = {}

make["work"] = function () return IMAP {
  server = "imap.example.com",
  port = 993,
  ssl = "auto",
  username = "DOM\\\\jo \\\"x\\\"",
  password = quoted(password("pass show 'work'")),
} end

make["token"] = function () return IMAP {
  server = "imap.example.net",
  port = 143,
  ssl = nil,
  username = "jo@example.net",
  oauth2 = password("t=$(eval 'token jo' | head -n 1) && printf 'user=%s\\001auth=Bearer %s\\001\\001' jo@example.net \"$t\" | base64 | tr -d '\\n'"),
} end

return setmetatable({}, { __index = function (accounts, id)
  accounts[id] = make[id] and make[id]()
  return rawget(accounts, id)
end })
