// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg7458ff44dd049ab585a528eb475f9c14");
user_pref("mail.smtpservers", "smtp_mg7458ff44dd049ab585a528eb475f9c14");

user_pref("mail.account.account_mg7458ff44dd049ab585a528eb475f9c14.server", "server_mg7458ff44dd049ab585a528eb475f9c14");
user_pref("mail.account.account_mg7458ff44dd049ab585a528eb475f9c14.identities", "id_mg7458ff44dd049ab585a528eb475f9c14");

user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.type", "imap");
user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.name", "imap.starttls@example.com");
user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.hostname", "mail.example.com");
user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.port", 143);
user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.socketType", 2);
user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.authMethod", 3);
user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.userName", "imap.starttls@example.com");
user_pref("mail.server.server_mg7458ff44dd049ab585a528eb475f9c14.allow_utf8_accept", false);

user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.fullName", "imap with starttls");
user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.useremail", "imap.starttls@example.com");
user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.smtpServer", "smtp_mg7458ff44dd049ab585a528eb475f9c14");
user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.fcc_folder", "imap://imap.starttls%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.draft_folder", "imap://imap.starttls%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg7458ff44dd049ab585a528eb475f9c14.stationery_folder", "imap://imap.starttls%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg7458ff44dd049ab585a528eb475f9c14.type", "smtp");
user_pref("mail.smtpserver.smtp_mg7458ff44dd049ab585a528eb475f9c14.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg7458ff44dd049ab585a528eb475f9c14.port", 587);
user_pref("mail.smtpserver.smtp_mg7458ff44dd049ab585a528eb475f9c14.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg7458ff44dd049ab585a528eb475f9c14.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg7458ff44dd049ab585a528eb475f9c14.username", "imap.starttls@example.com");
