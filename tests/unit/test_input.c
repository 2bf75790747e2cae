/* YAML to trees: what is read, where it stands, what is refused and where,
 * and that no message shows a value. */
#include "input/input.h"
#include "input/node.h"

#include "base/buf.h"
#include "base/source.h"
#include "fixture.h"

#define BOM "\xEF\xBB\xBF"
#define GRIN "\xF0\x9F\x98\x80"

/* What was read of one stream: the documents with '|' behind each, and the
 * findings as "LINE:COLUMN id". A mapping is {key=value,...}, a list [...], a
 * refused value '!', nothing '~', a document without a tree '#'. */
struct outcome {
	struct buf trees, places, findings, messages;
};

static void
add_scalar(const struct node *n, struct buf *out)
{
	if (n->bad)
		buf_putc(out, '!');
	else if (node_is_null(n))
		buf_putc(out, '~');
	else
		buf_add(out, n->text.s, n->text.len);
}

static void
add_place(const struct node *n, bool places, struct buf *out)
{
	if (places)
		buf_printf(out, "@%u:%u", n->text.pos.line, n->text.pos.column);
}

static void
add_tree(const struct node *n, bool places, struct buf *out)
{
	const struct node *e;

	if (n->kind == NODE_SCALAR) {
		add_scalar(n, out);
		add_place(n, places, out);
		return;
	}
	buf_puts(out, n->bad ? "!" : "");
	buf_putc(out, n->kind == NODE_MAP ? '{' : '[');
	for (e = n->first; e; e = e->next) {
		if (n->kind == NODE_MAP) {
			add_scalar(e->key, out);
			add_place(e->key, places, out);
			buf_putc(out, '=');
		}
		add_tree(e, places, out);
		if (e->next)
			buf_putc(out, ',');
	}
	buf_putc(out, n->kind == NODE_MAP ? '}' : ']');
	add_place(n, places, out);
}

static void
add_findings(struct diags *diags, struct buf *out)
{
	const struct diag *const *found;
	const struct diag_note *note;
	size_t i, n;

	found = diags_sorted(diags, &n);
	for (i = 0; i < n; i++) {
		buf_printf(out, "%s%u:%u %s", out->len ? " " : "",
			found[i]->pos.line, found[i]->pos.column,
			diag_word(found[i]->id));
		for (note = found[i]->notes; note; note = note->next)
			buf_printf(out, " (%u:%u)", note->pos.line,
				note->pos.column);
	}
}

/* Reads the whole stream; each call that reports nothing must have given a
 * tree, and each that reports must have returned false. */
static void
read_all(const char *bytes, size_t len, struct outcome *o)
{
	struct arena *run = arena_new(), *document = arena_new();
	struct source *source;
	struct input *in;
	struct diags *diags;
	struct node *root;
	bool good;

	source = source_new(run, "in", arena_copy(run, bytes, len), len);
	in = input_open(run, source);
	for (;;) {
		arena_reset(document);
		diags = diags_new(run, NULL);
		good = input_next(in, document, &root, diags);
		assert_int_equal(good, diags_count(diags, SEVERITY_ERROR) == 0);
		if (!root && good)
			break;
		if (root) {
			add_tree(root, false, &o->trees);
			add_tree(root, true, &o->places);
		} else {
			buf_putc(&o->trees, '#');
		}
		buf_putc(&o->trees, '|');
		add_findings(diags, &o->findings);
		diags_print(diags, &o->messages, false);
	}
	input_close(in);
	arena_free(document);
	arena_free(run);
}

static void
outcome_free(struct outcome *o)
{
	buf_free(&o->trees);
	buf_free(&o->places);
	buf_free(&o->findings);
	buf_free(&o->messages);
}

static const char *
string(const struct buf *b)
{
	return b->s ? b->s : "";
}

struct row {
	const char *in, *trees, *findings;
	size_t len;             /* of in, when it holds NULs */
};

