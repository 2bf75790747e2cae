// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgf959d19e0cd9883c9a0827c800d41dd0");
user_pref("mail.smtpservers", "smtp_mgf959d19e0cd9883c9a0827c800d41dd0");

user_pref("mail.account.account_mgf959d19e0cd9883c9a0827c800d41dd0.server", "server_mgf959d19e0cd9883c9a0827c800d41dd0");
user_pref("mail.account.account_mgf959d19e0cd9883c9a0827c800d41dd0.identities", "id_mgf959d19e0cd9883c9a0827c800d41dd0");

user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.type", "pop3");
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.name", "jean@example.com");
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.hostname", "mail.example.com");
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.port", 995);
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.socketType", 3);
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.authMethod", 3);
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.userName", "jean@example.com");
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.leave_on_server", true);
user_pref("mail.server.server_mgf959d19e0cd9883c9a0827c800d41dd0.download_on_biff", true);

user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.useremail", "jean@example.com");
user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.smtpServer", "smtp_mgf959d19e0cd9883c9a0827c800d41dd0");
user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.fcc_folder", "mailbox://jean%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.draft_folder", "mailbox://jean%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf959d19e0cd9883c9a0827c800d41dd0.stationery_folder", "mailbox://jean%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgf959d19e0cd9883c9a0827c800d41dd0.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9883c9a0827c800d41dd0.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9883c9a0827c800d41dd0.port", 465);
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9883c9a0827c800d41dd0.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9883c9a0827c800d41dd0.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf959d19e0cd9883c9a0827c800d41dd0.username", "jean@example.com");

user_pref("security.tls.version.min", 3);
