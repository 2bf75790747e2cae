/* Rosters: columns against the pattern, rows to accounts, what is said of them. */
#include "pipeline/roster.h"

#include "base/buf.h"
#include "base/source.h"
#include "input/node.h"
#include "model/words.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct words *words;
	FILE *table;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->words = words_load(f->arena, f->diags);
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	if (f->table)
		fclose(f->table);
	return fixture_teardown(state);
}

static struct roster *
start(struct fixture *f, const char *table, const char *pattern)
{
	if (f->table)
		fclose(f->table);
	f->table = tmpfile();
	f->diags = diags_new(f->arena, NULL);
	fputs(table, f->table);
	rewind(f->table);
	return roster_open(f->arena, f->words, "users.csv", fileno(f->table),
		source_new(f->arena, "pattern.yaml", pattern, strlen(pattern)), f->diags);
}

static void
show(const struct node *node, struct buf *out)
{
	const struct node *e;

	if (node->key)
		buf_printf(out, "%s=", node->key->text.s);
	if (node->kind == NODE_SCALAR) {
		buf_puts(out, node->text.s);
		return;
	}
	buf_putc(out, '{');
	for (e = node->first; e; e = e->next) {
		show(e, out);
		buf_puts(out, e->next ? " " : "");
	}
	buf_putc(out, '}');
}

/* All rows, one on a line, and behind them what was said. */
static char *
whole(struct fixture *f, const char *table, const char *pattern)
{
	struct roster *r = start(f, table, pattern);
	struct buf out = { 0 };
	struct node *root;
	struct row row;
	enum csv_step step;
	char *text;

	while (r && (step = roster_read(r, f->arena, &row, f->diags)) != CSV_END) {
		if (step == CSV_SKIPPED)
			continue;
		assert_true(roster_apply(r, f->arena, &row, &root, f->diags));
		buf_printf(&out, "%u ", row.number);
		show(root, &out);
		buf_putc(&out, '\n');
	}
	if (r)
		roster_close(r);
	diags_print(f->diags, &out, false);
	text = arena_copy(f->arena, out.s ? out.s : "", out.len);
	buf_free(&out);
	return text;
}