static const struct row rows[] = {
	/* nothing, documents, encodings */
	{ "", "", "", 0 },
	{ "\n\n", "", "", 0 },
	{ "# comment\n", "", "", 0 },
	{ BOM, "", "", 0 },
	{ "---\n", "", "", 0 },
	{ "---\n---\n...\n---\n# c\n", "", "", 0 },
	{ "a: 1", "{a=1}|", "", 0 },
	{ BOM "a: 1\n", "{a=1}|", "", 0 },
	{ "a: 1\n---\n---\nb: 2\n...\n---\nc: 3\n", "{a=1}|{b=2}|{c=3}|", "", 0 },
	{ "%YAML 1.2\n---\na: 1\n", "{a=1}|", "", 0 },
	{ "a: 1\r\nb: 2\r\n", "{a=1,b=2}|", "", 0 },
	{ "--- ~\n", "~|", "", 0 },
	{ "--- \"\"\n", "|", "", 0 },
	{ "just words\n", "just words|", "", 0 },
	{ "\xFF\xFE" "a\0:\0", "#|", "1:1 encoding", 6 },
	{ "\xFE\xFF\0a", "#|", "1:1 encoding", 4 },
	{ "a\0:\0 \0", "#|", "1:1 encoding", 6 },
	{ "\0a\0:", "#|", "1:1 encoding", 4 },
	{ "\0\0\xFE\xFF", "#|", "1:1 encoding", 4 },

	/* values stay what they are */
	{ "a: no\nb: 0x3e1\nc: 1e3\nd: 0993\ne: 2001-01-01\n",
	  "{a=no,b=0x3e1,c=1e3,d=0993,e=2001-01-01}|", "", 0 },
	{ "a: ~\nb:\nc: null\nd: '~'\ne: \"\"\nf: Null\n",
	  "{a=~,b=~,c=~,d=~,e=,f=Null}|", "", 0 },
	{ "a: |\n  x\n  y\nb: >-\n  x\n  y\n", "{a=x\ny\n,b=x y}|", "", 0 },
	{ "{\"a\": [1, {\"b\": null}], \"c\": \"\\/\\n\"}",
	  "{a=[1,{b=~}],c=/\n}|", "", 0 },
	{ "a: [x, [y, z], {b: c}]\n", "{a=[x,[y,z],{b=c}]}|", "", 0 },
	{ "? a\n: b\n", "{a=b}|", "", 0 },
	{ "{a, b: 1}", "{a=~,b=1}|", "", 0 },
	{ "\"a\": 1\n'b': 2\n", "{a=1,b=2}|", "", 0 },

	/* duplicate and other keys */
	{ "a: 1\nb: 2\na: 3\n", "{a=1,b=2}|", "3:1 duplicate-field (1:1)", 0 },
	{ "a: 1\n\"a\": 2\n", "{a=1}|", "2:1 duplicate-field (1:1)", 0 },
	{ "{a: 1, a: 2, a: 3}", "{a=1}|",
	  "1:8 duplicate-field (1:2) 1:14 duplicate-field (1:2)", 0 },
	{ "x:\n  a: 1\n  a: {b: 1, b: 2}\n", "{x={a=1}}|",
	  "3:3 duplicate-field (2:3) 3:13 duplicate-field (3:7)", 0 },
	{ "a: {a: 1}\nb: {a: 1}\n", "{a={a=1},b={a=1}}|", "", 0 },
	{ "a: 1\na: 2\n---\nb: 1\n", "{a=1}|{b=1}|",
	  "2:1 duplicate-field (1:1)", 0 },
	{ "\"a\\0\": 1\n\"a\\0b\": 2\n\"a\\0\": 3\n", NULL,
	  "3:1 duplicate-field (1:1)", 0 },
	{ "? [a]\n: 1\nb: 2\n", "{b=2}|", "1:3 wrong-type", 0 },
	{ "{{a: 1}: 2, b: 3}", "{b=3}|", "1:2 wrong-type", 0 },
	{ "? {a: 1, a: 2}\n: {b: 1, b: 2}\nc: 1\n", "{c=1}|",
	  "1:3 wrong-type 1:10 duplicate-field (1:4) "
	  "2:10 duplicate-field (2:4)", 0 },

	/* anchors and aliases */
	{ "a: &x 1\nb: *x\n", "{a=1,b=1}|", "", 0 },
	{ "a: &x {b: [1]}\nc: *x\nd: [*x, *x]\n",
	  "{a={b=[1]},c={b=[1]},d=[{b=[1]},{b=[1]}]}|", "", 0 },
	{ "&k a: 1\nb: *k\n*k : 2\n", "{a=1,b=a}|",
	  "3:1 duplicate-field (1:1)", 0 },
	{ "a: &x 1\nb: &x 2\nc: *x\n", "{a=1,b=2,c=2}|", "", 0 },
	{ "a: *x\nb: &x 1\n", "{a=!,b=1}|", "1:4 bad-alias", 0 },
	{ "a: &x 1\n---\nb: *x\n", "{a=1}|{b=!}|", "3:4 bad-alias", 0 },
	{ "a: &x [1, *x]\nb: *x\n", "{a=[1,!],b=[1,!]}|", "1:11 bad-alias", 0 },
	{ "&x a: *x\n", "{a=a}|", "", 0 },
	{ "*x : 1\na: 2\n", "{a=2}|", "1:1 bad-alias", 0 },
	{ "a: &x !foo {b: 1}\nc: *x\n", "{a=!{b=1},c=!{b=1}}|",
	  "1:4 bad-value", 0 },

	/* merge keys */
	{ "a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x\n",
	  "{a={p=1,q=2},b={q=3,p=1}}|", "", 0 },
	{ "b: {<<: {p: 1, q: 2}, q: 3}\n", "{b={q=3,p=1}}|", "", 0 },
	{ "- &x {p: 1}\n- &y {p: 2, q: 3}\n- {<<: [*x, *y], r: 4}\n",
	  "[{p=1},{p=2,q=3},{r=4,p=1,q=3}]|", "", 0 },
	{ "- &x {p: 1}\n- &y {<<: *x, q: 2}\n- {<<: *y}\n- *x\n",
	  "[{p=1},{q=2,p=1},{q=2,p=1},{p=1}]|", "", 0 },
	{ "- {<<: &x {p: 1}, q: 2}\n- *x\n", "[{q=2,p=1},{p=1}]|", "", 0 },
	{ "a: {\"<<\": {p: 1}, '<<x': 2}\n", "{a={<<={p=1},<<x=2}}|", "", 0 },
	{ "a: {!!str <<: {p: 1}}\n", "{a={<<={p=1}}}|", "", 0 },
	{ "a: {<<: 1, b: 2}\n", "{a={b=2}}|", "1:9 bad-alias", 0 },
	{ "a: {<<: , b: 2}\n", "{a={b=2}}|", "1:9 bad-alias", 0 },
	{ "? <<", "{}|", "1:5 bad-alias", 0 },
	{ "a: {<<: [{p: 1}, x, [y]], b: 2}\n", "{a={b=2,p=1}}|",
	  "1:18 bad-alias 1:21 bad-alias", 0 },
	{ "a: {<<: *x, b: 2}\n", "{a={b=2}}|", "1:9 bad-alias", 0 },
	{ "a: {<<: [*x, {p: 1}], b: 2}\n", "{a={b=2,p=1}}|",
	  "1:10 bad-alias", 0 },
	{ "a: {<<: {p: 1}, <<: {q: 2}}\n", "{a={p=1}}|",
	  "1:17 duplicate-field (1:5)", 0 },
	{ "a: &x {<<: *x}\n", "{a={}}|", "1:12 bad-alias", 0 },

	/* tags */
	{ "a: !!str 1\nb: !!int 2\nc: !!float 3\nd: !!bool 4\ne: !!null 5\n",
	  "{a=1,b=2,c=3,d=4,e=5}|", "", 0 },
	{ "!!map {a: !!seq [! 1]}\n", "{a=[1]}|", "", 0 },
	{ "a: !<tag:yaml.org,2002:str> 1\n", "{a=1}|", "", 0 },
	{ "a: !!python/object:os.system x\n", "{a=!}|", "1:4 bad-value", 0 },
	{ "a: !foo x\nb: !foo [x]\nc: !foo {x: y}\nd: 1\n",
	  "{a=!,b=![x],c=!{x=y},d=1}|",
	  "1:4 bad-value 2:4 bad-value 3:4 bad-value", 0 },
	{ "a: !!binary aGVsbG8=\nb: !!timestamp 2001-01-01\nc: !!set {a}\n",
	  NULL, "1:4 bad-value 2:4 bad-value 3:4 bad-value", 0 },
	{ "a: !!map x\nb: !!str [x]\nc: !!seq {x: y}\n", NULL,
	  "1:4 bad-value 2:4 bad-value 3:4 bad-value", 0 },
	{ "!foo\n", "!|", "1:1 bad-value", 0 },
	{ "!foo a: 1\n!foo b: 2\n", "{}|", "1:1 bad-value 2:1 bad-value", 0 },

	/* bytes that no account file holds */
	{ "a: x\xFFy\n", "#|", "1:5 syntax", 0 },
	{ "a: \xC3\xA9\xC3\xA9\xC3(\n", "#|", "1:6 syntax", 0 },
	{ "a: \xC0\x80\n", "#|", "1:4 syntax", 0 },
	{ "a: \xED\xA0\xBD\xED\xB8\x80\n", "#|", "1:4 syntax", 0 },
	{ "a: \xF4\x90\x80\x80\n", "#|", "1:4 syntax", 0 },
	{ "a: b\xC3", "#|", "1:5 syntax", 0 },
	{ "a: b\0c\n", "#|", "1:5 syntax", 7 },
	{ "\xFF", "#|", "1:1 syntax", 0 },
	{ BOM "a: 1\nb: \x07\n", "#|", "2:4 syntax", 0 },
	{ "a: \x1B[31m\n", "#|", "1:4 syntax", 0 },
	{ "a: b\x7F\n", "#|", "1:5 syntax", 0 },
	{ "a: b\xC2\x85" "c\n", "#|", "1:5 syntax", 0 },
	{ "a: b\xE2\x80\xA8" "c: d\n", "#|", "1:5 syntax", 0 },
	{ "a: b\xEF\xBF\xBE\n", "#|", "1:5 syntax", 0 },
	{ "a: 1\n" BOM "b: 2\n", "#|", "2:1 syntax", 0 },
	{ "a: 1\n# caf\xE9\n", "#|", "2:6 syntax", 0 },
	{ "a: 1\n---\nb: 2\n---\nc: \xFF\n", "{a=1}|{b=2}|#|", "5:4 syntax", 0 },
	{ "a: 1\n...\n\xFF", "{a=1}|#|", "3:1 syntax", 0 },
	{ "a: 1\n---\n\xFF", "{a=1}|#|", "3:1 syntax", 0 },
	{ "a: [1,\n2,\x01 3]\n", "#|", "2:3 syntax", 0 },
	{ "a: \"x\xFF", "#|", "1:6 syntax", 0 },
	{ "a: [1\nb: {\xFF", "#|", "2:2 syntax (1:4)", 0 },
	{ "a: \"\\0\\x07\\u0085\\u2028\"\n", NULL, "", 0 },

	/* broken YAML; what came before it was read */
	{ "a: 1\n---\nb: [\n---\nc: 1\n", "{a=1}|#|", "4:1 syntax", 0 },
	{ "a: b: c\n", "#|", "1:5 syntax", 0 },
	{ "host imap\nport: 993\n", "#|", "2:5 syntax", 0 },
	{ "a: 1\nhost imap\n", "#|", "2:1 syntax", 0 },
	{ "a:\n\tb: c\n", "#|", "2:1 syntax", 0 },
	{ "a: x\n\ty: 1\n", "#|", "2:1 syntax", 0 },
	{ "a: \"x\nb: c\n", "#|", "1:4 syntax", 0 },
	{ "a: 'it's'\n", "#|", "1:8 syntax", 0 },
	{ "a: \"x\n---\n", "#|", "1:4 syntax", 0 },
	{ "a: [1, 2\nb: 3\n", "#|", "2:2 syntax (1:4)", 0 },
	{ "a: {b: 1", "#|", "1:9 syntax (1:4)", 0 },
	{ "a: [1,", "#|", "1:7 syntax", 0 },
	{ "a: ]\n", "#|", "1:4 syntax", 0 },
	{ "{a: 1}}\n", "#|", "1:7 syntax", 0 },
	{ "a: 1\n---\n\"x\" y\n", "{a=1}|#|", "3:5 syntax", 0 },
	{ "a\n%YAML 1.2\n---\nb\n", NULL, NULL, 0 },
	{ "key\n  : 1\n", "#|", "2:3 syntax", 0 },
	{ "a: 1\n}\n", "#|", "2:1 syntax", 0 },
	{ "- a\nb: 1\n", "#|", "2:1 syntax", 0 },
	{ "a:\n  - b\n c: d\n", "#|", "3:2 syntax (1:1)", 0 },
	{ "a: - b\n", "#|", "1:4 syntax", 0 },
	{ "a: @x\n", "#|", "1:4 syntax", 0 },
	{ "a: \"\\q\"\n", "#|", "1:5 syntax", 0 },
	{ "a: \"\xC3\xA9\\xZZ\"\n", "#|", "1:6 syntax", 0 },
	{ "a: *\n", "#|", "1:4 syntax", 0 },
	{ "a: |x\n", "#|", "1:5 syntax", 0 },
	{ "a: !x!y z\n", "#|", "1:4 syntax", 0 },
	{ "%YAML 3.0\n---\na\n", "#|", "1:1 syntax", 0 },
	{ "%FOO\n---\na\n", "#|", "1:1 syntax", 0 },
	{ "a: 1\na: 2\nb: [\n", "#|",
	  "2:1 duplicate-field (1:1) 3:5 syntax", 0 },

	/* JSON's surrogate pairs */
	{ "{\"a\": \"x\\ud83d\\ude00y\"}", "{a=x" GRIN "y}|", "", 0 },
	{ "{\"\\uD83D\\uDE00\": \"\\ud83d\\ude00\\ud83d\\ude00\"}",
	  "{" GRIN "=" GRIN GRIN "}|", "", 0 },
	{ "a: \"\\ud800\\udc00\\udbff\\udfff\"\n",
	  "{a=\xF0\x90\x80\x80\xF4\x8F\xBF\xBF}|", "", 0 },
	{ "a: \"\\\\ud83d\\\\ude00 \\\\\\ud83d\\ude00\"\n",
	  "{a=\\ud83d\\ude00 \\" GRIN "}|", "", 0 },
	{ "a: \\ud83d\\uDE00\nb: 'x \\ud83d\\ude00''\\'\nc: \"\\ud83d\\ude00\"\n",
	  "{a=\\ud83d\\uDE00,b=x \\ud83d\\ude00'\\,c=" GRIN "}|", "", 0 },
	{ "a: \\u0000\\u0000\\ud83d\\ude00\\u0000\n",
	  "{a=\\u0000\\u0000\\ud83d\\ude00\\u0000}|", "", 0 },
	{ "a: |  # \\ud83d\\ude01\n  x\\\\ud83d\\ude00\n  \\\\\\ud83d\\uDE00\n"
	  "b: \"\\ud83d\\ude00\"\n",
	  "{a=x\\\\ud83d\\ude00\n\\\\\\ud83d\\uDE00\n,b=" GRIN "}|", "", 0 },
	{ "a: > # \\ud83d\\ude01\n  \\ud83d\\uDE00\n",
	  "{a=\\ud83d\\uDE00\n}|", "", 0 },
	{ "a: >\n  \\ud83d\\ude00\n  \\ud83d\\uDE00\n",
	  "{a=\\ud83d\\ude00 \\ud83d\\uDE00\n}|", "", 0 },
	{ "a: &x !!str # \\ud83d\\ude01\n  \"\\ud83d\\ude00\"\n# \\ud83d\\ude02\n"
	  "b: *x\nc: \"\\ud83d\\ude00\"\n",
	  "{a=" GRIN ",b=" GRIN ",c=" GRIN "}|", "", 0 },
	{ "a: \"\\ud83d\\ude00\n  \\ud83d\\ude00\"\n",
	  "{a=" GRIN " " GRIN "}|", "", 0 },
	{ BOM "{\"a\": \"\\ud83d\\ude00\"}", "{a=" GRIN "}|", "", 0 },
	{ "{\"\\ud83d\\ude00\": 1, \"\\ud83d\\ude00\": 2}", "{" GRIN "=1}|",
	  "1:21 duplicate-field (1:2)", 0 },
	{ "a: \"x\\ud83d\"\n", "#|", "1:6 syntax", 0 },
	{ "a: \"\\ude00\\ud83d\"\n", "#|", "1:5 syntax", 0 },
	{ "a: \"\\ud83d\\ude00\\ud83d x\\ude00\"\n", "#|", "1:17 syntax", 0 },
	{ "a: \"\\\\ud83d\\ude00\"\n", "#|", "1:12 syntax", 0 },
	{ "a: \"\\ud83d\\ude00\\0\\0\"\nb: \"\\ud83d\\ude00\"\n", "{a=" GRIN,
	  "", 0 },
	{ "a: \"\\ud83d\\u0041\"\n", "#|", "1:5 syntax", 0 },
	{ "a: \"\\ud83d\\ud", "#|", "1:5 syntax", 0 },
	{ "a: \"\\U00110000\"\n", "#|", "1:5 syntax", 0 },
};

