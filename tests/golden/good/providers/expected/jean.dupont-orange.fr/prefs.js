// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg48b8352c26fc");
user_pref("mail.smtpservers", "smtp_mg48b8352c26fc");

user_pref("mail.account.account_mg48b8352c26fc.server", "server_mg48b8352c26fc");
user_pref("mail.account.account_mg48b8352c26fc.identities", "id_mg48b8352c26fc");

user_pref("mail.server.server_mg48b8352c26fc.type", "pop3");
user_pref("mail.server.server_mg48b8352c26fc.name", "jean.dupont@orange.fr");
user_pref("mail.server.server_mg48b8352c26fc.hostname", "pop.orange.fr");
user_pref("mail.server.server_mg48b8352c26fc.port", 995);
user_pref("mail.server.server_mg48b8352c26fc.socketType", 3);
user_pref("mail.server.server_mg48b8352c26fc.authMethod", 3);
user_pref("mail.server.server_mg48b8352c26fc.userName", "jean.dupont@orange.fr");
user_pref("mail.server.server_mg48b8352c26fc.leave_on_server", true);
user_pref("mail.server.server_mg48b8352c26fc.download_on_biff", true);

user_pref("mail.identity.id_mg48b8352c26fc.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg48b8352c26fc.useremail", "jean.dupont@orange.fr");
user_pref("mail.identity.id_mg48b8352c26fc.smtpServer", "smtp_mg48b8352c26fc");
user_pref("mail.identity.id_mg48b8352c26fc.fcc_folder", "mailbox://jean.dupont%40orange.fr@pop.orange.fr/Sent");
user_pref("mail.identity.id_mg48b8352c26fc.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg48b8352c26fc.draft_folder", "mailbox://jean.dupont%40orange.fr@pop.orange.fr/Drafts");
user_pref("mail.identity.id_mg48b8352c26fc.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg48b8352c26fc.stationery_folder", "mailbox://jean.dupont%40orange.fr@pop.orange.fr/Templates");

user_pref("mail.smtpserver.smtp_mg48b8352c26fc.type", "smtp");
user_pref("mail.smtpserver.smtp_mg48b8352c26fc.hostname", "smtp.orange.fr");
user_pref("mail.smtpserver.smtp_mg48b8352c26fc.port", 465);
user_pref("mail.smtpserver.smtp_mg48b8352c26fc.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg48b8352c26fc.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg48b8352c26fc.username", "jean.dupont@orange.fr");
