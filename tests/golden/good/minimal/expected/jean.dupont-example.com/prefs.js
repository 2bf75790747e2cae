// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mga28b56085daf");
user_pref("mail.smtpservers", "smtp_mga28b56085daf");

user_pref("mail.account.account_mga28b56085daf.server", "server_mga28b56085daf");
user_pref("mail.account.account_mga28b56085daf.identities", "id_mga28b56085daf");

user_pref("mail.server.server_mga28b56085daf.type", "imap");
user_pref("mail.server.server_mga28b56085daf.name", "jean.dupont@example.com");
user_pref("mail.server.server_mga28b56085daf.hostname", "imap.example.com");
user_pref("mail.server.server_mga28b56085daf.port", 993);
user_pref("mail.server.server_mga28b56085daf.socketType", 3);
user_pref("mail.server.server_mga28b56085daf.authMethod", 3);
user_pref("mail.server.server_mga28b56085daf.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mga28b56085daf.allow_utf8_accept", false);

user_pref("mail.identity.id_mga28b56085daf.fullName", "Jean Dupont");
user_pref("mail.identity.id_mga28b56085daf.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mga28b56085daf.smtpServer", "smtp_mga28b56085daf");
user_pref("mail.identity.id_mga28b56085daf.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mga28b56085daf.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mga28b56085daf.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mga28b56085daf.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mga28b56085daf.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mga28b56085daf.type", "smtp");
user_pref("mail.smtpserver.smtp_mga28b56085daf.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mga28b56085daf.port", 465);
user_pref("mail.smtpserver.smtp_mga28b56085daf.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mga28b56085daf.authMethod", 3);
user_pref("mail.smtpserver.smtp_mga28b56085daf.username", "jean.dupont@example.com");
