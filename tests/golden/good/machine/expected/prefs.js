// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg04c81e1607d279c886878b8902f38f8f,account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.smtpservers", "smtp_mg04c81e1607d279c886878b8902f38f8f,smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");

user_pref("mail.account.account_mg04c81e1607d279c886878b8902f38f8f.server", "server_mg04c81e1607d279c886878b8902f38f8f");
user_pref("mail.account.account_mg04c81e1607d279c886878b8902f38f8f.identities", "id_mg04c81e1607d279c886878b8902f38f8f");

user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.type", "imap");
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.name", "jeanne.dupont@example.com");
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.hostname", "imap.example.com");
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.port", 993);
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.socketType", 3);
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.authMethod", 3);
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.userName", "jeanne");
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.allow_utf8_accept", false);
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.check_new_mail", true);
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.check_time", 60);
user_pref("mail.server.server_mg04c81e1607d279c886878b8902f38f8f.use_idle", false);

user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.fullName", "Jeanne Dupont");
user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.useremail", "jeanne.dupont@example.com");
user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.smtpServer", "smtp_mg04c81e1607d279c886878b8902f38f8f");
user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.fcc_folder", "imap://jeanne@imap.example.com/Sent");
user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.draft_folder", "imap://jeanne@imap.example.com/Drafts");
user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg04c81e1607d279c886878b8902f38f8f.stationery_folder", "imap://jeanne@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg04c81e1607d279c886878b8902f38f8f.type", "smtp");
user_pref("mail.smtpserver.smtp_mg04c81e1607d279c886878b8902f38f8f.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg04c81e1607d279c886878b8902f38f8f.port", 465);
user_pref("mail.smtpserver.smtp_mg04c81e1607d279c886878b8902f38f8f.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg04c81e1607d279c886878b8902f38f8f.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg04c81e1607d279c886878b8902f38f8f.username", "jeanne");

user_pref("mail.account.account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.server", "server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.account.account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.identities", "id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");

user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.type", "imap");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.hostname", "imap.example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.port", 993);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.socketType", 3);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.authMethod", 3);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.allow_utf8_accept", false);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.check_new_mail", true);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.check_time", 2);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.use_idle", true);

user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.openpgp_key_id", "89ABCDEF01234567");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.sign_mail", true);
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.smtpServer", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.type", "smtp");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.port", 465);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.username", "jean.dupont@example.com");
