#ifndef TARGETS_H
#define TARGETS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;
struct ini;
struct style;
struct target;

struct targets;

/* A store of targets: folders named by the user first, then the shipped ones.
 * A target is read when it is first asked for. */
struct targets *targets_new(struct arena *, const char *const *dirs, size_t n);

/* The target of this name, read and wholly checked; NULL when there is none
 * (nothing reported) or it is broken (reported, once). */
const struct target *targets_find(struct targets *, const char *name,
	struct diags *);

/* Is there a target of this name, be it broken? */
bool targets_has(struct targets *, const char *name);

/* The name of a target that this one was probably meant to be, or NULL. */
const char *targets_near(struct targets *, const char *name);

/* The clients that are left out on purpose, each a section with its `text`, why, and its
 * `fix`: what to use; NULL after reporting. */
const struct ini *targets_left_out(struct targets *, struct diags *);

/* The style that quotes words for a shell; NULL when the shared styles are broken
 * (reported, once). */
const struct style *targets_shell(struct targets *, struct diags *);

/* The name of the nth target, the user's and the shipped ones, sorted; NULL
 * after the last. */
const char *targets_name(struct targets *, size_t n);

#endif
