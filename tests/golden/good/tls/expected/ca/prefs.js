// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgf959d19e0cd9");
user_pref("mail.smtpservers", "smtp_mgf959d19e0cd9");

user_pref("mail.account.account_mgf959d19e0cd9.server", "server_mgf959d19e0cd9");
user_pref("mail.account.account_mgf959d19e0cd9.identities", "id_mgf959d19e0cd9");

user_pref("mail.server.server_mgf959d19e0cd9.type", "pop3");
user_pref("mail.server.server_mgf959d19e0cd9.name", "jean@example.com");
user_pref("mail.server.server_mgf959d19e0cd9.hostname", "mail.example.com");
user_pref("mail.server.server_mgf959d19e0cd9.port", 995);
user_pref("mail.server.server_mgf959d19e0cd9.socketType", 3);
user_pref("mail.server.server_mgf959d19e0cd9.authMethod", 3);
user_pref("mail.server.server_mgf959d19e0cd9.userName", "jean@example.com");
user_pref("mail.server.server_mgf959d19e0cd9.leave_on_server", true);
user_pref("mail.server.server_mgf959d19e0cd9.download_on_biff", true);

user_pref("mail.identity.id_mgf959d19e0cd9.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf959d19e0cd9.useremail", "jean@example.com");
user_pref("mail.identity.id_mgf959d19e0cd9.smtpServer", "smtp_mgf959d19e0cd9");
user_pref("mail.identity.id_mgf959d19e0cd9.fcc_folder", "mailbox://jean%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgf959d19e0cd9.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf959d19e0cd9.draft_folder", "mailbox://jean%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgf959d19e0cd9.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf959d19e0cd9.stationery_folder", "mailbox://jean%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgf959d19e0cd9.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9.port", 465);
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9.username", "jean@example.com");

user_pref("security.tls.version.min", 3);
