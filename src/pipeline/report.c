/* Findings for people, for programs that read lines, and for code review.
 * Used by session.c for whatever is reported, and by main at the end. */
#include "pipeline/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "pipeline/session.h"
#include "sys/write.h"

static bool
in_colour(const struct session *s)
{
	const char *no = getenv("NO_COLOR");

	if (s->options.colour != COLOUR_AUTO)
		return s->options.colour == COLOUR_ALWAYS;
	return !(no && *no) && isatty(s->findings_fd);
}

static void
print(struct session *s, struct buf *out)
{
	if (out->len)
		progress_clear(s);
	/* where standard error is closed, there is nobody to tell */
	if (out->len && !write_all(s->findings_fd, out->s, out->len)
	    && s->findings_fd != 2)
		s->status = STATUS_SYSTEM;
	buf_free(out);
}

static int
add_bytes(const char *bytes, size_t len, void *out)
{
	buf_add(out, bytes, len);
	return 0;
}

/* ---- pieces of both formats ---- */

json_t *
report_string(const char *s)
{
	size_t n, len = strlen(s);
	struct buf valid = { 0 };
	json_t *json = json_string(s);
	unsigned code;

	if (json)
		return json;
	for (; len; s += n, len -= n) {
		n = utf8_decode(s, len, &code);
		buf_add(&valid, n ? s : "\xEF\xBF\xBD", n ? n : 3);
		n = n ? n : 1;
	}
	json = json_string(valid.s);
	buf_free(&valid);
	return json;
}

static json_t *
optional(const char *s)
{
	return s ? report_string(s) : json_null();
}

/* The place from..to under the names that the format has for its corners. */
static json_t *
range(struct pos from, struct pos to)
{
	return json_pack("{s{sisi}s{sisi}}",
		"start", "line", (int)from.line, "column", (int)from.column,
		"end", "line", (int)to.line, "column", (int)to.column);
}

static json_t *
region(struct pos from, struct pos to)
{
	return json_pack("{sisisisi}",
		"startLine", (int)from.line, "startColumn", (int)from.column,
		"endLine", (int)to.line, "endColumn", (int)to.column);
}

static struct pos
edit_end(const struct diag_edit *edit)
{
	return source_pos(edit->at.source, edit->to);
}

/* ---- JSON Lines ---- */

static void
put_place(json_t *object, struct pos pos)
{
	json_object_set_new(object, "file", optional(pos.source
		? pos.source->name : NULL));
	json_object_set_new(object, "range", pos.source && pos.line
		? range(pos, source_end(pos)) : json_null());
	if (!pos.source || !pos.source->columns || !pos.line)
		return;
	json_object_set_new(object, "row", json_integer(pos.line));
	json_object_set_new(object, "columnName", optional(source_column(pos)));
}

static json_t *
notes_json(const struct diag *g)
{
	json_t *list = json_array(), *item;
	const struct diag_note *note;

	for (note = g->notes; note; note = note->next) {
		item = json_object();
		put_place(item, note->pos);
		json_object_set_new(item, "message", report_string(note->text));
		json_array_append_new(list, item);
	}
	return list;
}

static json_t *
edits_json(const struct diag *g)
{
	const struct diag_edit *edit = g->edit;

	if (!edit)
		return json_array();
	return json_pack("[{soso}]", "range", range(edit->at, edit_end(edit)),
		"newText", report_string(edit->text));
}

void
report_dump(json_t *json, size_t flags, struct buf *out)
{
	struct buf plain = { 0 };

	json_dump_callback(json, add_bytes, &plain, flags);
	text_add_json(out, plain.s ? plain.s : "", plain.len);
	buf_free(&plain);
	json_decref(json);
}

json_t *
report_finding(const struct diag *g)
{
	json_t *object = json_object();

	put_place(object, g->pos);
	json_object_set_new(object, "id", json_string(diag_word(g->id)));
	json_object_set_new(object, "severity",
		json_string(severity_word(g->severity)));
	json_object_set_new(object, "allowed", json_boolean(g->excused));
	json_object_set_new(object, "message", report_string(g->text));
	json_object_set_new(object, "fix", optional(g->fix));
	json_object_set_new(object, "notes", notes_json(g));
	json_object_set_new(object, "edits", edits_json(g));
	return object;
}

static void
say_json(struct session *s, const struct diag *g)
{
	struct buf out = { 0 };

	report_dump(report_finding(g), JSON_COMPACT, &out);
	buf_putc(&out, '\n');
	print(s, &out);
}

/* ---- SARIF 2.1.0 (OASIS) ---- */

