// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgf79c0edc81f9712b92997a2ab2de85ca");
user_pref("mail.smtpservers", "smtp_mgf79c0edc81f9712b92997a2ab2de85ca");

user_pref("mail.account.account_mgf79c0edc81f9712b92997a2ab2de85ca.server", "server_mgf79c0edc81f9712b92997a2ab2de85ca");
user_pref("mail.account.account_mgf79c0edc81f9712b92997a2ab2de85ca.identities", "id_mgf79c0edc81f9712b92997a2ab2de85ca");

user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.type", "imap");
user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.name", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.hostname", "imap.gmail.com");
user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.port", 993);
user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.socketType", 3);
user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.authMethod", 3);
user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.userName", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgf79c0edc81f9712b92997a2ab2de85ca.allow_utf8_accept", false);

user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.useremail", "jean.dupont@gmail.com");
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.smtpServer", "smtp_mgf79c0edc81f9712b92997a2ab2de85ca");
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.fcc", false);
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.fcc_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Sent");
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.draft_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Drafts");
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf79c0edc81f9712b92997a2ab2de85ca.stationery_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Templates");

user_pref("mail.smtpserver.smtp_mgf79c0edc81f9712b92997a2ab2de85ca.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9712b92997a2ab2de85ca.hostname", "smtp.gmail.com");
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9712b92997a2ab2de85ca.port", 465);
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9712b92997a2ab2de85ca.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9712b92997a2ab2de85ca.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9712b92997a2ab2de85ca.username", "jean.dupont@gmail.com");
