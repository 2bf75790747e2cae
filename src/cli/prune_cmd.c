/* The prune command: taking away what accounts that have left put somewhere.
 * Used through the table of commands. */

#include "base/diag.h"
#include "install/install.h"
#include "install/prune_folder.h"
#include "install/prune_home.h"
#include "pipeline/console.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"

static bool
usage_ok(const struct run *run)
{
	const struct options *o = run->options;
	struct diags *diags = run->stores->diags;

	if (!run->args.n)
		diag_usage(diags, "prune takes the files of the accounts that stay, and none is"
			" given", "write `mailgen prune accounts/ --install`, with the folder or"
			" the files; --dry-run says what would be removed");
	else if (!o->install && !o->output_dir)
		diag_usage(diags, "prune needs --install or --output-dir",
			"add --install for the clients' own files, or --output-dir DIR for a"
			" folder of output; --dry-run says what would be removed");
	else if (o->install && o->output_dir)
		diag_usage(diags, "--install and --output-dir are two places",
			"give one of them");
	else if ((o->home || o->owner) && !o->install)
		diag_usage(diags, "--home and --owner go with --install", "add --install");
	else if (o->root && !o->install)
		diag_usage(diags, "--root goes with --install", "add --install");
	else if (o->root && (o->home || o->owner))
		diag_usage(diags, "--root is about /etc, --home and --owner about a home folder",
			"give one of them");
	else
		return true;
	return false;
}

void
command_prune(struct run *run)
{
	const struct options *o = run->options;
	struct stores *s = run->stores;
	struct target_list targets = { 0 };
	struct unit_list units = { 0 };
	struct install in;

	if (!usage_ok(run) || (o->targets.n
	    && !target_list_open(&targets, o, s, &o->targets, SHARING_NOTHING))
	    || (o->install && !install_begin(&in, run, &targets, &units)))
		return;
	units_read(&units, run, o->merge ? SHARING_FILES : SHARING_NOTHING);
	if (units.nrefused || !units.n || run->console->status != STATUS_DONE) {
		diag_general(s->diags, DIAG_ACCOUNT_LEFT,
			"nothing is removed, as not every account could be read");
		diag_fix(s->diags, "correct what is named above");
	} else if (o->output_dir) {
		prune_folder(run, &targets, &units);
	} else {
		prune_home(&in);
	}
	units_close(&units, run);
}
