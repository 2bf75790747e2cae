// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd9110dfea9fd0f1479ab26670494d983");
user_pref("mail.smtpservers", "smtp_mgd9110dfea9fd0f1479ab26670494d983");

user_pref("mail.account.account_mgd9110dfea9fd0f1479ab26670494d983.server", "server_mgd9110dfea9fd0f1479ab26670494d983");
user_pref("mail.account.account_mgd9110dfea9fd0f1479ab26670494d983.identities", "id_mgd9110dfea9fd0f1479ab26670494d983");

user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.type", "imap");
user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.name", "oauth2@example.com");
user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.hostname", "mail.example.com");
user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.port", 993);
user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.socketType", 3);
user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.authMethod", 10);
user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.userName", "oauth2@example.com");
user_pref("mail.server.server_mgd9110dfea9fd0f1479ab26670494d983.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.useremail", "oauth2@example.com");
user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.smtpServer", "smtp_mgd9110dfea9fd0f1479ab26670494d983");
user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.fcc_folder", "imap://oauth2%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.draft_folder", "imap://oauth2%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd9110dfea9fd0f1479ab26670494d983.stationery_folder", "imap://oauth2%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgd9110dfea9fd0f1479ab26670494d983.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd0f1479ab26670494d983.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd0f1479ab26670494d983.port", 465);
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd0f1479ab26670494d983.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd0f1479ab26670494d983.authMethod", 10);
user_pref("mail.smtpserver.smtp_mgd9110dfea9fd0f1479ab26670494d983.username", "oauth2@example.com");
