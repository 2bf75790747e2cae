/* Findings for programs that read lines, and for code review.
 * Used by console.c for whatever is reported. */
#include "pipeline/report.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "pipeline/version_number.h"

json_t *
report_words(const struct word_list *words)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < words->n; i++)
		json_array_append_new(list, json_string(words->items[i]));
	return list;
}

void
report_dump(json_t *json, size_t flags, struct buf *out)
{
	struct buf plain = { 0 };

	json_dump_callback(json, buf_append, &plain, flags);
	text_add_json(out, plain.s ? plain.s : "", plain.len);
	buf_free(&plain);
	json_decref(json);
}

/* ---- pieces of both formats ---- */

void
report_member(struct buf *out, const char *before, const char *s)
{
	buf_puts(out, before);
	if (s)
		text_add_string(out, s, strlen(s));
	else
		buf_puts(out, "null");
}

/* The place from..to under the names that a format has for its corners, each with
 * what stands before it. */
static void
add_corners(struct buf *out, const char *const names[4], struct pos from, struct pos to)
{
	const unsigned numbers[] = { from.line, from.column, to.line, to.column };
	size_t i;

	for (i = 0; i < countof(numbers); i++) {
		buf_puts(out, names[i]);
		buf_number(out, numbers[i]);
	}
}

static void
add_range(struct buf *out, struct pos from, struct pos to)
{
	static const char *const names[] = { "{\"start\":{\"line\":", ",\"column\":",
		"},\"end\":{\"line\":", ",\"column\":" };

	add_corners(out, names, from, to);
	buf_puts(out, "}}");
}

static void
add_region(struct buf *out, struct pos from, struct pos to)
{
	static const char *const names[] = { "{\"startLine\":", ",\"startColumn\":",
		",\"endLine\":", ",\"endColumn\":" };

	add_corners(out, names, from, to);
	buf_putc(out, '}');
}

static struct pos
edit_end(const struct diag_edit *edit)
{
	return source_pos(edit->at.source, edit->to);
}

/* ---- JSON Lines ---- */

static void
add_place(struct buf *out, struct pos pos)
{
	report_member(out, "{\"file\":", pos.source ? pos.source->name : NULL);
	buf_puts(out, ",\"range\":");
	if (pos.source && pos.line)
		add_range(out, pos, source_end(pos));
	else
		buf_puts(out, "null");
	if (!pos.source || !pos.source->columns || !pos.line)
		return;
	buf_puts(out, ",\"row\":");
	buf_number(out, pos.line);
	report_member(out, ",\"columnName\":", source_column(pos));
}

void
report_finding(const struct diag *g, struct buf *out)
{
	const struct diag_note *note;

	add_place(out, g->pos);
	report_member(out, ",\"id\":", diag_word(g->id));
	report_member(out, ",\"severity\":", severity_word(g->severity));
	buf_puts(out, g->excused ? ",\"allowed\":true" : ",\"allowed\":false");
	report_member(out, ",\"message\":", g->text);
	report_member(out, ",\"fix\":", g->fix);
	buf_puts(out, ",\"notes\":[");
	for (note = g->notes; note; note = note->next) {
		buf_puts(out, note == g->notes ? "" : ",");
		add_place(out, note->pos);
		report_member(out, ",\"message\":", note->text);
		buf_putc(out, '}');
	}
	buf_puts(out, "],\"edits\":[");
	if (g->edit) {
		buf_puts(out, "{\"range\":");
		add_range(out, g->edit->at, edit_end(g->edit));
		report_member(out, ",\"newText\":", g->edit->text);
		buf_putc(out, '}');
	}
	buf_puts(out, "]}");
}

/* ---- SARIF 2.1.0 (OASIS) ---- */

/* The name of a file as a reference of RFC 3986. */
static void
add_artifact(struct buf *out, const struct source *source)
{
	const char *s = source->name;

	buf_puts(out, "\"artifactLocation\":{\"uri\":\"");
	/* "a:b" would begin with a scheme */
	if (*s == '/')
		buf_puts(out, "file://");
	else if (strchr(s, ':'))
		buf_puts(out, "./");
	for (; *s; s++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "0123456789-._~/:@!$&'()*+,;=", *s))
			buf_putc(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned char)*s);
	buf_puts(out, "\"}");
}

