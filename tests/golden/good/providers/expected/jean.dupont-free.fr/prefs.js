// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg72767f0311447a177a8e21bc621660df");
user_pref("mail.smtpservers", "smtp_mg72767f0311447a177a8e21bc621660df");

user_pref("mail.account.account_mg72767f0311447a177a8e21bc621660df.server", "server_mg72767f0311447a177a8e21bc621660df");
user_pref("mail.account.account_mg72767f0311447a177a8e21bc621660df.identities", "id_mg72767f0311447a177a8e21bc621660df");

user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.type", "imap");
user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.name", "jean.dupont@free.fr");
user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.hostname", "imap.free.fr");
user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.port", 993);
user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.socketType", 3);
user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.authMethod", 3);
user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.userName", "jean.dupont");
user_pref("mail.server.server_mg72767f0311447a177a8e21bc621660df.allow_utf8_accept", false);

user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.useremail", "jean.dupont@free.fr");
user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.smtpServer", "smtp_mg72767f0311447a177a8e21bc621660df");
user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.fcc_folder", "imap://jean.dupont@imap.free.fr/Sent");
user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.draft_folder", "imap://jean.dupont@imap.free.fr/Drafts");
user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg72767f0311447a177a8e21bc621660df.stationery_folder", "imap://jean.dupont@imap.free.fr/Templates");

user_pref("mail.smtpserver.smtp_mg72767f0311447a177a8e21bc621660df.type", "smtp");
user_pref("mail.smtpserver.smtp_mg72767f0311447a177a8e21bc621660df.hostname", "smtp.free.fr");
user_pref("mail.smtpserver.smtp_mg72767f0311447a177a8e21bc621660df.port", 465);
user_pref("mail.smtpserver.smtp_mg72767f0311447a177a8e21bc621660df.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg72767f0311447a177a8e21bc621660df.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg72767f0311447a177a8e21bc621660df.username", "jean.dupont");
