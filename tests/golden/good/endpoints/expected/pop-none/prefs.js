// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg2bd580473244");
user_pref("mail.smtpservers", "smtp_mg2bd580473244");

user_pref("mail.account.account_mg2bd580473244.server", "server_mg2bd580473244");
user_pref("mail.account.account_mg2bd580473244.identities", "id_mg2bd580473244");

user_pref("mail.server.server_mg2bd580473244.type", "pop3");
user_pref("mail.server.server_mg2bd580473244.name", "pop.none@example.com");
user_pref("mail.server.server_mg2bd580473244.hostname", "mail.example.com");
user_pref("mail.server.server_mg2bd580473244.port", 110);
user_pref("mail.server.server_mg2bd580473244.socketType", 0);
user_pref("mail.server.server_mg2bd580473244.authMethod", 3);
user_pref("mail.server.server_mg2bd580473244.userName", "pop.none@example.com");
user_pref("mail.server.server_mg2bd580473244.leave_on_server", true);
user_pref("mail.server.server_mg2bd580473244.download_on_biff", true);

user_pref("mail.identity.id_mg2bd580473244.fullName", "pop with none");
user_pref("mail.identity.id_mg2bd580473244.useremail", "pop.none@example.com");
user_pref("mail.identity.id_mg2bd580473244.smtpServer", "smtp_mg2bd580473244");
user_pref("mail.identity.id_mg2bd580473244.fcc_folder", "mailbox://pop.none%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg2bd580473244.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg2bd580473244.draft_folder", "mailbox://pop.none%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg2bd580473244.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg2bd580473244.stationery_folder", "mailbox://pop.none%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg2bd580473244.type", "smtp");
user_pref("mail.smtpserver.smtp_mg2bd580473244.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg2bd580473244.port", 25);
user_pref("mail.smtpserver.smtp_mg2bd580473244.try_ssl", 0);
user_pref("mail.smtpserver.smtp_mg2bd580473244.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg2bd580473244.username", "pop.none@example.com");
