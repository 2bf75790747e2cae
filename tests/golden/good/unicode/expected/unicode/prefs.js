// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgf6284d3452b4a37dc2f893ddc8f200d2");
user_pref("mail.smtpservers", "smtp_mgf6284d3452b4a37dc2f893ddc8f200d2");

user_pref("mail.account.account_mgf6284d3452b4a37dc2f893ddc8f200d2.server", "server_mgf6284d3452b4a37dc2f893ddc8f200d2");
user_pref("mail.account.account_mgf6284d3452b4a37dc2f893ddc8f200d2.identities", "id_mgf6284d3452b4a37dc2f893ddc8f200d2");

user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.type", "imap");
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.name", "Bücher & Söhne <„Bestellungen“>");
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.hostname", "imap.xn--bcher-kva.example");
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.port", 993);
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.socketType", 3);
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.authMethod", 3);
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.userName", "łukasz@bücher.example");
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.allow_utf8_accept", false);
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.trash_folder_name", "Corbeille");
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.moveTargetMode", 1);
user_pref("mail.server.server_mgf6284d3452b4a37dc2f893ddc8f200d2.spamActionTargetFolder", "imap://%C5%82ukasz%40b%C3%BCcher.example@imap.xn--bcher-kva.example/Ind&AOk-sirables");

user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.fullName", "Łukasz „Lucky“ Петров 山田 😀");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.useremail", "post@xn--bcher-kva.example");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.organization", "Bücher & Söhne");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.smtpServer", "smtp_mgf6284d3452b4a37dc2f893ddc8f200d2");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.fcc_folder", "imap://%C5%82ukasz%40b%C3%BCcher.example@imap.xn--bcher-kva.example/&kAFP4W4IMH8-");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.draft_folder", "imap://%C5%82ukasz%40b%C3%BCcher.example@imap.xn--bcher-kva.example/Entw&APw-rfe");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.stationery_folder", "imap://%C5%82ukasz%40b%C3%BCcher.example@imap.xn--bcher-kva.example/Templates");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.archive_folder", "imap://%C5%82ukasz%40b%C3%BCcher.example@imap.xn--bcher-kva.example/A&-B");
user_pref("mail.identity.id_mgf6284d3452b4a37dc2f893ddc8f200d2.archives_folder_picker_mode", "1");

user_pref("mail.smtpserver.smtp_mgf6284d3452b4a37dc2f893ddc8f200d2.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf6284d3452b4a37dc2f893ddc8f200d2.hostname", "smtp.xn--bcher-kva.example");
user_pref("mail.smtpserver.smtp_mgf6284d3452b4a37dc2f893ddc8f200d2.port", 465);
user_pref("mail.smtpserver.smtp_mgf6284d3452b4a37dc2f893ddc8f200d2.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgf6284d3452b4a37dc2f893ddc8f200d2.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf6284d3452b4a37dc2f893ddc8f200d2.username", "łukasz@bücher.example");
