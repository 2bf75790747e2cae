#ifndef HELPER_DISCOVER_DOCUMENT_H
#define HELPER_DISCOVER_DOCUMENT_H

#include <stddef.h>

#include <jansson.h>

enum { DOCUMENT_MAX_BYTES = 256 << 10 };

/* Reads the mail servers of a document, autoconfig's XML or PACC's JSON: NULL, or what is
 * wrong with it, "other" where it is something else altogether. The servers are objects
 * with the document's own words, as texts: type, hostname, port, socketType, username (or
 * none) and the list authentication. */
const char *document_xml(const char *bytes, size_t len, json_t *servers);
const char *document_json(const char *bytes, size_t len, json_t *servers);

#endif