static bool
same(const char *what, const struct buf *found, const char *expected)
{
	if (!expected || !strcmp(string(found), expected))
		return true;
	print_error("%s: found '%s'\n", what, string(found));
	return false;
}

static void
test_rows(void **state)
{
	bool good = true;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		const struct row *r = &rows[i];
		struct outcome o = { 0 };

		read_all(r->in, r->len ? r->len : strlen(r->in), &o);
		if (!same("trees", &o.trees, r->trees)
		    || !same("findings", &o.findings, r->findings)) {
			print_error("\tof row %zu: %s\n", i, r->in);
			good = false;
		}
		outcome_free(&o);
	}
	assert_true(good);
}

/* Places count code points, and a byte order mark takes none. */
static const struct { const char *in, *places; } places[] = {
	{ "a: 1\nb:\n  - x\n",
	  "{a@1:1=1@1:4,b@2:1=[x@3:5]@3:3}@1:1" },
	{ BOM "a: 1\n", "{a@1:1=1@1:4}@1:1" },
	{ "{\"\xC3\xA9\xE2\x82\xAC" GRIN "\": \"x\", b: y}",
	  "{\xC3\xA9\xE2\x82\xAC" GRIN "@1:2=x@1:9,b@1:14=y@1:17}@1:1" },
	{ "{\"a\": \"\\ud83d\\ude00\", \"b\": 1}",
	  "{a@1:2=" GRIN "@1:7,b@1:23=1@1:28}@1:1" },
	{ "a: 1\r\nb: 2\rc: 3\n", "{a@1:1=1@1:4,b@2:1=2@2:4,c@3:1=3@3:4}@1:1" },
	{ "a: &x 1\nb: *x\n", "{a@1:1=1@1:4,b@2:1=1@2:4}@1:1" },
	{ "a: &x {p: 1}\nb: {<<: *x}\n",
	  "{a@1:1={p@1:8=1@1:11}@1:4,b@2:1={p@1:8=1@1:11}@2:4}@1:1" },
	{ "a:\nb: |\n  x\n", "{a@1:1=~@1:3,b@2:1=x\n@2:4}@1:1" },
};

