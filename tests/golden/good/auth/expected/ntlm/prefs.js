// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgbf39b1b3b0fa");
user_pref("mail.smtpservers", "smtp_mgbf39b1b3b0fa");

user_pref("mail.account.account_mgbf39b1b3b0fa.server", "server_mgbf39b1b3b0fa");
user_pref("mail.account.account_mgbf39b1b3b0fa.identities", "id_mgbf39b1b3b0fa");

user_pref("mail.server.server_mgbf39b1b3b0fa.type", "imap");
user_pref("mail.server.server_mgbf39b1b3b0fa.name", "ntlm@example.com");
user_pref("mail.server.server_mgbf39b1b3b0fa.hostname", "mail.example.com");
user_pref("mail.server.server_mgbf39b1b3b0fa.port", 993);
user_pref("mail.server.server_mgbf39b1b3b0fa.socketType", 3);
user_pref("mail.server.server_mgbf39b1b3b0fa.authMethod", 6);
user_pref("mail.server.server_mgbf39b1b3b0fa.userName", "ntlm@example.com");
user_pref("mail.server.server_mgbf39b1b3b0fa.allow_utf8_accept", false);

user_pref("mail.identity.id_mgbf39b1b3b0fa.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgbf39b1b3b0fa.useremail", "ntlm@example.com");
user_pref("mail.identity.id_mgbf39b1b3b0fa.smtpServer", "smtp_mgbf39b1b3b0fa");
user_pref("mail.identity.id_mgbf39b1b3b0fa.fcc_folder", "imap://ntlm%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgbf39b1b3b0fa.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgbf39b1b3b0fa.draft_folder", "imap://ntlm%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgbf39b1b3b0fa.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgbf39b1b3b0fa.stationery_folder", "imap://ntlm%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa.type", "smtp");
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa.port", 465);
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa.authMethod", 6);
user_pref("mail.smtpserver.smtp_mgbf39b1b3b0fa.username", "ntlm@example.com");
