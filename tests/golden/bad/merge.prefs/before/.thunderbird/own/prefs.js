// the user
user_pref("mail.accountmanager.accounts", "account1");
user_pref("mail.smtpservers", "smtp1" "smtp2");
