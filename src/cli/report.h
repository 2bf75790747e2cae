#ifndef REPORT_H
#define REPORT_H

struct diags;
struct session;

/* Says findings in the format that --format names, where the session wants
 * them. Text and JSON (one object for each finding, each on its own line) come
 * at once; SARIF 2.1.0 is one document, which report_end prints. Lines and
 * columns count from 1, columns in code points; an end is the place behind the
 * last character. */
void report_findings(struct session *, struct diags *);

/* Prints what report_findings kept; the session's status is final. */
void report_end(struct session *);

#endif
