/* Has an installed client read what was rendered, in a private folder.
 * Used by readback.c; how to ask is data of the target. */
#include "client/asking.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/source.h"
#include "base/trust.h"
#include "client/line.h"
#include "client/readback.h"
#include "client/render.h"
#include "client/target.h"
#include "client/wording.h"
#include "quote/quote.h"
#include "sys/process.h"
#include "template/value.h"

enum { SECONDS = 120, OUTPUT_MAX_BYTES = 64 << 20 };

/* How a shell, or another program, says that it could not run one: exec(3) failed. */
enum { CANNOT_RUN = 126, NOT_FOUND = 127 };

/* What a client that is heard sends. */
static const char message[] = "To: somebody@example.net\n"
	"Subject: A small message\n\nA small message.\n";

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

/* Writes the files that targets share for reading back. */
static bool
add_shared(struct asking *q)
{
	static const char folder[] = "templates/shared/";
	const char *path;
	const struct source *file;
	bool ok = true;
	size_t i;

	for (i = 0; ok && (path = data_shipped_nth(i)); i++) {
		if (strncmp(path, folder, strlen(folder)))
			continue;
		file = data_shipped(q->arena, path);
		ok = scratch_file(&q->scratch, path + strlen("templates/"),
			(struct literal){ file->bytes, file->len }, 0700, q->diags);
	}
	return ok;
}

/* Adds the files of a target's folder that are not there from the one before it. */
static bool
add_data(struct asking *q, const struct target *t, const struct target *before)
{
	const char *name;
	const struct source *data;
	bool ok = true;
	size_t i;

	for (i = 0; ok && (name = target_data_name(q->arena, t, i)); i++) {
		if (before && target_data(q->arena, before, name, q->diags))
			continue;
		data = target_data(q->arena, t, name, q->diags);
		ok = !data || scratch_file(&q->scratch, arena_printf(q->arena, "data/%s", name),
			(struct literal){ data->bytes, data->len }, 0700, q->diags);
	}
	return ok;
}

bool
asking_prepare(struct asking *q, const struct rendered *files)
{
	struct scratch *s = &q->scratch;
	const struct readback_ask *ask;
	const struct target *t = q->target;
	const struct rendered *f;
	bool ok = scratch_folder(s, "home", q->diags) && scratch_folder(s, "data", q->diags)
		&& add_shared(q) && add_data(q, t, NULL)
		&& (!t->reader || add_data(q, t->reader, t));

	q->file = arena_printf(q->arena, "%s/files/%s", s->path, files->path);
	for (f = files; ok && f; f = f->next)
		ok = scratch_file(s, arena_printf(q->arena, "files/%s", f->path),
			(struct literal){ f->bytes, f->len }, f->mode, q->diags);
	if (ok && target_is_heard(q->target))
		ok = scratch_file(s, "message",
			(struct literal){ message, sizeof(message) - 1 }, 0600, q->diags);
	for (ask = q->target->readback->asks; ok && ask; ask = ask->next)
		ok = !ask->from || add_copy(q, files, ask);
	return ok;
}

const char *
asking_fill(struct asking *q, const char *word)
{
	const struct substitute places[] = {
		{ "{file}", q->file }, { "{id}", q->id },
		{ "{index}", arena_printf(q->arena, "%lu", q->index) },
		{ "{dir}", arena_printf(q->arena, "%s/files", q->scratch.path) },
		{ "{data}", arena_printf(q->arena, "%s/data", q->scratch.path) },
		{ "{shared}", arena_printf(q->arena, "%s/shared", q->scratch.path) },
		{ "{home}", arena_printf(q->arena, "%s/home", q->scratch.path) },
		{ "{program}", q->target->readback->program },
		{ "{message}", arena_printf(q->arena, "%s/message", q->scratch.path) },
		{ "{to}", "somebody@example.net" }, { "{from}", q->from ? q->from : "" },
		{ "{user_home}", q->user_home ? q->user_home : "" },
	};

	return text_filled(q->arena, word, places, countof(places));
}

const char *const *
asking_environment(struct asking *q)
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

static unsigned
seconds(const struct asking *q)
{
	return q->seconds ? q->seconds : SECONDS;
}

