#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "pipeline/once.h"
#include "pipeline/options.h"
#include "pipeline/progress.h"

struct arena;
struct json_t;

/* Where a run prints: findings, results, progress; and how it ends. */
struct console {
	struct diags *diags;            /* findings of the run itself */
	int findings_fd;
	enum format format;             /* of findings */
	bool coloured;
	bool begun;                     /* the document of SARIF has a result */
	enum status status;             /* see console_raise */
	struct once once;               /* notes so far */
	struct progress progress;
	struct buf later;               /* see console_append */
};

/* A console whose findings are printed on standard error, as the options say; diags are
 * borrowed. */
struct console console_new(struct arena *, const struct options *, struct diags *);

/* Makes the exit status at least this one. */
void console_raise(struct console *, enum status);

/* Prints the findings of an account or of the run (report.h), raises the status, and
 * forgets them. The arena is for what is needed meanwhile. */
void console_findings(struct console *, struct arena *, struct diags *);

/* Prints the findings of the run itself, and what is to be said at its end. Returns the
 * exit status. */
enum status console_close(struct console *, struct arena *);

/* The same as console_findings without printing: what was found is printed elsewhere. */
void console_count(struct console *, struct arena *, struct diags *);

/* What commands print: in it is what files, servers, and clients say, too, and none of
 * it can make a terminal do something, or change the direction of writing (text.h).
 * Rendered files do not go this way. The buffer is freed; standard output that cannot
 * be written is reported, of standard error nobody can be told. */
void console_text(struct console *, int fd, struct buf *);

/* Prints what a command found: the JSON, indented, which is released; where it is NULL
 * the text by console_text. */
void console_result(struct console *, struct json_t *, struct buf *text);

/* The same as console_text for what cannot have anything of that: JSON of report_dump, our
 * own text, lines of JSON. False when it could not be written. */
bool console_print(struct console *, int fd, struct buf *);

/* The same for bytes that stay the caller's, rendered files too. */
bool console_write(struct console *, const char *bytes, size_t len);

/* The same for many pieces: they are written together, when there are enough of them or
 * at console_flush. */
bool console_append(struct console *, const char *bytes, size_t len);
bool console_flush(struct console *);

#endif