static void
makes_accounts(void **state)
{
	static const struct { const char *table, *pattern, *want; } rows[] = {
		{ "email,name\na@x,A\nb@x,\"B, C\"\n", "incoming: {host: h}",
		  "2 {incoming={host=h} email=a@x name=A}\n"
		  "3 {incoming={host=h} email=b@x name=B, C}\n" },
		{ "u,d\r\na,x\r\n", "email: ${u}@${d}\nsignature: '$${u}'",
		  "2 {email=a@x signature=${u}}\n" },
		{ "email,incoming.username,outgoing.port\na,b,25\n", "outgoing: {host: h}",
		  "2 {outgoing={host=h port=25} email=a incoming={username=b}}\n" },
		/* an empty cell leaves what the pattern has */
		{ "name,organization\nA,\n", "{name: N, organization: O}",
		  "2 {name=A organization=O}\n" },
		{ "incoming.password.file,folders.sent\nf,s\n", "{}",
		  "2 {incoming={password={file=f}} folders={sent=s}}\n" },
		{ "email\n\na\n\n\n", "{}", "3 {email=a}\n" },
		{ "\xEF\xBB\xBF" "email\na\n", "{}", "2 {email=a}\n" },
		{ "email\n", "{}", "" },
		/* a column may be a field and stand in the pattern */
		{ "email\na\n", "{name: '${email}'}", "2 {name=a email=a}\n" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(rows); i++)
		assert_string_equal(whole(f, rows[i].table, rows[i].pattern), rows[i].want);
}

#define FIX_NAME "name it as a field, as in 'email' or 'incoming.username', use it in the" \
	" pattern, as in '${column}', or add '-W unused-column=off'\n"
#define FIX_QUOTES "put the whole cell in quotes, and write each quote in it twice\n"

struct wrong {
	const char *table, *pattern, *want;
};

static void
says(struct fixture *f, const struct wrong *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		assert_string_equal(whole(f, rows[i].table, rows[i].pattern), rows[i].want);
}

static void
says_what_is_wrong_with_columns(void **state)
{
	static const struct wrong rows[] = {
		{ "name,emial\na,b\n", "{}",
		  "users.csv:1:2: error: the column 'emial' is not a field, and the pattern does not use it [unused-column]\n"
		  "users.csv:1:2: note: row 1, column 'emial'\n"
		  "users.csv:1:2: fix: did you mean 'email'?\n" },
		{ "usrname\na\n", "{}",
		  "users.csv:1:1: error: the column 'usrname' is not a field, and the pattern does not use it [unused-column]\n"
		  "users.csv:1:1: note: row 1, column 'usrname'\n"
		  "users.csv:1:1: fix: did you mean 'incoming.username'?\n" },
		{ "Mail;Kennwort\na;b\n", "{}",
		  "users.csv:1:2: error: the column 'Kennwort' is not a field, and the pattern does not use it [unused-column]\n"
		  "users.csv:1:2: note: row 1, column 'Kennwort'\n"
		  "users.csv:1:2: fix: did you mean 'incoming.password'?\n" },
		{ "shoesize\n9\n", "{}",
		  "users.csv:1:1: error: the first row of this table names no field and no column of the pattern [roster]\n"
		  "users.csv:1:1: note: row 1, column 1\n"
		  "users.csv:1:1: fix: begin the table with a row of names, as in 'name,email', with ',', ';' or tabs between the cells\n" },
		{ "email,shoesize,\na,9,\n", "{}", "2 {email=a}\n"
		  "users.csv:1:2: warning: the name of this column is not a field, and the pattern does not use it [unused-column]\n"
		  "users.csv:1:2: note: row 1, column 2\n"
		  "users.csv:1:2: fix: " FIX_NAME
		  "users.csv:1:3: warning: a column without a name [unused-column]\n"
		  "users.csv:1:3: note: row 1, column 3\n"
		  "users.csv:1:3: fix: give it a name, remove it, or add '-W unused-column=off'\n" },
		{ "sep=;\nVor- und Nachname;E-Mail;Abteilung\nA;a;X\n", "id: ${ABTEILUNG}\n",
		  "3 {id=X name=A email=a}\n" },
		{ "email\na\n", "name: ${emial}\n",
		  "pattern.yaml:1:7: error: the pattern asks for the column 'emial', which the table does not have [unknown-column]\n"
		  "    1 | name: ***\n      |       ^~~\n"
		  "pattern.yaml:1:7: fix: did you mean 'email'?\n" },
		{ "email,outgoing.host\na,b\n", "outgoing: [{host: h}]\n",
		  "users.csv:1:2: error: the column 'outgoing.host' sets a field of 'outgoing', where the pattern has a list [unknown-column]\n"
		  "users.csv:1:2: note: row 1, column 'outgoing.host'\n"
		  "pattern.yaml:1:11: note: it is here\n"
		  "users.csv:1:2: fix: use the cell in the pattern, as in '${column}'\n" },
		{ "email,email\na,b\n", "{}",
		  "users.csv:1:2: error: the column 'email' appears twice [roster]\n"
		  "users.csv:1:2: note: row 1, column 'email'\n"
		  "users.csv:1:1: note: it is here first\n"
		  "users.csv:1:2: fix: remove one of them\n" },
		{ "incoming.password,incoming.password.file\na,b\n", "{}",
		  "users.csv:1:2: error: the column 'incoming.password.file' sets a part of what 'incoming.password' sets [roster]\n"
		  "users.csv:1:2: note: row 1, column 'incoming.password.file'\n"
		  "users.csv:1:2: fix: remove one of them\n" },
	};

	says(*state, rows, countof(rows));
}

static void
says_what_is_wrong_with_rows(void **state)
{
	static const struct wrong rows[] = {
		{ "email,name\na\nb,B\nc,C,D\n", "{}", "3 {email=b name=B}\n"
		  "users.csv:2:2: error: the number of cells is 1, that of the header 2 [roster]\n"
		  "users.csv:2:2: note: row 2, column 'name'\n"
		  "users.csv:2:2: fix: put a cell that has a separator in it in quotes\n"
		  "users.csv:4:3: error: the number of cells is 3, that of the header 2 [roster]\n"
		  "users.csv:4:3: note: row 4, column 3\n"
		  "users.csv:4:3: fix: put a cell that has a separator in it in quotes\n" },
		{ "email,name\n\"a\n\",A\nb,B\"\nc,C\n", "{}", "2 {email=a\n name=A}\n"
		  "users.csv:3:2: error: this cell has a quote, but is not in quotes as a whole [roster]\n"
		  "users.csv:3:2: note: row 3, column 'name'\n"
		  "users.csv:3:2: note: it is in line 4 of the file\n"
		  "users.csv:3:2: note: the rows after it are not read\n"
		  "users.csv:3:2: fix: " FIX_QUOTES },
		{ "", "{}",
		  "users.csv:1:1: error: the table is empty [roster]\n"
		  "users.csv:1:1: note: row 1, column 1\n"
		  "users.csv:1:1: fix: the first row names the columns, as in 'name,email'\n" },
		{ "email\na\n", "",
		  "pattern.yaml:1:1: error: no account in this file [missing-field]\n"
		  "pattern.yaml:1:1: fix: where the columns are all there is, write '{}'\n" },
	};

	says(*state, rows, countof(rows));
}

/* A finding in the pattern says the row, and is said once when it is no error. */
static void
says_of_which_row(void **state)
{
	struct fixture *f = *state;
	struct roster *r = start(f, "email\na\nb\n", "name: ${email}\nid: x\n");
	struct node *root;
	struct row row;
	struct buf out = { 0 };
	size_t i;

	for (i = 0; roster_read(r, f->arena, &row, f->diags) == CSV_ROW; i++) {
		f->diags = diags_new(f->arena, NULL);
		assert_true(roster_apply(r, f->arena, &row, &root, f->diags));
		diag_at(f->diags, root->first->next->text.pos, DIAG_BAD_VALUE, "bad");
		diag_at(f->diags, root->first->next->text.pos, DIAG_TLS_FILE, "poor");
		diag_at(f->diags, root->first->text.pos, DIAG_TLS_FILE, "poor");
		roster_hush(r, f->diags);
		assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), i ? 2 : 3);
	}
	assert_int_equal(i, 2);
	roster_close(r);
	diags_print(f->diags, &out, false);
	assert_string_equal(out.s,
		"pattern.yaml:2:5: error: bad [bad-value]\n"
		"    2 | id: ***\n      |     ^~~\n"
		"users.csv:3:1: note: for row 3 of this table\n"
		"users.csv:3:1: warning: poor [tls-file]\n"
		"users.csv:3:1: note: row 3, column 'email'\n");
	buf_free(&out);
}

/* Closing in the middle of a table. */
static void
ends_early(void **state)
{
	struct fixture *f = *state;
	struct roster *r = start(f, "email\na\nb\n", "{}");
	struct row row;

	assert_int_equal(roster_read(r, f->arena, &row, f->diags), CSV_ROW);
	roster_close(r);
	assert_int_equal(roster_read(r, f->arena, &row, f->diags), CSV_END);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(makes_accounts, setup, teardown),
		cmocka_unit_test_setup_teardown(says_what_is_wrong_with_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(says_what_is_wrong_with_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(says_of_which_row, setup, teardown),
		cmocka_unit_test_setup_teardown(ends_early, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