static void
test_places(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(places); i++) {
		struct outcome o = { 0 };

		read_all(places[i].in, strlen(places[i].in), &o);
		assert_string_equal(string(&o.places), places[i].places);
		outcome_free(&o);
	}
}

/* What a message must say. */
static const struct { const char *in, *message; } messages[] = {
	{ "a: \xFF\n", "a byte that is not UTF-8, 0xFF" },
	{ "a: \x07\n", "a control character, U+0007" },
	{ "a: b\xE2\x80\xA8\n", "U+2028" },
	{ "\xFF\xFE" "a", "UTF-32 [encoding]\nin:1:1: fix: save it as UTF-8, or" },
	{ "a: 1\na: 2\n", "'a' is written twice in one mapping" },
	{ "a: 1\na: 2\n", "in:1:1: note: it is here first" },
	{ "\"a\\e\": 1\n\"a\\e\": 2\n", "a key is written twice in one mapping" },
	{ "? [a]\n: 1\n", "a list as the key" },
	{ "? {a: b}\n: 1\n", "a mapping as the key" },
	{ "a: *x\n", "this alias has no anchor before it" },
	{ "a: &x [*x]\n", "inside its own anchor" },
	{ "a: {<<: 1}\n", "merges mappings, found a value" },
	{ "a: {<<: }\n", "merges mappings, found nothing" },
	{ "a: {<<: [[]]}\n", "merges mappings, found a list" },
	{ "a: \"\\ud83d\"\n", "one half of a character" },
	{ "a: \"x", "a quote that is never closed" },
	{ "a: [x", "in:1:4: note: it begins here" },
};

