/* Asks an installed client what it read in a rendered file.
 * Used by the verify command; how to ask is data of the target. */
#include "client/readback.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/source.h"
#include "base/trust.h"
#include "client/render.h"
#include "client/target.h"
#include "client/version.h"
#include "sys/signals.h"
#include "sys/process.h"
#include "sys/scratch.h"
#include "quote/quote.h"
#include "template/value.h"

enum { SECONDS = 120, OUTPUT_MAX_BYTES = 64 << 20 };

/* How a shell, or another program, says that it could not run one: exec(3) failed. */
enum { CANNOT_RUN = 126, NOT_FOUND = 127 };

/* What one read-back works on. */
struct asking {
	struct arena *arena;
	const struct target *target;
	struct diags *diags;
	enum passwords passwords;
	struct scratch scratch;         /* the private folder */
	const char *file;               /* the rendered file in it */
	struct readback_row *rows;
	size_t n, cap;
	unsigned seconds;               /* time limit */
	int signal;                     /* that asked mailgen to end, or 0 */
	struct readback_report *report;
};

static const struct pos nowhere;

/* Makes the private folder: an empty home, the target's own files, and what
 * was rendered. */
static bool
prepare(struct asking *q, const struct rendered *files)
{
	struct scratch *s = &q->scratch;
	const struct rendered *f;
	const char *name;
	struct source *data;
	bool ok = scratch_folder(s, "home", q->diags) && scratch_folder(s, "data", q->diags);
	size_t i;

	q->file = arena_printf(q->arena, "%s/files/%s", s->path, files->path);
	for (i = 0; ok && (name = target_data_name(q->arena, q->target, i)); i++) {
		data = target_data(q->arena, q->target, name, q->diags);
		ok = !data || scratch_file(s, arena_printf(q->arena, "data/%s", name),
			(struct literal){ data->bytes, data->len }, 0700, q->diags);
	}
	for (f = files; ok && f; f = f->next)
		ok = scratch_file(s, arena_printf(q->arena, "files/%s", f->path),
			(struct literal){ f->bytes, f->len }, f->mode, q->diags);
	return ok;
}

/* A word of a command with its {places} filled in. */
static const char *
fill(struct asking *q, const char *word, const char *id)
{
	const struct { const char *place, *with; } places[] = {
		{ "{file}", q->file }, { "{id}", id },
		{ "{dir}", arena_printf(q->arena, "%s/files", q->scratch.path) },
		{ "{data}", arena_printf(q->arena, "%s/data", q->scratch.path) },
		{ "{home}", arena_printf(q->arena, "%s/home", q->scratch.path) },
	};
	struct buf out = { 0 };
	const char *filled;
	size_t i, n;

	for (; *word; word += n) {
		for (i = 0; i < countof(places); i++)
			if (!strncmp(word, places[i].place, strlen(places[i].place)))
				break;
		n = i < countof(places) ? strlen(places[i].place) : 1;
		if (i < countof(places))
			buf_puts(&out, places[i].with);
		else
			buf_putc(&out, *word);
	}
	filled = arena_copy(q->arena, out.s ? out.s : "", out.len);
	buf_free(&out);
	return filled;
}

static const char *const *
environment(struct asking *q)
{
	const char **env = arena_alloc(q->arena, 8, sizeof(*env));
	const char *path = getenv("PATH");
	size_t n = 0;

	env[n++] = arena_printf(q->arena, "PATH=%s", path ? path : "/usr/bin:/bin");
	env[n++] = arena_printf(q->arena, "HOME=%s/home", q->scratch.path);
	env[n++] = arena_printf(q->arena, "TMPDIR=%s", q->scratch.path);
	env[n++] = "LC_ALL=C.UTF-8";
	env[n++] = "TERM=dumb";
	return env;
}

