#ifndef OWN_COMMANDS_H
#define OWN_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

/* One command in a file of the user's. */
struct command {
	const char *in;                 /* the command whose word it stands in, or "-" */
	const char *const *words;       /* without quotes; NAME=VALUE is one */
	size_t n;
	const char *path;               /* as messages name the file */
	unsigned line;
};

/* Reads a file of commands: one a line, or several between semicolons, in words and
 * quotes much as a shell has them; a backslash at its end joins a line to the next. */
struct commands {
	struct arena *arena;
	struct word_list nest;          /* commands whose words are commands, as for words_match */
	const char *include;            /* the command that reads another file, or NULL */
	void *context;
	/* Called for each command, in the order in which the client reads them. */
	void (*found)(void *context, const struct command *);
	/* The file that an included path means, and the path as messages name it; false:
	 * there is none that could be read. */
	bool (*open)(void *context, const char *path, const char *from, struct literal *,
		const char **shown);
};

/* Reads a part of a file that begins at this line of it, and the files that it
 * includes, to a bound of files and of depth. */
void commands_each(const struct commands *, struct literal text, const char *path,
	unsigned line);

/* Is the word one of the list, without regard to case? '*' in the list is any text,
 * '?' any character. */
bool words_match(const struct word_list *, const char *word);

#endif
