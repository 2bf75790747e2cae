/* What is typed at a client's terminal, as a manifest has it.
 * Used to check the key `keys`, and to hear. */
#include "client/keystroke.h"

#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "base/text.h"

const char keystroke_names[] = "ENTER TAB ESC SPACE BACKSPACE UP DOWN LEFT RIGHT CTRL-A";

/* What a terminal sends (xterm's control sequences, "PC-Style Function Keys"). */
static const struct { const char *name, *bytes; } named[] = {
	{ "ENTER", "\r" }, { "TAB", "\t" }, { "ESC", "\033" }, { "SPACE", " " },
	{ "BACKSPACE", "\177" }, { "UP", "\033[A" }, { "DOWN", "\033[B" },
	{ "RIGHT", "\033[C" }, { "LEFT", "\033[D" },
};

/* The bytes of a word: those of a key, or its own when it is no name; NULL: it looks
 * like the name of a key, and is none. */
static const char *
bytes_of(struct arena *a, const char *word)
{
	size_t i;

	for (i = 0; i < countof(named); i++)
		if (!strcmp(named[i].name, word))
			return named[i].bytes;
	if (!strncmp(word, "CTRL-", 5) && word[5] >= 'A' && word[5] <= 'Z' && !word[6])
		return arena_printf(a, "%c", word[5] - 'A' + 1);
	return word[0] && word[1] && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == strlen(word)
		? NULL : word;
}

bool
keystroke_next(struct arena *a, const char **at, struct keystroke *k, const char **wrong)
{
	const char *word, *end;

	*at += strspn(*at, " \t");
	*wrong = NULL;
	*k = (struct keystroke){ 0 };
	if (**at == '"') {
		end = strchr(*at + 1, '"');
		if (!end) {
			*wrong = *at;
			return false;
		}
		k->wait = arena_copy(a, *at + 1, (size_t)(end - *at) - 1);
		*at = end + 1;
		return true;
	}
	word = ini_word(a, at);
	if (!word)
		return false;
	k->type = bytes_of(a, word);
	*wrong = k->type ? NULL : word;
	return k->type;
}
