/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the links and pictures of a page lead in an export. */
typedef struct
{
  /* Returns: (transfer full) (nullable): the address in the export; %NULL if there is none, and only the words stay */
  char *(*find_link) (const char *address, gpointer user_data);

  /* @path is relative to the library; or @address is on the net and @path is %NULL.
   * Returns: (transfer full) (nullable): the same for a picture; only its description stays without one */
  char *(*find_picture) (const char *path, const char *address, gpointer user_data);

  /* (nullable): appends to @out, after a link, what refers to the address that it leads to */
  void (*after_link) (GString *out, const char *target, gpointer user_data);

  /* (nullable): appends to @out, at the start of a heading, what marks it. @level is that of HTML, and 0 the title's */
  void (*in_heading) (GString *out, guint level, const char *title, gpointer user_data);

  gpointer user_data;
} BsXhtmlTargets;

void bs_xhtml_append_text (GString *out, const char *text);
void bs_xhtml_append (GString *out, const char *html, gsize length, const char *id_prefix,
                      const BsXhtmlTargets *targets);

G_END_DECLS
