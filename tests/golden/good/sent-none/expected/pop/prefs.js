// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg4e3c2f8ff6aa678b408949f6b3d18a6f");
user_pref("mail.smtpservers", "smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f");

user_pref("mail.account.account_mg4e3c2f8ff6aa678b408949f6b3d18a6f.server", "server_mg4e3c2f8ff6aa678b408949f6b3d18a6f");
user_pref("mail.account.account_mg4e3c2f8ff6aa678b408949f6b3d18a6f.identities", "id_mg4e3c2f8ff6aa678b408949f6b3d18a6f");

user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.type", "pop3");
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.name", "jd@gmail.com");
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.hostname", "pop.gmail.com");
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.port", 995);
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.socketType", 3);
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.authMethod", 3);
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.userName", "jd@gmail.com");
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.leave_on_server", true);
user_pref("mail.server.server_mg4e3c2f8ff6aa678b408949f6b3d18a6f.download_on_biff", true);

user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.useremail", "jd@gmail.com");
user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.smtpServer", "smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f");
user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.fcc_folder", "mailbox://jd%40gmail.com@pop.gmail.com/Sent");
user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.draft_folder", "mailbox://jd%40gmail.com@pop.gmail.com/Drafts");
user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg4e3c2f8ff6aa678b408949f6b3d18a6f.stationery_folder", "mailbox://jd%40gmail.com@pop.gmail.com/Templates");

user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f.type", "smtp");
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f.hostname", "smtp.gmail.com");
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f.port", 465);
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg4e3c2f8ff6aa678b408949f6b3d18a6f.username", "jd@gmail.com");
