/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/helper-process.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CANCELLED_MICROSECONDS (G_USEC_PER_SEC / 5)
#define MAX_START_MICROSECONDS (10 * G_USEC_PER_SEC)
/* A helper that cannot be started is tried again after this time. */
#define REST_MICROSECONDS (60 * G_USEC_PER_SEC)
#define MAX_FAILED_STARTS 3
#define MAX_READY_BYTES 64

/*
 * bs_helper_process_find:
 * @name: of a helper
 *
 * Returns: (transfer full): its path. When running from a build folder, `BROADSHEET_HELPERS` names the folder
 */
char *
bs_helper_process_find (const char *name)
{
  const char *folder = g_getenv ("BROADSHEET_HELPERS");

  return g_build_filename (folder != NULL ? folder : LIBEXECDIR, name, NULL);
}

static gboolean
wait_for_data (BsHelperProcess *self, GCancellable *cancellable, gint64 *end)
{
  for (;;)
    {
      GPollFD fds[2] = { { self->fd, G_IO_IN, 0 } };
      guint n_fds = 1;
      gint64 left = *end - g_get_monotonic_time ();
      int n;

      if (left <= 0)
        {
          errno = ETIMEDOUT;
          return FALSE;
        }
      if (!g_cancellable_is_cancelled (cancellable) && g_cancellable_make_pollfd (cancellable, &fds[1]))
        n_fds = 2;
      n = g_poll (fds, n_fds, (int) (left / 1000) + 1);
      if (n_fds == 2)
        g_cancellable_release_fd (cancellable);
      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0 && fds[0].revents != 0)
        return TRUE;
      if (g_cancellable_is_cancelled (cancellable))
        *end = MIN (*end, g_get_monotonic_time () + MAX_CANCELLED_MICROSECONDS);
    }
}

/*
 * bs_helper_process_receive:
 * @end: (inout): by when, on the monotonic clock; if it is cancelled, soon after
 *
 * Returns: whether @length bytes were read; if not, errno is ETIMEDOUT if they may follow later
 */
gboolean
bs_helper_process_receive (BsHelperProcess *self, gpointer data, gsize length, GCancellable *cancellable, gint64 *end)
{
  char *rest = data;

  while (length > 0)
    {
      gssize n;

      if (!wait_for_data (self, cancellable, end))
        return FALSE;
      n = recv (self->fd, rest, length, MSG_DONTWAIT);
      if (n < 0 && (errno == EINTR || errno == EAGAIN))
        continue;
      if (n <= 0)
        {
          errno = ECONNRESET;
          return FALSE;
        }
      rest += n;
      length -= n;
    }
  return TRUE;
}

/* Returns: FALSE if the process has ended. Only short messages may be sent: nothing is read meanwhile. */
gboolean
bs_helper_process_send (BsHelperProcess *self, gconstpointer data, gsize length)
{
  const char *rest = data;

  while (length > 0)
    {
      gssize n = send (self->fd, rest, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      rest += n;
      length -= n;
    }
  return TRUE;
}

void
bs_helper_process_end (BsHelperProcess *self)
{
  if (self->fd < 0)
    return;

  close (self->fd);
  self->fd = -1;
  kill (self->pid, SIGKILL);
  while (waitpid (self->pid, NULL, 0) < 0 && errno == EINTR)
    ;
}

static GStrv
make_environment (const BsHelperProcess *self)
{
  GStrv environment = g_get_environ ();

  for (guint i = 0; self->environment != NULL && self->environment[i] != NULL; i += 2)
    environment = g_environ_setenv (environment, self->environment[i], self->environment[i + 1], TRUE);
  return environment;
}

/*
 * bs_helper_process_start:
 * @ready: (array length=length): the message with which it reports that it is ready
 *
 * Starts the helper unless there is one. posix_spawn is used because forking a process as large as ours is slow; the
 * helper closes inherited descriptors itself.
 *
 * Returns: %FALSE if it cannot be started
 */
gboolean
bs_helper_process_start (BsHelperProcess *self, gconstpointer ready, gsize length, GCancellable *cancellable)
{
  const char *const argv[] = { self->program, self->argument, NULL };
  g_auto (GStrv) environment = NULL;
  g_autoptr (GError) error = NULL;
  gint64 end = g_get_monotonic_time () + MAX_START_MICROSECONDS;
  char words[MAX_READY_BYTES];
  gboolean is_hopeless = TRUE;
  int ends[2];

  g_return_val_if_fail (length <= sizeof words, FALSE);

  if (self->fd >= 0)
    return TRUE;
  if (g_get_monotonic_time () < self->rests_until)
    return FALSE;

  environment = make_environment (self);
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0)
    {
      if (g_spawn_async_with_pipes_and_fds (NULL, argv, (const char *const *) environment,
                                            G_SPAWN_LEAVE_DESCRIPTORS_OPEN | G_SPAWN_DO_NOT_REAP_CHILD |
                                                G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                                            NULL, NULL, ends[1], -1, -1, NULL, NULL, 0, &self->pid, NULL, NULL, NULL,
                                            &error))
        self->fd = ends[0];
      else
        close (ends[0]);
      close (ends[1]);
    }
  if (self->fd >= 0)
    {
      if (bs_helper_process_receive (self, words, length, cancellable, &end) && memcmp (words, ready, length) == 0)
        {
          self->n_failed_starts = 0;
          return TRUE;
        }
      is_hopeless = errno == ETIMEDOUT;
      bs_helper_process_end (self);
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
    }

  g_info ("“%s” could not be started: %s", self->program, error != NULL ? error->message : "it ended");
  self->n_failed_starts++;
  if (is_hopeless || self->n_failed_starts >= MAX_FAILED_STARTS)
    self->rests_until = g_get_monotonic_time () + REST_MICROSECONDS;
  return FALSE;
}
