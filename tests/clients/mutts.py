"""Hostile values in mutt and neomutt, which name what they read alike."""

from hostile import Hostile

SHOWN = {
    "name": ["realname", "From.name"],
    "email.quoted": ["from", "From.address", "envelope"],
    "email.atom": ["from", "From.address", "envelope"],
    "reply_to.quoted": "Reply-To", "reply_to.atom": "Reply-To",
    "reply_to.name": "Reply-To", "reply_to.list": "Reply-To",
    "organization": "Organization", "sendmail": "sendmail", "signature": "signature",
    "sigfile": "signature", "sigfile.home": "signature",
    "ca_file": "incoming.ssl_ca_certificates_file",
    "ca_file.home": "incoming.ssl_ca_certificates_file",
    "cert_file": "incoming.ssl_client_cert",
    "incoming.username": "incoming.user",
    "folders.sent@imap": "record", "folders.drafts@imap": "postponed",
    "folders.trash@imap": "trash",
}


def main(name, part):
    """part: 0 or 1, of two."""
    Hostile(name, SHOWN, part=(part, 2), refuses=[
        "key_file", "ca_file.relative", "email.quoted", "reply_to.quoted",
        "incoming.username",
    ], batch=12, least=0.35, thin=5, singles=["incoming.username"], extra=[
        "`a", "a`", "\\`a\\`", "$my_hdr", "$imap_pass", "~f x", "%4y", "a\\", "\\\\`",
        "=?utf-8?q?a?=", "=?utf-8?q?a", "a |", "| a", "^x", "\"a\" <b@c>",
    ]).main()