void
asking_note(struct asking *q, const char *const *argv, const char *const *env)
{
	struct chain sh = { &q->target->shell, 1 };
	struct buf out = { 0 };
	struct text word = { .s = "env" };
	size_t i;

	buf_puts(&out, "env -i");
	for (i = 0; env[i] || *argv; i += env[i] != NULL) {
		word.s = env[i] ? env[i] : *argv++;
		word.len = strlen(word.s);
		buf_putc(&out, ' ');
		quote_text(q->arena, word, sh, &out);
	}
	words_add(q->arena, &q->report->commands, literal_take(q->arena, &out).s);
}

static bool
run(struct asking *q, const char *command, struct process_result *result)
{
	const char **argv = arena_alloc(q->arena, strlen(command) / 2 + 2, sizeof(*argv));
	struct process p = {
		.argv = argv, .env = asking_environment(q), .folder = q->scratch.fd,
		.seconds = seconds(q), .output_max = OUTPUT_MAX_BYTES, .offline = true,
	};
	const char *word;
	size_t n = 0;

	while ((word = ini_word(q->arena, &command)))
		argv[n++] = asking_fill(q, word);
	asking_note(q, argv, p.env);
	if (!process_run(&p, result))
		return diag_general(q->diags, DIAG_READBACK, "cannot start '%s': %s", argv[0],
			tr(strerror(errno)));
	if (result->signal)
		process_free(result);
	return !result->signal;
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

bool
asking_version(struct asking *q)
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
	const struct readback *b = q->target->readback;
	const char *title = b->read ? b->stand_in : q->target->title;
	const char *said = "", *line = complaint(q, &r->err);

	if (r->timed_out)
		diag_general(q->diags, DIAG_READBACK, "%s did not answer within %u seconds",
			title, seconds(q));
	else if (r->too_much)
		diag_general(q->diags, DIAG_READBACK, "%s printed more than %d MiB",
			title, OUTPUT_MAX_BYTES >> 20);
	else if (r->status || line) {
		/* its words may quote what it read, in an encoding of its own */
		if (q->secretive)
			said = tr("; its words are not shown, as they may contain a password");
		else if (r->err.len)
			said = arena_printf(q->arena, ": %s", r->status
				? wording_last(q->arena, r->err.s, &q->secrets)
				: wording_first(q->arena, line, &q->secrets));
		if (r->status == CANNOT_RUN || r->status == NOT_FOUND)
			diag_general(q->diags, DIAG_READBACK, "%s was not asked: a program "
				"that its read-back needs cannot be run (exit status %d)%s",
				title, r->status, said);
		else
			diag_general(q->diags, DIAG_READBACK, "%s did not accept the file "
				"(exit status %d)%s", title, r->status, said);
	} else {
		return true;
	}
	return false;
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

static bool
listen(struct asking *q, const char *command, struct buf *out)
{
	struct process_result r;
	bool ok;

	if (!run(q, command, &r))
		return false;
	q->report->isolated = r.isolated;
	show_nuls(&r.out);
	show_nuls(&r.err);
	ok = was_content(q, &r);
	*out = (struct buf){ 0 };
	if (ok) {
		*out = r.out;
		r.out = (struct buf){ 0 };
	}
	process_free(&r);
	return ok;
}

bool
asking_listen(struct asking *q, const char *command, struct buf *out)
{
	const struct source *file;

	if (command)
		return listen(q, command, out);
	q->report->isolated = true;
	file = data_read(q->arena, asking_fill(q, q->target->readback->read), OUTPUT_MAX_BYTES,
		q->diags);
	*out = (struct buf){ 0 };
	if (file)
		buf_add(out, file->bytes, file->len);
	return file != NULL;
}

/* Has a library read what is not JSON: it says the same as JSON. */
static bool
convert(struct asking *q, const char *command, struct buf *out)
{
	static const char *const words[] = {
		[READ_INI] = "ini", [READ_KEYFILE] = "keyfile", [READ_TOML] = "toml",
		[READ_XML] = "xml",
	};
	const struct readback *b = q->target->readback;
	const char *file = command ? "said" : b->read;
	bool ok = true;

	if (command) {
		ok = listen(q, command, out) && scratch_file(&q->scratch, file,
			(struct literal){ out->s ? out->s : "", out->len }, 0600, q->diags);
		buf_free(out);
	}
	return ok && listen(q, arena_printf(q->arena, "python3 {shared}/read.py %s %s",
		words[b->format], file), out);
}

json_t *
asking_tree(struct asking *q, const char *command)
{
	struct buf out = { 0 };
	json_error_t error;
	json_t *top = NULL;

	if (q->target->readback->format == READ_JSON ? !asking_listen(q, command, &out)
	    : !convert(q, command, &out))
		return NULL;
	top = json_loadb(out.s ? out.s : "", out.len, JSON_REJECT_DUPLICATES, &error);
	buf_free(&out);
	if (!top)
		diag_general(q->diags, DIAG_READBACK,
			"what was read back from %s is not understood", q->target->title);
	return top;
}

/* Is there all that asking takes: the client, and what the command begins with? */
static bool
can_ask(struct arena *a, const struct target *t, struct diags *diags)
{
	const char *interpreter = target_interpreter(a, t);

	if (!t->readback)
		return diag_general(diags, DIAG_READBACK, "%s cannot be asked what it read: "
			"its manifest has no [readback]", t->title);
	if (!t->readback->stand_in && !process_exists(t->readback->program)) {
		diag_general(diags, DIAG_READBACK, "%s is not installed: there is no "
			"program '%s' on PATH", t->title, t->readback->program);
		return diag_fix(diags, "install it to verify what it reads");
	}
	if (!interpreter || process_exists(interpreter))
		return true;
	diag_general(diags, DIAG_READBACK, "verify -t %s needs %s, which is not "
		"installed", t->name, interpreter);
	return diag_fix(diags, "install it, on Debian with 'apt-get install %s'", interpreter);
}

/* Is the folder of the target, and all in it, of nobody but this user or root? */
static bool
may_run_folder(struct arena *a, const struct target *t, const char **why)
{
	struct target alone = *t;
	const char *name;
	bool ok = true;
	size_t i;
	int fd;

	if (!t->folder)
		return true;
	alone.base = NULL;
	fd = trust_folder(a, t->folder, TRUST_ALONE, NULL, why);
	for (i = 0; fd >= 0 && ok && (name = target_data_name(a, &alone, i)); i++)
		ok = trust_file(a, arena_printf(a, "%s/%s", t->folder, name), why);
	if (fd >= 0)
		close(fd);
	return fd >= 0 && ok;
}

/* A read-back runs what is in the folders of the target, of those that it extends, and of
 * its reader. False after reporting. */
static bool
may_run(struct arena *a, const struct target *t, struct diags *diags)
{
	const char *why = NULL;
	const struct target *part = t, *reader = t->reader;

	while (part && may_run_folder(a, part, &why))
		part = part->base;
	if (!part)
		return !reader || may_run(a, reader, diags);
	diag_general(diags, DIAG_READBACK,
		"the read-back command of target '%s' is not run: %s", t->name, why);
	return diag_fix(diags, "run mailgen as the user whose target it is, or make its "
		"folder and files yours alone (chown, chmod go-w)");
}

bool
asking_possible(struct asking *q)
{
	return can_ask(q->arena, q->target, q->diags) && may_run(q->arena, q->target, q->diags);
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
		secret = value_named(view, names[i]);
		if (secret && strstr(said, secret->text.s))
			return true;
	}
	return false;
}

struct readback_row *
asking_row(struct asking *q, const struct value *view, const char *key,
	const char *meant, const char *read)
{
	struct readback_row *row;

	q->rows = arena_grow(q->arena, q->rows, q->n, sizeof(*q->rows));
	row = &q->rows[q->n++];
	row->account = view == q->of_file ? NULL : value_named(view, "id")->text.s;
	row->key = key;
	row->meant = meant ? meant : "";
	row->read = read;
	row->secret = shows_secret(view, read);
	row->same = !strcmp(row->meant, read ? read : "");
	q->report->different += !row->same;
	return row;
}
