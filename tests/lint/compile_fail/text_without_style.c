/* A user's text written without a quoting style. */
#include "quote/quote.h"

bool
write_name(struct sink *sink, struct text name, struct chain chain,
	struct diags *diags)
{
#ifdef WRONG
	return sink_text(sink, name, diags);
#else
	return sink_text(sink, name, chain, diags);
#endif
}
