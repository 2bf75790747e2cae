-- Looks into the inbox of account ID of FILE.
dofile(os.getenv("FILE"))[os.getenv("ID")].INBOX:check_status()
