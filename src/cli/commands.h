#ifndef COMMANDS_H
#define COMMANDS_H

#include <stddef.h>

struct run;
struct target_list;

/* One command: its word, its help, and what carries it out. Each reports what goes
 * wrong; how it ends is in the console's status. */
struct command {
	const char *name, *arguments, *help;
	void (*run)(struct run *);
};

/* The command of this name, or NULL. The first of the table is the default. */
const struct command *command_find(const char *name);
const struct command *command_nth(size_t n);

/* Each command's entry point, for the table. */
void command_render(struct run *);
void command_check(struct run *);
void command_verify(struct run *);
void command_prune(struct run *);
void command_probe(struct run *);
void command_targets(struct run *);
void command_rules(struct run *);
void command_explain(struct run *);
void command_schema(struct run *);

/* The render command's other half: --install, into the places of these targets. */
void command_install(struct run *, struct target_list *);

#endif
