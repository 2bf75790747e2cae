/* A throw-away authority and its certificates, all of them gone with this process.
 * Used by hear. */
#include "helper/hear_identity.h"

#include <arpa/inet.h>
#include <stdio.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include "base/arena.h"

enum { DAY = 86400 };

struct pair {
	EVP_PKEY *key;
	X509 *cert;
};

static bool
extend(X509 *cert, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *e;
	bool ok;

	X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
	e = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	ok = e && X509_add_ext(cert, e, -1) == 1;
	X509_EXTENSION_free(e);
	return ok;
}

/* What the certificate is for; names are those of a server's. */
static bool
extend_all(X509 *cert, X509 *issuer, const char *names)
{
	if (cert == issuer)
		return extend(cert, issuer, NID_basic_constraints, "critical,CA:TRUE")
			&& extend(cert, issuer, NID_key_usage, "critical,keyCertSign,cRLSign")
			&& extend(cert, issuer, NID_subject_key_identifier, "hash");
	return extend(cert, issuer, NID_basic_constraints, "critical,CA:FALSE")
		&& extend(cert, issuer, NID_key_usage, "critical,digitalSignature")
		&& extend(cert, issuer, NID_authority_key_identifier, "keyid")
		&& extend(cert, issuer, NID_ext_key_usage, names ? "serverAuth" : "clientAuth")
		&& (!names || extend(cert, issuer, NID_subject_alt_name, names));
}

/* A key and its certificate; by NULL: it signs itself. */
static bool
make(struct pair *p, const struct pair *by, const char *name, const char *names)
{
	unsigned char serial[8];
	X509_NAME *subject;
	const struct pair *signer = by ? by : p;

	p->key = EVP_EC_gen("P-256");
	p->cert = X509_new();
	if (!p->key || !p->cert || RAND_bytes(serial, sizeof(serial)) != 1)
		return false;
	serial[0] &= 0x7f;
	BN_to_ASN1_INTEGER(BN_bin2bn(serial, sizeof(serial), NULL),
		X509_get_serialNumber(p->cert));
	subject = X509_get_subject_name(p->cert);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
		(const unsigned char *)name, -1, -1, 0);
	X509_set_version(p->cert, X509_VERSION_3);
	X509_gmtime_adj(X509_getm_notBefore(p->cert), -DAY);
	X509_gmtime_adj(X509_getm_notAfter(p->cert), 7 * DAY);
	X509_set_issuer_name(p->cert, X509_get_subject_name(signer->cert));
	X509_set_pubkey(p->cert, p->key);
	return extend_all(p->cert, signer->cert, names)
		&& X509_sign(p->cert, signer->key, EVP_sha256()) > 0;
}

/* The hosts as a certificate has them. */
static const char *
alternatives(struct arena *a, const char *const *hosts, size_t n)
{
	unsigned char out[sizeof(struct in6_addr)];
	const char *names = "";
	size_t i;

	for (i = 0; i < n; i++)
		names = arena_printf(a, "%s%s%s:%s", names, i ? "," : "",
			inet_pton(AF_INET, hosts[i], out) == 1
			|| inet_pton(AF_INET6, hosts[i], out) == 1 ? "IP" : "DNS", hosts[i]);
	return names;
}

static bool
write_files(const struct pair *authority, const struct pair *client, const char *to,
	const char *client_to)
{
	FILE *f = fopen(to, "w"), *both = fopen(client_to, "w");
	bool ok = f && both && PEM_write_X509(f, authority->cert) == 1
		&& PEM_write_X509(both, client->cert) == 1
		&& PEM_write_PrivateKey(both, client->key, NULL, NULL, 0, NULL, NULL) == 1;

	if (f)
		ok &= !fclose(f);
	if (both)
		ok &= !fclose(both);
	return ok;
}

/* Clients are asked for a certificate of the authority that they trust themselves. */
static SSL_CTX *
context(const struct pair *server, const struct pair *authority)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (!ctx || SSL_CTX_use_certificate(ctx, server->cert) != 1
	    || SSL_CTX_use_PrivateKey(ctx, server->key) != 1
	    || X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), authority->cert) != 1
	    || SSL_CTX_add_client_CA(ctx, authority->cert) != 1)
		return NULL;
	SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"hear", 4);
	return ctx;
}

bool
identity_make(struct arena *a, struct identity *id, const char *const *hosts, size_t n,
	bool stranger, const char *authority, const char *client)
{
	struct pair trusted = { 0 }, other = { 0 }, server = { 0 }, own = { 0 };
	bool ok = make(&trusted, NULL, "mailgen hears", NULL)
		&& make(&other, NULL, "mailgen hears a stranger", NULL)
		&& make(&server, stranger ? &other : &trusted, hosts[0],
			alternatives(a, hosts, n))
		&& make(&own, &trusted, "client", NULL)
		&& write_files(&trusted, &own, authority, client);

	if (ok) {
		snprintf(id->hash, sizeof(id->hash), "%08lx.0",
			X509_subject_name_hash(trusted.cert));
		id->server = context(&server, &trusted);
		ok = id->server != NULL;
	}
	return ok;
}