static void
test_messages(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(messages); i++) {
		struct outcome o = { 0 };

		read_all(messages[i].in, strlen(messages[i].in), &o);
		if (!strstr(string(&o.messages), messages[i].message)) {
			print_error("%s", string(&o.messages));
			fail_msg("not said: %s", messages[i].message);
		}
		outcome_free(&o);
	}
}

/* Wherever the password stands, and whatever else is wrong, it is not shown. */
static const char *const secrets[] = {
	"password: hunter2\npassword: hunter2 # hunter2\n",
	"pasword: \"hunter2\npassword: hunter2\n",
	"password: hunter2: x\n",
	"password: x: hunter2\n",
	"password: *hunter2\n",
	"password: *hunter2!\n",
	"password: !hunter2\n",
	"password: !hunter2 x\n",
	"password: !<hunter2\n",
	"password: !hunter2!x y\n",
	"password: @hunter2\n",
	"password: `hunter2\n",
	"password: %hunter2\n",
	"password: |hunter2\n",
	"password: >hunter2\n",
	"password: &hunter2!\n",
	"password: 'hunter2'hunter2'\n",
	"password: \"\\hunter2\"\n",
	"password: \"\\xhunter2\"\n",
	"password: \"\\ud83dhunter2\"\n",
	"password: - hunter2\n",
	"password: [hunter2\n",
	"password: {hunter2\n",
	"password: {hunter2: x, [{hunter2: {}},\n",
	"password: {x: [], hunter2\xFF",
	"{password: {hunter2, x: [hunter2], [hunter2] y",
	"password: ]hunter2\n",
	"password: hunter2\xFFhunter2\n",
	"password: \xFFhunter2\n",
	"password: hunter2\n  x: hunter2\n",
	"password hunter2\nport: 993\n",
	"port: 993\npassword hunter2\n",
	"a:\n\tpassword: hunter2\n",
	"? [hunter2]\n: hunter2\n",
	"a: {<<: hunter2}\n",
	"a: [*x, hunter2]\n",
	"a: {b: !foo hunter2, c: hunter2}\n",
	"\xFF\xFEhunter2\n",
	"\"\\ud83d\\ude00\": *x # hunter2\n",
	"\xEF\xBB\xBF{\"\xC3\xA9\": *x, \"password\": \"hunter2\"}\n",
	"{a: 1, a: 2, password: hunter2",
	"{password: a, hunter2, hunter2}",
	"{password: a, hunter2, port: *x}",
	"{host: h, password:hunter2, port: *x}",
	"{host: h, password hunter2: b, port: *x}",
	"{? password hunter2, port: *x}",
	"? password hunter2\n? password hunter2\n",
	"a: &hunter2 {b: *x}\n",
	"a: &hunter2\n  {b: *x}\n",
	"a: !!map &hunter2 {b: *x}\n",
	"a: &hunter2 1\nb: [*hunter2, *x]\n",
	"[&hunter2 [], *x]",
	"x: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[hunter2,",
};

