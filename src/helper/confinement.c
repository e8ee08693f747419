/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "helper/confinement.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Missing from the headers of the oldest supported system. The numbers are the same on every architecture. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif
#define LANDLOCK_VERSION_FLAG 1

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#else
#define HAS_SANITIZER 0
#endif

static void
set_limit (__rlimit_resource_t resource, rlim_t value)
{
  struct rlimit limit = { value, value };

  setrlimit (resource, &limit);
}

/* landlock(7): a rule set that names every kind of access and allows none. */
static void
forbid_files (void)
{
  struct
  {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
  } rules = { 0 };
  long version = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION_FLAG);
  int fd;

  if (version < 1)
    return;
  rules.files = (UINT64_C (1) << (version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13)) - 1;
  rules.network = version >= 4 ? 3 : 0;
  rules.scopes = version >= 6 ? 3 : 0;
  fd = (int) syscall (SYS_landlock_create_ruleset, &rules, version >= 6 ? 24 : version >= 4 ? 16 : 8, 0);
  if (fd < 0)
    return;
  syscall (SYS_landlock_restrict_self, fd, 0);
  close (fd);
}

#ifdef ARCHITECTURE
#define LOAD(field) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, field))
#define RETURN(value) BPF_STMT (BPF_RET | BPF_K, (value))
#define ALLOW(name) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), RETURN (SECCOMP_RET_ALLOW)
#define ALLOW_UNLESS_CODE(name)                                                                                        \
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD (args[2]),                                              \
      BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), RETURN (SECCOMP_RET_ERRNO | EPERM),                      \
      RETURN (SECCOMP_RET_ALLOW)

/* The allowed calls read, write, compute, allocate memory and exit. All others fail with EPERM, so that libraries that
 * can do without them continue. */
static void
forbid_calls (void)
{
  struct sock_filter filter[] = {
    LOAD (arch),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
    RETURN (SECCOMP_RET_KILL_PROCESS),
    LOAD (nr),
    ALLOW (read),
    ALLOW (write),
    ALLOW (readv),
    ALLOW (writev),
    ALLOW (pread64),
    ALLOW (lseek),
    ALLOW (recvmsg),
    ALLOW (sendto),
    ALLOW (ppoll),
    ALLOW (close),
    ALLOW (fstat),
    ALLOW (munmap),
    ALLOW (mremap),
    ALLOW (madvise),
    ALLOW (brk),
    ALLOW (futex),
    ALLOW (getrandom),
    ALLOW (clock_gettime),
    ALLOW (clock_nanosleep),
    ALLOW (gettimeofday),
    ALLOW (getrusage),
    ALLOW (getpid),
    ALLOW (gettid),
    ALLOW (tgkill),
    ALLOW (sched_yield),
    ALLOW (rt_sigaction),
    ALLOW (rt_sigprocmask),
    ALLOW (rt_sigreturn),
    ALLOW (sigaltstack),
    ALLOW (restart_syscall),
    ALLOW (exit),
    ALLOW (exit_group),
#ifdef SYS_poll
    ALLOW (poll),
#endif
    ALLOW_UNLESS_CODE (mmap),
    ALLOW_UNLESS_CODE (mprotect),
    RETURN (SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_fprog program = { sizeof filter / sizeof *filter, filter };

  prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static void
forbid_calls (void)
{
}
#endif

/* Gives up everything but reading passed descriptors and computing: files, the network, other programs, and further
 * memory and time. Parts that the kernel or an outer sandbox does not offer are skipped; none relies on another.
 * is_self_made: the libraries work in this process alone. */
void
bs_confinement_enter (size_t memory_bytes, unsigned processor_seconds, int is_self_made)
{
  set_limit (RLIMIT_CORE, 0);
  set_limit (RLIMIT_CPU, processor_seconds);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (!is_self_made)
    return;

  prctl (PR_SET_DUMPABLE, 0);
  if (unshare (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWUTS) < 0)
    unshare (CLONE_NEWUSER);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_NOFILE, 16);
  set_limit (RLIMIT_NPROC, 0);
  /* A sanitizer reserves all address space, and its reports need forbidden calls. */
  if (!HAS_SANITIZER)
    set_limit (RLIMIT_AS, memory_bytes);
  forbid_files ();
  forbid_calls ();
}