static bool
run(struct asking *q, const char *command, const char *id,
	struct process_result *result)
{
	const char **argv = arena_alloc(q->arena, strlen(command) / 2 + 2, sizeof(*argv));
	struct process p = {
		.argv = argv, .env = environment(q), .folder = q->scratch.fd,
		.seconds = q->seconds, .output_max = OUTPUT_MAX_BYTES, .offline = true,
	};
	const char *word;
	size_t n = 0;

	while ((word = ini_word(q->arena, &command)))
		argv[n++] = fill(q, word, id);
	if (process_run(&p, result)) {
		q->signal = result->signal;
		if (!q->signal)
			return true;
		process_free(result);
		return false;
	}
	diag_at(q->diags, nowhere, DIAG_READBACK, "cannot start '%s': %s", argv[0],
		tr(strerror(errno)));
	return false;
}

static const char *
first_line(struct arena *a, const struct buf *b)
{
	return text_show(a, b->s ? b->s : "", b->s ? strcspn(b->s, "\n") : 0);
}

static bool
ask_version(struct asking *q)
{
	struct process_result result;

	if (!q->target->readback->version)
		return true;
	if (!run(q, q->target->readback->version, "", &result))
		return false;
	if (!result.status && !result.timed_out)
		q->report->version = first_line(q->arena,
			result.out.len ? &result.out : &result.err);
	process_free(&result);
	return true;
}

/* Did the client run to its end and complain of nothing? */
static bool
was_content(struct asking *q, const struct process_result *r)
{
	const char *title = q->target->title, *said = "";

	if (r->timed_out)
		diag_at(q->diags, nowhere, DIAG_READBACK, "%s did not answer within %u seconds",
			title, q->seconds);
	else if (r->too_much)
		diag_at(q->diags, nowhere, DIAG_READBACK, "%s printed more than %d MiB",
			title, OUTPUT_MAX_BYTES >> 20);
	else if (r->status || r->err.len) {
		/* its words may quote what it read, a password too */
		if (q->passwords == PASSWORDS_EMBEDDED)
			said = "; its words are not shown, they may hold a password";
		else if (r->err.len)
			said = arena_printf(q->arena, ": %s", first_line(q->arena, &r->err));
		if (r->status == CANNOT_RUN || r->status == NOT_FOUND)
			diag_at(q->diags, nowhere, DIAG_READBACK, "%s was not asked: a program "
				"that its read-back needs cannot be run (exit status %d)%s",
				title, r->status, said);
		else
			diag_at(q->diags, nowhere, DIAG_READBACK, "%s did not accept the file "
				"(exit status %d)%s", title, r->status, said);
	} else {
		return true;
	}
	return false;
}

static bool
holds_secret(const struct expectation *x)
{
	return template_uses(x->value, "incoming.password.value")
		|| template_uses(x->value, "outgoing.password.value");
}

/* Does it hold a password of the account? A client may print one anywhere. */
static bool
shows_secret(const struct value *view, const char *said)
{
	static const char *const names[] = {
		"incoming.password.value", "outgoing.password.value",
		"incoming.password.hidden", "outgoing.password.hidden",
	};
	const struct value *secret;
	size_t i;

	for (i = 0; said && i < countof(names); i++) {
		secret = value_path(view, names[i], strlen(names[i]));
		if (secret && strstr(said, secret->text.s))
			return true;
	}
	return false;
}

static struct readback_row *
add_row(struct asking *q, const struct value *view, const char *key,
	const char *meant, const char *read)
{
	struct readback_row *row, *rows;

	if (q->n == q->cap) {
		q->cap = q->cap ? 2 * q->cap : 64;
		rows = arena_alloc(q->arena, q->cap, sizeof(*rows));
		if (q->n)
			memcpy(rows, q->rows, q->n * sizeof(*rows));
		q->rows = rows;
	}
	row = &q->rows[q->n++];
	row->account = value_find(view, "id", 2)->text.s;
	row->key = key;
	row->meant = meant ? meant : "";
	row->read = read;
	row->secret = shows_secret(view, read);
	row->same = !strcmp(row->meant, read ? read : "");
	q->report->different += !row->same;
	return row;
}

