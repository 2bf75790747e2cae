/* The names of templates and the keys of files, as their tables have them.
 * Used by the targets and rules commands. */
#include "cli/reference.h"

#include <jansson.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/keys.h"
#include "client/manifest.h"
#include "client/view_names.h"
#include "quote/quote.h"
#include "rules/issuers.h"
#include "rules/ruleset.h"

static void
print_name(const char *name, const struct name_row *row, json_t *list, struct buf *out)
{
	static const char *const kinds[] = {
		[NAME_TEXT] = "text", [NAME_PLAIN] = "plain", [NAME_FLAG] = "flag",
		[NAME_MAP] = "group", [NAME_LIST_OF_TEXT] = "list", [NAME_LIST_OF_MAPS] = "list",
	};

	if (list)
		json_array_append_new(list, json_pack("{ss ss sb ss}", "name", name, "kind",
			kinds[row->kind], "optional", (int)row->optional, "help", row->help));
	else
		buf_printf(out, "%-28s %-5s %-6s %s\n", name, kinds[row->kind],
			row->optional ? "maybe" : "always", row->help);
}

json_t *
reference_names(struct arena *a, bool as_json, struct buf *out)
{
	json_t *list = as_json ? json_array() : NULL;
	const struct name_row *row;
	bool of_server;
	size_t i;

	for (i = 0; (row = view_name_nth(i, &of_server)); i++)
		print_name(of_server ? arena_printf(a, "*.%s", row->name) : row->name, row, list,
			out);
	return list;
}

static void
print_keys(const struct key_table *table, json_t *list, struct buf *out)
{
	char section[64] = "";
	const struct key *key;

	if (table->section)
		snprintf(section, sizeof(section), "[%s%s]", table->section, table->own);
	for (key = table->rows; key < table->rows + table->n; key++)
		if (list)
			json_array_append_new(list, json_pack("{ss ss ss? sb ss?}", "section",
				section, "key", key->name, "words", key->words, "needed",
				(int)key->needed, "help", key->help));
		else if (key->help)
			buf_printf(out, "%-19s %-16s %s\n", section, key->name, key->help);
}

json_t *
reference_keys(bool of_rule_sets, bool as_json, struct buf *out)
{
	json_t *list = as_json ? json_array() : NULL;
	const struct key_table *table;
	size_t i;

	for (i = 0; of_rule_sets && (table = ruleset_keys(i)); i++)
		print_keys(table, list, out);
	for (i = 0; of_rule_sets && (table = issuer_keys(i)); i++)
		print_keys(table, list, out);
	for (i = 0; !of_rule_sets && (table = manifest_keys(i)); i++)
		print_keys(table, list, out);
	for (i = 0; !of_rule_sets && (table = style_keys(i)); i++)
		print_keys(table, list, out);
	return list;
}
