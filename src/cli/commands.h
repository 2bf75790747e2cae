#ifndef COMMANDS_H
#define COMMANDS_H

#include <stddef.h>

struct session;

/* One command: its word, its help, and what carries it out. `first` is the
 * index of the first word behind the command's own. Each reports what goes
 * wrong and leaves the status in the session. */
struct command {
	const char *name, *arguments, *help;
	void (*run)(struct session *, size_t first);
};

/* The command of this name, or NULL. The first of the table is the default. */
const struct command *command_find(const char *name);
const struct command *command_nth(size_t n);

/* Each command's entry point, for the table. */
void command_render(struct session *, size_t first);
void command_check(struct session *, size_t first);
void command_verify(struct session *, size_t first);
void command_prune(struct session *, size_t first);
void command_probe(struct session *, size_t first);
void command_targets(struct session *, size_t first);
void command_rules(struct session *, size_t first);
void command_explain(struct session *, size_t first);
void command_schema(struct session *, size_t first);

/* The render command's other half: --install. */
struct job;
void command_install(struct session *, size_t first, struct job *);

#endif
