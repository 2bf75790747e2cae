/* Any bytes as the document of a mail domain, read, judged and written: the account file
 * that comes of it can be used as it is. And as its records. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/targets.h"
#include "client/vault.h"
#include "discover/judge.h"
#include "discover/published.h"
#include "helper/discover_dns.h"
#include "helper/discover_document.h"
#include "model/words.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "rules/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct text
text(const char *s)
{
	return (struct text){ .s = s, .len = strlen(s) };
}

/* The servers that are left make an account without an error. */
static void
write_account(struct stores *s, const struct discovery *d)
{
	struct unit *u = unit_new(NULL);
	struct buf out = { 0 };

	discover_print(u->arena, s->words, d, &out);
	u->source.document = source_new(u->arena, "", out.s, out.len);
	unit_validate(u, s);
	if (!u->ok)
		abort();
	unit_free(u);
	buf_free(&out);
}

static void
take(struct stores *s, struct arena *a, const json_t *facts, struct diags *diags)
{
	struct discover_answer answer = { .source = DISCOVER_AUTOCONFIG };
	struct published page = { .place = "page", .facts = facts };
	struct discovery d = { .email = text("jo@example.com"), .local_part = text("jo"),
		.domain = text("example.com"), .chosen = &answer };

	published_servers(a, &d, &page, TRUST_HTTPS, &answer, diags);
	discover_judge(a, s, &d, &answer, diags);
	if (answer.n)
		write_account(s, &d);
}

/* The same bytes as records. */
static void
take_records(const uint8_t *bytes, size_t len)
{
	static const int types[] = { SRV, MX, TXT };
	size_t i;

	for (i = 0; i < countof(types) && len < 65536; i++)
		json_decref(dns_record(types[i], (const char *)bytes, (int)len));
}

/* Made once: what is read from shipped data stays as it is. */
static struct stores *
stores(void)
{
	static struct stores s;

	if (s.arena)
		return &s;
	s.arena = arena_new();
	s.diags = diags_new(s.arena, NULL);
	s.words = words_load(s.arena, s.diags);
	s.rules = rules_new(s.arena, NULL, 0, NULL);
	s.targets = targets_new(s.arena, NULL, 0);
	s.vault = vault_new(1);
	return &s;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	json_t *facts = json_object(), *servers = json_array();
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct buf out = { 0 };

	if (document_xml((const char *)bytes, len, servers))
		json_array_clear(servers);
	if (!json_array_size(servers))
		document_json((const char *)bytes, len, servers);
	json_object_set_new(facts, "servers", servers);
	take(stores(), a, facts, diags);
	take_records(bytes, len);
	diags_print(diags, &out, true);
	buf_free(&out);
	json_decref(facts);
	arena_free(a);
	return 0;
}
