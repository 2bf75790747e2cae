// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd7ffe708570e4a8b7f46959d3b0e86a1");
user_pref("mail.smtpservers", "smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1");

user_pref("mail.account.account_mgd7ffe708570e4a8b7f46959d3b0e86a1.server", "server_mgd7ffe708570e4a8b7f46959d3b0e86a1");
user_pref("mail.account.account_mgd7ffe708570e4a8b7f46959d3b0e86a1.identities", "id_mgd7ffe708570e4a8b7f46959d3b0e86a1");

user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.type", "imap");
user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.name", "jean@example.com");
user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.hostname", "imap.example.com");
user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.port", 993);
user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.socketType", 3);
user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.authMethod", 3);
user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.userName", "jean@example.com");
user_pref("mail.server.server_mgd7ffe708570e4a8b7f46959d3b0e86a1.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.useremail", "jean@example.com");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.smtpServer", "smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.fcc_folder", "imap://jean%40example.com@imap.example.com/INBOX.Sent");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.draft_folder", "imap://jean%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.stationery_folder", "imap://jean%40example.com@imap.example.com/Templates");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.archive_folder", "imap://jean%40example.com@imap.example.com/Old.2024/May");
user_pref("mail.identity.id_mgd7ffe708570e4a8b7f46959d3b0e86a1.archives_folder_picker_mode", "1");

user_pref("mail.smtpserver.smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1.port", 465);
user_pref("mail.smtpserver.smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgd7ffe708570e4a8b7f46959d3b0e86a1.username", "jean@example.com");
