;; -*- lexical-binding: t -*-
;; What Emacs has after it loaded the file that is named on the command line, as JSON.
(require 'json)
(defvar gnus-secondary-select-methods)
(setq coding-system-for-write 'utf-8 inhibit-message t)
(let ((file (pop command-line-args-left)))
  (load file nil t t)
  (let ((server (assq 'nnimap gnus-secondary-select-methods)))
    (cl-labels
        ((text (value) (if value (format "%s" value) ""))
         (of (key) (cadr (assq key (cddr server))))
         ;; a message as it is begun, and an answer to one
         (header (name)
           (message-mail "to@example.net" "read")
           (prog1 (or (message-fetch-field name) "") (set-buffer-modified-p nil) (kill-buffer)))
         (answers (address)
           (with-temp-buffer
             (insert "From: from@example.net\nTo: " address "\nSubject: read\n\ntext\n")
             (message-reply)
             (prog1 (equal address (cadr (mail-extract-address-components
                                          (message-fetch-field "From"))))
               (set-buffer-modified-p nil)
               (kill-buffer))))
         (password (host port user)
           (let ((found (and user (car (auth-source-search :host host :port port :user user
                                                           :max 1 :require '(:secret))))))
             (text (and found (funcall (plist-get found :secret)))))))
      (princ
       (json-encode
        `((name . ,user-full-name)
          (email . ,user-mail-address)
          (organization . ,(text (and (stringp message-user-organization)
                                      message-user-organization)))
          (signature . ,(if (stringp message-signature) message-signature ""))
          (signature_command . ,(if (functionp message-signature) (funcall message-signature) ""))
          (reply_to . ,(header "Reply-To"))
          (aliases . ,(vconcat (seq-filter #'answers (cdr (bound-and-true-p mailgen-addresses)))))
          (signature_file . ,(if (and (eq message-signature t)
                                      (not (equal message-signature-file "~/.signature")))
                                 message-signature-file ""))
          (smtp . ,(and smtpmail-smtp-server
                        `((host . ,smtpmail-smtp-server)
                          (port . ,(text smtpmail-smtp-service))
                          (stream . ,(text smtpmail-stream-type))
                          (auth . ,(mapconcat #'symbol-name smtpmail-auth-supported " "))
                          (user . ,(text smtpmail-smtp-user))
                          (password . ,(password smtpmail-smtp-server smtpmail-smtp-service
                                                 smtpmail-smtp-user)))))
          (imap . ,(and server
                        `((name . ,(cadr server))
                          (host . ,(of 'nnimap-address))
                          (port . ,(text (of 'nnimap-server-port)))
                          (stream . ,(text (of 'nnimap-stream)))
                          (auth . ,(format "%s" (of 'nnimap-authenticator)))
                          (user . ,(of 'nnimap-user))
                          (password . ,(password (of 'nnimap-address) (of 'nnimap-server-port)
                                                 (of 'nnimap-user))))))
          (archive . ,(text (and (stringp gnus-message-archive-group)
                                 gnus-message-archive-group)))))))))
