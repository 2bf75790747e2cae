// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg2477a72ca217");
user_pref("mail.smtpservers", "smtp_mg2477a72ca217");

user_pref("mail.account.account_mg2477a72ca217.server", "server_mg2477a72ca217");
user_pref("mail.account.account_mg2477a72ca217.identities", "id_mg2477a72ca217,id_zoe_40example_2ecom_mg2477a72ca217,id_zm_40example_2ecom_mg2477a72ca217");

user_pref("mail.server.server_mg2477a72ca217.type", "imap");
user_pref("mail.server.server_mg2477a72ca217.name", "Zoë (Firma)");
user_pref("mail.server.server_mg2477a72ca217.hostname", "mail.example.com");
user_pref("mail.server.server_mg2477a72ca217.port", 143);
user_pref("mail.server.server_mg2477a72ca217.socketType", 2);
user_pref("mail.server.server_mg2477a72ca217.authMethod", 3);
user_pref("mail.server.server_mg2477a72ca217.userName", "zmueller");
user_pref("mail.server.server_mg2477a72ca217.allow_utf8_accept", false);
user_pref("mail.server.server_mg2477a72ca217.trash_folder_name", "Papierkorb");
user_pref("mail.server.server_mg2477a72ca217.moveTargetMode", 1);
user_pref("mail.server.server_mg2477a72ca217.spamActionTargetFolder", "imap://zmueller@mail.example.com/Spam");

user_pref("mail.identity.id_mg2477a72ca217.fullName", "Zoë Müller");
user_pref("mail.identity.id_mg2477a72ca217.useremail", "zoe.mueller@example.com");
user_pref("mail.identity.id_mg2477a72ca217.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_mg2477a72ca217.reply_to", "vertrieb@example.com");
user_pref("mail.identity.id_mg2477a72ca217.htmlSigText", "Zoë Müller\nBeispiel & Söhne GmbH · \"Qualität seit 1899\"\n");
user_pref("mail.identity.id_mg2477a72ca217.htmlSigFormat", false);
user_pref("mail.identity.id_mg2477a72ca217.smtpServer", "smtp_mg2477a72ca217");
user_pref("mail.identity.id_mg2477a72ca217.fcc_folder", "imap://zmueller@mail.example.com/Gesendet");
user_pref("mail.identity.id_mg2477a72ca217.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg2477a72ca217.draft_folder", "imap://zmueller@mail.example.com/Entw&APw-rfe");
user_pref("mail.identity.id_mg2477a72ca217.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mg2477a72ca217.stationery_folder", "imap://zmueller@mail.example.com/Templates");

user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.fullName", "Zoë Müller");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.useremail", "zoe@example.com");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.reply_to", "vertrieb@example.com");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.htmlSigText", "Zoë Müller\nBeispiel & Söhne GmbH · \"Qualität seit 1899\"\n");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.htmlSigFormat", false);
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.smtpServer", "smtp_mg2477a72ca217");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.fcc_folder", "imap://zmueller@mail.example.com/Gesendet");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.draft_folder", "imap://zmueller@mail.example.com/Entw&APw-rfe");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca217.stationery_folder", "imap://zmueller@mail.example.com/Templates");

user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.fullName", "Zoë Müller");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.useremail", "zm@example.com");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.reply_to", "vertrieb@example.com");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.htmlSigText", "Zoë Müller\nBeispiel & Söhne GmbH · \"Qualität seit 1899\"\n");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.htmlSigFormat", false);
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.smtpServer", "smtp_mg2477a72ca217");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.fcc_folder", "imap://zmueller@mail.example.com/Gesendet");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.draft_folder", "imap://zmueller@mail.example.com/Entw&APw-rfe");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca217.stationery_folder", "imap://zmueller@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg2477a72ca217.type", "smtp");
user_pref("mail.smtpserver.smtp_mg2477a72ca217.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg2477a72ca217.port", 587);
user_pref("mail.smtpserver.smtp_mg2477a72ca217.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg2477a72ca217.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg2477a72ca217.username", "zmueller");
user_pref("mail.smtpserver.smtp_mg2477a72ca217.description", "Firma");

user_pref("security.tls.version.min", 3);
