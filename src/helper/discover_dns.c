/* Records and addresses with libunbound. Used by discover. */
#include "helper/discover_dns.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <unbound.h>

#include "base/text.h"
#include "helper/each_request.h"

enum { A = 1, AAAA = 28, DNSKEY = 48, INTERNET = 1 };
enum { RECORDS_MAX = 16, NAMES_MAX = 16, NAME_BYTES = 256, SERVFAIL = 2, NXDOMAIN = 3 };

/* ---- the resolver ---- */

/* Of dns-root-data; what keeps it up to date keeps us. */
static const char root_keys[] = "/usr/share/dns/root.key";

/* RFC 7958, https://data.iana.org/root-anchors/root-anchors.xml */
static const char *const root_digests[] = {
	". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
	". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
};

static bool
add_anchors(struct ub_ctx *context)
{
	bool ok = true;
	size_t i;

	if (!access(root_keys, R_OK))
		return !ub_ctx_add_ta_file(context, root_keys);
	for (i = 0; i < countof(root_digests); i++)
		ok &= !ub_ctx_add_ta(context, root_digests[i]);
	return ok;
}

static struct ub_ctx *
new_context(bool validating)
{
	struct ub_ctx *context = ub_ctx_create();

	/* a resolver of this machine is as good as any */
	if (context && !ub_ctx_debugout(context, NULL) && !ub_ctx_async(context, 1)
	    && !ub_ctx_resolvconf(context, NULL)
	    && !ub_ctx_set_option(context, "do-not-query-localhost:", "no")
	    && (!validating || add_anchors(context)))
		return context;
	if (context)
		ub_ctx_delete(context);
	return NULL;
}

/* Do the resolvers hand signatures on, and are those of the root the root's? */
static bool
validates(struct ub_ctx *context)
{
	struct ub_result *r = NULL;
	bool secure = context && !ub_resolve(context, ".", DNSKEY, INTERNET, &r) && r->secure;

	ub_resolve_free(r);
	return secure;
}

bool
dns_open(struct dns *dns, json_t *facts)
{
	dns->context = new_context(true);
	if (validates(dns->context))
		return true;
	/* then nothing is secure, and nothing bogus */
	if (dns->context)
		ub_ctx_delete(dns->context);
	dns->context = new_context(false);
	return dns->context || stopped(facts, "resolve",
		"the resolvers of /etc/resolv.conf cannot be used");
}

void
dns_close(struct dns *dns)
{
	ub_ctx_delete(dns->context);
}

/* ---- what a record says ---- */

/* A record's bytes, as far as they were read. */
struct rdata {
	const unsigned char *bytes;
	size_t len, at;
};

static bool
take_number(struct rdata *r, int *number)
{
	if (r->len - r->at < 2)
		return false;
	*number = r->bytes[r->at] << 8 | r->bytes[r->at + 1];
	r->at += 2;
	return true;
}

/* A name to its end, of letters, digits, '-' and '_'; "." is the root. */
static bool
take_name(struct rdata *r, char name[NAME_BYTES])
{
	size_t n = 0, label;

	while (r->at < r->len && (label = r->bytes[r->at++])) {
		if (label > 63 || label > r->len - r->at || n + label + 2 > NAME_BYTES)
			return false;
		for (; label; label--, r->at++) {
			if (!isalnum(r->bytes[r->at]) && !strchr("-_", r->bytes[r->at]))
				return false;
			name[n++] = (char)tolower(r->bytes[r->at]);
		}
		name[n++] = '.';
	}
	name[n ? n - 1 : 0] = '\0';
	if (!n)
		strcpy(name, ".");
	return r->at == r->len;
}

static json_t *
read_txt(struct rdata *r)
{
	char text[1024];
	size_t n = 0, piece;

	while (r->at < r->len) {
		piece = r->bytes[r->at++];
		if (piece > r->len - r->at || n + piece > sizeof(text))
			return NULL;
		memcpy(text + n, r->bytes + r->at, piece);
		n += piece;
		r->at += piece;
	}
	return memchr(text, '\0', n) ? NULL : json_stringn(text, n);
}

json_t *
dns_record(int type, const char *bytes, int len)
{
	struct rdata r = { (const unsigned char *)bytes, (size_t)len, 0 };
	int priority, weight, port;
	char name[NAME_BYTES];

	if (type == TXT)
		return read_txt(&r);
	if (!take_number(&r, &priority))
		return NULL;
	if (type == MX)
		return take_name(&r, name) ? json_pack("{si ss}", "preference", priority,
			"target", name) : NULL;
	if (!take_number(&r, &weight) || !take_number(&r, &port) || !take_name(&r, name))
		return NULL;
	return json_pack("{si si si ss}", "priority", priority, "weight", weight,
		"port", port, "target", name);
}

/* ---- questions ---- */

static const char *
failure(const struct ub_result *r, int error)
{
	if (error || !r)
		return ub_strerror(error);
	if (r->bogus)
		return "its signature is wrong (DNSSEC)";
	return r->rcode == SERVFAIL ? "the name servers fail (SERVFAIL)"
		: "the name servers refuse to answer";
}

static bool
has_failed(const struct ub_result *r, int error)
{
	return error || !r || r->bogus || (r->rcode && r->rcode != NXDOMAIN);
}

