// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg48b8352c26fc9d4acaf86ba41358b4ef");
user_pref("mail.smtpservers", "smtp_mg48b8352c26fc9d4acaf86ba41358b4ef");

user_pref("mail.account.account_mg48b8352c26fc9d4acaf86ba41358b4ef.server", "server_mg48b8352c26fc9d4acaf86ba41358b4ef");
user_pref("mail.account.account_mg48b8352c26fc9d4acaf86ba41358b4ef.identities", "id_mg48b8352c26fc9d4acaf86ba41358b4ef");

user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.type", "pop3");
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.name", "jean.dupont@orange.fr");
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.hostname", "pop.orange.fr");
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.port", 995);
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.socketType", 3);
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.authMethod", 3);
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.userName", "jean.dupont@orange.fr");
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.leave_on_server", true);
user_pref("mail.server.server_mg48b8352c26fc9d4acaf86ba41358b4ef.download_on_biff", true);

user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.useremail", "jean.dupont@orange.fr");
user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.smtpServer", "smtp_mg48b8352c26fc9d4acaf86ba41358b4ef");
user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.fcc_folder", "mailbox://jean.dupont%40orange.fr@pop.orange.fr/Sent");
user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.draft_folder", "mailbox://jean.dupont%40orange.fr@pop.orange.fr/Drafts");
user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg48b8352c26fc9d4acaf86ba41358b4ef.stationery_folder", "mailbox://jean.dupont%40orange.fr@pop.orange.fr/Templates");

user_pref("mail.smtpserver.smtp_mg48b8352c26fc9d4acaf86ba41358b4ef.type", "smtp");
user_pref("mail.smtpserver.smtp_mg48b8352c26fc9d4acaf86ba41358b4ef.hostname", "smtp.orange.fr");
user_pref("mail.smtpserver.smtp_mg48b8352c26fc9d4acaf86ba41358b4ef.port", 465);
user_pref("mail.smtpserver.smtp_mg48b8352c26fc9d4acaf86ba41358b4ef.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg48b8352c26fc9d4acaf86ba41358b4ef.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg48b8352c26fc9d4acaf86ba41358b4ef.username", "jean.dupont@orange.fr");
