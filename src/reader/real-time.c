/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/real-time.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How long a thread may compute in real time without a pause, in microseconds: RealtimeKit's limit, and half of it. */
#define LIMIT 200000
#define WARNING (LIMIT / 2)

/* For root: applies to this thread, which asks for it, and to programs that are started from now on. */
static void
give_up_capability (void)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];

  prctl (PR_CAPBSET_DROP, CAP_SYS_NICE, 0, 0, 0);
  if (syscall (SYS_capget, &header, sets) != 0)
    return;
  sets[CAP_TO_INDEX (CAP_SYS_NICE)].effective &= ~CAP_TO_MASK (CAP_SYS_NICE);
  sets[CAP_TO_INDEX (CAP_SYS_NICE)].permitted &= ~CAP_TO_MASK (CAP_SYS_NICE);
  syscall (SYS_capset, &header, sets);
}

/*
 * bs_real_time_limit:
 *
 * Call it on the main thread before WebKit is used. WebKit schedules threads of this process in real time, by itself if
 * it may, otherwise through RealtimeKit, and sets RLIMIT_RTTIME for that: the kernel ends a process that exceeds it,
 * without a warning if both limits are equal. For root, WebKit may do the first and set a limit of 0 for the second, so
 * that the program ended at random moments (WebKitGTK 2.50). WebKit respects a limit with a warning (SIGXCPU) before
 * its end, and then gives up the priority.
 */
void
bs_real_time_limit (void)
{
  struct rlimit limit;

  give_up_capability ();
  if (getrlimit (RLIMIT_RTTIME, &limit) != 0)
    return;
  limit.rlim_max = MIN (limit.rlim_max, LIMIT);
  limit.rlim_cur = MIN (limit.rlim_cur, MIN (limit.rlim_max, WARNING));
  setrlimit (RLIMIT_RTTIME, &limit);
}
