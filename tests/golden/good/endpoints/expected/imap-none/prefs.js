// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg50808ca4cff6");
user_pref("mail.smtpservers", "smtp_mg50808ca4cff6");

user_pref("mail.account.account_mg50808ca4cff6.server", "server_mg50808ca4cff6");
user_pref("mail.account.account_mg50808ca4cff6.identities", "id_mg50808ca4cff6");

user_pref("mail.server.server_mg50808ca4cff6.type", "imap");
user_pref("mail.server.server_mg50808ca4cff6.name", "imap.none@example.com");
user_pref("mail.server.server_mg50808ca4cff6.hostname", "mail.example.com");
user_pref("mail.server.server_mg50808ca4cff6.port", 143);
user_pref("mail.server.server_mg50808ca4cff6.socketType", 0);
user_pref("mail.server.server_mg50808ca4cff6.authMethod", 3);
user_pref("mail.server.server_mg50808ca4cff6.userName", "imap.none@example.com");
user_pref("mail.server.server_mg50808ca4cff6.allow_utf8_accept", false);

user_pref("mail.identity.id_mg50808ca4cff6.fullName", "imap with none");
user_pref("mail.identity.id_mg50808ca4cff6.useremail", "imap.none@example.com");
user_pref("mail.identity.id_mg50808ca4cff6.smtpServer", "smtp_mg50808ca4cff6");
user_pref("mail.identity.id_mg50808ca4cff6.fcc_folder", "imap://imap.none%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg50808ca4cff6.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg50808ca4cff6.draft_folder", "imap://imap.none%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg50808ca4cff6.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg50808ca4cff6.stationery_folder", "imap://imap.none%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg50808ca4cff6.type", "smtp");
user_pref("mail.smtpserver.smtp_mg50808ca4cff6.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg50808ca4cff6.port", 587);
user_pref("mail.smtpserver.smtp_mg50808ca4cff6.try_ssl", 0);
user_pref("mail.smtpserver.smtp_mg50808ca4cff6.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg50808ca4cff6.username", "imap.none@example.com");
