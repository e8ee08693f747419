/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/folder-opener.h"

#include <glib/gi18n-lib.h>

#include "ui/desktop/sample-library.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/toast.h"

struct _BsFolderOpener
{
  GObject parent_instance;

  GtkWindow *window;       /* (nullable): owns this object */
  AdwToastOverlay *toasts; /* (nullable) */
  BsLibrary *library;      /* (nullable) */
  GtkFileChooserNative *chooser;
};

enum
{
  OPEN_FOLDER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsFolderOpener, bs_folder_opener, G_TYPE_OBJECT)

static void
open_folder (BsFolderOpener *self, GFile *folder)
{
  g_signal_emit (self, signals[OPEN_FOLDER], 0, folder);
}

static void
chooser_cb (BsFolderOpener *self, int response, GtkNativeDialog *dialog)
{
  g_assert (BS_IS_FOLDER_OPENER (self));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (folder != NULL)
        open_folder (self, folder);
    }
  g_clear_object (&self->chooser);
}

/* The library's folder, or the home folder. The sample library is in a folder of our own, which has nothing else to
 * open. */
static void
set_folder (BsFolderOpener *self, GtkFileChooser *chooser)
{
  g_autoptr (GFile) data = g_file_new_for_path (g_get_user_data_dir ());
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  GFile *folder = self->library != NULL ? bs_library_get_folder (self->library) : NULL;

  if (folder != NULL && !g_file_has_prefix (folder, data))
    gtk_file_chooser_set_file (chooser, folder, NULL);
  else
    gtk_file_chooser_set_current_folder (chooser, home, NULL);
}

static void
choose_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsFolderOpener *self = user_data;

  if (self->chooser == NULL)
    {
      self->chooser = gtk_file_chooser_native_new (_ ("Open a Folder of Articles"), self->window,
                                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Open"), NULL);
      gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
      set_folder (self, GTK_FILE_CHOOSER (self->chooser));
      g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
recent_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) folder = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_folder (user_data, folder);
}

static void
sample_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsFolderOpener) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = bs_sample_library_copy_finish (result, &error);
  g_autofree char *text = NULL;

  g_assert (BS_IS_FOLDER_OPENER (self));

  if (self->toasts == NULL)
    return;
  if (folder != NULL)
    {
      open_folder (self, folder);
      return;
    }
  text = g_strdup_printf (_ ("The sample library could not be copied: %s"), error->message);
  bs_toast_show (self->toasts, text);
}

static void
sample_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bs_sample_library_copy_async (NULL, sample_cb, g_object_ref (user_data));
}

static void
bs_folder_opener_finalize (GObject *object)
{
  bs_folder_opener_close (BS_FOLDER_OPENER (object));

  G_OBJECT_CLASS (bs_folder_opener_parent_class)->finalize (object);
}

static void
bs_folder_opener_class_init (BsFolderOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_folder_opener_finalize;

  signals[OPEN_FOLDER] = bs_new_signal (klass, "open-folder", 1, G_TYPE_FILE);
}

static void
bs_folder_opener_init (BsFolderOpener *self)
{
}

BsFolderOpener *
bs_folder_opener_new (GtkWindow *window, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "open-folder", choose_action },
    { "open-recent", recent_action, "s" },
    { "open-sample", sample_action },
  };
  BsFolderOpener *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (BS_TYPE_FOLDER_OPENER, NULL);
  self->window = window;
  self->toasts = toasts;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is being closed. */
void
bs_folder_opener_close (BsFolderOpener *self)
{
  g_return_if_fail (BS_IS_FOLDER_OPENER (self));

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->library);
  self->window = NULL;
  self->toasts = NULL;
}

/* @library: (nullable): another folder is first looked for beside it */
void
bs_folder_opener_set_library (BsFolderOpener *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_FOLDER_OPENER (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
}
