/* The TLS handshake, and what it tells about the server's certificate.
 * Used by the other parts of probe. */
#include "helper/probe_tls.h"

#include <arpa/inet.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

enum { NAMES_MAX = 10 };

/* Old versions and weak keys are let in: what the server has is to be told, and no
 * secret goes over this connection. */
static SSL_CTX *
context(const struct request *r, json_t *facts)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

	if (!ctx)
		return NULL;
	SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION);
	SSL_CTX_set_cipher_list(ctx, "DEFAULT:@SECLEVEL=0");
	SSL_CTX_set_options(ctx, SSL_OP_IGNORE_UNEXPECTED_EOF);
	SSL_CTX_set_mode(ctx, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
	if (!r->ca_file)
		SSL_CTX_set_default_verify_paths(ctx);
	else if (SSL_CTX_load_verify_locations(ctx, r->ca_file, NULL) != 1)
		json_object_set_new(facts, "ca_file_failed", shown("no certificate can be read",
			26));
	ERR_clear_error();
	return ctx;
}

static bool
is_address(const char *host)
{
	unsigned char out[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, host, out) == 1 || inet_pton(AF_INET6, host, out) == 1;
}

/* A time as RFC 3339 has it; "" when it cannot be told. */
static json_t *
date(const ASN1_TIME *time)
{
	char text[40] = "";
	struct tm tm;

	if (ASN1_TIME_to_tm(time, &tm) != 1
	    || !strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm))
		text[0] = '\0';
	return json_string(text);
}

bool
tls_fingerprint(const X509 *cert, const char *kind, char text[FINGERPRINT_MAX])
{
	static const char hex[] = "0123456789ABCDEF";
	const EVP_MD *md = EVP_get_digestbyname(kind);
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n = 0, i;

	if (!md || X509_digest(cert, md, digest, &n) != 1 || !n)
		return false;
	for (i = 0; i < n; i++) {
		text[3 * i] = hex[digest[i] >> 4];
		text[3 * i + 1] = hex[digest[i] & 15];
		text[3 * i + 2] = ':';
	}
	text[3 * n - 1] = '\0';
	return true;
}

static void
fingerprint(const X509 *cert, const char *kind, json_t *to)
{
	char text[FINGERPRINT_MAX];

	if (tls_fingerprint(cert, kind, text))
		json_object_set_new(to, kind, json_string(text));
}

static json_t *
common_name(X509_NAME *name)
{
	char text[SHOWN_MAX] = "";
	int n = X509_NAME_get_text_by_NID(name, NID_commonName, text, sizeof(text));

	if (n < 0 && !X509_NAME_oneline(name, text, sizeof(text)))
		return shown("", 0);
	return shown(text, n < 0 ? strlen(text) : (size_t)n);
}

static json_t *
names(const X509 *cert)
{
	GENERAL_NAMES *list = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
	json_t *all = json_array();
	const ASN1_STRING *s;
	int i, kind;

	for (i = 0; i < sk_GENERAL_NAME_num(list); i++) {
		s = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(list, i), &kind);
		if (kind == GEN_DNS && json_array_size(all) < NAMES_MAX)
			json_array_append_new(all, shown((const char *)ASN1_STRING_get0_data(s),
				(size_t)ASN1_STRING_length(s)));
	}
	GENERAL_NAMES_free(list);
	return all;
}

/* Trust apart from time: the library looks at dates last and from the root
 * down, so when the server's own is what it stops at, the rest is good. */
static void
trust(const SSL *ssl, bool in_time, json_t *to)
{
	long result = SSL_get_verify_result(ssl);
	bool own_time = !in_time && (result == X509_V_ERR_CERT_HAS_EXPIRED
		|| result == X509_V_ERR_CERT_NOT_YET_VALID);
	bool ok = result == X509_V_OK || own_time;
	const char *why = X509_verify_cert_error_string(result);

	json_object_set_new(to, "trusted", json_boolean(ok));
	if (!ok)
		json_object_set_new(to, "why_not", shown(why, strlen(why)));
}

