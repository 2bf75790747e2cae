// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgdb2e8da02d5a");
user_pref("mail.smtpservers", "smtp_mgdb2e8da02d5a");

user_pref("mail.account.account_mgdb2e8da02d5a.server", "server_mgdb2e8da02d5a");
user_pref("mail.account.account_mgdb2e8da02d5a.identities", "id_mgdb2e8da02d5a");

user_pref("mail.server.server_mgdb2e8da02d5a.type", "pop3");
user_pref("mail.server.server_mgdb2e8da02d5a.name", "pop.starttls@example.com");
user_pref("mail.server.server_mgdb2e8da02d5a.hostname", "mail.example.com");
user_pref("mail.server.server_mgdb2e8da02d5a.port", 110);
user_pref("mail.server.server_mgdb2e8da02d5a.socketType", 2);
user_pref("mail.server.server_mgdb2e8da02d5a.authMethod", 3);
user_pref("mail.server.server_mgdb2e8da02d5a.userName", "pop.starttls@example.com");
user_pref("mail.server.server_mgdb2e8da02d5a.leave_on_server", true);
user_pref("mail.server.server_mgdb2e8da02d5a.download_on_biff", true);

user_pref("mail.identity.id_mgdb2e8da02d5a.fullName", "pop with starttls");
user_pref("mail.identity.id_mgdb2e8da02d5a.useremail", "pop.starttls@example.com");
user_pref("mail.identity.id_mgdb2e8da02d5a.smtpServer", "smtp_mgdb2e8da02d5a");
user_pref("mail.identity.id_mgdb2e8da02d5a.fcc_folder", "mailbox://pop.starttls%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgdb2e8da02d5a.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgdb2e8da02d5a.draft_folder", "mailbox://pop.starttls%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgdb2e8da02d5a.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgdb2e8da02d5a.stationery_folder", "mailbox://pop.starttls%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a.type", "smtp");
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a.port", 25);
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a.username", "pop.starttls@example.com");
