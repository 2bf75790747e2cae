/* International domain names, through libidn2.
 * Used by address.c. */
#include "model/idn.h"

#include <idn2.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

static const char *
idn_error(int code)
{
	static const struct { int code; const char *what; } table[] = {
		{ IDN2_PUNYCODE_BAD_INPUT, "an 'xn--' label that is no Punycode" },
		{ IDN2_PUNYCODE_BIG_OUTPUT, "more than 63 bytes between two dots" },
		{ IDN2_PUNYCODE_OVERFLOW, "an 'xn--' label that is no Punycode" },
		{ IDN2_TOO_BIG_DOMAIN, "longer than 253 bytes" },
		{ IDN2_TOO_BIG_LABEL, "more than 63 bytes between two dots" },
		{ IDN2_INVALID_ALABEL, "an 'xn--' label that is not a valid name" },
		{ IDN2_UALABEL_MISMATCH, "an 'xn--' label that is not a valid name" },
		{ IDN2_ALABEL_ROUNDTRIP_FAILED,
			"a label that is no domain name (IDNA2008)" },
		{ IDN2_INVALID_NONTRANSITIONAL,
			"an 'xn--' label that is not a valid name" },
		{ IDN2_2HYPHEN, "two hyphens where only 'xn--' has them" },
		{ IDN2_HYPHEN_STARTEND, "a hyphen next to a dot or at an end" },
		{ IDN2_LEADING_COMBINING,
			"a combining character with no letter before it" },
		{ IDN2_UNASSIGNED, "a character that this Unicode does not have" },
		{ IDN2_BIDI, "letters of both directions where RFC 5893 forbids "
			"it" },
	};
	size_t i;

	if (code == IDN2_MALLOC)
		out_of_memory();
	for (i = 0; i < countof(table); i++)
		if (table[i].code == code)
			return table[i].what;
	return "a character that domain names cannot have (IDNA2008)";
}

const char *
idn_to_ascii(struct arena *a, const char *name, const char **ascii)
{
	uint8_t *out = NULL;
	int code;

	code = idn2_lookup_u8((const uint8_t *)name, &out, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
	if (code != IDN2_OK)
		return idn_error(code);
	*ascii = arena_copy(a, (const char *)out, strlen((const char *)out));
	idn2_free(out);
	return NULL;
}

const char *
idn_to_unicode(struct arena *a, const char *ascii)
{
	const char *name = NULL;
	char *out = NULL;
	int code = idn2_to_unicode_8z8z(ascii, &out, 0);

	if (code == IDN2_MALLOC)
		out_of_memory();
	if (code == IDN2_OK)
		name = arena_copy(a, out, strlen(out));
	idn2_free(out);
	return name;
}
