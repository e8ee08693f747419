/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* A system call that fails in this process from now on, as on a file system that lacks it. */
typedef struct
{
  int call;
  int number; /* its errno */
} RefusedCall;

/* The calls that exFAT in user space and some network file systems lack. */
#define REFUSED_BY_SIMPLE_FILE_SYSTEMS                                                                                 \
  {                                                                                                                    \
    { SYS_renameat2, EINVAL }, { SYS_link, EPERM },                                                                    \
    {                                                                                                                  \
      SYS_linkat, EPERM                                                                                                \
    }                                                                                                                  \
  }

static inline gboolean
refuse_calls (const RefusedCall *calls, gsize n)
{
  struct sock_filter filter[64];
  struct sock_fprog program = { 0, filter };

  g_assert_cmpuint (n, <, 30);
  filter[program.len++] =
      (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, (guint32) offsetof (struct seccomp_data, nr));
  for (gsize i = 0; i < n; i++)
    {
      filter[program.len++] = (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (guint32) calls[i].call, 0, 1);
      filter[program.len++] =
          (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (guint32) calls[i].number);
    }
  filter[program.len++] = (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW);

  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
