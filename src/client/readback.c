/* Compares what an installed client says that it read with what was meant.
 * Used by the verify command; what the client prints is data of the target. */
#include "client/readback.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "client/asking.h"
#include "client/hear.h"
#include "client/line.h"
#include "client/render.h"
#include "client/target.h"
#include "client/tree.h"
#include "client/version.h"
#include "client/view.h"
#include "client/wording.h"
#include "sys/signals.h"
#include "quote/quote.h"
#include "template/value.h"

/* Is it a password, or the command that prints it? */
static bool
holds_secret(const struct expectation *x)
{
	return template_uses(x->value, "incoming.password")
		|| template_uses(x->value, "outgoing.password");
}

static const char *
rendered(struct asking *q, const struct template *t, const struct value *view)
{
	return render_value(q->arena, t, view, q->target->title, q->diags);
}

/* Where the value is, for this account. */
static const char *
path_of(struct asking *q, const struct value *view, const struct expectation *x)
{
	const char *path = x->name ? rendered(q, x->name, view) : x->path;

	return path ? path : "";
}

/* Adds the row of one expectation; read NULL: not named by the client. */
static void
compare(struct asking *q, const struct value *view, const struct expectation *x,
	const char *read)
{
	const char *absent = q->target->readback->absent, *meant = rendered(q, x->value, view);
	struct readback_row *row;

	if (absent && read && !strcmp(read, absent) && meant && strcmp(meant, absent))
		read = NULL;    /* the words may be a value, too */
	row = asking_row(q, view, tree_shown(q->arena, path_of(q, view, x)), meant, read);
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
			asking_row(q, view, n->name, tr("works"), tr("broken in this version"));
}

/* What stands in a line for a value; NULL when it is nothing that the client's
 * quoting style writes. A file of the user's has ~ for the home again. */