static void
tell_certificate(const SSL *ssl, X509 *cert, const char *host, json_t *facts)
{
	const ASN1_TIME *from = X509_get0_notBefore(cert), *to = X509_get0_notAfter(cert);
	bool begun = X509_cmp_current_time(from) < 0;
	bool over = X509_cmp_current_time(to) < 0;
	bool matches = is_address(host) ? X509_check_ip_asc(cert, host, 0) == 1
		: X509_check_host(cert, host, 0, 0, NULL) == 1;
	int days = 0, seconds = 0;
	json_t *told;

	ASN1_TIME_diff(&days, &seconds, NULL, to);
	told = json_pack("{so so so so so si sb sb sb}",
		"subject", common_name(X509_get_subject_name(cert)),
		"issuer", common_name(X509_get_issuer_name(cert)), "names", names(cert),
		"not_before", date(from), "not_after", date(to), "days_left", days,
		"begun", begun, "over", over, "name_matches", matches);
	trust(ssl, begun && !over, told);
	fingerprint(cert, "sha256", told);
	fingerprint(cert, "sha1", told);
	fingerprint(cert, "md5", told);
	json_object_set_new(facts, "certificate", told);
}

static void
tell(const SSL *ssl, const char *host, json_t *facts)
{
	X509 *cert = SSL_get1_peer_certificate(ssl);
	const char *version = SSL_get_version(ssl);
	const char *cipher = SSL_get_cipher_name(ssl);

	json_object_set_new(facts, "tls_version", shown(version, strlen(version)));
	json_object_set_new(facts, "cipher", shown(cipher, strlen(cipher)));
	if (cert)
		tell_certificate(ssl, cert, host, facts);
	X509_free(cert);
}

/* Why the handshake failed: was it TLS that came? */
static enum handshake
judge(struct conn *c, int error)
{
	unsigned long e = ERR_peek_error();
	int reason = ERR_GET_REASON(e);
	const char *text = e ? ERR_reason_error_string(e) : NULL;

	ERR_clear_error();
	if (error == SSL_ERROR_SYSCALL || error == SSL_ERROR_ZERO_RETURN || !e
	    || reason == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
		conn_failed(c, "closed", "the connection was closed");
		return HANDSHAKE_NO_TLS;
	}
	conn_failed(c, "tls", text ? text : "the handshake failed");
	return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST
		|| reason == SSL_R_PACKET_LENGTH_TOO_LONG
		|| reason == SSL_R_RECORD_LENGTH_MISMATCH
		? HANDSHAKE_NO_TLS : HANDSHAKE_FAILED;
}

static enum handshake
shake(struct conn *c)
{
	int n, error;

	while ((n = SSL_connect(c->ssl)) != 1) {
		error = SSL_get_error(c->ssl, n);
		if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
			return judge(c, error);
		if (clock_ms() >= c->deadline || !conn_wait(c, error == SSL_ERROR_WANT_WRITE)) {
			conn_failed(c, "silent", "no answer to the TLS handshake in time");
			return HANDSHAKE_NO_TLS;
		}
	}
	return HANDSHAKE_DONE;
}

enum handshake
tls_start(struct conn *c, const struct request *r, json_t *facts)
{
	SSL_CTX *ctx = context(r, facts);
	enum handshake came;

	c->ssl = ctx ? SSL_new(ctx) : NULL;
	SSL_CTX_free(ctx);
	if (!c->ssl || SSL_set_fd(c->ssl, c->fd) != 1
	    || (!is_address(r->host) && SSL_set_tlsext_host_name(c->ssl, r->host) != 1)) {
		conn_failed(c, "tls", "OpenSSL cannot begin");
		return HANDSHAKE_FAILED;
	}
	came = shake(c);
	if (came == HANDSHAKE_DONE)
		tell(c->ssl, r->host, facts);
	return came;
}
