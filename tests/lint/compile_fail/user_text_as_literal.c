/* A user's text given where trusted bytes are wanted. */
#include "quote/quote.h"

void
write_name(struct sink *sink, struct text name)
{
	sink_literal(sink, LITERAL("user "));
#ifdef WRONG
	sink_literal(sink, name);
#endif
	(void)name;
}
