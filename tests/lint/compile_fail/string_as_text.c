/* A bare string given where a user's text, with its place, is wanted. */
#include "quote/quote.h"

bool
write_name(struct sink *sink, struct text name, struct chain chain,
	struct diags *diags)
{
#ifdef WRONG
	return sink_text(sink, name.s, chain, diags);
#else
	return sink_text(sink, name, chain, diags);
#endif
}
