/* LITERAL() given something that is no string literal. */
#include "quote/quote.h"

void
write_line(struct sink *sink, const char *line)
{
	sink_literal(sink, LITERAL("tls on\n"));
#ifdef WRONG
	sink_literal(sink, LITERAL(line));
#endif
	(void)line;
}
