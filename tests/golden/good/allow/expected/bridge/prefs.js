// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg60c726c4f8893a8c3a6875ec55390140");
user_pref("mail.smtpservers", "smtp_mg60c726c4f8893a8c3a6875ec55390140");

user_pref("mail.account.account_mg60c726c4f8893a8c3a6875ec55390140.server", "server_mg60c726c4f8893a8c3a6875ec55390140");
user_pref("mail.account.account_mg60c726c4f8893a8c3a6875ec55390140.identities", "id_mg60c726c4f8893a8c3a6875ec55390140");

user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.type", "imap");
user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.hostname", "127.0.0.1");
user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.port", 1143);
user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.socketType", 2);
user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.authMethod", 3);
user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg60c726c4f8893a8c3a6875ec55390140.allow_utf8_accept", false);

user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.smtpServer", "smtp_mg60c726c4f8893a8c3a6875ec55390140");
user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.fcc_folder", "imap://jean.dupont%40example.com@127.0.0.1/Sent");
user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.draft_folder", "imap://jean.dupont%40example.com@127.0.0.1/Drafts");
user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg60c726c4f8893a8c3a6875ec55390140.stationery_folder", "imap://jean.dupont%40example.com@127.0.0.1/Templates");

user_pref("mail.smtpserver.smtp_mg60c726c4f8893a8c3a6875ec55390140.type", "smtp");
user_pref("mail.smtpserver.smtp_mg60c726c4f8893a8c3a6875ec55390140.hostname", "printer.example.com");
user_pref("mail.smtpserver.smtp_mg60c726c4f8893a8c3a6875ec55390140.port", 25);
user_pref("mail.smtpserver.smtp_mg60c726c4f8893a8c3a6875ec55390140.try_ssl", 0);
user_pref("mail.smtpserver.smtp_mg60c726c4f8893a8c3a6875ec55390140.authMethod", 1);
