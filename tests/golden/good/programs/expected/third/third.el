;; -*- lexical-binding: t; coding: utf-8 -*-
(require 'auth-source)
(require 'cl-lib)
(require 'gnus)
(require 'message)
(require 'smtpmail)

(setq user-full-name "Jo \"Third\""
      user-mail-address "jo@example.com")
(setq message-signature "Jo")

(setq send-mail-function #'smtpmail-send-it
      message-send-mail-function #'smtpmail-send-it
      smtpmail-smtp-server "smtp.example.com"
      smtpmail-smtp-service 465
      smtpmail-stream-type 'ssl
      smtpmail-auth-supported '(plain login)
      smtpmail-smtp-user "jo")

(add-to-list 'gnus-secondary-select-methods
             '(nnimap "third"
                      (nnimap-address "imap.example.com")
                      (nnimap-server-port 993)
                      (nnimap-stream ssl)
                      (nnimap-authenticator nil)
                      (nnimap-user "jo")))
(setq gnus-message-archive-group (concat "nnimap+" "third" ":" "Sent"))

;; Passwords: (HOST PORT USER :secret PASSWORD) or (HOST PORT USER :command LINE), whose
;; first line of output is the password.
(defvar mailgen-passwords nil)

(defun mailgen-password-from (source)
  (or (plist-get source :secret)
      (with-temp-buffer
        (call-process shell-file-name nil '(t nil) nil
                      shell-command-switch (plist-get source :command))
        (buffer-substring (point-min) (progn (goto-char (point-min)) (line-end-position))))))

(cl-defun mailgen-passwords-search (&key host port user &allow-other-keys)
  (cl-flet ((fits (have wanted)
              (or (memq wanted '(nil t))
                  (member (format "%s" have)
                          (mapcar (lambda (one) (format "%s" one)) (ensure-list wanted))))))
    (cl-loop for (h p u . source) in mailgen-passwords
             when (and (fits h host) (fits p port) (fits u user))
             collect (list :host h :port p :user u
                           :secret (let ((source source))
                                     (lambda () (mailgen-password-from source)))))))

(defun mailgen-passwords-parse (entry)
  (when (eq entry 'mailgen)
    (auth-source-backend :source "." :type 'mailgen
                         :search-function #'mailgen-passwords-search)))

(add-hook 'auth-source-backend-parser-functions #'mailgen-passwords-parse)
(add-to-list 'auth-sources 'mailgen)