static const char *
line_value(struct asking *q, const struct line *l, const char *value, size_t len)
{
	const struct style *unquote = q->target->readback->unquote;
	const char *home = asking_fill(q, "{home}/");
	struct buf plain = { 0 };
	char *text = NULL;

	if (!unquote)
		text = arena_copy(q->arena, value, len);
	else if (quote_undo(unquote, value, len, &plain))
		text = arena_copy(q->arena, plain.s ? plain.s : "", plain.len);
	buf_free(&plain);
	if (text && l->lower)
		text = text_lower(q->arena, text, strlen(text));
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
		l.pieces[i] = asking_fill(q, l.pieces[i]);
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

/* The line that has the value. */
static struct line
line_of(struct asking *q, const struct value *view, const struct expectation *x)
{
	if (x->line)
		return filled(q, x->line);
	return (struct line){
		{ arena_printf(q->arena, "%s%s", asking_fill(q, path_of(q, view, x)),
			q->target->readback->separator.s), "" }, 2, 1, false,
	};
}

/* The value that lines name; NULL when none does. Two lines that say different
 * things give both. */
static const char *
find_value(struct asking *q, const struct value *view, const struct expectation *x,
	const char *at, const char *stop)
{
	struct line l = line_of(q, view, x);
	const char *from, *to, *value, *found = NULL;

	for (; (at = find_fit(&l, at, stop, &from, &to)); at = next_line(at)) {
		value = line_value(q, &l, from, (size_t)(to - from));
		if (found && value && strcmp(found, value))
			return arena_printf(q->arena, "%s\n%s", found, value);
		found = value;
	}
	return found;
}

/* What a tree says of an account, or of the file where x are values of that. */
static void
compare_tree(struct asking *q, const struct value *view, const struct expectation *x,
	const json_t *top)
{
	for (; x; x = x->next)
		compare(q, view, x, tree_text(q->arena, top, path_of(q, view, x)));
}

/* Asks about one file of several accounts at once. */
static bool
ask_tree(struct asking *q, struct value *const *views, size_t n)
{
	const struct readback *b = q->target->readback;
	json_t *top = asking_tree(q, b->command);
	const char *path;
	size_t i;

	compare_tree(q, q->of_file, top ? b->file : NULL, top);
	for (i = 0; i < n && top; i++) {
		path = b->account ? rendered(q, b->account, views[i]) : "";
		compare_tree(q, views[i], b->values, tree_at(q->arena, top, path ? path : ""));
		add_faults(q, views[i]);
	}
	json_decref(top);
	return top != NULL;
}

/* Takes down what lines say of an account's values. */
static void
take(struct asking *q, const struct readback_ask *ask, const struct value *view,
	const char *at, const char *stop, struct buf *read)
{
	const struct expectation *x;
	const char *value;

	for (x = q->target->readback->values; x; x = x->next, read++) {
		value = x->asked == ask ? find_value(q, view, x, at, stop) : NULL;
		if (ask->each && x->asked == ask)
			buf_printf(read, "<%s>", value ? value : "");
		else if (value)
			buf_puts(read, value);
	}
}

/* Does the command ask about one account, perhaps several times? */
static bool
is_for_one(const struct readback_ask *ask)
{
	return ask->each || (ask->command && strstr(ask->command, "{id}"));
}

/* A difference when the client begins to speak of more or fewer accounts than were meant. */
static void
count_accounts(struct asking *q, const struct buf *out, const struct value *view, size_t n)
{
	const struct line *begins = q->target->readback->begins;
	size_t len = begins ? strcspn(begins->pieces[0], "{") : 0, said = 0;
	const char *at;

	for (at = out->s; len && *at; at = next_line(at))
		said += !strncmp(at + strspn(at, " \t"), begins->pieces[0], len);
	if (len && said != n)
		asking_row(q, view, "accounts", arena_printf(q->arena, "%zu", n),
			arena_printf(q->arena, "%zu", said));
}

/* What all lines say of the file. */
static void
compare_file(struct asking *q, const struct buf *out)
{
	const struct expectation *x;

	for (x = q->target->readback->file; x; x = x->next)
		compare(q, q->of_file, x, find_value(q, q->of_file, x, out->s,
			out->s + out->len));
}

/* Asks once about n accounts; read has all values of one after those of another. */
static bool
ask_once(struct asking *q, const struct readback_ask *ask, struct value *const *views,
	size_t n, struct buf *read)
{
	bool first = ask == q->target->readback->asks;
	struct buf out;
	const char *at, *stop;
	size_t i;

	q->id = value_named(views[0], "id")->text.s;
	if (!asking_listen(q, ask->command, &out))
		return false;
	buf_puts(&out, "");     /* also where it said nothing */
	for (i = 0, stop = out.s; i < n; i++, read += q->target->readback->nvalues) {
		q->id = value_named(views[i], "id")->text.s;
		at = find_part(q, &out, &stop);
		take(q, ask, views[i], at, stop, read);
	}
	if (first && !is_for_one(ask))
		count_accounts(q, &out, views[0], n);
	if (first && q->of_file)
		compare_file(q, &out);
	if (first)
		q->of_file = NULL;      /* that is asked once */
	buf_free(&out);
	return true;
}

/* How often the command is for the account: for each entry of a list, or where a flag
 * is true. */
static unsigned
times(const struct readback_ask *ask, const struct value *view)
{
	const struct value *v = ask->each ? value_named(view, ask->each) : NULL;
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

	if (!is_for_one(ask))
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

/* Asks about one account by what servers hear. */
static bool
ask_heard(struct asking *q, const struct value *view)
{
	json_t *facts, *top;

	q->id = value_find(view, "id", 2)->text.s;
	q->report->isolated = true;
	facts = hear(q, view);
	if (!facts)
		return false;
	top = json_pack("{so}", "heard", facts);
	compare_tree(q, view, q->target->readback->values, top);
	add_faults(q, view);
	json_decref(top);
	return true;
}

static bool
ask(struct asking *q, struct value *const *views, size_t n)
{
	bool ok = asking_version(q);
	size_t i;

	if (!target_is_heard(q->target))
		return ok && (q->target->readback->format == READ_LINES
			? ask_lines(q, views, n) : ask_tree(q, views, n));
	for (i = 0; i < n && ok; i++)
		ok = ask_heard(q, views[i]);
	return ok;
}

static struct rendered *
render_here(struct asking *q, const struct readback_accounts *r, struct value *const *views)
{
	const struct destination to = {
		.dir = arena_printf(q->arena, "%s/files", q->scratch.path),
	};

	return r->merged ? render_merged(q->arena, q->target, views, r->n, &to, q->diags)
		: render(q->arena, q->target, views[0], &to, q->diags);
}

/* The files as they are in the private folder, where they name each other; NULL after
 * reporting. */
static const struct rendered *
files_here(struct asking *q, const struct readback_accounts *r)
{
	if (!q->target->names_files)
		return r->files;
	if (r->meant != r->written_from && !render_here(q, r, r->meant))
		return NULL;
	return render_here(q, r, r->written_from);
}

/* Asks in a private folder. */
static bool
ask_there(struct asking *q, const struct readback_accounts *r, struct value *const *each,
	bool keep)
{
	const struct rendered *files;
	bool ok = scratch_open(q->arena, &q->scratch, keep, q->diags);

	if (!ok)
		return false;
	q->report->kept = keep ? q->scratch.path : NULL;
	files = files_here(q, r);
	ok = files && asking_prepare(q, files) && ask(q, each, r->n);
	return scratch_close(&q->scratch, q->diags) && ok;
}

bool
readback_run(struct arena *a, const struct target *target, const struct readback_accounts *r,
	enum passwords passwords, unsigned seconds, bool keep,
	struct readback_report *report, struct diags *diags)
{
	const struct value *all = view_of_many(a, r->meant, r->n);
	struct value **each = arena_alloc(a, r->n, sizeof(*each)), *account = all->first->first;
	struct asking q = {
		.arena = a, .target = target, .diags = diags,
		.secretive = passwords == PASSWORDS_EMBEDDED && !r->invented,
		.seconds = seconds, .id = "", .report = report, .accounts = account,
		.of_file = target->files->many ? all
			: view_of_many(a, r->meant, 1)->first->first,
	};
	size_t i;
	bool ok;

	for (i = 0; i < r->n; i++, account = account->next) {
		each[i] = account;
		wording_secrets(a, account, &q.secrets);
	}
	*report = (struct readback_report){ 0 };
	if (!asking_possible(&q))
		return false;
	signals_defer();
	ok = ask_there(&q, r, each, keep);
	signals_resume();
	report->rows = q.rows;
	report->n = q.n;
	return ok;
}

bool
readback_is_single(const struct target *t)
{
	const struct readback_ask *ask;

	for (ask = t->readback ? t->readback->asks : NULL; ask; ask = ask->next)
		if (is_for_one(ask))
			return true;
	return target_is_heard(t);
}

const char *
readback_asked(struct arena *a, const struct target *t, const struct readback_report *r)
{
	const char *stand_in = t->readback->stand_in;

	if (stand_in)
		return tr_printf(a, "%s, in place of %s", tr(stand_in), t->title);
	return r->version && *r->version ? r->version : t->title;
}
