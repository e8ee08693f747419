/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-foot.h"

#include <glib/gi18n-lib.h>

struct _BsSidebarFoot
{
  GtkWidget parent_instance;

  GtkRevealer *left_out;
  GtkLabel *left_out_label;
  GtkButton *left_out_button;
  GtkRevealer *progress;
  GtkLabel *progress_label;
  GtkRevealer *indexing;
  GtkLabel *indexing_label;
  GtkProgressBar *indexing_bar;

  BsLibrary *library;
};

G_DEFINE_FINAL_TYPE (BsSidebarFoot, bs_sidebar_foot, GTK_TYPE_WIDGET)

static void
update_left_out (BsSidebarFoot *self)
{
  guint left_out = bs_library_get_n_left_out (self->library);
  gboolean included = FALSE;
  g_autofree char *text = NULL;

  g_object_get (self->library, "include-left-out", &included, NULL);
  if (included)
    text = g_strdup (_ ("Files that are not part of the site are shown"));
  else
    text = g_strdup_printf (
        ngettext ("%'u file is not part of the site", "%'u files are not part of the site", left_out), left_out);
  gtk_label_set_label (self->left_out_label, text);
  gtk_button_set_label (self->left_out_button, included ? _ ("_Hide") : _ ("_Show"));
  gtk_revealer_set_reveal_child (self->left_out, included || left_out > 0);
}

static void
update_progress (BsSidebarFoot *self)
{
  g_autofree char *text = NULL;
  guint found = 0;

  g_object_get (self->library, "found", &found, NULL);
  text = g_strdup_printf (ngettext ("Reading… %'u found", "Reading… %'u found", found), found);
  gtk_label_set_label (self->progress_label, text);
  gtk_revealer_set_reveal_child (self->progress, bs_library_get_state (self->library) == BS_LIBRARY_SCANNING);
}

static void
update_indexing (BsSidebarFoot *self)
{
  guint n = bs_library_get_n_articles (self->library);
  guint left = MIN (bs_library_get_n_to_index (self->library), n);
  gboolean is_reading = bs_library_get_state (self->library) != BS_LIBRARY_SCANNING &&
                        bs_library_get_index_state (self->library) == BS_INDEX_READING && left > 0;
  g_autofree char *text = NULL;

  if (is_reading)
    {
      text = g_strdup_printf (
          bs_library_is_index_beside (self->library) ?
              ngettext ("Updating index: %'u article left", "Updating index: %'u articles left", left) :
          bs_library_is_index_slow (self->library) ?
              ngettext ("Indexing slowly on battery: %'u article left", "Indexing slowly on battery: %'u articles left",
                        left) :
              ngettext ("Indexing: %'u article left", "Indexing: %'u articles left", left),
          left);
      gtk_label_set_label (self->indexing_label, text);
      gtk_progress_bar_set_fraction (self->indexing_bar, (double) (n - left) / n);
    }
  gtk_revealer_set_reveal_child (self->indexing, is_reading);
}

static void
left_out_changed_cb (BsSidebarFoot *self)
{
  g_assert (BS_IS_SIDEBAR_FOOT (self));

  update_left_out (self);
}

static void
progress_cb (BsSidebarFoot *self)
{
  g_assert (BS_IS_SIDEBAR_FOOT (self));

  update_progress (self);
  update_indexing (self);
}

static void
indexing_cb (BsSidebarFoot *self)
{
  g_assert (BS_IS_SIDEBAR_FOOT (self));

  update_indexing (self);
}

static void
cancel_cb (BsSidebarFoot *self)
{
  g_assert (BS_IS_SIDEBAR_FOOT (self));

  if (self->library != NULL)
    bs_library_cancel_scan (self->library);
}

static void
left_out_cb (BsSidebarFoot *self)
{
  gboolean included;

  g_assert (BS_IS_SIDEBAR_FOOT (self));

  if (self->library == NULL)
    return;
  g_object_get (self->library, "include-left-out", &included, NULL);
  g_object_set (self->library, "include-left-out", !included, NULL);
}

static void
bs_sidebar_foot_dispose (GObject *object)
{
  BsSidebarFoot *self = BS_SIDEBAR_FOOT (object);
  GtkWidget *child;

  bs_sidebar_foot_set_library (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bs_sidebar_foot_parent_class)->dispose (object);
}

static void
bs_sidebar_foot_class_init (BsSidebarFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_sidebar_foot_dispose;

  gtk_widget_class_set_css_name (widget_class, "sidebarfoot");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/sidebar-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, left_out);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, left_out_label);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, left_out_button);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, progress);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, progress_label);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, indexing);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, indexing_label);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarFoot, indexing_bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_out_cb);
}

static void
bs_sidebar_foot_init (BsSidebarFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @library: (nullable) */
void
bs_sidebar_foot_set_library (BsSidebarFoot *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_SIDEBAR_FOOT (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (self->library != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->library, left_out_changed_cb, self);
      g_signal_handlers_disconnect_by_func (self->library, progress_cb, self);
      g_signal_handlers_disconnect_by_func (self->library, indexing_cb, self);
    }
  g_set_object (&self->library, library);
  if (library == NULL)
    return;

  g_signal_connect_object (library, "notify::n-left-out", G_CALLBACK (left_out_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::include-left-out", G_CALLBACK (left_out_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::found", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::index-state", G_CALLBACK (indexing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-to-index", G_CALLBACK (indexing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::is-index-slow", G_CALLBACK (indexing_cb), self, G_CONNECT_SWAPPED);
  update_left_out (self);
  update_progress (self);
  update_indexing (self);
}
