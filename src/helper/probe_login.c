/* A real login with libcurl, which knows how each mechanism goes.
 * Used by probe. */
#include "helper/probe_login.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "helper/probe_tls.h"

/* What libcurl may have been built without. */
static const struct {
	const char *mechanism;
	long feature;
} wants[] = {
	{ "NTLM", CURL_VERSION_NTLM },
	{ "GSSAPI", CURL_VERSION_KERBEROS5 },
	{ "SCRAM-SHA-1", CURL_VERSION_GSASL },
	{ "SCRAM-SHA-256", CURL_VERSION_GSASL },
};

static const struct {
	const char *word;
	long version;
} versions[] = {
	{ "1.0", CURL_SSLVERSION_TLSv1_0 },
	{ "1.1", CURL_SSLVERSION_TLSv1_1 },
	{ "1.2", CURL_SSLVERSION_TLSv1_2 },
	{ "1.3", CURL_SSLVERSION_TLSv1_3 },
};

/* A login that is bound to a certificate. */
struct bound {
	const struct request *request;
	bool other;                     /* another one was shown */
};

static const char *
given(const struct request *r, const char *name)
{
	const char *s = json_string_value(json_object_get(r->json, name));

	return s ? s : "";
}

static bool
able(const char *mechanism)
{
	size_t i;

	for (i = 0; i < sizeof(wants) / sizeof(wants[0]); i++)
		if (!strcmp(wants[i].mechanism, mechanism))
			return curl_version_info(CURLVERSION_NOW)->features & wants[i].feature;
	return true;
}

static void
set_server(CURL *curl, const struct request *r)
{
	bool tls = !strcmp(r->security, "tls"), six = strchr(r->host, ':');
	const char *scheme = strcmp(r->protocol, "pop") ? r->protocol : "pop3";
	char url[400];

	/* after the slash: what an SMTP server is greeted with */
	snprintf(url, sizeof(url), "%s%s://%s%s%s:%d/%s", scheme, tls ? "s" : "",
		six ? "[" : "", r->host, six ? "]" : "", r->port,
		strcmp(scheme, "smtp") ? "" : "%5B127.0.0.1%5D");
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, r->deadline - clock_ms());
	curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(strcmp(r->security, "none")
		? CURLUSESSL_ALL : CURLUSESSL_NONE));
}

/* What OpenSSL asks in this connection's handshake, before anything is sent: is
 * it the certificate of the fingerprint, and, where authorities are named, one
 * of theirs? */
static int
check_certificate(X509_STORE_CTX *store, void *context)
{
	struct bound *b = context;
	const X509 *cert = X509_STORE_CTX_get0_cert(store);
	char text[FINGERPRINT_MAX];

	b->other = !cert || !tls_fingerprint(cert, given(b->request, "fingerprint_kind"),
		text) || strcasecmp(text, given(b->request, "fingerprint"));
	if (b->other)
		X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
	return !b->other && (!b->request->ca_file || X509_verify_cert(store) == 1);
}

static CURLcode
bind_context(CURL *curl, void *ctx, void *context)
{
	(void)curl;
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(ctx, check_certificate, context);
	return CURLE_OK;
}

/* A server that the account knows by its fingerprint shows that certificate; it
 * may have any name then, unless authorities are named too. */
static bool
bind_certificate(CURL *curl, struct bound *b)
{
	if (!b->request->ca_file) {
		curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
		curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	/* other libraries' contexts are none of OpenSSL's */
	return curl_global_sslset(CURLSSLBACKEND_OPENSSL, NULL, NULL) == CURLSSLSET_OK
		&& !curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, bind_context)
		&& !curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, b);
}

static void
set_trust(CURL *curl, const struct request *r)
{
	size_t i;

	if (r->ca_file) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, r->ca_file);
		curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	for (i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
		if (!strcmp(versions[i].word, given(r, "minimum")))
			curl_easy_setopt(curl, CURLOPT_SSLVERSION, versions[i].version);
	if (*given(r, "cert_file"))
		curl_easy_setopt(curl, CURLOPT_SSLCERT, given(r, "cert_file"));
	if (*given(r, "key_file"))
		curl_easy_setopt(curl, CURLOPT_SSLKEY, given(r, "key_file"));
}

static void
set_person(CURL *curl, const struct request *r)
{
	const char *mechanism = given(r, "mechanism");
	bool token = !strcmp(mechanism, "XOAUTH2") || !strcmp(mechanism, "OAUTHBEARER");
	char options[64];

	snprintf(options, sizeof(options), "AUTH=%s", mechanism);
	curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, options);
	curl_easy_setopt(curl, CURLOPT_USERNAME, given(r, "user"));
	curl_easy_setopt(curl, token ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD,
		given(r, "secret"));
}

/* libcurl takes an SMTP server that wants no login for a success: 235 is what
 * RFC 4954 section 4 has for one. */
static bool
really(CURL *curl, const struct request *r)
{
	long code = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	return strcmp(r->protocol, "smtp") || code == 235;
}

/* What came of it, in a word. */
static const char *
outcome(CURL *curl, const struct request *r, CURLcode came, const char *error,
	const struct bound *bound)
{
	/* what libcurl itself says when it cannot answer the server's challenge */
	if (came == CURLE_LOGIN_DENIED && strstr(error, "cancelled"))
		return "unable";
	if (bound->other)
		return "other";
	if (came == CURLE_LOGIN_DENIED || (came == CURLE_OK && !really(curl, r)))
		return "refused";
	return came == CURLE_OK ? "done" : "failed";
}

/* Nothing of what the server says from here on is told: it knows the password
 * now and could repeat it. */
void
login(const struct request *r, json_t *facts)
{
	CURL *curl = NULL;
	CURLcode came;
	char error[CURL_ERROR_SIZE] = "";
	struct bound bound = { r, false };

	if (!able(given(r, "mechanism"))) {
		json_object_set_new(facts, "login", json_string("unable"));
		return;
	}
	if (!curl_global_init(CURL_GLOBAL_DEFAULT))
		curl = curl_easy_init();
	if (!curl) {
		stopped(facts, "broken", "libcurl cannot begin");
		return;
	}
	set_server(curl, r);
	set_trust(curl, r);
	set_person(curl, r);
	if (*given(r, "fingerprint") && !bind_certificate(curl, &bound)) {
		json_object_set_new(facts, "login", json_string("unbound"));
		curl_easy_cleanup(curl);
		return;
	}
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
	came = curl_easy_perform(curl);
	json_object_set_new(facts, "login", json_string(outcome(curl, r, came, error, &bound)));
	if (came != CURLE_OK)
		json_object_set_new(facts, "login_why", json_string(curl_easy_strerror(came)));
	curl_easy_cleanup(curl);
}
