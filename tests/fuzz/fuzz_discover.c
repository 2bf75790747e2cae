/* Any bytes as the document of a mail domain: read, judged, written; the account file that
 * comes of it can be used as it is. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/targets.h"
#include "client/vault.h"
#include "discover/judge.h"
#include "discover/published.h"
#include "helper/discover_document.c"
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
take(struct stores *s, const json_t *facts)
{
	struct discover_answer answer = { .source = DISCOVER_AUTOCONFIG };
	struct published page = { .place = "page", .facts = facts };
	struct discovery d = { .email = text("jo@example.com"), .local_part = text("jo"),
		.domain = text("example.com"), .chosen = &answer };

	published_servers(s->arena, &d, &page, TRUST_HTTPS, &answer, s->diags);
	discover_judge(s->arena, s, &d, &answer, s->diags);
	if (answer.n)
		write_account(s, &d);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	json_t *facts = json_object(), *servers = json_array();
	struct arena *a = arena_new();
	struct stores s = { .arena = a, .diags = diags_new(a, NULL) };
	struct buf out = { 0 };

	s.words = words_load(a, s.diags);
	s.rules = rules_new(a, NULL, 0, NULL);
	s.targets = targets_new(a, NULL, 0);
	s.vault = vault_new(1);
	if (document_xml((const char *)bytes, len, servers))
		json_array_clear(servers);
	if (!json_array_size(servers))
		document_json((const char *)bytes, len, servers);
	json_object_set_new(facts, "servers", servers);
	take(&s, facts);
	diags_print(s.diags, &out, true);
	buf_free(&out);
	json_decref(facts);
	vault_close(s.vault);
	arena_free(a);
	return 0;
}
