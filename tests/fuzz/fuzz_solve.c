/* Any JSON as what a client says: an account is looked for, for one target or another, and
 * the search ends. */
#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "client/saying.h"
#include "client/solve.h"
#include "client/target.h"
#include "client/targets.h"
#include "model/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static bool
fits(void *context, const json_t *account, const struct word_list *passed,
	const char **differs)
{
	(void)context, (void)differs;
	return json_object_size(account) % 2 && !passed->n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const names[] = { "k9", "msmtp", "evolution", "geary" };
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	json_t *read = len ? json_loadb((const char *)bytes + 1, len - 1, 0, NULL) : NULL;
	struct problem p = { .fits = fits, .read = read };
	struct solved solved;

	if (json_is_object(read)) {
		p.target = targets_find(targets_new(a, NULL, 0), names[bytes[0] % countof(names)],
			diags);
		p.manners = saying_manners(a, p.target, words_load(a, diags));
		solved = solve(a, &p, true);
		json_decref(solved.account);
		json_decref(solved.second);
	}
	json_decref(read);
	arena_free(a);
	return 0;
}
