/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "helper/confinement.h"

#include <errno.h>
#include <fcntl.h>
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
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif
#define LANDLOCK_VERSION_FLAG 1
#define LANDLOCK_BELOW_PATH 1
#define LANDLOCK_READ (UINT64_C (1) << 2 | UINT64_C (1) << 3)

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

static void
allow_to_read (int rules, const char *folder)
{
  struct
  {
    uint64_t access;
    int32_t folder;
  } __attribute__ ((packed)) rule = { LANDLOCK_READ, open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC) };

  if (rule.folder < 0)
    return;
  syscall (SYS_landlock_add_rule, rules, LANDLOCK_BELOW_PATH, &rule, 0);
  close (rule.folder);
}

/* landlock(7): a rule set that handles every kind of access and allows none, except reading in some folders. Returns
 * whether it is in force. */
static int
forbid_files (const char *const *readable)
{
  struct
  {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
  } rules = { 0 };
  long version = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION_FLAG);
  int done;
  int fd;

  if (version < 1)
    return 0;
  rules.files = (UINT64_C (1) << (version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13)) - 1;
  rules.network = version >= 4 ? 3 : 0;
  rules.scopes = version >= 6 ? 3 : 0;
  fd = (int) syscall (SYS_landlock_create_ruleset, &rules, version >= 6 ? 24 : version >= 4 ? 16 : 8, 0);
  if (fd < 0)
    return 0;
  for (; readable != NULL && *readable != NULL; readable++)
    allow_to_read (fd, *readable);
  done = syscall (SYS_landlock_restrict_self, fd, 0) == 0;
  close (fd);
  return done;
}

#ifdef ARCHITECTURE
#define LOAD(field) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, field))
#define RETURN(value) BPF_STMT (BPF_RET | BPF_K, (value))
#define ALLOW(name) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), RETURN (SECCOMP_RET_ALLOW)
#define ALLOW_UNLESS_CODE(name)                                                                                        \
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD (args[2]),                                              \
      BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), RETURN (SECCOMP_RET_ERRNO | EPERM),                      \
      RETURN (SECCOMP_RET_ALLOW)

/* A new thread of this process is allowed, a new process is not. The C library tries another call for it first. */
#define ALLOW_THREADS                                                                                                  \
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1), RETURN (SECCOMP_RET_ERRNO | ENOSYS),                         \
      BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4), LOAD (args[0]),                                           \
      BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0), RETURN (SECCOMP_RET_ERRNO | EPERM),                   \
      RETURN (SECCOMP_RET_ALLOW)
#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
#define ALLOW_TO_OPEN                                                                                                  \
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 4), LOAD (args[2]),                                              \
      BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, WRITING, 0, 1), RETURN (SECCOMP_RET_ERRNO | EPERM),                        \
      RETURN (SECCOMP_RET_ALLOW)

/* Returns from the filter here, unless it continues. */
#define GO_ON_IF(condition)                                                                                            \
  BPF_STMT ((condition) ? BPF_JMP | BPF_JA : BPF_RET | BPF_K, (condition) ? 0 : SECCOMP_RET_ERRNO | EPERM)

/* The allowed calls read, write, compute, allocate memory and exit. All others fail with EPERM, so that libraries that
 * can do without them continue. */
static void
forbid_calls (int has_threads, int can_open)
{
  struct sock_filter filter[] =
  {
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
    GO_ON_IF (has_threads),
    ALLOW_THREADS,
    ALLOW (set_robust_list),
    ALLOW (rseq),
#if HAS_SANITIZER
    /* pthread_getattr_np(), with which a sanitizer finds the stack of a new thread. */
    ALLOW (sched_getaffinity),
#endif
    GO_ON_IF (can_open),
    ALLOW_TO_OPEN,
    ALLOW (getdents64),
    ALLOW (readlinkat),
    ALLOW (faccessat),
    ALLOW (newfstatat),
    ALLOW (statx),
    ALLOW (fstatfs),
#ifdef SYS_access
    ALLOW (access),
    ALLOW (readlink),
#endif
    RETURN (SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_fprog program = { sizeof filter / sizeof *filter, filter };

  prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static void
forbid_calls (__attribute__ ((unused)) int has_threads, __attribute__ ((unused)) int can_open)
{
}
#endif

/* Gives up everything but reading passed descriptors and computing: files, the network, other programs, and further
 * memory and time. Parts that the kernel or an outer sandbox does not offer are skipped; none relies on another.
 * is_self_made: the libraries work in this process alone. readable: NULL, or for libraries that need threads and may
 * read the files in these folders, if the kernel is able to restrict them to those. */
void
bs_confinement_enter (size_t memory_bytes, unsigned processor_seconds, int is_self_made, const char *const *readable)
{
  int can_open;

  set_limit (RLIMIT_CORE, 0);
  set_limit (RLIMIT_CPU, processor_seconds);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (!is_self_made)
    return;

  prctl (PR_SET_DUMPABLE, 0);
  if (unshare (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWUTS) < 0)
    unshare (CLONE_NEWUSER);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_NOFILE, readable != NULL ? 64 : 16);
  if (readable == NULL)
    set_limit (RLIMIT_NPROC, 0);
  /* A sanitizer reserves all address space, and its reports need forbidden calls. */
  if (!HAS_SANITIZER)
    set_limit (RLIMIT_AS, memory_bytes);
  can_open = forbid_files (readable);
  forbid_calls (readable != NULL, readable != NULL && can_open);
}