/* Adds the row of one expectation; read NULL: not named by the client. */
static void
compare(struct asking *q, const struct value *view, const struct expectation *x,
	const char *read)
{
	struct readback_row *row = add_row(q, view, x->key, render_value(q->arena,
		x->value, view, q->target->title, q->diags), read);

	row->secret |= q->passwords == PASSWORDS_EMBEDDED && holds_secret(x);
}

/* Adds a row for each fault that this version of the client has and the account
 * meets. */
static void
add_faults(struct asking *q, const struct value *view)
{
	const struct notice *n;

	for (n = q->target->notices; n; n = n->next)
		if (n->broken && q->report->version
		    && version_among(q->report->version, n->broken)
		    && notice_applies(n, view))
			add_row(q, view, n->name, tr("works"), tr("broken in this version"));
}

/* What one line says of its key; NULL when it is nothing that the client's
 * quoting style writes. */
static const char *
line_value(struct asking *q, const char *value, size_t len)
{
	const struct style *unquote = q->target->readback->unquote;
	struct buf plain = { 0 };
	const char *text = NULL;

	if (!unquote)
		return arena_copy(q->arena, value, len);
	if (quote_undo(unquote, value, len, &plain))
		text = arena_copy(q->arena, plain.s ? plain.s : "", plain.len);
	buf_free(&plain);
	return text;
}

/* The value of a key in lines of KEY SEPARATOR VALUE; NULL when no line has
 * it. Two lines that say different things give both. */
static const char *
find_line(struct asking *q, const struct buf *lines, const char *key)
{
	const struct readback *b = q->target->readback;
	size_t key_len = strlen(key);
	const char *line, *value, *end, *found = NULL;

	for (line = lines->s ? lines->s : ""; *line; line = *end ? end + 1 : end) {
		end = line + strcspn(line, "\n");
		if (strncmp(line, key, key_len)
		    || strncmp(line + key_len, b->separator, b->separator_len))
			continue;
		value = line + key_len + b->separator_len;
		value = line_value(q, value, (size_t)(end - value));
		if (found && value && strcmp(found, value))
			return arena_printf(q->arena, "%s\n%s", found, value);
		found = value;
	}
	return found;
}

static const char *
json_text(struct asking *q, const json_t *value)
{
	if (json_is_string(value))
		return arena_copy(q->arena, json_string_value(value),
			json_string_length(value));
	if (json_is_integer(value))
		return arena_printf(q->arena, "%" JSON_INTEGER_FORMAT,
			json_integer_value(value));
	if (json_is_boolean(value))
		return json_is_true(value) ? "true" : "false";
	return NULL;
}

static void
compare_lines(struct asking *q, const struct value *view, const struct buf *out)
{
	const struct expectation *x;

	for (x = q->target->readback->values; x; x = x->next)
		compare(q, view, x, find_line(q, out, x->key));
	add_faults(q, view);
}

static void
compare_json(struct asking *q, const struct value *view, const json_t *top)
{
	const struct readback *b = q->target->readback;
	const struct expectation *x;
	const char *name;

	if (b->account) {
		name = render_value(q->arena, b->account, view, q->target->title, q->diags);
		top = json_object_get(top, name ? name : "");
	}
	for (x = b->values; x; x = x->next)
		compare(q, view, x, json_text(q, json_object_get(top, x->key)));
	add_faults(q, view);
}

/* Asks about one file of several accounts at once. */
static bool
ask_json(struct asking *q, struct value *const *views, size_t n)
{
	struct process_result r;
	json_error_t error;
	json_t *top = NULL;
	size_t i;
	bool ok;

	if (!run(q, q->target->readback->command, "", &r))
		return false;
	q->report->isolated = r.isolated;
	ok = was_content(q, &r);
	if (ok) {
		top = json_loadb(r.out.s ? r.out.s : "", r.out.len,
			JSON_REJECT_DUPLICATES, &error);
		if (!(ok = json_is_object(top)))
			diag_at(q->diags, nowhere, DIAG_READBACK,
				"what was read back from %s is not understood", q->target->title);
	}
	for (i = 0; i < n && ok; i++)
		compare_json(q, views[i], top);
	json_decref(top);
	process_free(&r);
	return ok;
}

