/* What a look at a server has found: text that is safe to show, and what stopped it.
 * Used by the other parts of the helper probe. */
#include "helper/probe_facts.h"

#include <stdio.h>
#include <string.h>

json_t *
shown(const char *bytes, size_t len)
{
	char text[SHOWN_MAX + 8], *at = text;
	size_t i;

	for (i = 0; i < len && at < text + SHOWN_MAX - 8; i++)
		if (bytes[i] >= ' ' && bytes[i] <= '~')
			*at++ = bytes[i];
		else
			at += sprintf(at, "\\x%02X", (unsigned char)bytes[i]);
	strcpy(at, i < len ? "..." : "");
	return json_string(text);
}

bool
stopped(json_t *facts, const char *code, const char *why)
{
	if (!json_object_get(facts, "failed")) {
		json_object_set_new(facts, "failed", json_string(code));
		json_object_set_new(facts, "why", shown(why, strlen(why)));
	}
	return false;
}
