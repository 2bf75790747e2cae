/* Documents by https with libcurl. Used by discover. */
#include "helper/discover_fetch.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/clock.h"
#include "base/hash.h"
#include "helper/discover_dns.h"
#include "helper/discover_document.h"
#include "helper/each_request.h"

enum { REDIRECTS_MAX = 5, URL_BYTES = 1024, HOST_BYTES = 256 };

/* One document on its way. */
struct fetching {
	struct dns *dns;
	const struct fetch *wanted;
	json_t *facts;
	long deadline;
	char url[URL_BYTES];            /* where it is now */
	char bytes[DOCUMENT_MAX_BYTES];
	size_t len;
	bool too_long;
};

/* ---- where to ---- */

static bool
is_inside(const char *host, const char *domain)
{
	size_t len = strlen(host), n = strlen(domain);

	return len >= n && !strcasecmp(host + len - n, domain)
		&& (len == n || host[len - n - 1] == '.');
}

/* Does everybody read the name as we do? libcurl looks another one up where there are
 * letters that are not of ASCII, and its lists of addresses have signs of their own. */
static bool
is_plain(const char *host)
{
	static const char chars[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789._-";

	return *host && strspn(host, chars) == strlen(host) && isalnum((unsigned char)*host)
		&& strlen(host) < HOST_BYTES;
}

/* A part of a URL; NULL without one. */
static char *
part(CURLU *url, CURLUPart which)
{
	char *text = NULL;

	return curl_url_get(url, which, &text, 0) ? NULL : text;
}

/* May this be fetched: https, at the usual port, from a host of the domain, without a
 * password in it? Sets the host. */
static const char *
refused_url(const struct fetching *f, CURLU *url, char host[HOST_BYTES])
{
	char *scheme = part(url, CURLUPART_SCHEME), *name = part(url, CURLUPART_HOST);
	char *port = part(url, CURLUPART_PORT), *user = part(url, CURLUPART_USER);
	const char *why = NULL;

	snprintf(host, HOST_BYTES, "%s", name ? name : "");
	if (!scheme || strcmp(scheme, "https") != 0)
		why = "it leads to an address without https";
	else if (!name || !is_inside(name, f->wanted->inside))
		why = "it leads out of the domain";
	else if (!is_plain(name))
		why = "it leads to a name that no host has";
	else if ((port && strcmp(port, "443") != 0) || user)
		why = "it leads to a port or a login of its own";
	curl_free(scheme);
	curl_free(name);
	curl_free(port);
	curl_free(user);
	return why;
}

/* The same for where the document is now. False with facts. */
static bool
check_url(struct fetching *f, char host[HOST_BYTES])
{
	CURLU *url = curl_url();
	const char *why = !url || curl_url_set(url, CURLUPART_URL, f->url, 0)
		? "it leads to something that is not a URL" : refused_url(f, url, host);

	curl_url_cleanup(url);
	json_object_set_new(f->facts, "url", shown(f->url, strlen(f->url)));
	return !why || stopped(f->facts, "refused", why);
}

/* ---- one request ---- */

static size_t
take_bytes(char *bytes, size_t size, size_t n, void *fetching)
{
	struct fetching *f = fetching;

	n *= size;
	if (n > sizeof(f->bytes) - f->len) {
		f->too_long = true;
		return 0;
	}
	memcpy(f->bytes + f->len, bytes, n);
	f->len += n;
	return n;
}

static void
set_bounds(CURL *curl, struct fetching *f, struct curl_slist *address)
{
	long left = f->deadline - clock_ms();

	curl_easy_setopt(curl, CURLOPT_URL, f->url);
	curl_easy_setopt(curl, CURLOPT_RESOLVE, address);
	if (getenv("SSL_CERT_FILE"))
		curl_easy_setopt(curl, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
	if (getenv("SSL_CERT_DIR"))
		curl_easy_setopt(curl, CURLOPT_CAPATH, getenv("SSL_CERT_DIR"));
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, left > 0 ? left : 1);
	curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)DOCUMENT_MAX_BYTES);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, f);
}

