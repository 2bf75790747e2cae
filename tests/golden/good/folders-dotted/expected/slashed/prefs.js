// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd7ffe708570e");
user_pref("mail.smtpservers", "smtp_mgd7ffe708570e");

user_pref("mail.account.account_mgd7ffe708570e.server", "server_mgd7ffe708570e");
user_pref("mail.account.account_mgd7ffe708570e.identities", "id_mgd7ffe708570e");

user_pref("mail.server.server_mgd7ffe708570e.type", "imap");
user_pref("mail.server.server_mgd7ffe708570e.name", "jean@example.com");
user_pref("mail.server.server_mgd7ffe708570e.hostname", "imap.example.com");
user_pref("mail.server.server_mgd7ffe708570e.port", 993);
user_pref("mail.server.server_mgd7ffe708570e.socketType", 3);
user_pref("mail.server.server_mgd7ffe708570e.authMethod", 3);
user_pref("mail.server.server_mgd7ffe708570e.userName", "jean@example.com");
user_pref("mail.server.server_mgd7ffe708570e.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd7ffe708570e.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgd7ffe708570e.useremail", "jean@example.com");
user_pref("mail.identity.id_mgd7ffe708570e.smtpServer", "smtp_mgd7ffe708570e");
user_pref("mail.identity.id_mgd7ffe708570e.fcc_folder", "imap://jean%40example.com@imap.example.com/INBOX.Sent");
user_pref("mail.identity.id_mgd7ffe708570e.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgd7ffe708570e.draft_folder", "imap://jean%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgd7ffe708570e.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd7ffe708570e.stationery_folder", "imap://jean%40example.com@imap.example.com/Templates");
user_pref("mail.identity.id_mgd7ffe708570e.archive_folder", "imap://jean%40example.com@imap.example.com/Old.2024/May");
user_pref("mail.identity.id_mgd7ffe708570e.archives_folder_picker_mode", "1");

user_pref("mail.smtpserver.smtp_mgd7ffe708570e.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd7ffe708570e.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgd7ffe708570e.port", 465);
user_pref("mail.smtpserver.smtp_mgd7ffe708570e.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd7ffe708570e.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgd7ffe708570e.username", "jean@example.com");
