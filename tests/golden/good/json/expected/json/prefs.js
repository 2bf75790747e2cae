// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg6ca11911ff42a5730286cce674366c91");
user_pref("mail.smtpservers", "smtp_mg6ca11911ff42a5730286cce674366c91");

user_pref("mail.account.account_mg6ca11911ff42a5730286cce674366c91.server", "server_mg6ca11911ff42a5730286cce674366c91");
user_pref("mail.account.account_mg6ca11911ff42a5730286cce674366c91.identities", "id_mg6ca11911ff42a5730286cce674366c91");

user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.type", "imap");
user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.hostname", "imap.example.com");
user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.port", 993);
user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.socketType", 3);
user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.authMethod", 3);
user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg6ca11911ff42a5730286cce674366c91.allow_utf8_accept", false);

user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.htmlSigText", "Jean\n— 😀");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.htmlSigFormat", false);
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.smtpServer", "smtp_mg6ca11911ff42a5730286cce674366c91");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg6ca11911ff42a5730286cce674366c91.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg6ca11911ff42a5730286cce674366c91.type", "smtp");
user_pref("mail.smtpserver.smtp_mg6ca11911ff42a5730286cce674366c91.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg6ca11911ff42a5730286cce674366c91.port", 587);
user_pref("mail.smtpserver.smtp_mg6ca11911ff42a5730286cce674366c91.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg6ca11911ff42a5730286cce674366c91.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg6ca11911ff42a5730286cce674366c91.username", "jean.dupont@example.com");
