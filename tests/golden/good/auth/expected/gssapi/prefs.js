// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgc56d1125054a34c6698c64f4f1040bb0");
user_pref("mail.smtpservers", "smtp_mgc56d1125054a34c6698c64f4f1040bb0");

user_pref("mail.account.account_mgc56d1125054a34c6698c64f4f1040bb0.server", "server_mgc56d1125054a34c6698c64f4f1040bb0");
user_pref("mail.account.account_mgc56d1125054a34c6698c64f4f1040bb0.identities", "id_mgc56d1125054a34c6698c64f4f1040bb0");

user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.type", "imap");
user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.name", "gssapi@example.com");
user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.hostname", "mail.example.com");
user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.port", 993);
user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.socketType", 3);
user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.authMethod", 5);
user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.userName", "gssapi@example.com");
user_pref("mail.server.server_mgc56d1125054a34c6698c64f4f1040bb0.allow_utf8_accept", false);

user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.useremail", "gssapi@example.com");
user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.smtpServer", "smtp_mgc56d1125054a34c6698c64f4f1040bb0");
user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.fcc_folder", "imap://gssapi%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.draft_folder", "imap://gssapi%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgc56d1125054a34c6698c64f4f1040bb0.stationery_folder", "imap://gssapi%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgc56d1125054a34c6698c64f4f1040bb0.type", "smtp");
user_pref("mail.smtpserver.smtp_mgc56d1125054a34c6698c64f4f1040bb0.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgc56d1125054a34c6698c64f4f1040bb0.port", 465);
user_pref("mail.smtpserver.smtp_mgc56d1125054a34c6698c64f4f1040bb0.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgc56d1125054a34c6698c64f4f1040bb0.authMethod", 5);
user_pref("mail.smtpserver.smtp_mgc56d1125054a34c6698c64f4f1040bb0.username", "gssapi@example.com");
