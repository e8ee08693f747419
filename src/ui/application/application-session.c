/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/application/application-private.h"
#include "ui/window/window.h"

#define KEY "session"

/* More windows than this were opened by a mistake. */
#define MAX_WINDOWS 20

/*
 * bs_application_save_session:
 * @leaving: (nullable): a window that is about to close; it is kept only if it is the last
 *
 * Keeps what is open, so that the next start takes it up.
 */
void
bs_application_save_session (BsApplication *self, BsWindow *leaving)
{
  GSettings *settings = bs_application_get_settings (self);
  GVariantBuilder builder;
  gboolean is_passing = FALSE;
  guint n = 0;

  g_return_if_fail (BS_IS_APPLICATION (self));
  g_return_if_fail (leaving == NULL || BS_IS_WINDOW (leaving));

  if (settings == NULL || bs_application_is_quitting (self))
    return;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    {
      GVariant *session =
          BS_IS_WINDOW (link->data) && link->data != leaving ? bs_window_get_session (link->data) : NULL;

      is_passing = is_passing || (BS_IS_WINDOW (link->data) && bs_window_is_passing (link->data));
      if (session != NULL && n++ < MAX_WINDOWS)
        g_variant_builder_add_value (&builder, session);
    }
  if (n == 0 && leaving != NULL)
    {
      GVariant *session = bs_window_get_session (leaving);

      if (session != NULL)
        {
          g_variant_builder_add_value (&builder, session);
          n++;
        }
    }
  /* Who only looked at a file finds the next time what was there before it. */
  if (n == 0 && is_passing)
    {
      g_variant_builder_clear (&builder);
      return;
    }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

/* Returns: whether there was something to take up */
gboolean
bs_application_restore_session (BsApplication *self)
{
  GSettings *settings = bs_application_get_settings (self);
  g_autoptr (GVariant) sessions = NULL;
  gsize n;

  g_return_val_if_fail (BS_IS_APPLICATION (self), FALSE);

  if (settings == NULL)
    return FALSE;

  sessions = g_settings_get_value (settings, KEY);
  n = MIN (g_variant_n_children (sessions), MAX_WINDOWS);
  /* The first is the one that was used last, and comes to the top again. */
  for (gsize i = n; i > 0; i--)
    {
      g_autoptr (GVariant) session = g_variant_get_child_value (sessions, i - 1);
      BsWindow *window = bs_window_new (self);

      bs_window_open_session (window, session);
      gtk_window_present (GTK_WINDOW (window));
    }
  return n > 0;
}

/*
 * bs_application_present_window:
 *
 * Presents the window that was used last, or those that were open the last time, or a new one.
 *
 * Returns: (transfer none): that window
 */
BsWindow *
bs_application_present_window (BsApplication *self)
{
  GtkWindow *window = NULL;

  g_return_val_if_fail (BS_IS_APPLICATION (self), NULL);

  /* A dialog may be in front of it. */
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL && window == NULL;
       link = link->next)
    if (BS_IS_WINDOW (link->data))
      window = link->data;
  if (window == NULL)
    window = bs_application_restore_session (self) ? gtk_application_get_active_window (GTK_APPLICATION (self)) :
                                                     GTK_WINDOW (bs_window_new (self));
  gtk_window_present (window);
  return BS_WINDOW (window);
}
