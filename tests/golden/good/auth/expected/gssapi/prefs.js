// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgc56d1125054a");
user_pref("mail.smtpservers", "smtp_mgc56d1125054a");

user_pref("mail.account.account_mgc56d1125054a.server", "server_mgc56d1125054a");
user_pref("mail.account.account_mgc56d1125054a.identities", "id_mgc56d1125054a");

user_pref("mail.server.server_mgc56d1125054a.type", "imap");
user_pref("mail.server.server_mgc56d1125054a.name", "gssapi@example.com");
user_pref("mail.server.server_mgc56d1125054a.hostname", "mail.example.com");
user_pref("mail.server.server_mgc56d1125054a.port", 993);
user_pref("mail.server.server_mgc56d1125054a.socketType", 3);
user_pref("mail.server.server_mgc56d1125054a.authMethod", 5);
user_pref("mail.server.server_mgc56d1125054a.userName", "gssapi@example.com");
user_pref("mail.server.server_mgc56d1125054a.allow_utf8_accept", false);

user_pref("mail.identity.id_mgc56d1125054a.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgc56d1125054a.useremail", "gssapi@example.com");
user_pref("mail.identity.id_mgc56d1125054a.smtpServer", "smtp_mgc56d1125054a");
user_pref("mail.identity.id_mgc56d1125054a.fcc_folder", "imap://gssapi%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgc56d1125054a.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgc56d1125054a.draft_folder", "imap://gssapi%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgc56d1125054a.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgc56d1125054a.stationery_folder", "imap://gssapi%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgc56d1125054a.type", "smtp");
user_pref("mail.smtpserver.smtp_mgc56d1125054a.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgc56d1125054a.port", 465);
user_pref("mail.smtpserver.smtp_mgc56d1125054a.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgc56d1125054a.authMethod", 5);
user_pref("mail.smtpserver.smtp_mgc56d1125054a.username", "gssapi@example.com");
