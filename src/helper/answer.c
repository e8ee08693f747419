/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "helper/answer.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* Sends all bytes to the calling program, over the socket that is the standard input. */
gboolean
bs_answer_send (const void *data, gsize length)
{
  const char *rest = data;

  while (length > 0)
    {
      gssize sent = send (STDIN_FILENO, rest, length, MSG_NOSIGNAL);

      if (sent < 0 && errno == EINTR)
        continue;
      if (sent <= 0)
        return FALSE;
      rest += sent;
      length -= sent;
    }
  return TRUE;
}
