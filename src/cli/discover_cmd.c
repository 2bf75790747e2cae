/* The discover command: what the mail domain of an address publishes, as an account.
 * Used through the table of commands. */

#include <jansson.h>

#include "base/buf.h"
#include "base/diag.h"
#include "discover/discover.h"
#include "pipeline/console.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"

void
command_discover(struct run *run)
{
	struct stores *s = run->stores;
	struct discover_query query = { .seconds = run->options->timeout };
	struct discovery found;
	struct buf out = { 0 };
	json_t *json = NULL;

	if (run->args.n != 1) {
		diag_usage(s->diags, "'discover' takes one address",
			"write `mailgen discover jo@example.com`");
		return;
	}
	query.address = run->args.items[0];
	if (!discover(s->arena, s, &query, &found, s->diags))
		return;
	if (run->options->json)
		json = discover_json(&found);
	else
		discover_print(s->arena, s->words, &found, &out);
	console_result(run->console, json, &out);
}