/* The name of a file as a reference of RFC 3986. */
static json_t *
artifact(const struct source *source)
{
	struct buf uri = { 0 };
	const char *s = source->name;
	json_t *location;

	/* "a:b" would begin with a scheme */
	if (*s == '/')
		buf_puts(&uri, "file://");
	else if (strchr(s, ':'))
		buf_puts(&uri, "./");
	for (; *s; s++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "0123456789-._~/:@!$&'()*+,;=", *s))
			buf_putc(&uri, *s);
		else
			buf_printf(&uri, "%%%02X", (unsigned char)*s);
	location = json_pack("{ss}", "uri", uri.s ? uri.s : "");
	buf_free(&uri);
	return location;
}

static json_t *
location(struct pos pos)
{
	json_t *place = json_pack("{so}", "artifactLocation", artifact(pos.source));

	if (pos.line)
		json_object_set_new(place, "region", region(pos, source_end(pos)));
	return json_pack("{so}", "physicalLocation", place);
}

static const char *
level(enum severity severity)
{
	return severity == SEVERITY_OFF ? "none" : severity_word(severity);
}

static json_t *
related(const struct diag *g)
{
	json_t *list = json_array(), *item;
	const struct diag_note *note;

	for (note = g->notes; note; note = note->next) {
		if (!note->pos.source)
			continue;
		item = location(note->pos);
		json_object_set_new(item, "message",
			json_pack("{so}", "text", report_string(note->text)));
		json_array_append_new(list, item);
	}
	return list;
}

static json_t *
fixes(const struct diag *g)
{
	const struct diag_edit *edit = g->edit;
	json_t *replacement = json_pack("{so s{so}}",
		"deletedRegion", region(edit->at, edit_end(edit)),
		"insertedContent", "text", report_string(edit->text));

	return json_pack("[{s{so} s[{so s[o]}]}]",
		"description", "text", report_string(g->fix ? g->fix : edit->text),
		"artifactChanges", "artifactLocation", artifact(edit->at.source),
		"replacements", replacement);
}

static json_t *
message(const struct diag *g)
{
	struct buf text = { 0 };
	json_t *json;

	buf_puts(&text, g->text);
	if (g->fix)
		buf_printf(&text, " (fix: %s)", g->fix);
	json = json_pack("{so}", "text", report_string(text.s));
	buf_free(&text);
	return json;
}

static void
keep_sarif(struct session *s, const struct diag *g)
{
	json_t *result = json_pack("{ss si ss so}", "ruleId", diag_word(g->id),
		"ruleIndex", (int)g->id, "level", level(g->severity),
		"message", message(g));

	if (g->pos.source)
		json_object_set_new(result, "locations",
			json_pack("[o]", location(g->pos)));
	if (g->notes)
		json_object_set_new(result, "relatedLocations", related(g));
	if (g->edit)
		json_object_set_new(result, "fixes", fixes(g));
	if (g->excused)
		json_object_set_new(result, "suppressions",
			json_pack("[{ss}]", "kind", "inSource"));
	if (!s->results)
		s->results = json_array();
	json_array_append_new(s->results, result);
}

static json_t *
rules(void)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < DIAG_COUNT; i++)
		json_array_append_new(list, json_pack("{ss s{ss} s{ss} s{ss}}",
			"id", diag_word((enum diag_id)i),
			"shortDescription", "text", diag_help((enum diag_id)i),
			"help", "text", diag_help((enum diag_id)i),
			"defaultConfiguration", "level",
			level(diag_default_severity((enum diag_id)i))));
	return list;
}

void
report_end(struct session *s)
{
	json_t *results = s->results ? s->results : json_array(), *document;
	struct buf out = { 0 };

	if (s->options.format != FORMAT_SARIF) {
		json_decref(results);
		return;
	}
	document = json_pack("{ss ss s[{s{s{ss so}} ss s[{sb si}] so}]}",
		"$schema", "https://json.schemastore.org/sarif-2.1.0.json",
		"version", "2.1.0",
		"runs", "tool", "driver", "name", "mailgen", "rules", rules(),
		"columnKind", "unicodeCodePoints",
		"invocations", "executionSuccessful", s->status < STATUS_USAGE,
		"exitCode", (int)s->status,
		"results", results);
	report_dump(document, JSON_INDENT(1), &out);
	buf_putc(&out, '\n');
	print(s, &out);
}

void
report_findings(struct session *s, struct diags *diags)
{
	struct buf out = { 0 };
	const struct diag *const *list;
	size_t i, n;

	if (s->findings_fd < 0)
		return;
	if (s->options.format == FORMAT_TEXT) {
		diags_print(diags, &out, in_colour(s));
		print(s, &out);
		return;
	}
	list = diags_sorted(diags, &n);
	for (i = 0; i < n; i++)
		if (s->options.format == FORMAT_JSON)
			say_json(s, list[i]);
		else
			keep_sarif(s, list[i]);
}
