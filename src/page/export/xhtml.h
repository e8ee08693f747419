/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The targets of the links and pictures of a page in an export. */
typedef struct
{
  /* Returns: (transfer full) (nullable): the address in the export; %NULL if there is none, and only the words stay */
  char *(*find_link) (const char *address, gpointer user_data);

  /* @path is relative to the library; or @address is on the net and @path is %NULL.
   * Returns: (transfer full) (nullable): the same for a picture; only its description stays without one */
  char *(*find_picture) (const char *path, const char *address, gpointer user_data);

  /* (nullable): appends a reference to the address of a link to @out, after the link */
  void (*after_link) (GString *out, const char *target, gpointer user_data);

  /* (nullable): appends a mark to @out, at the start of a heading. @level is that of HTML, and 0 the title's */
  void (*in_heading) (GString *out, guint level, const char *title, gpointer user_data);

  gpointer user_data;
} BsXhtmlTargets;

void bs_xhtml_append_text (GString *out, const char *text);
void bs_xhtml_append (GString *out, const char *html, gsize length, const char *id_prefix,
                      const BsXhtmlTargets *targets);

G_END_DECLS
