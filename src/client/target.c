/* What is asked of a target that was read: its words, and the files of its folder.
 * Used by whatever works for a client. */
#include "client/target.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/inifile.h"
#include "sys/process.h"

bool
target_name_ok(const char *name)
{
	return *name && *name != '.' && !name[strspn(name,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")];
}

struct source *
target_data(struct arena *a, const struct target *t, const char *name,
	struct diags *diags)
{
	const char *path;
	struct source *source = NULL;

	if (!target_name_ok(name))
		return NULL;
	for (; t && !source; t = t->base) {
		path = arena_printf(a, "%s/%s", t->folder ? t->folder : "", name);
		if (!t->folder)
			source = data_shipped(a, arena_printf(a, "templates/%s/%s", t->name, name));
		else if (data_exists(path))
			return data_read(a, path, TARGET_MAX_BYTES, diags);
	}
	return source;
}

struct source *
target_own_data(struct arena *a, const struct target *t, const char *name, struct diags *diags)
{
	struct target alone = *t;

	alone.base = NULL;
	return target_data(a, &alone, name, diags);
}

struct nth {
	struct arena *arena;
	size_t left;
	const char *found;
	const struct target *first, *now;       /* whose files are counted; the first goes before */
};

/* Has one of the targets that go before a file of this name? */
static bool
is_replaced(const struct nth *nth, const char *name)
{
	const struct target *t = nth->first;

	while (t != nth->now && !target_own_data(nth->arena, t, name, NULL))
		t = t->base;
	return t != nth->now;
}

static bool
count_down(void *context, const char *name)
{
	struct nth *nth = context;

	if (is_replaced(nth, name) || nth->left--)
		return true;
	nth->found = arena_copy(nth->arena, name, strlen(name));
	return false;
}

static void
count_down_folder(struct nth *nth, const struct target *t)
{
	const char *prefix, *path;
	size_t i;

	if (t->folder) {
		data_folder(nth->arena, t->folder, count_down, nth, NULL);
		return;
	}
	prefix = arena_printf(nth->arena, "templates/%s/", t->name);
	for (i = 0; (path = data_shipped_nth(i)) && !nth->found; i++)
		if (!strncmp(path, prefix, strlen(prefix)))
			count_down(nth, path + strlen(prefix));
}

const char *
target_data_name(struct arena *a, const struct target *t, size_t n)
{
	struct nth nth = { .arena = a, .left = n, .first = t };

	for (; t && !nth.found; t = t->base) {
		nth.now = t;
		count_down_folder(&nth, t);
	}
	return nth.found;
}

static const struct ini_section *
map_of(const struct target *t, enum protocol protocol, const char *field)
{
	char section[64];

	snprintf(section, sizeof(section), "map.%s%s%s", protocol_word(protocol),
		protocol == PROTOCOL_UNSET ? "" : ".", field);
	return ini_section_find(t->maps, section);
}

const char *
target_word(const struct target *t, enum protocol protocol, const char *field,
	const char *word)
{
	return ini_get(map_of(t, protocol, field), word);
}

const struct ini_entry *
target_words(const struct target *t, enum protocol protocol, const char *field)
{
	const struct ini_section *map = protocol == PROTOCOL_UNSET || t->speaks[protocol]
		? map_of(t, protocol, field) : NULL;

	return map ? map->entries : NULL;
}

bool
target_runs_commands(const struct target *t)
{
	return target_uses(t, "incoming.password.command")
		|| target_uses(t, "outgoing.password.command");
}

const struct derived_name *
target_name(const struct target *t, const char *path)
{
	const struct derived_name *name = t->names;
	const char *word = strstr(path, ".all.");
	size_t server = word ? (size_t)(word - path) : 0;

	/* each of all servers has the names of the one that is chosen */
	word = word ? word + strlen(".all") : path;
	while (name && (strncmp(name->path, path, server) || strcmp(name->path + server, word)))
		name = name->next;
	return name;
}

bool
target_has_texts(const struct target *t, const char *path)
{
	const struct derived_name *name;
	size_t len = strlen(path);

	for (name = strncmp(path, "text", 4) ? NULL : t->names; name; name = name->next)
		if (!strncmp(name->path, path, len) && name->path[len] == '.')
			return true;
	return false;
}

bool
target_uses(const struct target *t, const char *name)
{
	const struct target_file *f;
	char path[128];

	for (f = t->files; f; f = f->next) {
		snprintf(path, sizeof(path), "%s%s", f->many ? "accounts." : "", name);
		if (f->content && template_uses(f->content, path))
			return true;
	}
	return false;
}

bool
target_is_heard(const struct target *t)
{
	return t->readback && (t->readback->heard[0] || t->readback->heard[1]);
}

const char *
target_program(const struct target *t)
{
	if (t->program)
		return t->program;
	return t->readback && !t->readback->stand_in ? t->readback->program : NULL;
}

bool
target_is_installed(const struct target *t)
{
	return target_program(t) && process_exists(target_program(t));
}

const char *
target_interpreter(struct arena *a, const struct target *t)
{
	const char *command = t->readback ? t->readback->command : NULL;

	if (command)
		return ini_word(a, &command);
	return t->readback && t->readback->format > READ_JSON ? "python3" : NULL;
}

struct word_list
target_needs(struct arena *a, const struct target *t)
{
	const char *program = target_program(t), *interpreter = target_interpreter(a, t);
	struct word_list needs = { 0 };

	if (program)
		words_add(a, &needs, program);
	if (interpreter && strcmp(interpreter, "sh") != 0 && strcmp(interpreter, "env") != 0
	    && (!program || strcmp(program, interpreter)))
		words_add(a, &needs, interpreter);
	return needs;
}

bool
target_merges(const struct target *t)
{
	const struct target_file *f;

	for (f = t->files; f; f = f->next)
		if (f->many)
			return true;
	return false;
}

/* The path of a file as the manifest has it. */
static const char *
written_path(const struct target *t, const struct target_file *f)
{
	char section[64];

	snprintf(section, sizeof(section), "file.%s", f->name);
	return ini_get(ini_section_find(t->manifest, section), "path");
}

bool
target_collides(const struct target *one, const struct target *other)
{
	const struct target_file *a, *b;
	const char *path;

	for (a = one->files; a; a = a->next)
		for (b = other->files; b; b = b->next) {
			path = written_path(other, b);
			if (path && !strcmp(path, written_path(one, a)))
				return true;
		}
	return false;
}
