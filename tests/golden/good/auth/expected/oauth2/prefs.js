// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd9110dfea9fd");
user_pref("mail.smtpservers", "smtp_mgd9110dfea9fd");

user_pref("mail.account.account_mgd9110dfea9fd.server", "server_mgd9110dfea9fd");
user_pref("mail.account.account_mgd9110dfea9fd.identities", "id_mgd9110dfea9fd");

user_pref("mail.server.server_mgd9110dfea9fd.type", "imap");
user_pref("mail.server.server_mgd9110dfea9fd.name", "oauth2@example.com");
user_pref("mail.server.server_mgd9110dfea9fd.hostname", "mail.example.com");
user_pref("mail.server.server_mgd9110dfea9fd.port", 993);
user_pref("mail.server.server_mgd9110dfea9fd.socketType", 3);
user_pref("mail.server.server_mgd9110dfea9fd.authMethod", 10);
user_pref("mail.server.server_mgd9110dfea9fd.userName", "oauth2@example.com");
user_pref("mail.server.server_mgd9110dfea9fd.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd9110dfea9fd.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgd9110dfea9fd.useremail", "oauth2@example.com");
user_pref("mail.identity.id_mgd9110dfea9fd.smtpServer", "smtp_mgd9110dfea9fd");
user_pref("mail.identity.id_mgd9110dfea9fd.fcc_folder", "imap://oauth2%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgd9110dfea9fd.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd9110dfea9fd.draft_folder", "imap://oauth2%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgd9110dfea9fd.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd9110dfea9fd.stationery_folder", "imap://oauth2%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgd9110dfea9fd.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd.port", 465);
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd.authMethod", 10);
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd.username", "oauth2@example.com");
