/* Any bytes as an account file: read, loaded, completed, judged, printed. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/input.h"
#include "model/account.h"
#include "model/words.h"
#include "rules/complete.h"
#include "rules/judge.h"
#include "rules/provider.h"
#include "rules/rules.h"
#include "rules/sense.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct source *source = source_new(a, "fuzz",
		arena_copy(a, (const char *)bytes, len), len);
	struct diags *diags = diags_new(a, NULL);
	struct words *words = words_load(a, diags);
	struct rules *rules = rules_new(a, NULL, 0, NULL);
	struct input *input = input_open(a, source);
	struct buf out = { 0 };
	struct node *root;
	bool good;

	for (;;) {
		struct account account = { 0 };
		struct server_list incoming = { 0 };
		const struct rule_set *set;

		good = input_next(input, a, &root, diags);
		if (!root && good)
			break;
		if (!root)
			continue;
		account_load(a, words, root, &account, diags);
		set = provider_rules(a, rules, &account, diags);
		if (!set)
			set = rules_find(rules, "standard", diags);
		rules_complete(a, set, &account, &incoming, diags);
		rules_judge(a, set, &account, &incoming, diags);
		rules_sense(a, set, &account, &incoming, diags);
	}
	input_close(input);
	diags_print(diags, &out, true);
	buf_free(&out);
	arena_free(a);
	return 0;
}
