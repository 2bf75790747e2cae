// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg2477a72ca2176daf23c5a35dbd222a2b");
user_pref("mail.smtpservers", "smtp_mg2477a72ca2176daf23c5a35dbd222a2b");

user_pref("mail.account.account_mg2477a72ca2176daf23c5a35dbd222a2b.server", "server_mg2477a72ca2176daf23c5a35dbd222a2b");
user_pref("mail.account.account_mg2477a72ca2176daf23c5a35dbd222a2b.identities", "id_mg2477a72ca2176daf23c5a35dbd222a2b,id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b,id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b");

user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.type", "imap");
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.name", "Zoë (Firma)");
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.hostname", "mail.example.com");
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.port", 143);
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.socketType", 2);
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.authMethod", 3);
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.userName", "zmueller");
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.allow_utf8_accept", false);
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.trash_folder_name", "Papierkorb");
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.moveTargetMode", 1);
user_pref("mail.server.server_mg2477a72ca2176daf23c5a35dbd222a2b.spamActionTargetFolder", "imap://zmueller@mail.example.com/Spam");

user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.fullName", "Zoë Müller");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.useremail", "zoe.mueller@example.com");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.reply_to", "vertrieb@example.com");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.htmlSigText", "Zoë Müller\nBeispiel & Söhne GmbH · \"Qualität seit 1899\"\n");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.htmlSigFormat", false);
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.smtpServer", "smtp_mg2477a72ca2176daf23c5a35dbd222a2b");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.fcc_folder", "imap://zmueller@mail.example.com/Gesendet");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.draft_folder", "imap://zmueller@mail.example.com/Entw&APw-rfe");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mg2477a72ca2176daf23c5a35dbd222a2b.stationery_folder", "imap://zmueller@mail.example.com/Templates");

user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.fullName", "Zoë Müller");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.useremail", "zoe@example.com");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.reply_to", "vertrieb@example.com");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.htmlSigText", "Zoë Müller\nBeispiel & Söhne GmbH · \"Qualität seit 1899\"\n");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.htmlSigFormat", false);
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.smtpServer", "smtp_mg2477a72ca2176daf23c5a35dbd222a2b");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.fcc_folder", "imap://zmueller@mail.example.com/Gesendet");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.draft_folder", "imap://zmueller@mail.example.com/Entw&APw-rfe");
user_pref("mail.identity.id_zoe_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.stationery_folder", "imap://zmueller@mail.example.com/Templates");

user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.fullName", "Zoë Müller");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.useremail", "zm@example.com");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.reply_to", "vertrieb@example.com");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.htmlSigText", "Zoë Müller\nBeispiel & Söhne GmbH · \"Qualität seit 1899\"\n");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.htmlSigFormat", false);
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.smtpServer", "smtp_mg2477a72ca2176daf23c5a35dbd222a2b");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.fcc_folder", "imap://zmueller@mail.example.com/Gesendet");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.draft_folder", "imap://zmueller@mail.example.com/Entw&APw-rfe");
user_pref("mail.identity.id_zm_40example_2ecom_mg2477a72ca2176daf23c5a35dbd222a2b.stationery_folder", "imap://zmueller@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg2477a72ca2176daf23c5a35dbd222a2b.type", "smtp");
user_pref("mail.smtpserver.smtp_mg2477a72ca2176daf23c5a35dbd222a2b.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg2477a72ca2176daf23c5a35dbd222a2b.port", 587);
user_pref("mail.smtpserver.smtp_mg2477a72ca2176daf23c5a35dbd222a2b.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg2477a72ca2176daf23c5a35dbd222a2b.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg2477a72ca2176daf23c5a35dbd222a2b.username", "zmueller");
user_pref("mail.smtpserver.smtp_mg2477a72ca2176daf23c5a35dbd222a2b.description", "Firma");

user_pref("security.tls.version.min", 3);
