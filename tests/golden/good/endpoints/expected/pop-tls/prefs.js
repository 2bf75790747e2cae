// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg8374ad0450f7");
user_pref("mail.smtpservers", "smtp_mg8374ad0450f7");

user_pref("mail.account.account_mg8374ad0450f7.server", "server_mg8374ad0450f7");
user_pref("mail.account.account_mg8374ad0450f7.identities", "id_mg8374ad0450f7");

user_pref("mail.server.server_mg8374ad0450f7.type", "pop3");
user_pref("mail.server.server_mg8374ad0450f7.name", "pop.tls@example.com");
user_pref("mail.server.server_mg8374ad0450f7.hostname", "mail.example.com");
user_pref("mail.server.server_mg8374ad0450f7.port", 995);
user_pref("mail.server.server_mg8374ad0450f7.socketType", 3);
user_pref("mail.server.server_mg8374ad0450f7.authMethod", 3);
user_pref("mail.server.server_mg8374ad0450f7.userName", "pop.tls@example.com");
user_pref("mail.server.server_mg8374ad0450f7.leave_on_server", true);
user_pref("mail.server.server_mg8374ad0450f7.download_on_biff", true);

user_pref("mail.identity.id_mg8374ad0450f7.fullName", "pop with tls");
user_pref("mail.identity.id_mg8374ad0450f7.useremail", "pop.tls@example.com");
user_pref("mail.identity.id_mg8374ad0450f7.smtpServer", "smtp_mg8374ad0450f7");
user_pref("mail.identity.id_mg8374ad0450f7.fcc_folder", "mailbox://pop.tls%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg8374ad0450f7.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8374ad0450f7.draft_folder", "mailbox://pop.tls%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg8374ad0450f7.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8374ad0450f7.stationery_folder", "mailbox://pop.tls%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg8374ad0450f7.type", "smtp");
user_pref("mail.smtpserver.smtp_mg8374ad0450f7.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg8374ad0450f7.port", 465);
user_pref("mail.smtpserver.smtp_mg8374ad0450f7.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg8374ad0450f7.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg8374ad0450f7.username", "pop.tls@example.com");