static void
test_secrets(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(secrets); i++) {
		struct outcome o = { 0 };

		read_all(secrets[i], strlen(secrets[i]), &o);
		if (!o.messages.len || strstr(o.messages.s, "hunter2"))
			fail_msg("%s\n%s", secrets[i], string(&o.messages));
		outcome_free(&o);
	}
}

/* Generated streams: begin, n times each, end. */
static const struct bulk {
	const char *begin, *each;
	size_t n;
	const char *end;
	const char *findings;   /* exactly */
	const char *trees;      /* what the trees end with */
	const char *message;
} bulk[] = {
	/* depth: INPUT_MAX_DEPTH levels and one more */
	{ "", "[", 32, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "", "]]|", NULL },
	{ "", "[", 33, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n---\na: 1\n",
	  "1:33 limit", "#|{a=1}|", "more than 32 deep" },
	{ "", "- ", 40, "x\n--- a\n", "1:65 limit", "#|a|", "32" },
	{ "", "[", 1 << 20, "", "1:33 limit", "#|", "32" },
	{ "", "{a: ", 1 << 18, "", "1:129 limit", "#|", "32" },
	{ "", "? ", 1 << 19, "", "1:65 limit", "#|", "32" },
	{ "a: &a [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]\n"
	  "b: [[[[[[[[[[[", "", 0, "*a]]]]]]]]]]]\n", "", "]}|", NULL },
	{ "a: &a [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]\n"
	  "b: [[[[[[[[[[[[", "", 0, "*a]]]]]]]]]]]]\n--- a\n", "2:16 limit",
	  "#|a|", "32 deep by an alias" },

	/* nodes: the list and 9999 values, and one more */
	{ "", "- x\n", 9999, "", "", "x]|", NULL },
	{ "", "- x\n", 10000, "", "10000:3 limit", "#|", "more than 10000" },
	{ "[", "{a: b},", 3333, "]\n--- a\n", "", "|a|", NULL },
	{ "[", "{a: b},", 3334, "]\n--- a\n", "1:23333 limit", "#|a|", "10000" },
	{ "", "---\n- x\n", 20000, "", "", "[x]|", NULL },
	{ "- &a [1,2,3,4,5,6,7,8,9]\n", "- *a\n", 998, "", "", "9]]|", NULL },
	{ "- &a [1,2,3,4,5,6,7,8,9]\n", "- *a\n", 999, "--- b\n",
	  "1000:3 limit", "#|b|", "10000" },
	{ "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
	  "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
	  "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
	  "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n", "", 0, "---\nz: 1\n",
	  "5:8 limit", "#|{z=1}|", "10000" },

	/* one value */
	{ "a: ", "x", 65536, "\nb: 1\n", "", "x,b=1}|", NULL },
	{ "a: ", "x", 65537, "\nb: 1\n", "1:4 limit", "{a=!,b=1}|",
	  "65537 bytes, more than 65536" },
	{ "? ", "x", 65537, "\n: 2\nb: 1\n", "1:3 limit", "{b=1}|", "65536" },
	{ "a: \"", "\\ud83d\\ude00", 30000, "\"\n", "", GRIN "}|", NULL },

	/* one document: 1048576 bytes and one more; bytes, not characters */
	{ "a: 1\n", "#23456789012345\n", 65535, "b: 1234567\n", "", "7}|", NULL },
	{ "a: 1\n", "#23456789012345\n", 65535, "b: 12345678\n---\nc: 1\n",
	  "65538:1 limit", "#|{c=1}|", "larger than 1048576 bytes" },
	{ "a: 1\n", "#\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\n",
	  65536, "b: 1\n---\nc: 1\n", "65538:1 limit", "#|{c=1}|", "1048576" },
	{ "", "a: 1\n---\n#23456789\n", 100000, "", "", "{a=1}|", NULL },

	/* much of something else */
	{ "", "---\n", 1 << 18, "a: 1\n", "", "{a=1}|", NULL },
	{ "{", "\"", 1 << 16, "", NULL, "|", NULL },
	{ "a: ", "\t", 1 << 18, "b\n", "", "{a=b}|", NULL },
	{ "", "&a ", 1 << 16, "", NULL, "#|", NULL },
};

