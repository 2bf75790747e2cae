// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg02ec3d8cba57");
user_pref("mail.smtpservers", "smtp_mg02ec3d8cba57");

user_pref("mail.account.account_mg02ec3d8cba57.server", "server_mg02ec3d8cba57");
user_pref("mail.account.account_mg02ec3d8cba57.identities", "id_mg02ec3d8cba57");

user_pref("mail.server.server_mg02ec3d8cba57.type", "imap");
user_pref("mail.server.server_mg02ec3d8cba57.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg02ec3d8cba57.hostname", "imap.example.com");
user_pref("mail.server.server_mg02ec3d8cba57.port", 993);
user_pref("mail.server.server_mg02ec3d8cba57.socketType", 3);
user_pref("mail.server.server_mg02ec3d8cba57.authMethod", 3);
user_pref("mail.server.server_mg02ec3d8cba57.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg02ec3d8cba57.allow_utf8_accept", false);
user_pref("mail.server.server_mg02ec3d8cba57.trash_folder_name", "INBOX/Trash");
user_pref("mail.server.server_mg02ec3d8cba57.moveTargetMode", 1);
user_pref("mail.server.server_mg02ec3d8cba57.spamActionTargetFolder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/spam");

user_pref("mail.identity.id_mg02ec3d8cba57.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg02ec3d8cba57.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg02ec3d8cba57.smtpServer", "smtp_mg02ec3d8cba57");
user_pref("mail.identity.id_mg02ec3d8cba57.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/Sent");
user_pref("mail.identity.id_mg02ec3d8cba57.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg02ec3d8cba57.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/Drafts");
user_pref("mail.identity.id_mg02ec3d8cba57.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mg02ec3d8cba57.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");
user_pref("mail.identity.id_mg02ec3d8cba57.archive_folder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/Old/2024");
user_pref("mail.identity.id_mg02ec3d8cba57.archives_folder_picker_mode", "1");

user_pref("mail.smtpserver.smtp_mg02ec3d8cba57.type", "smtp");
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57.port", 465);
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57.username", "jean.dupont@example.com");
