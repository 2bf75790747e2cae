// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgdb2e8da02d5a58ac26b5d8041bb065fa");
user_pref("mail.smtpservers", "smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa");

user_pref("mail.account.account_mgdb2e8da02d5a58ac26b5d8041bb065fa.server", "server_mgdb2e8da02d5a58ac26b5d8041bb065fa");
user_pref("mail.account.account_mgdb2e8da02d5a58ac26b5d8041bb065fa.identities", "id_mgdb2e8da02d5a58ac26b5d8041bb065fa");

user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.type", "pop3");
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.name", "pop.starttls@example.com");
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.hostname", "mail.example.com");
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.port", 110);
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.socketType", 2);
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.authMethod", 3);
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.userName", "pop.starttls@example.com");
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.leave_on_server", true);
user_pref("mail.server.server_mgdb2e8da02d5a58ac26b5d8041bb065fa.download_on_biff", true);

user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.fullName", "pop with starttls");
user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.useremail", "pop.starttls@example.com");
user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.smtpServer", "smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa");
user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.fcc_folder", "mailbox://pop.starttls%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.draft_folder", "mailbox://pop.starttls%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgdb2e8da02d5a58ac26b5d8041bb065fa.stationery_folder", "mailbox://pop.starttls%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa.type", "smtp");
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa.port", 25);
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgdb2e8da02d5a58ac26b5d8041bb065fa.username", "pop.starttls@example.com");
