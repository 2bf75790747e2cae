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

local accounts = {}

accounts["work"] = IMAP {
  server = "imap.example.com",
  port = 993,
  ssl = "auto",
  username = "DOM\\\\jo \\\"x\\\"",
  password = quoted(password("pass show 'work'")),
}

accounts["token"] = IMAP {
  server = "imap.example.net",
  port = 143,
  ssl = nil,
  username = "jo@example.net",
  oauth2 = password("t=$(eval 'token jo' | head -n 1) && printf 'user=%s\\001auth=Bearer %s\\001\\001' jo@example.net \"$t\" | base64 | tr -d '\\n'"),
}

return accounts
