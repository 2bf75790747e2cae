/* A sink made by hand instead of by sink_new(). */
#include "quote/quote.h"

struct sink *
make(struct arena *arena, struct buf *out)
{
#ifdef WRONG
	struct sink sink = { 0 };
	(void)sink;
#endif
	return sink_new(arena, out, 0, "client");
}
