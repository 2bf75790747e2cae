#ifndef TRYING_H
#define TRYING_H

#include <stddef.h>

#include "base/text.h"
#include "client/samples.h"

struct arena;
struct run;
struct target;

/* What came out when a target was tried. */
struct tried {
	struct sample_list samples;
	struct word_list unused;        /* fields of which nothing is in the files */
	struct word_list apart;         /* differences that belong to no sample */
	size_t accounts, values;        /* read back */
	const char *said;               /* the client's words at the first difference, or NULL */
	const char *asked;              /* who was asked; NULL: nobody */
};

/* Writes accounts with all that the target says it can do, and hostile texts, and has the
 * client read them back, as verify does. What is wrong with the samples is in them. False
 * after reporting that nobody can be asked: then they are written only. */
bool try_target(struct run *, const struct target *, struct tried *);

#endif
