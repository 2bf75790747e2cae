#ifndef HELPER_DISCOVER_FETCH_H
#define HELPER_DISCOVER_FETCH_H

#include <jansson.h>

struct dns;

/* A document to fetch. */
struct fetch {
	const char *url, *inside;
	const char *format;             /* autoconfig, pacc */
	unsigned seconds;
};

/* Fetches a document and reads it. The facts get
 *	url       where it was in the end
 *	absent    true: there is no such host, or its server says that there is no document
 *	servers   those it has (discover_document.h)
 *	sha256    of its bytes, in base64
 * or what stopped it: resolve, private, fetch (and what of TLS or HTTP went wrong) where it
 * could not be had; refused (and why) where it was not taken. */
void fetch_document(struct dns *, const struct fetch *, json_t *facts);

#endif
