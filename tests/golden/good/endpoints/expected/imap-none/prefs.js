// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg50808ca4cff6011b4e7648f3114c6d08");
user_pref("mail.smtpservers", "smtp_mg50808ca4cff6011b4e7648f3114c6d08");

user_pref("mail.account.account_mg50808ca4cff6011b4e7648f3114c6d08.server", "server_mg50808ca4cff6011b4e7648f3114c6d08");
user_pref("mail.account.account_mg50808ca4cff6011b4e7648f3114c6d08.identities", "id_mg50808ca4cff6011b4e7648f3114c6d08");

user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.type", "imap");
user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.name", "imap.none@example.com");
user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.hostname", "mail.example.com");
user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.port", 143);
user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.socketType", 0);
user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.authMethod", 3);
user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.userName", "imap.none@example.com");
user_pref("mail.server.server_mg50808ca4cff6011b4e7648f3114c6d08.allow_utf8_accept", false);

user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.fullName", "imap with none");
user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.useremail", "imap.none@example.com");
user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.smtpServer", "smtp_mg50808ca4cff6011b4e7648f3114c6d08");
user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.fcc_folder", "imap://imap.none%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.draft_folder", "imap://imap.none%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg50808ca4cff6011b4e7648f3114c6d08.stationery_folder", "imap://imap.none%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg50808ca4cff6011b4e7648f3114c6d08.type", "smtp");
user_pref("mail.smtpserver.smtp_mg50808ca4cff6011b4e7648f3114c6d08.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg50808ca4cff6011b4e7648f3114c6d08.port", 587);
user_pref("mail.smtpserver.smtp_mg50808ca4cff6011b4e7648f3114c6d08.try_ssl", 0);
user_pref("mail.smtpserver.smtp_mg50808ca4cff6011b4e7648f3114c6d08.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg50808ca4cff6011b4e7648f3114c6d08.username", "imap.none@example.com");
