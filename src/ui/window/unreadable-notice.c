/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/unreadable-notice.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/banner.h"

/* More folders than this are counted, not named. */
#define MAX_NAMED 100

struct _BsUnreadableNotice
{
  GObject parent_instance;

  GtkBox *box;
  BsBanner *banner; /* (nullable): few libraries need it */
  BsLibrary *library;
};

G_DEFINE_FINAL_TYPE (BsUnreadableNotice, bs_unreadable_notice, G_TYPE_OBJECT)

static char *
list_folders (GPtrArray *folders)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (folders->len, MAX_NAMED); i++)
    {
      const BsUnreadable *folder = g_ptr_array_index (folders, i);
      g_autofree char *name = g_filename_display_name (folder->path[0] != '\0' ? folder->path : ".");

      /* Translators: a folder, and why it could not be read */
      g_string_append_printf (text, _ ("%s: %s"), name, folder->reason);
      g_string_append_c (text, '\n');
    }
  if (folders->len > MAX_NAMED)
    g_string_append_printf (text, ngettext ("…and %'u more", "…and %'u more", folders->len - MAX_NAMED),
                            folders->len - MAX_NAMED);
  return g_strdup (g_strchomp (text->str));
}

static void
update (BsUnreadableNotice *self)
{
  GPtrArray *folders = self->library != NULL ? bs_library_get_unreadable (self->library) : NULL;
  guint n = folders != NULL ? folders->len : 0;
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;

  if (n == 0)
    {
      if (self->banner != NULL)
        bs_banner_set_revealed (self->banner, FALSE);
      return;
    }
  if (self->banner == NULL)
    {
      self->banner = g_object_new (BS_TYPE_BANNER, "icon-name", "dialog-warning-symbolic", "closable", TRUE, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->banner), "warning");
      bs_banner_add_action (self->banner, _ ("_Try Again"), "win.rescan");
      gtk_box_append (self->box, GTK_WIDGET (self->banner));
    }
  if (n == 1)
    {
      const BsUnreadable *folder = g_ptr_array_index (folders, 0);
      g_autofree char *name = g_filename_display_name (folder->path[0] != '\0' ? folder->path : ".");

      title = g_strdup_printf (_ ("“%s” could not be read. Its articles may be missing or out of date."), name);
    }
  else
    title =
        g_strdup_printf (ngettext ("%'u folder could not be read. Its articles may be missing or out of date.",
                                   "%'u folders could not be read. Their articles may be missing or out of date.", n),
                         n);
  details = list_folders (folders);
  bs_banner_set_title (self->banner, title);
  bs_banner_set_details (self->banner, details);
  bs_banner_set_revealed (self->banner, TRUE);
}

static void
unreadable_cb (BsUnreadableNotice *self)
{
  g_assert (BS_IS_UNREADABLE_NOTICE (self));

  update (self);
}

static void
bs_unreadable_notice_dispose (GObject *object)
{
  BsUnreadableNotice *self = BS_UNREADABLE_NOTICE (object);

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, unreadable_cb, self);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_unreadable_notice_parent_class)->dispose (object);
}

static void
bs_unreadable_notice_class_init (BsUnreadableNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_unreadable_notice_dispose;
}

static void
bs_unreadable_notice_init (BsUnreadableNotice *self)
{
}

/* @box: outlives it */
BsUnreadableNotice *
bs_unreadable_notice_new (GtkBox *box)
{
  BsUnreadableNotice *self;

  g_return_val_if_fail (GTK_IS_BOX (box), NULL);

  self = g_object_new (BS_TYPE_UNREADABLE_NOTICE, NULL);
  self->box = box;
  return self;
}

/* @library: (nullable) */
void
bs_unreadable_notice_set_library (BsUnreadableNotice *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_UNREADABLE_NOTICE (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, unreadable_cb, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (library, "notify::unreadable", G_CALLBACK (unreadable_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
