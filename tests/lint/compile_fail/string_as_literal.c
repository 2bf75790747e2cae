/* A bare string given where trusted bytes are wanted. */
#include "quote/quote.h"

void
write_line(struct sink *sink, const char *line)
{
	sink_literal(sink, LITERAL("\n"));
#ifdef WRONG
	sink_literal(sink, line);
#endif
	(void)line;
}
