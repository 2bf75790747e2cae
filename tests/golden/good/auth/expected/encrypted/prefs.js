// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg14a146018d7eae67f2010d1dff2c1cfb");
user_pref("mail.smtpservers", "smtp_mg14a146018d7eae67f2010d1dff2c1cfb");

user_pref("mail.account.account_mg14a146018d7eae67f2010d1dff2c1cfb.server", "server_mg14a146018d7eae67f2010d1dff2c1cfb");
user_pref("mail.account.account_mg14a146018d7eae67f2010d1dff2c1cfb.identities", "id_mg14a146018d7eae67f2010d1dff2c1cfb");

user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.type", "imap");
user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.name", "encrypted@example.com");
user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.hostname", "mail.example.com");
user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.port", 993);
user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.socketType", 3);
user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.authMethod", 4);
user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.userName", "encrypted@example.com");
user_pref("mail.server.server_mg14a146018d7eae67f2010d1dff2c1cfb.allow_utf8_accept", false);

user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.useremail", "encrypted@example.com");
user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.smtpServer", "smtp_mg14a146018d7eae67f2010d1dff2c1cfb");
user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.fcc_folder", "imap://encrypted%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.draft_folder", "imap://encrypted%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg14a146018d7eae67f2010d1dff2c1cfb.stationery_folder", "imap://encrypted%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg14a146018d7eae67f2010d1dff2c1cfb.type", "smtp");
user_pref("mail.smtpserver.smtp_mg14a146018d7eae67f2010d1dff2c1cfb.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg14a146018d7eae67f2010d1dff2c1cfb.port", 465);
user_pref("mail.smtpserver.smtp_mg14a146018d7eae67f2010d1dff2c1cfb.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg14a146018d7eae67f2010d1dff2c1cfb.authMethod", 4);
user_pref("mail.smtpserver.smtp_mg14a146018d7eae67f2010d1dff2c1cfb.username", "encrypted@example.com");
