#ifndef QUESTION_H
#define QUESTION_H

#include <stdbool.h>

struct arena;
struct buf;
struct console;
struct diags;

/* Who answers. */
enum answering {
	ANSWER_PERSON,          /* at a terminal */
	ANSWER_DEFAULTS,        /* nobody: what questions have as their fallback */
	ANSWER_OPTIONS,         /* nobody: what the command line says */
};

/* How the questions of one command are asked. */
struct questions {
	struct arena *arena;            /* for the answers */
	struct console *console;
	struct diags *diags;
	enum answering answering;
};

/* Looks at an answer, and may put another text of the same meaning in its place. NULL when
 * it is good, else what is wrong with it, translated, as a sentence without its full stop. */
typedef const char *question_check(void *context, const char **answer);

struct question {
	const char *text;               /* translated, without a '?' or ':' at its end */
	const char *option;             /* that answers it, with its argument */
	const char *given;              /* its argument; NULL: it is not given */
	const char *fallback;           /* for an empty answer; NULL: there is none */
	bool guessed;                   /* only a person may take the fallback */
	question_check *check;          /* or NULL */
	void *context;                  /* of check */
};

/* Who answers: a person where standard input and standard error are a terminal and `yes` is
 * not given. */
enum answering question_answering(bool yes);

/* The answer to a question, one line of harmless characters without blanks around it: the
 * option's, else the person's, who is asked again until it is good, else the fallback. What
 * is asked goes to standard error. NULL after reporting that there is none, as at the end
 * of the input. */
const char *question_ask(const struct questions *, const struct question *);

/* A question that is answered by yes or no, a person's alone: *yes is the fallback for
 * everybody else. False after reporting. */
bool question_yes(const struct questions *, const char *text, bool fallback, bool *yes);

/* Says something to the person; the buffer is freed. With nobody there nothing is said. */
void question_say(const struct questions *, struct buf *);

#endif
