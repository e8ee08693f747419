/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Another program to drag from: the upper half of its window is an HTML selection, the lower half a link. With --copy
 * TYPE TEXT..., it puts these on the clipboard instead, in that order. */

#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#define HTML "<html><body><h2>A Dragged Heading</h2><p>What was <b>selected</b> elsewhere.</p></body></html>"
#define LINK "https://example.org/dragged?utm_source=x"

static GdkContentProvider *
make_provider (const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

static void
add_half (GtkBox *box, const char *name, GdkContentProvider *content)
{
  GtkWidget *label = gtk_label_new (name);
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_content (source, content);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_widget_set_vexpand (label, TRUE);
  gtk_box_append (box, label);
  g_object_unref (content);
}

/* @pairs: alternating types and texts */
static void
copy (const char *const *pairs)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr (GdkContentProvider) all = NULL;
  GdkContentProvider *providers[8];
  guint n = 0;

  for (; n < G_N_ELEMENTS (providers) && pairs[2 * n] != NULL; n++)
    providers[n] = make_provider (pairs[2 * n], pairs[2 * n + 1]);
  all = gdk_content_provider_new_union (providers, n);
  gdk_clipboard_set_content (clipboard, all);
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  const char *const *copied = user_data;
  GtkWidget *window = gtk_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GdkContentProvider *html[] = { make_provider ("text/html", HTML),
                                 make_provider ("text/plain;charset=utf-8", "What was selected") };
  GdkContentProvider *link[] = { make_provider ("text/x-moz-url", LINK "\nA Dragged Link"),
                                 make_provider ("text/uri-list", LINK "\r\n") };

  add_half (GTK_BOX (box), "HTML", gdk_content_provider_new_union (html, G_N_ELEMENTS (html)));
  add_half (GTK_BOX (box), "Link", gdk_content_provider_new_union (link, G_N_ELEMENTS (link)));
  gtk_window_set_title (GTK_WINDOW (window), "Drag Source");
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 300);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  if (copied != NULL)
    copy (copied);
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  gboolean is_copying = argc > 3 && argc % 2 == 0 && g_str_equal (argv[1], "--copy");

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), is_copying ? argv + 2 : NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
