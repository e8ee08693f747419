/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <dlfcn.h>
#include <glib-object.h>
#include <sanitizer/lsan_interface.h>
#include <string.h>

/* Linked to the tests of windows in a build with sanitizers. GTK 4 on X11 never frees two things:
 *
 * - each stream that reads what another program copied or drags, of which gdk_x11_selection_input_stream_new_finish()
 * takes one reference too many; - the list of targets that it makes to find the one that another program asks for, when
 * that reads what we copied.
 *
 * A program of GTK alone leaks one of them each time. Their traces contain no function that suppressions could
 * distinguish from ours, so they are marked here, where GTK creates them. */

static gboolean
is_gtk (const void *address)
{
  Dl_info info;

  return dladdr (address, &info) != 0 && info.dli_fname != NULL && strstr (info.dli_fname, "/libgtk-4.so") != NULL;
}

gpointer
g_object_new (GType type, const char *first_property_name, ...)
{
  gpointer object;
  va_list properties;

  va_start (properties, first_property_name);
  object = g_object_new_valist (type, first_property_name, properties);
  va_end (properties);
  if (g_str_equal (g_type_name (type), "GdkX11SelectionInputStream"))
    __lsan_ignore_object (object);

  return object;
}

GSList *
g_slist_prepend (GSList *list, gpointer data)
{
  GSList *node = g_slist_alloc ();

  node->data = data;
  node->next = list;
  if (is_gtk (__builtin_return_address (0)))
    __lsan_ignore_object (node);

  return node;
}
