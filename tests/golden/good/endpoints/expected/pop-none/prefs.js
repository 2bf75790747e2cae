// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg2bd580473244f2c68da7386225412c45");
user_pref("mail.smtpservers", "smtp_mg2bd580473244f2c68da7386225412c45");

user_pref("mail.account.account_mg2bd580473244f2c68da7386225412c45.server", "server_mg2bd580473244f2c68da7386225412c45");
user_pref("mail.account.account_mg2bd580473244f2c68da7386225412c45.identities", "id_mg2bd580473244f2c68da7386225412c45");

user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.type", "pop3");
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.name", "pop.none@example.com");
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.hostname", "mail.example.com");
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.port", 110);
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.socketType", 0);
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.authMethod", 3);
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.userName", "pop.none@example.com");
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.leave_on_server", true);
user_pref("mail.server.server_mg2bd580473244f2c68da7386225412c45.download_on_biff", true);

user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.fullName", "pop with none");
user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.useremail", "pop.none@example.com");
user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.smtpServer", "smtp_mg2bd580473244f2c68da7386225412c45");
user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.fcc_folder", "mailbox://pop.none%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.draft_folder", "mailbox://pop.none%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg2bd580473244f2c68da7386225412c45.stationery_folder", "mailbox://pop.none%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg2bd580473244f2c68da7386225412c45.type", "smtp");
user_pref("mail.smtpserver.smtp_mg2bd580473244f2c68da7386225412c45.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg2bd580473244f2c68da7386225412c45.port", 25);
user_pref("mail.smtpserver.smtp_mg2bd580473244f2c68da7386225412c45.try_ssl", 0);
user_pref("mail.smtpserver.smtp_mg2bd580473244f2c68da7386225412c45.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg2bd580473244f2c68da7386225412c45.username", "pop.none@example.com");