static void
add_location(struct buf *out, struct pos pos)
{
	buf_puts(out, "{\"physicalLocation\":{");
	add_artifact(out, pos.source);
	if (pos.line) {
		buf_puts(out, ",\"region\":");
		add_region(out, pos, source_end(pos));
	}
	buf_putc(out, '}');
}

static const char *
level(enum severity severity)
{
	return severity == SEVERITY_OFF ? "none" : severity_word(severity);
}

static void
add_related(struct buf *out, const struct diag *g)
{
	const struct diag_note *note;
	bool first = true;

	buf_puts(out, ",\"relatedLocations\":[");
	for (note = g->notes; note; note = note->next) {
		if (!note->pos.source)
			continue;
		buf_puts(out, first ? "" : ",");
		add_location(out, note->pos);
		report_member(out, ",\"message\":{\"text\":", note->text);
		buf_puts(out, "}}");
		first = false;
	}
	buf_putc(out, ']');
}

static void
add_fixes(struct buf *out, const struct diag *g)
{
	const struct diag_edit *edit = g->edit;

	report_member(out, ",\"fixes\":[{\"description\":{\"text\":",
		g->fix ? g->fix : edit->text);
	buf_puts(out, "},\"artifactChanges\":[{");
	add_artifact(out, edit->at.source);
	buf_puts(out, ",\"replacements\":[{\"deletedRegion\":");
	add_region(out, edit->at, edit_end(edit));
	report_member(out, ",\"insertedContent\":{\"text\":", edit->text);
	buf_puts(out, "}}]}]}]");
}

static void
add_message(struct buf *out, const struct diag *g)
{
	struct buf text = { 0 };

	buf_puts(&text, g->text);
	if (g->fix)
		buf_printf(&text, " (fix: %s)", g->fix);
	report_member(out, ",\"message\":{\"text\":", text.s);
	buf_putc(out, '}');
	buf_free(&text);
}

static void
add_rules(struct buf *out)
{
	enum diag_id id;

	for (id = 0; id < DIAG_COUNT; id++) {
		report_member(out, id ? ",\n{\"id\":" : "\n{\"id\":", diag_word(id));
		report_member(out, ",\"shortDescription\":{\"text\":", diag_help(id));
		report_member(out, "},\"help\":{\"text\":", diag_help(id));
		report_member(out, "},\"defaultConfiguration\":{\"level\":",
			level(diag_default_severity(id)));
		buf_puts(out, "}}");
	}
}

/* What the document has before its first result. */
static void
begin_sarif(struct buf *out)
{
	buf_puts(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
		"\"version\":\"2.1.0\",\"runs\":[{"
		"\"tool\":{\"driver\":{\"name\":\"mailgen\",\"version\":\"" MAILGEN_VERSION
		"\",\"rules\":[");
	add_rules(out);
	buf_puts(out, "]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[");
}

static void
add_result(struct buf *out, const struct diag *g)
{
	report_member(out, "{\"ruleId\":", diag_word(g->id));
	buf_printf(out, ",\"ruleIndex\":%d", (int)g->id);
	report_member(out, ",\"level\":", level(g->severity));
	add_message(out, g);
	if (g->pos.source) {
		buf_puts(out, ",\"locations\":[");
		add_location(out, g->pos);
		buf_puts(out, "}]");
	}
	if (g->notes)
		add_related(out, g);
	if (g->edit)
		add_fixes(out, g);
	buf_puts(out, g->excused ? ",\"suppressions\":[{\"kind\":\"inSource\"}]}" : "}");
}

void
report_end(bool begun, enum status status, struct buf *out)
{
	if (!begun) {
		begin_sarif(out);
		buf_putc(out, '\n');
	}
	buf_printf(out, "],\n\"invocations\":[{\"executionSuccessful\":%s,\"exitCode\":%d}]}]}\n",
		status < STATUS_USAGE ? "true" : "false", (int)status);
}

void
report_results(struct diags *diags, bool *begun, struct buf *out)
{
	const struct diag *const *list;
	size_t i, n;

	list = diags_sorted(diags, &n);
	for (i = 0; i < n; i++) {
		if (*begun)
			buf_putc(out, ',');
		else
			begin_sarif(out);
		*begun = true;
		buf_putc(out, '\n');
		add_result(out, list[i]);
	}
}

void
report_lines(struct diags *diags, struct buf *out)
{
	const struct diag *const *list;
	size_t i, n;

	list = diags_sorted(diags, &n);
	for (i = 0; i < n; i++) {
		report_finding(list[i], out);
		buf_putc(out, '\n');
	}
}
