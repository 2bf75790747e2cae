// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgbf39b1b3b0fa6573aaa41e9c82f64ac1");
user_pref("mail.smtpservers", "smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1");

user_pref("mail.account.account_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.server", "server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1");
user_pref("mail.account.account_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.identities", "id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1");

user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.type", "imap");
user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.name", "ntlm@example.com");
user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.hostname", "mail.example.com");
user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.port", 993);
user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.socketType", 3);
user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.authMethod", 6);
user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.userName", "ntlm@example.com");
user_pref("mail.server.server_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.allow_utf8_accept", false);

user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.useremail", "ntlm@example.com");
user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.smtpServer", "smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1");
user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.fcc_folder", "imap://ntlm%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.draft_folder", "imap://ntlm%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.stationery_folder", "imap://ntlm%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.type", "smtp");
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.port", 465);
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.authMethod", 6);
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa6573aaa41e9c82f64ac1.username", "ntlm@example.com");
