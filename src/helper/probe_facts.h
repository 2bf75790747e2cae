#ifndef HELPER_PROBE_FACTS_H
#define HELPER_PROBE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "helper/each_request.h"

/* Bounds of what a server may say. */
enum { LINE_MAX_BYTES = 8192, TOTAL_MAX_BYTES = 256 << 10 };

/* What is wanted of one server. */
struct request {
	const char *protocol;           /* imap, pop, smtp */
	const char *security;           /* tls, starttls, none: what to try first */
	const char *ca_file;            /* or NULL: the system's authorities */
	char host[256];                 /* without the brackets of an IPv6 address */
	int port;
	long deadline;                  /* of everything, as clock_ms counts */
	json_t *json;                   /* the request as it came */
};

#endif
