// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg36cff4c8d754a8ab83c286bd4a80fc3d");
user_pref("mail.smtpservers", "smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d");

user_pref("mail.account.account_mg36cff4c8d754a8ab83c286bd4a80fc3d.server", "server_mg36cff4c8d754a8ab83c286bd4a80fc3d");
user_pref("mail.account.account_mg36cff4c8d754a8ab83c286bd4a80fc3d.identities", "id_mg36cff4c8d754a8ab83c286bd4a80fc3d");

user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.type", "imap");
user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.name", "jean.dupont@hotmail.com");
user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.hostname", "outlook.office365.com");
user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.port", 993);
user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.socketType", 3);
user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.authMethod", 10);
user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.userName", "jean.dupont@hotmail.com");
user_pref("mail.server.server_mg36cff4c8d754a8ab83c286bd4a80fc3d.allow_utf8_accept", false);

user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.useremail", "jean.dupont@hotmail.com");
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.smtpServer", "smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d");
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.fcc", false);
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.fcc_folder", "imap://jean.dupont%40hotmail.com@outlook.office365.com/Sent");
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.draft_folder", "imap://jean.dupont%40hotmail.com@outlook.office365.com/Drafts");
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg36cff4c8d754a8ab83c286bd4a80fc3d.stationery_folder", "imap://jean.dupont%40hotmail.com@outlook.office365.com/Templates");

user_pref("mail.smtpserver.smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d.type", "smtp");
user_pref("mail.smtpserver.smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d.hostname", "smtp-mail.outlook.com");
user_pref("mail.smtpserver.smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d.port", 587);
user_pref("mail.smtpserver.smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d.authMethod", 10);
user_pref("mail.smtpserver.smtp_mg36cff4c8d754a8ab83c286bd4a80fc3d.username", "jean.dupont@hotmail.com");
