// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg4e3c2f8ff6aa");
user_pref("mail.smtpservers", "smtp_mg4e3c2f8ff6aa");

user_pref("mail.account.account_mg4e3c2f8ff6aa.server", "server_mg4e3c2f8ff6aa");
user_pref("mail.account.account_mg4e3c2f8ff6aa.identities", "id_mg4e3c2f8ff6aa");

user_pref("mail.server.server_mg4e3c2f8ff6aa.type", "pop3");
user_pref("mail.server.server_mg4e3c2f8ff6aa.name", "jd@gmail.com");
user_pref("mail.server.server_mg4e3c2f8ff6aa.hostname", "pop.gmail.com");
user_pref("mail.server.server_mg4e3c2f8ff6aa.port", 995);
user_pref("mail.server.server_mg4e3c2f8ff6aa.socketType", 3);
user_pref("mail.server.server_mg4e3c2f8ff6aa.authMethod", 3);
user_pref("mail.server.server_mg4e3c2f8ff6aa.userName", "jd@gmail.com");
user_pref("mail.server.server_mg4e3c2f8ff6aa.leave_on_server", true);
user_pref("mail.server.server_mg4e3c2f8ff6aa.download_on_biff", true);

user_pref("mail.identity.id_mg4e3c2f8ff6aa.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg4e3c2f8ff6aa.useremail", "jd@gmail.com");
user_pref("mail.identity.id_mg4e3c2f8ff6aa.smtpServer", "smtp_mg4e3c2f8ff6aa");
user_pref("mail.identity.id_mg4e3c2f8ff6aa.fcc_folder", "mailbox://jd%40gmail.com@pop.gmail.com/Sent");
user_pref("mail.identity.id_mg4e3c2f8ff6aa.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg4e3c2f8ff6aa.draft_folder", "mailbox://jd%40gmail.com@pop.gmail.com/Drafts");
user_pref("mail.identity.id_mg4e3c2f8ff6aa.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg4e3c2f8ff6aa.stationery_folder", "mailbox://jd%40gmail.com@pop.gmail.com/Templates");

user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa.type", "smtp");
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa.hostname", "smtp.gmail.com");
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa.port", 465);
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa.username", "jd@gmail.com");
