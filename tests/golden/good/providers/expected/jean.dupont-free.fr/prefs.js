// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg72767f031144");
user_pref("mail.smtpservers", "smtp_mg72767f031144");

user_pref("mail.account.account_mg72767f031144.server", "server_mg72767f031144");
user_pref("mail.account.account_mg72767f031144.identities", "id_mg72767f031144");

user_pref("mail.server.server_mg72767f031144.type", "imap");
user_pref("mail.server.server_mg72767f031144.name", "jean.dupont@free.fr");
user_pref("mail.server.server_mg72767f031144.hostname", "imap.free.fr");
user_pref("mail.server.server_mg72767f031144.port", 993);
user_pref("mail.server.server_mg72767f031144.socketType", 3);
user_pref("mail.server.server_mg72767f031144.authMethod", 3);
user_pref("mail.server.server_mg72767f031144.userName", "jean.dupont");
user_pref("mail.server.server_mg72767f031144.allow_utf8_accept", false);

user_pref("mail.identity.id_mg72767f031144.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg72767f031144.useremail", "jean.dupont@free.fr");
user_pref("mail.identity.id_mg72767f031144.smtpServer", "smtp_mg72767f031144");
user_pref("mail.identity.id_mg72767f031144.fcc_folder", "imap://jean.dupont@imap.free.fr/Sent");
user_pref("mail.identity.id_mg72767f031144.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg72767f031144.draft_folder", "imap://jean.dupont@imap.free.fr/Drafts");
user_pref("mail.identity.id_mg72767f031144.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg72767f031144.stationery_folder", "imap://jean.dupont@imap.free.fr/Templates");

user_pref("mail.smtpserver.smtp_mg72767f031144.type", "smtp");
user_pref("mail.smtpserver.smtp_mg72767f031144.hostname", "smtp.free.fr");
user_pref("mail.smtpserver.smtp_mg72767f031144.port", 465);
user_pref("mail.smtpserver.smtp_mg72767f031144.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg72767f031144.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg72767f031144.username", "jean.dupont");
