#ifndef HELPER_DISCOVER_DNS_H
#define HELPER_DISCOVER_DNS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

/* Looks records up through the resolvers of this machine, and validates them here (RFC
 * 4035) where those let us. The keys of the root zone are those of the system, else those
 * that IANA published up to 2024. */
struct dns {
	struct ub_ctx *context;
};

/* False with facts about what stopped it. */
bool dns_open(struct dns *, json_t *facts);
void dns_close(struct dns *);

/* Looks up all names (strings) of the type, "srv", "txt" or "mx", all at once, and puts
 * into the facts, as `answers`, an object for each, in order:
 *	state     "found", "absent" or "failed"
 *	why       of a failure
 *	secure    is the answer, or that there is none, signed by the zone's owner?
 *	records   of srv priority, weight, port and target, "." for none; of mx preference
 *	          and target; of txt strings. */
void dns_records(struct dns *, const json_t *names, const char *type, json_t *facts);

/* What the data of one record says, NULL where it makes no sense. */
enum { MX = 15, TXT = 16, SRV = 33 };
json_t *dns_record(int type, const char *bytes, int len);

enum { DNS_ADDRESSES_BYTES = 800 };

/* The addresses of a host with commas between, "" where there are none. False with
 * facts: they cannot be looked up, or one of them is not public. */
bool dns_addresses(struct dns *, const char *host, char list[DNS_ADDRESSES_BYTES],
	json_t *facts);

/* Is the address (of inet_pton, 4 or 16 bytes) one that everybody can reach, and that leads
 * nowhere else (IANA's registries of special-purpose addresses, RFC 6890)? */
bool dns_is_public(const unsigned char *address, size_t len);

#endif