static bool
ask_lines(struct asking *q, const struct value *view)
{
	struct process_result r;
	size_t i;
	bool ok;

	if (!run(q, q->target->readback->command, value_find(view, "id", 2)->text.s, &r))
		return false;
	q->report->isolated = r.isolated;
	ok = was_content(q, &r);
	for (i = 0; i < r.out.len; i++)
		if (!r.out.s[i])        /* would end the text: make it a difference */
			r.out.s[i] = '\1';
	if (ok)
		compare_lines(q, view, &r.out);
	process_free(&r);
	return ok;
}

static bool
ask(struct asking *q, struct value *const *views, size_t n)
{
	size_t i;

	if (!ask_version(q))
		return false;
	if (q->target->readback->json)
		return ask_json(q, views, n);
	for (i = 0; i < n; i++)
		if (!ask_lines(q, views[i]))
			return false;
	return true;
}

/* Is there all that asking takes: the client, and what the command begins with? */
static bool
can_ask(struct arena *a, const struct target *t, struct diags *diags)
{
	const char *command, *interpreter;

	if (!t->readback) {
		diag_at(diags, nowhere, DIAG_READBACK, "%s cannot be asked what it read: "
			"its manifest has no [readback]", t->title);
		return false;
	}
	if (!t->readback->stand_in && !process_exists(t->readback->program)) {
		diag_at(diags, nowhere, DIAG_READBACK, "%s is not installed: there is no "
			"program '%s' on PATH", t->title, t->readback->program);
		diag_fix(diags, "install it to verify what it reads");
		return false;
	}
	command = t->readback->command;
	interpreter = ini_word(a, &command);
	if (process_exists(interpreter))
		return true;
	diag_at(diags, nowhere, DIAG_READBACK, "verify -t %s needs %s, which is not "
		"installed", t->name, interpreter);
	diag_fix(diags, "install it, on Debian with 'apt-get install %s'", interpreter);
	return false;
}

/* A read-back runs what is in the target's folder: that must be of nobody but this user
 * or root. False after reporting. */
static bool
may_run(struct arena *a, const struct target *t, struct diags *diags)
{
	const char *why = NULL, *name;
	bool ok = true;
	size_t i;
	int fd;

	if (!t->folder)
		return true;
	fd = trust_folder(a, t->folder, TRUST_ALONE, NULL, &why);
	for (i = 0; fd >= 0 && ok && (name = target_data_name(a, t, i)); i++)
		ok = trust_file(a, arena_printf(a, "%s/%s", t->folder, name), &why);
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && ok)
		return true;
	diag_at(diags, nowhere, DIAG_READBACK,
		"the read-back command of target '%s' is not run: %s", t->name, why);
	diag_fix(diags, "run `mailgen verify` as the user whose target it is, or make its "
		"folder and files yours alone (chown, chmod go-w)");
	return false;
}

bool
readback_run(struct arena *a, const struct target *target,
	struct value *const *views, size_t n, const struct rendered *files,
	enum passwords passwords, unsigned seconds,
	struct readback_report *report, struct diags *diags)
{
	struct asking q = {
		.arena = a, .target = target, .diags = diags, .passwords = passwords,
		.seconds = seconds ? seconds : SECONDS,
		.report = report,
	};
	bool ok;

	*report = (struct readback_report){ 0 };
	if (!can_ask(a, target, diags) || !may_run(a, target, diags))
		return false;
	ending_hold();
	ok = scratch_open(a, &q.scratch, diags);
	if (ok) {
		ok = prepare(&q, files) && ask(&q, views, n);
		ok &= scratch_close(&q.scratch, diags);
	}
	ending_release();
	report->rows = q.rows;
	report->n = q.n;
	return ok;
}
