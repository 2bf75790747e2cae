// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgbaa659a5bed9");
user_pref("mail.smtpservers", "smtp_mgbaa659a5bed9");

user_pref("mail.account.account_mgbaa659a5bed9.server", "server_mgbaa659a5bed9");
user_pref("mail.account.account_mgbaa659a5bed9.identities", "id_mgbaa659a5bed9");

user_pref("mail.server.server_mgbaa659a5bed9.type", "imap");
user_pref("mail.server.server_mgbaa659a5bed9.name", "Travail");
user_pref("mail.server.server_mgbaa659a5bed9.hostname", "imap.example.com");
user_pref("mail.server.server_mgbaa659a5bed9.port", 993);
user_pref("mail.server.server_mgbaa659a5bed9.socketType", 3);
user_pref("mail.server.server_mgbaa659a5bed9.authMethod", 3);
user_pref("mail.server.server_mgbaa659a5bed9.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mgbaa659a5bed9.allow_utf8_accept", false);
user_pref("mail.server.server_mgbaa659a5bed9.trash_folder_name", "Trash");
user_pref("mail.server.server_mgbaa659a5bed9.moveTargetMode", 1);
user_pref("mail.server.server_mgbaa659a5bed9.spamActionTargetFolder", "imap://jean.dupont%40example.com@imap.example.com/Junk");

user_pref("mail.identity.id_mgbaa659a5bed9.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgbaa659a5bed9.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mgbaa659a5bed9.organization", "SafeBrands");
user_pref("mail.identity.id_mgbaa659a5bed9.smtpServer", "smtp_mgbaa659a5bed9");
user_pref("mail.identity.id_mgbaa659a5bed9.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mgbaa659a5bed9.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgbaa659a5bed9.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgbaa659a5bed9.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mgbaa659a5bed9.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");
user_pref("mail.identity.id_mgbaa659a5bed9.archive_folder", "imap://jean.dupont%40example.com@imap.example.com/Archive");
user_pref("mail.identity.id_mgbaa659a5bed9.archives_folder_picker_mode", "1");

user_pref("mail.smtpserver.smtp_mgbaa659a5bed9.type", "smtp");
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9.port", 587);
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9.authMethod", 4);
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9.username", "jean.dupont@example.com");
