#ifndef ADDRESS_H
#define ADDRESS_H

#include <stdbool.h>

#include "base/text.h"

struct arena;

/* Each returns NULL when the value is good, else what is wrong with it, fit to
 * follow "...: " in a message. */

/* A host as an account may name it: a name (RFC 1123 letters, digits, hyphens;
 * labels of at most 63 bytes, 253 in all), an IDN, an IPv4 address or an IPv6
 * address with or without brackets. *ascii is the form for clients: A-labels
 * (IDNA2008 through libidn2), lower case, no trailing dot added or removed;
 * IPv6 without brackets. */
const char *host_check(struct arena *, struct text host, struct text *ascii);

/* A mail address, addr-spec without comments (RFC 5321 section 4.1.2, 5322
 * section 3.4.1): dot-atom or quoted local part of at most 64 bytes, a domain
 * as in host_check (or an address literal in brackets), 254 bytes in all. A
 * local part outside ASCII (RFC 6531) is accepted here. *ascii has the domain
 * in A-labels; *local and *domain (A-labels) are its halves. */
const char *address_check(struct arena *, struct text address,
	struct text *ascii, struct text *local, struct text *domain);

/* What a text that is no host has of one: a URL, a port, a user before the '@', a word
 * in brackets after it, a dot or a comma at its end. */
struct host_parts {
	const char *host;
	unsigned port;                  /* 0: none */
	const char *scheme, *user;      /* NULL: none */
};

/* Takes the text apart; false when it has no good host, or may have a password. */
bool host_parts(struct arena *, struct text, struct host_parts *);

/* What an address that was refused can only mean: without what is around it, with an '@'
 * for "(at)" and a '.' for ','. NULL when that is not a good one either. */
const char *address_meant(struct arena *, struct text address);

/* Is the host this machine: localhost, names below it, 127/8, ::1? */
bool host_is_loopback(struct text host);

/* Is the host this name, or one below it? A name of one label and an address
 * have nothing below them. Both are A-labels in lower case. */
bool host_is_below(const char *host, const char *name);

/* The length of the host in "host:port", with an IPv6 address's brackets; that of all
 * where no port is. */
size_t host_length(const char *host);

/* Is the host an IPv4 or IPv6 address rather than a name? */
bool host_is_literal(struct text host);

/* Is the text, which is not a host, surely not a password either: a host with its port, or
 * numbers? */
bool host_is_seen(struct arena *, struct text);

#endif
