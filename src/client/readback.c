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
#include "client/line.h"
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
	const char *file;               /* the file in it that is asked about */
	const char *id;                 /* of the account that is asked about, or "" */
	unsigned long index;            /* of its entry that is asked about, or 0 */
	struct readback_row *rows;
	size_t n;
	unsigned seconds;               /* time limit */
	int signal;                     /* that asked mailgen to end, or 0 */
	struct readback_report *report;
};

static const struct pos nowhere;

/* Writes a copy of what was rendered, for what is asked about that. */
static bool
add_copy(struct asking *q, const struct rendered *f, const struct readback_ask *ask)
{
	const char *at, *text, *next, *end = f->bytes + f->len;
	size_t n = strlen(ask->from);
	struct buf out = { 0 };
	bool ok;

	for (at = f->bytes; at < end; at = next) {
		next = memchr(at, '\n', (size_t)(end - at));
		next = next ? next + 1 : end;
		text = at + strspn(at, " \t");
		buf_add(&out, at, (size_t)(text - at));
		if (!strncmp(text, ask->from, n) && (text[n] == ' ' || text[n] == '\t')) {
			buf_puts(&out, ask->to);
			text += n;
		}
		buf_add(&out, text, (size_t)(next - text));
	}
	ok = scratch_file(&q->scratch, arena_printf(q->arena, "copies/%zu", ask->copy),
		(struct literal){ out.s ? out.s : "", out.len }, f->mode, q->diags);
	buf_free(&out);
	return ok;
}

/* Makes the private folder: an empty home, the target's own files, and what
 * was rendered. */
static bool
prepare(struct asking *q, const struct rendered *files)
{
	struct scratch *s = &q->scratch;
	const struct readback_ask *ask;
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
	for (ask = q->target->readback->asks; ok && ask; ask = ask->next)
		ok = !ask->from || add_copy(q, files, ask);
	return ok;
}

