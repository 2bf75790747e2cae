#ifndef PROBE_H
#define PROBE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/account.h"

struct arena;
struct buf;
struct rule_row;

/* How a server is found, the worst last. A note changes nothing; untested means
 * that a login was asked for and could not be tried. */
enum probe_result {
	PROBE_NOTE, PROBE_FINE, PROBE_UNTESTED, PROBE_UNREACHABLE, PROBE_DIFFERS,
};
const char *probe_result_word(enum probe_result);

struct probe_finding {
	enum probe_result result;
	const char *code, *text;
};

enum { PROBE_FINDINGS_MAX = 24, PROBE_WAYS_MAX = 16 };

/* A row of the rule set that works on the server. */
struct probe_way {
	const struct rule_row *row;
	enum auth auth;
};

/* One endpoint of an account, and what came of it. */
struct probe {
	const struct server *server;
	const json_t *facts;            /* what the helper program saw; borrowed */
	enum probe_result result;
	struct probe_finding findings[PROBE_FINDINGS_MAX];
	size_t nfindings;
	const char *mechanism;          /* to log in with, as the helper takes it */
	const char *login;              /* done, refused, failed, unable; NULL: not tried */
	struct probe_way ways[PROBE_WAYS_MAX];  /* when it differs: what would do */
	size_t nways;
};

/* Compares what was seen with what the server's endpoint and the account's
 * `tls:` say. Sets the result, the findings and the mechanism. */
void probe_judge(struct arena *, struct probe *, const struct tls *);

/* Adds a finding, which may make the result worse. */
void probe_add(struct probe *, enum probe_result, const char *code, const char *text);

/* May the row be offered in place of what the account says? Never one with less
 * encryption, nor a forbidden one, nor another provider's server. */
bool probe_row_fits(const struct rule_row *, const struct server *);

/* Notes the row when it works on this server, by what was seen at its port. */
void probe_try_row(struct arena *, struct probe *, const struct rule_row *,
	const json_t *facts, const struct tls *);

/* A text that the helper program told, "" without one. It comes as printable ASCII; it is
 * made so once more, for it was a server's. And is the member true? */
const char *probe_told(struct arena *, const json_t *from, const char *name);
bool probe_is(const json_t *from, const char *name);

/* Adds a server's report. */
void probe_print(struct arena *, const struct probe *, struct buf *);
json_t *probe_json(const struct probe *);

#endif
