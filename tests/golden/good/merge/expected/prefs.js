// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356,account_mgf91a1f185b9dc33ccc77fb0698fc4c3e,account_mg8e258193bd12c4724bd3b7b0e2280a23");
user_pref("mail.smtpservers", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356,smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e,smtp_mg8e258193bd12c4724bd3b7b0e2280a23");

user_pref("mail.account.account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.server", "server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.account.account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.identities", "id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");

user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.type", "imap");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.name", "At work");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.hostname", "imap.example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.port", 993);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.socketType", 3);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.authMethod", 3);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.allow_utf8_accept", false);

user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.smtpServer", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.type", "smtp");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.port", 465);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.username", "jean.dupont@example.com");

user_pref("mail.account.account_mgf91a1f185b9dc33ccc77fb0698fc4c3e.server", "server_mgf91a1f185b9dc33ccc77fb0698fc4c3e");
user_pref("mail.account.account_mgf91a1f185b9dc33ccc77fb0698fc4c3e.identities", "id_mgf91a1f185b9dc33ccc77fb0698fc4c3e");

user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.type", "pop3");
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.name", "At home");
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.hostname", "pop.example.org");
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.port", 995);
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.socketType", 3);
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.authMethod", 3);
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.userName", "jean");
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.leave_on_server", false);
user_pref("mail.server.server_mgf91a1f185b9dc33ccc77fb0698fc4c3e.download_on_biff", true);

user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.useremail", "jean@example.org");
user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.smtpServer", "smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e");
user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.fcc_folder", "mailbox://jean@pop.example.org/Sent");
user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.draft_folder", "mailbox://jean@pop.example.org/Drafts");
user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf91a1f185b9dc33ccc77fb0698fc4c3e.stationery_folder", "mailbox://jean@pop.example.org/Templates");

user_pref("mail.smtpserver.smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e.hostname", "smtp.example.org");
user_pref("mail.smtpserver.smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e.port", 587);
user_pref("mail.smtpserver.smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf91a1f185b9dc33ccc77fb0698fc4c3e.username", "jean");

user_pref("mail.account.account_mg8e258193bd12c4724bd3b7b0e2280a23.server", "server_mg8e258193bd12c4724bd3b7b0e2280a23");
user_pref("mail.account.account_mg8e258193bd12c4724bd3b7b0e2280a23.identities", "id_mg8e258193bd12c4724bd3b7b0e2280a23");

user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.type", "imap");
user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.name", "info@example.net");
user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.hostname", "imap.example.net");
user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.port", 143);
user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.socketType", 2);
user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.authMethod", 3);
user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.userName", "info@example.net");
user_pref("mail.server.server_mg8e258193bd12c4724bd3b7b0e2280a23.allow_utf8_accept", false);

user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.useremail", "info@example.net");
user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.smtpServer", "smtp_mg8e258193bd12c4724bd3b7b0e2280a23");
user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.fcc_folder", "imap://info%40example.net@imap.example.net/Sent");
user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.draft_folder", "imap://info%40example.net@imap.example.net/Drafts");
user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8e258193bd12c4724bd3b7b0e2280a23.stationery_folder", "imap://info%40example.net@imap.example.net/Templates");

user_pref("mail.smtpserver.smtp_mg8e258193bd12c4724bd3b7b0e2280a23.type", "smtp");
user_pref("mail.smtpserver.smtp_mg8e258193bd12c4724bd3b7b0e2280a23.hostname", "smtp.example.net");
user_pref("mail.smtpserver.smtp_mg8e258193bd12c4724bd3b7b0e2280a23.port", 587);
user_pref("mail.smtpserver.smtp_mg8e258193bd12c4724bd3b7b0e2280a23.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg8e258193bd12c4724bd3b7b0e2280a23.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg8e258193bd12c4724bd3b7b0e2280a23.username", "info@example.net");