static void
make(const struct bulk *b, struct buf *out)
{
	size_t i;

	buf_puts(out, b->begin);
	for (i = 0; i < b->n; i++)
		buf_puts(out, b->each);
	buf_puts(out, b->end);
}

static bool
ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && !strcmp(s + len - n, end);
}

static void
test_bulk(void **state)
{
	bool good = true;
	size_t i;

	(void)state;
	for (i = 0; i < countof(bulk); i++) {
		struct outcome o = { 0 };
		struct buf in = { 0 };

		make(&bulk[i], &in);
		read_all(in.s, in.len, &o);
		if (!same("findings", &o.findings, bulk[i].findings)
		    || !ends_with(string(&o.trees), bulk[i].trees)
		    || (bulk[i].message
			&& !strstr(string(&o.messages), bulk[i].message))) {
			print_error("row %zu: %s...\n", i, bulk[i].each);
			good = false;
		}
		buf_free(&in);
		outcome_free(&o);
	}
	assert_true(good);
}

/* Every beginning of every row, and the rows with one byte changed: whatever
 * they are now, reading them ends, and a finding lies inside of the file. */
static void
test_cut(void **state)
{
	static const char changes[] = "\0\xFF\n\t\"'[]{}:,#&*!|>%\\-? ";
	size_t i, at;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		for (at = 0; at < strlen(rows[i].in); at++) {
			struct outcome o = { 0 };
			char in[512];

			strcpy(in, rows[i].in);
			read_all(in, at, &o);
			in[at] = changes[(at + i) % (sizeof(changes) - 1)];
			read_all(in, strlen(rows[i].in), &o);
			assert_null(strstr(string(&o.findings), " 0:"));
			outcome_free(&o);
		}
}

