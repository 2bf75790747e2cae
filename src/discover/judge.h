#ifndef DISCOVER_JUDGE_H
#define DISCOVER_JUDGE_H

struct arena;
struct diags;
struct discover_answer;
struct discovery;
struct stores;

/* Takes servers that no account can have out of an answer, and reports them: what is left
 * passes `mailgen check`. Notes where all of it is what a rule set says. */
void discover_judge(struct arena *, struct stores *, const struct discovery *,
	struct discover_answer *, struct diags *);

#endif
