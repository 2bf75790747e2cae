/* The options that an account gives are compared with what their clients declare.
 * Used for each account that is read. */
#include "client/option_check.h"

#include "base/diag.h"
#include "base/lang.h"
#include "base/near.h"
#include "client/option.h"
#include "client/target.h"
#include "client/targets.h"
#include "model/loader.h"

static bool
unknown_client(struct arena *a, struct targets *targets, struct text client, struct diags *diags)
{
	const char *shown = text_escaped(a, client.s, client.len), *meant;

	meant = targets_near(targets, client.s);
	diag_at(diags, client.pos, DIAG_UNKNOWN_FIELD, "no target is named '%s'", shown);
	if (meant) {
		diag_fix(diags, "did you mean '%s'?", meant);
		diag_edit(diags, client, meant);
	} else {
		diag_fix(diags, "see `mailgen targets`");
	}
	return false;
}

static bool
unknown_option(struct arena *a, const struct account *account, const struct target *t,
	struct text name, struct diags *diags)
{
	const struct target_option *o;
	struct near near = { .key = name.s };
	const char *all = "";

	for (o = t->options; o; o = o->next) {
		near_try(&near, o->name);
		all = text_listed(a, all, o->name);
	}
	diag_at(diags, name.pos, DIAG_UNKNOWN_FIELD, "target '%s' has no option '%s'", t->name,
		text_escaped(a, name.s, name.len));
	if (near.word) {
		diag_fix(diags, "did you mean '%s'?", near.word);
		if (!option_given(account, t->name, near.word))
			diag_edit(diags, name, near.word);
	} else if (t->options) {
		diag_fix(diags, "its options are %s", all);
	} else {
		diag_fix(diags, "leave it out: this target has no options");
	}
	return false;
}

/* How the value of an option is written. */
static void
fix_value(struct arena *a, const struct target_option *o, struct text value, struct diags *diags)
{
	static const char *const examples[] = {
		[OPTION_NUMBER] = "10", [OPTION_DURATION] = "10m", [OPTION_PATH] = "~/Mail/file",
	};
	struct near near = { .key = value.s };
	const char *all = "";
	size_t i;

	for (i = 0; i < o->words.n; i++) {
		near_try(&near, o->words.items[i]);
		all = text_listed(a, all, o->words.items[i]);
	}
	if (near.word) {
		diag_fix(diags, "did you mean '%s'?", near.word);
		diag_edit(diags, value, near.word);
	} else if (o->kind == OPTION_WORD) {
		diag_fix(diags, "possible words are %s", all);
	} else if (o->kind == OPTION_FLAG) {
		diag_fix(diags, "write '%s: true' or '%s: false'", o->name, o->name);
	} else {
		diag_fix(diags, "write it as in '%s: %s'", o->name, examples[o->kind]);
	}
}

static bool
check_option(struct arena *a, const struct account *account, const struct option_value *given,
	struct targets *targets, struct diags *diags)
{
	/* of the target alone, which whoever names it for a run reports */
	struct diags *unsaid = diags_new(a, NULL);
	const struct target *t = targets_find(targets, given->client.s, unsaid);
	const struct target_option *o = t ? option_find(t, given->name) : NULL;
	const char *problem;

	if (!t && targets_has(targets, given->client.s)) {
		diag_at(diags, given->client.pos, DIAG_BAD_VALUE,
			"the folder of target '%s' has an error", given->client.s);
		return diag_fix(diags, "see `mailgen targets %s`", given->client.s);
	}
	if (!t)
		return unknown_client(a, targets, given->client, diags);
	if (!o)
		return unknown_option(a, account, t, given->name, diags);
	load_show(given->value);
	problem = option_problem(o, given->value, given->flag);
	if (!problem)
		return true;
	diag_at(diags, given->value.pos, DIAG_BAD_VALUE, "%s: %s", o->name, tr(problem));
	fix_value(a, o, given->value, diags);
	return false;
}

bool
options_check(struct arena *a, const struct account *account, struct targets *targets,
	struct diags *diags)
{
	const struct option_value *o;
	bool ok = true;

	for (o = account->options; o; o = o->next)
		ok &= check_option(a, account, o, targets, diags);
	return ok;
}
