#ifndef REPORT_H
#define REPORT_H

#include <stddef.h>

struct buf;
struct diag;
struct diags;
struct json_t;
struct session;

/* Says findings in the format that --format names, where the session wants
 * them. Text and JSON (one object for each finding, each on its own line) come
 * at once; SARIF 2.1.0 is one document, which report_end prints. Lines and
 * columns count from 1, columns in code points; an end is the place behind the
 * last character. */
void report_findings(struct session *, struct diags *);

/* Prints what report_findings kept; the session's status is final. */
void report_end(struct session *);

/* One finding as an object of --format json; the caller owns it. */
struct json_t *report_finding(const struct diag *);

/* A string that may be no UTF-8, as a file's name: what is none becomes U+FFFD. */
struct json_t *report_string(const char *);

/* Adds the value as Jansson prints it with the flags, without a line's end, and
 * releases it. What anybody's text has for a terminal is written as an escape. */
void report_dump(struct json_t *, size_t flags, struct buf *);

#endif
