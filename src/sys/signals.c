/* Keeps signals from ending the program while files are on their way.
 * Used where files change and where other programs run. */
#include "sys/signals.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

#include "base/text.h"

/* Variables, as a signal handler has no other way to hear and to say something:
 * how many threads hold the end back, and the signal that came. Each side says its
 * own before it looks at the other's, so that one of them sees both. */
static atomic_int holding, asked;

static void
end(int number)
{
	signal(number, SIG_DFL);
	raise(number);
}

static void
catch(int number)
{
	atomic_store(&asked, number);
	if (!atomic_load(&holding))
		end(number);
}

void
signals_init(void)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = catch, .sa_flags = SA_RESTART };
	struct sigaction before;
	size_t i;

	sigemptyset(&action.sa_mask);
	for (i = 0; i < countof(numbers); i++)
		if (!sigaction(numbers[i], NULL, &before) && before.sa_handler == SIG_DFL)
			sigaction(numbers[i], &action, NULL);
}

bool
signals_try_defer(void)
{
	atomic_fetch_add(&holding, 1);
	if (!atomic_load(&asked))
		return true;
	signals_resume();
	return false;
}

void
signals_defer(void)
{
	while (!signals_try_defer())
		pause();        /* the last thread that holds it ends all */
}

int
signals_received(void)
{
	return atomic_load(&asked);
}

void
signals_resume(void)
{
	int number;

	if (atomic_fetch_sub(&holding, 1) == 1 && (number = atomic_load(&asked)))
		end(number);
}