static void
test_find(void **state)
{
	struct arena *a = arena_new();
	struct source *source = source_new(a, "in", "a: {b: 1}\nc: [x]\nd:\n", 20);
	struct input *in = input_open(a, source);
	struct node *root, *map;

	(void)state;
	assert_true(input_next(in, a, &root, diags_new(a, NULL)));
	map = node_find(root, "a");
	assert_string_equal(node_kind_name(map), "a mapping");
	assert_string_equal(node_kind_name(node_find(root, "c")), "a list");
	assert_string_equal(node_kind_name(node_find(root, "d")), "nothing");
	assert_string_equal(node_kind_name(node_find(map, "b")), "a value");
	assert_null(node_find(root, "b"));
	assert_null(node_find(root, ""));
	assert_null(node_find(node_find(root, "c"), "x"));
	assert_null(node_find(node_find(map, "b"), "x"));
	assert_int_equal(root->size, 10);
	input_close(in);
	arena_free(a);
}

/* The value that a later reader allows is shown, and no other; what was
 * understood before a syntax error keeps its excerpts. */
static void
test_show(void **state)
{
	static const char bytes[] = BOM "\xC3\xA9: \"\\ud83d\\ude00x\" # c\n"
		"b: hunter2\nc: [\n";
	struct arena *a = arena_new();
	struct source *source = source_new(a, "in", bytes, sizeof(bytes) - 1);
	struct input *in = input_open(a, source);
	struct buf out = { 0 };
	struct node *root;

	(void)state;
	assert_false(input_next(in, a, &root, diags_new(a, NULL)));
	assert_null(root);
	source_excerpt((struct pos){ source, 1, 4 }, &out);
	assert_null(strstr(out.s, "ude00"));
	source_reveal(source, (struct pos){ source, 1, 4 });
	buf_clear(&out);
	source_excerpt((struct pos){ source, 1, 4 }, &out);
	assert_non_null(strstr(out.s, "\xC3\xA9: \"\\ud83d\\ude00x\""));
	buf_clear(&out);
	source_excerpt((struct pos){ source, 2, 1 }, &out);
	assert_non_null(strstr(out.s, "b: ***"));
	buf_free(&out);
	assert_true(input_next(in, a, &root, diags_new(a, NULL)));
	assert_null(root);
	input_close(in);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_bulk),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_show),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
