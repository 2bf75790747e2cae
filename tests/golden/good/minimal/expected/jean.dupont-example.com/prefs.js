// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mga28b56085daf0b76326586693bd5d769");
user_pref("mail.smtpservers", "smtp_mga28b56085daf0b76326586693bd5d769");

user_pref("mail.account.account_mga28b56085daf0b76326586693bd5d769.server", "server_mga28b56085daf0b76326586693bd5d769");
user_pref("mail.account.account_mga28b56085daf0b76326586693bd5d769.identities", "id_mga28b56085daf0b76326586693bd5d769");

user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.type", "imap");
user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.name", "jean.dupont@example.com");
user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.hostname", "imap.example.com");
user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.port", 993);
user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.socketType", 3);
user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.authMethod", 3);
user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mga28b56085daf0b76326586693bd5d769.allow_utf8_accept", false);

user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.fullName", "Jean Dupont");
user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.smtpServer", "smtp_mga28b56085daf0b76326586693bd5d769");
user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mga28b56085daf0b76326586693bd5d769.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mga28b56085daf0b76326586693bd5d769.type", "smtp");
user_pref("mail.smtpserver.smtp_mga28b56085daf0b76326586693bd5d769.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mga28b56085daf0b76326586693bd5d769.port", 465);
user_pref("mail.smtpserver.smtp_mga28b56085daf0b76326586693bd5d769.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mga28b56085daf0b76326586693bd5d769.authMethod", 3);
user_pref("mail.smtpserver.smtp_mga28b56085daf0b76326586693bd5d769.username", "jean.dupont@example.com");
