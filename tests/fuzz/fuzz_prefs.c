/* Any bytes as a preference file: what comes out of a merge is one, and merging twice
 * is merging once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "install/prefs.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The bytes are the old file, a NUL, and ours. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const words[] = { "a*", "_m", "b" };
	const struct prefs_rule rule = { .path = "p", .lists = { words, 1 },
		.owned = { words + 1, 1 } };
	const uint8_t *nul = len ? memchr(bytes, 0, len) : NULL;
	size_t old_len = nul ? (size_t)(nul - bytes) : len;
	struct literal old = { (const char *)bytes, old_len };
	struct literal ours = { "", 0 }, once;
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct buf first = { 0 }, second = { 0 };

	if (nul)
		ours = (struct literal){ (const char *)nul + 1, len - old_len - 1 };
	if (prefs_merge(a, &rule, old, ours, (struct word_list){ words + 2, 1 }, &first, diags)) {
		once = (struct literal){ first.s ? first.s : "", first.len };
		if (!prefs_merge(a, &rule, once, ours, (struct word_list){ words + 2, 1 },
		    &second, diags) || second.len != first.len
		    || (first.len && memcmp(first.s, second.s, first.len)))
			abort();
	}
	buf_free(&first);
	buf_free(&second);
	arena_free(a);
	return 0;
}
