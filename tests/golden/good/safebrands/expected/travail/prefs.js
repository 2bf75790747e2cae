// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgbaa659a5bed9806f4e754da7e151351a");
user_pref("mail.smtpservers", "smtp_mgbaa659a5bed9806f4e754da7e151351a");

user_pref("mail.account.account_mgbaa659a5bed9806f4e754da7e151351a.server", "server_mgbaa659a5bed9806f4e754da7e151351a");
user_pref("mail.account.account_mgbaa659a5bed9806f4e754da7e151351a.identities", "id_mgbaa659a5bed9806f4e754da7e151351a");

user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.type", "imap");
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.name", "Travail");
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.hostname", "imap.example.com");
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.port", 993);
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.socketType", 3);
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.authMethod", 3);
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.allow_utf8_accept", false);
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.trash_folder_name", "Trash");
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.moveTargetMode", 1);
user_pref("mail.server.server_mgbaa659a5bed9806f4e754da7e151351a.spamActionTargetFolder", "imap://jean.dupont%40example.com@imap.example.com/Junk");

user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.organization", "SafeBrands");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.smtpServer", "smtp_mgbaa659a5bed9806f4e754da7e151351a");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.archive_folder", "imap://jean.dupont%40example.com@imap.example.com/Archive");
user_pref("mail.identity.id_mgbaa659a5bed9806f4e754da7e151351a.archives_folder_picker_mode", "1");

user_pref("mail.smtpserver.smtp_mgbaa659a5bed9806f4e754da7e151351a.type", "smtp");
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9806f4e754da7e151351a.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9806f4e754da7e151351a.port", 587);
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9806f4e754da7e151351a.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9806f4e754da7e151351a.authMethod", 4);
user_pref("mail.smtpserver.smtp_mgbaa659a5bed9806f4e754da7e151351a.username", "jean.dupont@example.com");
