#ifndef RUN_H
#define RUN_H

#include <stdbool.h>

#include "pipeline/options.h"

struct console;
struct spool;
struct stores;

/* What one command is run with. It points at what lives longer. */
struct run {
	const struct options *options;
	struct stores *stores;          /* of the main thread */
	struct console *console;
	struct word_list args;            /* the words after the command's own */
	bool again;                     /* they will be read a second time */
	struct spool *spools;           /* of reader.c */
};

#endif
