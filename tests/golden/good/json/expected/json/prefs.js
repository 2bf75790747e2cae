// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg6ca11911ff42");
user_pref("mail.smtpservers", "smtp_mg6ca11911ff42");

user_pref("mail.account.account_mg6ca11911ff42.server", "server_mg6ca11911ff42");
user_pref("mail.account.account_mg6ca11911ff42.identities", "id_mg6ca11911ff42");

user_pref("mail.server.server_mg6ca11911ff42.type", "imap");
user_pref("mail.server.server_mg6ca11911ff42.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg6ca11911ff42.hostname", "imap.example.com");
user_pref("mail.server.server_mg6ca11911ff42.port", 993);
user_pref("mail.server.server_mg6ca11911ff42.socketType", 3);
user_pref("mail.server.server_mg6ca11911ff42.authMethod", 3);
user_pref("mail.server.server_mg6ca11911ff42.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg6ca11911ff42.allow_utf8_accept", false);

user_pref("mail.identity.id_mg6ca11911ff42.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg6ca11911ff42.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg6ca11911ff42.htmlSigText", "Jean\n— 😀");
user_pref("mail.identity.id_mg6ca11911ff42.htmlSigFormat", false);
user_pref("mail.identity.id_mg6ca11911ff42.smtpServer", "smtp_mg6ca11911ff42");
user_pref("mail.identity.id_mg6ca11911ff42.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg6ca11911ff42.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg6ca11911ff42.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg6ca11911ff42.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg6ca11911ff42.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg6ca11911ff42.type", "smtp");
user_pref("mail.smtpserver.smtp_mg6ca11911ff42.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg6ca11911ff42.port", 587);
user_pref("mail.smtpserver.smtp_mg6ca11911ff42.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg6ca11911ff42.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg6ca11911ff42.username", "jean.dupont@example.com");
