/* Any bytes as an account file: read, loaded, completed, judged, printed. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/targets.h"
#include "client/vault.h"
#include "model/words.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "rules/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct unit *u = unit_new(NULL);
	struct stores s = { .words = words_load(a, u->diags), .rules = rules_new(a, NULL, 0, NULL),
		.targets = targets_new(a, NULL, 0), .vault = vault_new(1) };
	struct buf out = { 0 };

	u->source.document = source_new(a, "fuzz",
		arena_copy(a, (const char *)bytes, len), len);
	unit_validate(u, &s);
	diags_print(u->diags, &out, true);
	buf_free(&out);
	unit_free(u);
	vault_close(s.vault);
	arena_free(a);
	return 0;
}
