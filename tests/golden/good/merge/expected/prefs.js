// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg209a6cc2e0c8,account_mgf91a1f185b9d,account_mg8e258193bd12");
user_pref("mail.smtpservers", "smtp_mg209a6cc2e0c8,smtp_mgf91a1f185b9d,smtp_mg8e258193bd12");

user_pref("mail.account.account_mg209a6cc2e0c8.server", "server_mg209a6cc2e0c8");
user_pref("mail.account.account_mg209a6cc2e0c8.identities", "id_mg209a6cc2e0c8");

user_pref("mail.server.server_mg209a6cc2e0c8.type", "imap");
user_pref("mail.server.server_mg209a6cc2e0c8.name", "At work");
user_pref("mail.server.server_mg209a6cc2e0c8.hostname", "imap.example.com");
user_pref("mail.server.server_mg209a6cc2e0c8.port", 993);
user_pref("mail.server.server_mg209a6cc2e0c8.socketType", 3);
user_pref("mail.server.server_mg209a6cc2e0c8.authMethod", 3);
user_pref("mail.server.server_mg209a6cc2e0c8.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg209a6cc2e0c8.allow_utf8_accept", false);

user_pref("mail.identity.id_mg209a6cc2e0c8.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg209a6cc2e0c8.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg209a6cc2e0c8.smtpServer", "smtp_mg209a6cc2e0c8");
user_pref("mail.identity.id_mg209a6cc2e0c8.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg209a6cc2e0c8.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg209a6cc2e0c8.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg209a6cc2e0c8.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mg209a6cc2e0c8.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg209a6cc2e0c8.type", "smtp");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c8.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c8.port", 465);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c8.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c8.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c8.username", "jean.dupont@example.com");

user_pref("mail.account.account_mgf91a1f185b9d.server", "server_mgf91a1f185b9d");
user_pref("mail.account.account_mgf91a1f185b9d.identities", "id_mgf91a1f185b9d");

user_pref("mail.server.server_mgf91a1f185b9d.type", "pop3");
user_pref("mail.server.server_mgf91a1f185b9d.name", "At home");
user_pref("mail.server.server_mgf91a1f185b9d.hostname", "pop.example.org");
user_pref("mail.server.server_mgf91a1f185b9d.port", 995);
user_pref("mail.server.server_mgf91a1f185b9d.socketType", 3);
user_pref("mail.server.server_mgf91a1f185b9d.authMethod", 3);
user_pref("mail.server.server_mgf91a1f185b9d.userName", "jean");
user_pref("mail.server.server_mgf91a1f185b9d.leave_on_server", false);
user_pref("mail.server.server_mgf91a1f185b9d.download_on_biff", true);

user_pref("mail.identity.id_mgf91a1f185b9d.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf91a1f185b9d.useremail", "jean@example.org");
user_pref("mail.identity.id_mgf91a1f185b9d.smtpServer", "smtp_mgf91a1f185b9d");
user_pref("mail.identity.id_mgf91a1f185b9d.fcc_folder", "mailbox://jean@pop.example.org/Sent");
user_pref("mail.identity.id_mgf91a1f185b9d.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf91a1f185b9d.draft_folder", "mailbox://jean@pop.example.org/Drafts");
user_pref("mail.identity.id_mgf91a1f185b9d.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf91a1f185b9d.stationery_folder", "mailbox://jean@pop.example.org/Templates");

user_pref("mail.smtpserver.smtp_mgf91a1f185b9d.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf91a1f185b9d.hostname", "smtp.example.org");
user_pref("mail.smtpserver.smtp_mgf91a1f185b9d.port", 587);
user_pref("mail.smtpserver.smtp_mgf91a1f185b9d.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mgf91a1f185b9d.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf91a1f185b9d.username", "jean");

user_pref("mail.account.account_mg8e258193bd12.server", "server_mg8e258193bd12");
user_pref("mail.account.account_mg8e258193bd12.identities", "id_mg8e258193bd12");

user_pref("mail.server.server_mg8e258193bd12.type", "imap");
user_pref("mail.server.server_mg8e258193bd12.name", "info@example.net");
user_pref("mail.server.server_mg8e258193bd12.hostname", "imap.example.net");
user_pref("mail.server.server_mg8e258193bd12.port", 143);
user_pref("mail.server.server_mg8e258193bd12.socketType", 2);
user_pref("mail.server.server_mg8e258193bd12.authMethod", 3);
user_pref("mail.server.server_mg8e258193bd12.userName", "info@example.net");
user_pref("mail.server.server_mg8e258193bd12.allow_utf8_accept", false);

user_pref("mail.identity.id_mg8e258193bd12.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg8e258193bd12.useremail", "info@example.net");
user_pref("mail.identity.id_mg8e258193bd12.smtpServer", "smtp_mg8e258193bd12");
user_pref("mail.identity.id_mg8e258193bd12.fcc_folder", "imap://info%40example.net@imap.example.net/Sent");
user_pref("mail.identity.id_mg8e258193bd12.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8e258193bd12.draft_folder", "imap://info%40example.net@imap.example.net/Drafts");
user_pref("mail.identity.id_mg8e258193bd12.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8e258193bd12.stationery_folder", "imap://info%40example.net@imap.example.net/Templates");

user_pref("mail.smtpserver.smtp_mg8e258193bd12.type", "smtp");
user_pref("mail.smtpserver.smtp_mg8e258193bd12.hostname", "smtp.example.net");
user_pref("mail.smtpserver.smtp_mg8e258193bd12.port", 587);
user_pref("mail.smtpserver.smtp_mg8e258193bd12.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg8e258193bd12.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg8e258193bd12.username", "info@example.net");
