// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg60c726c4f889");
user_pref("mail.smtpservers", "smtp_mg60c726c4f889");

user_pref("mail.account.account_mg60c726c4f889.server", "server_mg60c726c4f889");
user_pref("mail.account.account_mg60c726c4f889.identities", "id_mg60c726c4f889");

user_pref("mail.server.server_mg60c726c4f889.type", "imap");
user_pref("mail.server.server_mg60c726c4f889.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg60c726c4f889.hostname", "127.0.0.1");
user_pref("mail.server.server_mg60c726c4f889.port", 1143);
user_pref("mail.server.server_mg60c726c4f889.socketType", 2);
user_pref("mail.server.server_mg60c726c4f889.authMethod", 3);
user_pref("mail.server.server_mg60c726c4f889.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg60c726c4f889.allow_utf8_accept", false);

user_pref("mail.identity.id_mg60c726c4f889.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg60c726c4f889.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg60c726c4f889.smtpServer", "smtp_mg60c726c4f889");
user_pref("mail.identity.id_mg60c726c4f889.fcc_folder", "imap://jean.dupont%40example.com@127.0.0.1/Sent");
user_pref("mail.identity.id_mg60c726c4f889.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg60c726c4f889.draft_folder", "imap://jean.dupont%40example.com@127.0.0.1/Drafts");
user_pref("mail.identity.id_mg60c726c4f889.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg60c726c4f889.stationery_folder", "imap://jean.dupont%40example.com@127.0.0.1/Templates");

user_pref("mail.smtpserver.smtp_mg60c726c4f889.type", "smtp");
user_pref("mail.smtpserver.smtp_mg60c726c4f889.hostname", "printer.example.com");
user_pref("mail.smtpserver.smtp_mg60c726c4f889.port", 25);
user_pref("mail.smtpserver.smtp_mg60c726c4f889.try_ssl", 0);
user_pref("mail.smtpserver.smtp_mg60c726c4f889.authMethod", 1);
