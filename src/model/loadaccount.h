#ifndef LOADACCOUNT_H
#define LOADACCOUNT_H

#include <stdbool.h>

struct account;
struct arena;
struct diags;
struct node;
struct words;

/* Reads one document into *account. Everything that is wrong with its structure
 * and its single values is reported, all of it in one pass; whether servers,
 * ports and securities go together is for rules.h. What is omitted and has a
 * default that needs no rule set is filled in here. Returns false when an error
 * was reported (account->bad then). Values of known fields that are no secrets
 * become visible in the source's excerpts. `allow:` is applied to diags before
 * any other field is read. */
bool account_load(struct arena *, const struct words *, struct node *root,
	struct account *, struct diags *);

#endif