/* Where the server sends us to, or "". */
static bool
take_redirect(CURL *curl, struct fetching *f)
{
	char *to = NULL;

	curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &to);
	if (!to)
		return false;
	snprintf(f->url, sizeof(f->url), "%s", to);
	if (strlen(to) >= sizeof(f->url))
		stopped(f->facts, "refused", "it leads to something that is not a URL");
	return true;
}

/* What came of a request. True: there is somewhere else to go on. */
static bool
judge(CURL *curl, CURLcode code, struct fetching *f, const char *why)
{
	char text[64];
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (f->too_long || code == CURLE_FILESIZE_EXCEEDED)
		return stopped(f->facts, "refused", "it has more than 256 KiB");
	if (code)
		return stopped(f->facts, "fetch", *why ? why : curl_easy_strerror(code));
	if (status / 100 == 3 && take_redirect(curl, f))
		return true;
	snprintf(text, sizeof(text), "the server answers with status %ld", status);
	/* later it may be there */
	if (status >= 500 || status == 408 || status == 429)
		return stopped(f->facts, "fetch", text);
	if (status != 200)
		json_object_set_new(f->facts, "absent", json_true());
	return false;
}

static bool
get(struct fetching *f, const char *host, const char *addresses)
{
	char pair[sizeof(f->url) + DNS_ADDRESSES_BYTES], why[CURL_ERROR_SIZE] = "";
	struct curl_slist *address;
	CURL *curl = curl_easy_init();
	bool more;

	snprintf(pair, sizeof(pair), "%s:443:%s", host, addresses);
	address = curl_slist_append(NULL, pair);
	f->len = 0;
	set_bounds(curl, f, address);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
	more = judge(curl, curl_easy_perform(curl), f, why);
	curl_easy_cleanup(curl);
	curl_slist_free_all(address);
	return more;
}

/* One step: false when there is no further one. */
static bool
step(struct fetching *f)
{
	char host[HOST_BYTES], addresses[DNS_ADDRESSES_BYTES];

	if (json_object_get(f->facts, "failed") || !check_url(f, host)
	    || !dns_addresses(f->dns, host, addresses, f->facts))
		return false;
	if (*addresses)
		return get(f, host, addresses);
	json_object_set_new(f->facts, "absent", json_true());
	return false;
}

/* ---- the document ---- */

static void
tell_digest(const char *bytes, size_t len, json_t *facts)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char hash[SHA256_BYTES + 1] = { 0 };
	char text[4 * (SHA256_BYTES + 1) / 3 + 1];
	size_t i, n = 0;
	unsigned three;

	sha256(bytes, len, hash);
	for (i = 0; i < sizeof(hash); i += 3) {
		three = (unsigned)hash[i] << 16 | (unsigned)hash[i + 1] << 8 | hash[i + 2];
		text[n++] = digits[three >> 18];
		text[n++] = digits[three >> 12 & 63];
		text[n++] = digits[three >> 6 & 63];
		text[n++] = digits[three & 63];
	}
	/* 32 bytes are one less than eleven times three */
	text[n - 1] = '=';
	json_object_set_new(facts, "sha256", json_stringn(text, n));
}

static void
read_document(struct fetching *f)
{
	json_t *servers = json_array();
	const char *wrong = !strcmp(f->wanted->format, "pacc")
		? document_json(f->bytes, f->len, servers)
		: document_xml(f->bytes, f->len, servers);

	if (!wrong) {
		tell_digest(f->bytes, f->len, f->facts);
		json_object_set(f->facts, "servers", servers);
	} else if (!strcmp(wrong, "other")) {
		json_object_set_new(f->facts, "absent", json_true());
	} else {
		stopped(f->facts, "refused", wrong);
	}
	json_decref(servers);
}

void
fetch_document(struct dns *dns, const struct fetch *wanted, json_t *facts)
{
	static struct fetching f;
	int n = 0;

	f = (struct fetching){ .dns = dns, .wanted = wanted, .facts = facts,
		.deadline = clock_ms() + 1000L * wanted->seconds };
	snprintf(f.url, sizeof(f.url), "%s", wanted->url);
	while (step(&f))
		if (n++ == REDIRECTS_MAX)
			stopped(facts, "refused", "it leads on and on");
	if (!json_object_get(facts, "failed") && !json_object_get(facts, "absent"))
		read_document(&f);
}
