/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints the startup messages of programs to the desktop, one per line, until it is killed. The first line reports that
 * it is listening. */

#include "config.h"

#include <X11/Xlib.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

int
main (int argc, char *argv[])
{
  g_autoptr (GString) message = g_string_new (NULL);
  Display *display = XOpenDisplay (NULL);
  Atom begin, next;

  if (display == NULL)
    return 1;
  begin = XInternAtom (display, "_NET_STARTUP_INFO_BEGIN", False);
  next = XInternAtom (display, "_NET_STARTUP_INFO", False);
  XSelectInput (display, DefaultRootWindow (display), PropertyChangeMask);
  XSync (display, False);
  puts ("listening");
  fflush (stdout);

  for (;;)
    {
      XEvent event;
      const char *end;
      gsize size;

      XNextEvent (display, &event);
      if (event.type != ClientMessage || (event.xclient.message_type != begin && event.xclient.message_type != next))
        continue;
      /* Messages arrive in pieces of twenty bytes and end with NUL. */
      size = sizeof event.xclient.data.b;
      end = memchr (event.xclient.data.b, '\0', size);
      if (event.xclient.message_type == begin)
        g_string_truncate (message, 0);
      g_string_append_len (message, event.xclient.data.b, end != NULL ? end - event.xclient.data.b : (gssize) size);
      if (end != NULL)
        {
          puts (message->str);
          fflush (stdout);
        }
    }
}
