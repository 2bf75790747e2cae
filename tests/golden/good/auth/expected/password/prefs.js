// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg371e0d6d182138fb17fa7a79a9392202");
user_pref("mail.smtpservers", "smtp_mg371e0d6d182138fb17fa7a79a9392202");

user_pref("mail.account.account_mg371e0d6d182138fb17fa7a79a9392202.server", "server_mg371e0d6d182138fb17fa7a79a9392202");
user_pref("mail.account.account_mg371e0d6d182138fb17fa7a79a9392202.identities", "id_mg371e0d6d182138fb17fa7a79a9392202");

user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.type", "imap");
user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.name", "password@example.com");
user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.hostname", "mail.example.com");
user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.port", 993);
user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.socketType", 3);
user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.authMethod", 3);
user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.userName", "password@example.com");
user_pref("mail.server.server_mg371e0d6d182138fb17fa7a79a9392202.allow_utf8_accept", false);

user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.useremail", "password@example.com");
user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.smtpServer", "smtp_mg371e0d6d182138fb17fa7a79a9392202");
user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.fcc_folder", "imap://password%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.draft_folder", "imap://password%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg371e0d6d182138fb17fa7a79a9392202.stationery_folder", "imap://password%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg371e0d6d182138fb17fa7a79a9392202.type", "smtp");
user_pref("mail.smtpserver.smtp_mg371e0d6d182138fb17fa7a79a9392202.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg371e0d6d182138fb17fa7a79a9392202.port", 465);
user_pref("mail.smtpserver.smtp_mg371e0d6d182138fb17fa7a79a9392202.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg371e0d6d182138fb17fa7a79a9392202.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg371e0d6d182138fb17fa7a79a9392202.username", "password@example.com");