/* A word of a command with its {places} filled in. */
static const char *
fill(struct asking *q, const char *word)
{
	const struct { const char *place, *with; } places[] = {
		{ "{file}", q->file }, { "{id}", q->id },
		{ "{index}", arena_printf(q->arena, "%lu", q->index) },
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
run(struct asking *q, const char *command, struct process_result *result)
{
	const char **argv = arena_alloc(q->arena, strlen(command) / 2 + 2, sizeof(*argv));
	struct process p = {
		.argv = argv, .env = environment(q), .folder = q->scratch.fd,
		.seconds = q->seconds, .output_max = OUTPUT_MAX_BYTES, .offline = true,
	};
	const char *word;
	size_t n = 0;

	while ((word = ini_word(q->arena, &command)))
		argv[n++] = fill(q, word);
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
first_line(struct arena *a, const char *text)
{
	return text_escaped(a, text, strcspn(text, "\n"));
}

/* The first line on standard error that is a complaint, or NULL. */
static const char *
complaint(const struct asking *q, const struct buf *err)
{
	const struct line *harmless = q->target->readback->harmless;
	const char *line, *end, *from, *to;

	for (line = err->s ? err->s : ""; *line; line = *end ? end + 1 : end) {
		end = line + strcspn(line, "\n");
		if (!harmless || !line_fits(harmless, line, (size_t)(end - line), &from, &to))
			return line;
	}
	return NULL;
}

static bool
ask_version(struct asking *q)
{
	struct process_result result;

	if (!q->target->readback->version)
		return true;
	if (!run(q, q->target->readback->version, &result))
		return false;
	if (!result.status && !result.timed_out)
		q->report->version = first_line(q->arena,
			result.out.len ? result.out.s : result.err.len ? result.err.s : "");
	process_free(&result);
	return true;
}

/* Did the client run to its end and complain of nothing? */
static bool
was_content(struct asking *q, const struct process_result *r)
{
	const char *title = q->target->title, *said = "", *line = complaint(q, &r->err);

	if (r->timed_out)
		diag_at(q->diags, nowhere, DIAG_READBACK, "%s did not answer within %u seconds",
			title, q->seconds);
	else if (r->too_much)
		diag_at(q->diags, nowhere, DIAG_READBACK, "%s printed more than %d MiB",
			title, OUTPUT_MAX_BYTES >> 20);
	else if (r->status || line) {
		/* its words may quote what it read, a password too */
		if (q->passwords == PASSWORDS_EMBEDDED)
			said = "; its words are not shown, as they may contain a password";
		else if (r->err.len)
			said = arena_printf(q->arena, ": %s", first_line(q->arena,
				line ? line : r->err.s));
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

/* Is it a password, or the command that prints it? */
static bool
holds_secret(const struct expectation *x)
{
	return template_uses(x->value, "incoming.password")
		|| template_uses(x->value, "outgoing.password");
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
	struct readback_row *row;

	q->rows = arena_grow(q->arena, q->rows, q->n, sizeof(*q->rows));
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
	const char *absent = q->target->readback->absent, *meant = render_value(q->arena,
		x->value, view, q->target->title, q->diags);
	struct readback_row *row;

	if (absent && read && !strcmp(read, absent) && meant && strcmp(meant, absent))
		read = NULL;    /* the words may be a value, too */
	row = add_row(q, view, x->key, meant, read);
	row->secret |= holds_secret(x);
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

/* What stands in a line for a value; NULL when it is nothing that the client's
 * quoting style writes. A file of the user's has ~ for the home again. */
static const char *
line_value(struct asking *q, const struct line *l, const char *value, size_t len)
{
	const struct style *unquote = q->target->readback->unquote;
	const char *home = fill(q, "{home}/");
	struct buf plain = { 0 };
	char *text = NULL, *at;

	if (!unquote)
		text = arena_copy(q->arena, value, len);
	else if (quote_undo(unquote, value, len, &plain))
		text = arena_copy(q->arena, plain.s ? plain.s : "", plain.len);
	buf_free(&plain);
	for (at = text; at && l->lower && *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at += 'a' - 'A';
	return text && !strncmp(text, home, strlen(home))
		? arena_printf(q->arena, "~/%s", text + strlen(home)) : text;
}

/* A description of a line with its {places} filled in. */
static struct line
filled(struct asking *q, const struct line *line)
{
	struct line l = *line;
	size_t i;

	for (i = 0; i < l.n; i++)
		l.pieces[i] = fill(q, l.pieces[i]);
	return l;
}

static const char *
next_line(const char *at)
{
	at += strcspn(at, "\n");
	return at + (*at == '\n');
}

/* The first of some lines that fits, or NULL. */
static const char *
find_fit(const struct line *l, const char *at, const char *stop, const char **from,
	const char **to)
{
	for (; at < stop; at = next_line(at))
		if (line_fits(l, at, strcspn(at, "\n"), from, to))
			return at;
	return NULL;
}

/* The lines about the account, looked for behind *stop first; sets where they end. */
static const char *
find_part(struct asking *q, const struct buf *out, const char **stop)
{
	const struct line *begins = q->target->readback->begins;
	const char *end = out->s + out->len, *at, *from, *to;
	struct line l;

	if (!begins) {
		*stop = end;
		return out->s;
	}
	l = filled(q, begins);
	at = find_fit(&l, *stop, end, &from, &to);
	at = at ? at : find_fit(&l, out->s, end, &from, &to);
	for (*stop = at ? next_line(at) : end; at && *stop < end; *stop = next_line(*stop))
		if (!strncmp(*stop + strspn(*stop, " \t"), begins->pieces[0],
		    strcspn(begins->pieces[0], "{")))
			break;
	return at ? at : end;
}

/* The value that lines name; NULL when none does. Two lines that say different
 * things give both. */
static const char *
find_value(struct asking *q, const struct line *line, const char *at, const char *stop)
{
	struct line l = filled(q, line);
	const char *from, *to, *value, *found = NULL;

	for (; (at = find_fit(&l, at, stop, &from, &to)); at = next_line(at)) {
		value = line_value(q, &l, from, (size_t)(to - from));
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

/* A NUL would end the text, and hide what is behind it. */
static void
show_nuls(struct buf *b)
{
	size_t i;

	for (i = 0; i < b->len; i++)
		if (!b->s[i])
			b->s[i] = '\1';
}

/* What the client says, when it has nothing to complain of. */
static bool
listen(struct asking *q, const char *command, struct process_result *r)
{
	if (!run(q, command, r))
		return false;
	q->report->isolated = r->isolated;
	show_nuls(&r->out);
	show_nuls(&r->err);
	if (was_content(q, r))
		return true;
	process_free(r);
	return false;
}

/* Asks about one file of several accounts at once. */
static bool
ask_json(struct asking *q, struct value *const *views, size_t n)
{
	struct process_result r;
	json_error_t error;
	json_t *top;
	size_t i;
	bool ok;

	if (!listen(q, q->target->readback->command, &r))
		return false;
	top = json_loadb(r.out.s ? r.out.s : "", r.out.len, JSON_REJECT_DUPLICATES, &error);
	ok = json_is_object(top);
	if (!ok)
		diag_at(q->diags, nowhere, DIAG_READBACK,
			"what was read back from %s is not understood", q->target->title);
	for (i = 0; i < n && ok; i++)
		compare_json(q, views[i], top);
	json_decref(top);
	process_free(&r);
	return ok;
}

/* Takes down what lines say of an account's values. */
static void
take(struct asking *q, const struct readback_ask *ask, const char *at, const char *stop,
	struct buf *read)
{
	const struct expectation *x;
	const char *value;

	for (x = q->target->readback->values; x; x = x->next, read++) {
		value = x->asked == ask ? find_value(q, x->line, at, stop) : NULL;
		if (ask->each && x->asked == ask)
			buf_printf(read, "<%s>", value ? value : "");
		else if (value)
			buf_puts(read, value);
	}
}

/* Asks once about n accounts; read has all values of one after those of another. */
static bool
ask_once(struct asking *q, const struct readback_ask *ask, struct value *const *views,
	size_t n, struct buf *read)
{
	struct process_result r;
	const char *at, *stop;
	size_t i;

	q->id = value_find(views[0], "id", 2)->text.s;
	if (!listen(q, ask->command, &r))
		return false;
	buf_puts(&r.out, "");   /* also where it said nothing */
	for (i = 0, stop = r.out.s; i < n; i++, read += q->target->readback->nvalues) {
		q->id = value_find(views[i], "id", 2)->text.s;
		at = find_part(q, &r.out, &stop);
		take(q, ask, at, stop, read);
	}
	process_free(&r);
	return true;
}

/* How often the command is for the account: for each entry of a list, or where a flag
 * is true. */
static unsigned
times(const struct readback_ask *ask, const struct value *view)
{
	const struct value *v = ask->each ? value_find(view, ask->each, strlen(ask->each)) : NULL;
	unsigned n = 0;

	if (!v || v->kind == VALUE_FLAG)
		return !v || v->flag;
	for (v = v->first; v; v = v->next)
		n++;
	return n;
}

/* The same, as often as the command asks for. */
static bool
ask_all(struct asking *q, const struct readback_ask *ask, struct value *const *views,
	size_t n, struct buf *read)
{
	bool ok = true;
	size_t i;

	if (!ask->each && !strstr(ask->command, "{id}"))
		return ask_once(q, ask, views, n, read);
	for (i = 0; i < n && ok; i++, read += q->target->readback->nvalues)
		for (q->index = 1; q->index <= times(ask, views[i]) && ok; q->index++)
			ok = ask_once(q, ask, &views[i], 1, read);
	return ok;
}

static void
compare_lines(struct asking *q, const struct value *view, const struct buf *read)
{
	const struct expectation *x;

	for (x = q->target->readback->values; x; x = x->next, read++)
		compare(q, view, x, read->s ? arena_copy(q->arena, read->s, read->len) : NULL);
	add_faults(q, view);
}

static bool
ask_lines(struct asking *q, struct value *const *views, size_t n)
{
	const struct readback *b = q->target->readback;
	struct buf *read = arena_alloc(q->arena, n * b->nvalues, sizeof(*read));
	const struct readback_ask *ask;
	const char *file = q->file;
	bool ok = true;
	size_t i;

	for (ask = b->asks; ask && ok; ask = ask->next) {
		q->file = !ask->from ? file : arena_printf(q->arena, "%s/copies/%zu",
			q->scratch.path, ask->copy);
		ok = ask_all(q, ask, views, n, read);
	}
	for (i = 0; i < n && ok; i++)
		compare_lines(q, views[i], read + i * b->nvalues);
	for (i = 0; i < n * b->nvalues; i++)
		buf_free(&read[i]);
	return ok;
}

static bool
ask(struct asking *q, struct value *const *views, size_t n)
{
	return ask_version(q) && (q->target->readback->json ? ask_json(q, views, n)
		: ask_lines(q, views, n));
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
		.id = "", .report = report,
	};
	bool ok;

	*report = (struct readback_report){ 0 };
	if (!can_ask(a, target, diags) || !may_run(a, target, diags))
		return false;
	signals_defer();
	ok = scratch_open(a, &q.scratch, diags);
	if (ok) {
		ok = prepare(&q, files) && ask(&q, views, n);
		ok &= scratch_close(&q.scratch, diags);
	}
	signals_resume();
	report->rows = q.rows;
	report->n = q.n;
	return ok;
}
