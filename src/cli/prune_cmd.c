/* The prune command: taking away what an account left behind.
 * Used through the table of commands. */
#include "cli/commands.h"

void
command_prune(struct session *s, size_t first)
{
	(void)s;
	(void)first;
}