/* Of ub_resolve_async: the answer's object gets what came. */
static void
take_answer(void *answer, int error, struct ub_result *r)
{
	json_t *facts = answer, *records = json_array(), *record;
	size_t i;

	if (has_failed(r, error)) {
		json_object_set_new(facts, "state", json_string("failed"));
		json_object_set_new(facts, "why", json_string(failure(r, error)));
	} else {
		for (i = 0; r->havedata && r->data[i] && i < RECORDS_MAX; i++) {
			record = dns_record(r->qtype, r->data[i], r->len[i]);
			if (record)
				json_array_append_new(records, record);
		}
		json_object_set_new(facts, "state",
			json_string(r->havedata ? "found" : "absent"));
		json_object_set_new(facts, "secure", json_boolean(r->secure));
	}
	json_object_set_new(facts, "records", records);
	ub_resolve_free(r);
}

static int
record_type(const char *word)
{
	return !strcmp(word, "srv") ? SRV : !strcmp(word, "txt") ? TXT : MX;
}

void
dns_records(struct dns *dns, const json_t *names, const char *type, json_t *facts)
{
	json_t *answers = json_array(), *answer;
	const char *name;
	size_t i;
	int error;

	for (i = 0; i < json_array_size(names) && i < NAMES_MAX; i++) {
		name = json_string_value(json_array_get(names, i));
		answer = json_object();
		json_array_append_new(answers, answer);
		error = ub_resolve_async(dns->context, name ? name : "", record_type(type),
			INTERNET, answer, take_answer, NULL);
		if (error)
			take_answer(answer, error, NULL);
	}
	if (ub_wait(dns->context))
		stopped(facts, "resolve", "the lookup failed");
	json_object_set_new(facts, "answers", answers);
}

/* ---- addresses ---- */

/* Blocks that are not everybody's: of IPv4 all special ones, of IPv6 those of the block
 * that is in use, 2000::/3. */
static const struct block {
	unsigned char family, bits, start[4];
} blocks[] = {
	{ 4, 8, { 0, 0, 0, 0 } },        /* this network */
	{ 4, 8, { 10, 0, 0, 0 } },
	{ 4, 10, { 100, 64, 0, 0 } },    /* shared behind a provider's NAT */
	{ 4, 8, { 127, 0, 0, 0 } },
	{ 4, 16, { 169, 254, 0, 0 } },
	{ 4, 12, { 172, 16, 0, 0 } },
	{ 4, 24, { 192, 0, 0, 0 } },
	{ 4, 24, { 192, 0, 2, 0 } },     /* documentation, three of them */
	{ 4, 24, { 198, 51, 100, 0 } },
	{ 4, 24, { 203, 0, 113, 0 } },
	{ 4, 24, { 192, 88, 99, 0 } },   /* 6to4 relays */
	{ 4, 16, { 192, 168, 0, 0 } },
	{ 4, 15, { 198, 18, 0, 0 } },    /* measurements */
	{ 4, 3, { 224, 0, 0, 0 } },      /* multicast, reserved, broadcast */
	{ 16, 23, { 0x20, 0x01, 0, 0 } },       /* protocols, Teredo, ORCHID */
	{ 16, 32, { 0x20, 0x01, 0x0d, 0xb8 } }, /* documentation */
	{ 16, 16, { 0x20, 0x02, 0, 0 } },       /* 6to4 */
	{ 16, 20, { 0x3f, 0xff, 0, 0 } },       /* documentation */
};

static bool
is_in(const unsigned char *address, const struct block *b)
{
	unsigned i, n = b->bits, mask;

	for (i = 0; n; i++, n -= n < 8 ? n : 8) {
		mask = n < 8 ? 0xff00U >> n & 0xff : 0xff;
		if ((address[i] & mask) != b->start[i])
			return false;
	}
	return true;
}

bool
dns_is_public(const unsigned char *address, size_t len)
{
	static const unsigned char nat64[12] = { 0, 0x64, 0xff, 0x9b };
	size_t i;

	/* RFC 6052: one of IPv4 in it */
	if (len == 16 && !memcmp(address, nat64, sizeof(nat64)))
		return dns_is_public(address + sizeof(nat64), 4);
	if (len == 16 && *address >> 5 != 1)
		return false;
	for (i = 0; i < countof(blocks); i++)
		if (blocks[i].family == len && is_in(address, &blocks[i]))
			return false;
	return true;
}

/* Adds the addresses of one type. False with facts. */
static bool
add_addresses(struct dns *dns, const char *host, int type, char *list, json_t *facts)
{
	struct ub_result *r = NULL;
	int error = ub_resolve(dns->context, host, type, INTERNET, &r), size = type == A ? 4 : 16;
	char text[INET6_ADDRSTRLEN];
	size_t i, n = strlen(list);
	bool ok = true;

	if (has_failed(r, error))
		ok = stopped(facts, "resolve", failure(r, error));
	for (i = 0; ok && r->havedata && r->data[i] && i < RECORDS_MAX / 2; i++) {
		if (r->len[i] != size)
			continue;
		inet_ntop(type == A ? AF_INET : AF_INET6, r->data[i], text, sizeof(text));
		if (!dns_is_public((const unsigned char *)r->data[i], (size_t)size))
			ok = stopped(facts, "private", text);
		n += (size_t)snprintf(list + n, DNS_ADDRESSES_BYTES - n, "%s%s", n ? "," : "",
			text);
	}
	ub_resolve_free(r);
	return ok;
}

bool
dns_addresses(struct dns *dns, const char *host, char list[DNS_ADDRESSES_BYTES], json_t *facts)
{
	*list = '\0';
	return add_addresses(dns, host, A, list, facts)
		&& add_addresses(dns, host, AAAA, list, facts);
}
