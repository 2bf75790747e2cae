/* Documents in which a domain names its mail servers. Used by discover. */
#include "helper/discover_document.h"

#include <stdbool.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/text.h"

enum { DEPTH_MAX = 16, SERVERS_MAX = 16, AUTHS_MAX = 8, TEXT_MAX_BYTES = 255 };

/* ---- XML (draft-ietf-mailmaint-autoconfig) ---- */

/* A document while it is read: no tree of it is made. */
struct reading {
	xmlParserCtxtPtr parser;
	json_t *servers;
	json_t *server;                 /* the one that is read; NULL: none */
	size_t depth;
	const char *wrong;
	char text[TEXT_MAX_BYTES + 1];  /* of the element that is read */
	size_t len;
	bool taking;                    /* its text counts */
};

/* Children of a server, each a text. */
static const char *const children[] = { "hostname", "port", "socketType", "username" };

static void
refuse(struct reading *r, const char *why)
{
	if (!r->wrong)
		r->wrong = why;
	xmlStopParser(r->parser);
}

static bool
is(const xmlChar *name, const char *word)
{
	return !strcmp((const char *)name, word);
}

static bool
is_child(const xmlChar *name)
{
	size_t i;

	for (i = 0; i < countof(children); i++)
		if (is(name, children[i]))
			return true;
	return is(name, "authentication");
}

/* The attribute `type` of a server, "" without; attributes are five pointers each. */
static json_t *
type_of(const xmlChar **attributes, int n)
{
	const char *from;
	int i;

	for (i = 0; i < n; i++)
		if (is(attributes[5 * i], "type")) {
			from = (const char *)attributes[5 * i + 3];
			return json_stringn(from, (size_t)((const char *)attributes[5 * i + 4]
				- from));
		}
	return json_string("");
}

static void
begin_server(struct reading *r, const xmlChar **attributes, int n)
{
	if (json_array_size(r->servers) == SERVERS_MAX) {
		refuse(r, "it has more servers than a domain can have");
		return;
	}
	r->server = json_pack("{so s[]}", "type", type_of(attributes, n), "authentication");
	if (json_string_length(json_object_get(r->server, "type")) > TEXT_MAX_BYTES)
		refuse(r, "a value in it is too long");
	json_array_append_new(r->servers, r->server);
}

/* Depths: clientConfig 1, emailProvider 2, servers 3, what they have 4. */
static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int nnamespaces, const xmlChar **namespaces, int nattributes, int ndefaulted,
	const xmlChar **attributes)
{
	struct reading *r = context;

	(void)prefix, (void)uri, (void)nnamespaces, (void)namespaces, (void)ndefaulted;
	r->depth++;
	r->taking = false;
	if (r->depth > DEPTH_MAX)
		refuse(r, "its elements are too deep");
	else if (r->depth == 1 && !is(name, "clientConfig"))
		refuse(r, "other");
	else if (r->depth == 3 && (is(name, "incomingServer") || is(name, "outgoingServer")))
		begin_server(r, attributes, nattributes);
	else if (r->depth == 4 && r->server && is_child(name)) {
		r->taking = true;
		r->len = 0;
	}
}

/* The first text of a child counts; authentications are a list. */
static void
keep_text(struct reading *r, const xmlChar *name)
{
	struct literal text = literal_trim((struct literal){ r->text, r->len });
	json_t *auths = json_object_get(r->server, "authentication");
	json_t *value = json_stringn(text.s, text.len);

	if (is(name, "authentication") && json_array_size(auths) < AUTHS_MAX)
		json_array_append(auths, value);
	else if (!is(name, "authentication") && !json_object_get(r->server, (const char *)name))
		json_object_set(r->server, (const char *)name, value);
	json_decref(value);
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = context;

	(void)prefix, (void)uri;
	if (r->taking && r->depth == 4)
		keep_text(r, name);
	r->taking = false;
	if (r->depth == 3)
		r->server = NULL;
	r->depth--;
}

static void
on_text(void *context, const xmlChar *text, int len)
{
	struct reading *r = context;

	if (!r->taking)
		return;
	if ((size_t)len > TEXT_MAX_BYTES - r->len) {
		refuse(r, "a value in it is too long");
		return;
	}
	memcpy(r->text + r->len, text, (size_t)len);
	r->len += (size_t)len;
}

/* A document type can have entities, and those can become anything. */
static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	refuse(context, "it has a document type (DTD)");
}

static void
on_error(void *context, const char *message, ...)
{
	(void)context, (void)message;
}

const char *
document_xml(const char *bytes, size_t len, json_t *servers)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC, .startElementNs = on_start,
		.endElementNs = on_end, .characters = on_text, .cdataBlock = on_text,
		.internalSubset = on_doctype, .error = on_error, .warning = on_error };
	struct reading r = { .servers = servers };
	bool whole;

	if (len > DOCUMENT_MAX_BYTES)
		return "it has more than 256 KiB";
	r.parser = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (!r.parser)
		return "there is no memory for it";
	xmlCtxtUseOptions(r.parser, XML_PARSE_NONET);
	xmlParseChunk(r.parser, bytes, (int)len, 1);
	whole = r.parser->wellFormed;
	xmlFreeParserCtxt(r.parser);
	if (r.wrong)
		return r.wrong;
	/* most web sites have pages for what is not there */
	return whole ? NULL : json_array_size(servers) ? "it is not well-formed XML" : "other";
}

/* ---- JSON (draft-ietf-mailmaint-pacc) ---- */

/* What it implies: TLS from the first byte, at the usual port, and the address as login. */
static const struct {
	const char *protocol, *type, *port;
} implied[] = {
	{ "imap", "imap", "993" }, { "pop3", "pop3", "995" }, { "smtp", "smtp", "465" },
};

static json_t *
auths_of(const json_t *document)
{
	const json_t *from = json_object_get(document, "authentication");
	json_t *auths = json_array();

	if (json_is_true(json_object_get(from, "password")))
		json_array_append_new(auths, json_string("password-cleartext"));
	if (json_is_object(json_object_get(from, "oauth-public")))
		json_array_append_new(auths, json_string("OAuth2"));
	return auths;
}

const char *
document_json(const char *bytes, size_t len, json_t *servers)
{
	json_t *document = len > DOCUMENT_MAX_BYTES ? NULL
		: json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *protocols = json_object_get(document, "protocols"), *host;
	const char *wrong = json_is_object(protocols) ? NULL : "other";
	size_t i;

	for (i = 0; i < countof(implied) && !wrong; i++) {
		host = json_object_get(json_object_get(protocols, implied[i].protocol), "host");
		if (host && (!json_is_string(host) || json_string_length(host) > TEXT_MAX_BYTES
		    || strlen(json_string_value(host)) < json_string_length(host)))
			wrong = "a host in it is not the name of one";
		else if (host)
			json_array_append_new(servers, json_pack("{ss ss ss ss so}",
				"type", implied[i].type, "hostname", json_string_value(host),
				"port", implied[i].port, "socketType", "SSL",
				"authentication", auths_of(document)));
	}
	json_decref(document);
	return wrong;
}
