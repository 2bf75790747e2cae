// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg8374ad0450f7dfabeb61f26fee1f533d");
user_pref("mail.smtpservers", "smtp_mg8374ad0450f7dfabeb61f26fee1f533d");

user_pref("mail.account.account_mg8374ad0450f7dfabeb61f26fee1f533d.server", "server_mg8374ad0450f7dfabeb61f26fee1f533d");
user_pref("mail.account.account_mg8374ad0450f7dfabeb61f26fee1f533d.identities", "id_mg8374ad0450f7dfabeb61f26fee1f533d");

user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.type", "pop3");
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.name", "pop.tls@example.com");
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.hostname", "mail.example.com");
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.port", 995);
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.socketType", 3);
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.authMethod", 3);
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.userName", "pop.tls@example.com");
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.leave_on_server", true);
user_pref("mail.server.server_mg8374ad0450f7dfabeb61f26fee1f533d.download_on_biff", true);

user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.fullName", "pop with tls");
user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.useremail", "pop.tls@example.com");
user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.smtpServer", "smtp_mg8374ad0450f7dfabeb61f26fee1f533d");
user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.fcc_folder", "mailbox://pop.tls%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.draft_folder", "mailbox://pop.tls%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8374ad0450f7dfabeb61f26fee1f533d.stationery_folder", "mailbox://pop.tls%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg8374ad0450f7dfabeb61f26fee1f533d.type", "smtp");
user_pref("mail.smtpserver.smtp_mg8374ad0450f7dfabeb61f26fee1f533d.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg8374ad0450f7dfabeb61f26fee1f533d.port", 465);
user_pref("mail.smtpserver.smtp_mg8374ad0450f7dfabeb61f26fee1f533d.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg8374ad0450f7dfabeb61f26fee1f533d.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg8374ad0450f7dfabeb61f26fee1f533d.username", "pop.tls@example.com");
