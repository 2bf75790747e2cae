/* sign CERT KEY [CHAIN]: signs standard input, a program of its own.
 * Run by mailgen, which does without OpenSSL itself. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/nodump.h"

enum { DONE = 0, REFUSED = 1, USAGE = 2, SYSTEM = 4 };

/* Everything a signature is made of; released once, in main. */
struct signing {
	X509 *cert;
	STACK_OF(X509) *others;         /* certificates that go along */
	EVP_PKEY *key;
	BIO *content;
	CMS_ContentInfo *cms;
};

/* One line on standard error; why may be NULL. Returns the exit status. */
static int
complain(int status, const char *what, const char *name, const char *why)
{
	fprintf(stderr, "mailgen: sign: %s '%s'%s%s\n", what, name, why ? ": " : "",
		why ? why : "");
	return status;
}

static const char *
openssl_reason(void)
{
	const char *reason = ERR_reason_error_string(ERR_peek_error());

	return reason ? reason : "OpenSSL does not say why";
}

static BIO *
open_file(const char *path)
{
	struct stat st;
	BIO *bio = NULL;

	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		errno = EISDIR;
	else
		bio = BIO_new_file(path, "r");
	if (!bio)
		complain(SYSTEM, "cannot read", path, strerror(errno));
	return bio;
}

/* OpenSSL asks here for a passphrase. Nobody may be there to be asked, so none
 * is given; *asked remembers the question. */
static int
no_passphrase(char *buffer, int size, int writing, void *asked)
{
	(void)buffer;
	(void)size;
	(void)writing;
	*(bool *)asked = true;
	return -1;
}

/* Takes a certificate over: as the signer's when there is none yet, else as one
 * that goes along. OpenSSL refuses one that is there twice, and a "full chain"
 * holds the signer's again. */
static void
add_certificate(struct signing *s, X509 *cert)
{
	bool known = s->cert && !X509_cmp(s->cert, cert);
	int i;

	for (i = 0; i < sk_X509_num(s->others); i++)
		known |= !X509_cmp(sk_X509_value(s->others, i), cert);
	if (!s->cert)
		s->cert = cert;
	else if (known || !sk_X509_push(s->others, cert))
		X509_free(cert);
}

/* All certificates of a file. */
static int
read_certificates(struct signing *s, const char *path)
{
	BIO *bio = open_file(path);
	bool asked = false;
	X509 *cert;
	int n = 0;

	if (!bio)
		return SYSTEM;
	for (; (cert = PEM_read_bio_X509(bio, NULL, no_passphrase, &asked)); n++)
		add_certificate(s, cert);
	BIO_free(bio);
	/* a file ends with "no start line"; anything else is a broken one */
	if (!n || ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
		return complain(REFUSED, "no PEM certificate can be read from", path,
			openssl_reason());
	ERR_clear_error();
	return DONE;
}

static int
read_key(struct signing *s, const char *path)
{
	BIO *bio = open_file(path);
	bool asked = false;

	if (!bio)
		return SYSTEM;
	s->key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, &asked);
	BIO_free(bio);
	if (asked)
		return complain(REFUSED, "the key is encrypted and its passphrase "
			"is not asked for, decrypt it first:", path, NULL);
	if (!s->key)
		return complain(REFUSED, "no PEM key can be read from", path, openssl_reason());
	return DONE;
}

static int
read_content(struct signing *s)
{
	char buffer[1 << 16];
	size_t n;

	s->content = BIO_new(BIO_s_mem());
	while ((n = fread(buffer, 1, sizeof(buffer), stdin)))
		if (BIO_write(s->content, buffer, (int)n) != (int)n)
			return complain(SYSTEM, "cannot store", "standard input", "no memory");
	if (ferror(stdin))
		return complain(SYSTEM, "cannot read", "standard input", strerror(errno));
	return DONE;
}

/* CMS SignedData (RFC 5652, 5) around the content as it is: without
 * CMS_BINARY its line ends would be rewritten. */
static int
sign(struct signing *s, const char *cert, const char *key)
{
	if (!X509_check_private_key(s->cert, s->key))
		return complain(REFUSED, "the key does not belong to certificate", cert, NULL);
	s->cms = CMS_sign(s->cert, s->key, s->others, s->content, CMS_BINARY);
	if (!s->cms)
		return complain(REFUSED, "cannot sign with", key, openssl_reason());
	return DONE;
}

static int
write_result(const struct signing *s)
{
	BIO *out = BIO_new_fp(stdout, BIO_NOCLOSE);
	bool ok = i2d_CMS_bio(out, s->cms) == 1 && BIO_flush(out) == 1;

	BIO_free(out);
	if (!ok || fflush(stdout) || ferror(stdout))
		return complain(SYSTEM, "cannot write", "standard output", strerror(errno));
	return DONE;
}

/* What does not stop a signature but should be known. */
static void
warn(const struct signing *s, const char *cert, const char *key)
{
	struct stat st;

	if (!stat(key, &st) && (st.st_mode & (S_IRGRP | S_IROTH)))
		complain(DONE, "warning: the key can be read by others", key, NULL);
	if (X509_cmp_current_time(X509_get0_notAfter(s->cert)) < 0)
		complain(DONE, "warning: the certificate is no longer valid", cert, NULL);
}

static int
run(struct signing *s, const char *cert, const char *key, const char *chain)
{
	int status;

	if ((status = read_certificates(s, cert))
	    || (status = read_key(s, key))
	    || (chain && (status = read_certificates(s, chain)))
	    || (status = read_content(s))
	    || (status = sign(s, cert, key))
	    || (status = write_result(s)))
		return status;
	warn(s, cert, key);
	return DONE;
}

int
main(int argc, char **argv)
{
	struct signing s = { 0 };
	int status;

	no_dump();
	if (argc < 3 || argc > 4) {
		fprintf(stderr, "mailgen: sign: usage: sign CERT KEY [CHAIN] <PROFILE\n");
		return USAGE;
	}
	s.others = sk_X509_new_null();
	status = run(&s, argv[1], argv[2], argc == 4 ? argv[3] : NULL);
	CMS_ContentInfo_free(s.cms);
	BIO_free(s.content);
	EVP_PKEY_free(s.key);
	sk_X509_pop_free(s.others, X509_free);
	X509_free(s.cert);
	return status;
}
