/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/article-actions.h"

#include <glib/gi18n-lib.h>

#include "page/page.h"
#include "ui/desktop/outside.h"
#include "ui/widgets/toast.h"

#define ZOOM_STEP 1.1

struct _BsArticleActions
{
  GObject parent_instance;

  GtkWindow *window;         /* (nullable): owns this object */
  BsReader *reader;          /* of the window */
  AdwToastOverlay *toasts;   /* (nullable) */
  BsLibrary *library;        /* (nullable) */
  BsPictureLoader *pictures; /* (nullable) */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (BsArticleActions, bs_article_actions, G_TYPE_OBJECT)

/* Returns: (transfer full) (nullable): the file of the current article */
static GFile *
dup_file (BsArticleActions *self)
{
  const char *path = bs_reader_get_path (self->reader);

  return self->library != NULL && path != NULL ?
             g_file_resolve_relative_path (bs_library_get_folder (self->library), path) :
             NULL;
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsArticleActions *self = BS_ARTICLE_ACTIONS (source);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text == NULL || self->toasts == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), text);
  bs_toast_show (self->toasts, _ ("Article copied"));
}

static void
text_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, bs_page_render_text (task_data), g_free);
}

static void
markdown_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, bs_page_render_markdown (task_data), g_free);
}

static void
copy (BsArticleActions *self, GTaskThreadFunc func)
{
  BsDocument *document = bs_reader_get_document (self->reader);
  g_autoptr (GTask) task = NULL;

  if (document == NULL)
    return;
  task = g_task_new (self, NULL, copied_cb, NULL);
  g_task_set_source_tag (task, copy);
  g_task_set_task_data (task, bs_document_ref (document), (GDestroyNotify) bs_document_unref);
  g_task_run_in_thread (task, func);
}

static void
outside_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsArticleActions) self = user_data;
  g_autoptr (GError) error = NULL;

  g_assert (BS_IS_ARTICLE_ACTIONS (self));

  if (!bs_outside_open_finish (GTK_WINDOW (source), result, &error) && self->toasts != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bs_toast_show (self->toasts, error->message);
}

static void
open_outside (BsArticleActions *self, BsOutside purpose)
{
  g_autoptr (GFile) file = dup_file (self);

  if (file != NULL)
    bs_outside_open_async (self->window, file, purpose, outside_cb, g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsArticleActions) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bs_page_server_save_finish (BS_PAGE_SERVER (source), result, &error) && self->toasts != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("The image could not be saved: %s"), error->message);

      bs_toast_show (self->toasts, text);
    }
}

static void
picture_chooser_cb (BsArticleActions *self, int response, GtkNativeDialog *dialog)
{
  g_assert (BS_IS_ARTICLE_ACTIONS (self));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (file != NULL)
        bs_page_server_save_async (bs_page_view_get_server (bs_reader_get_view (self->reader)),
                                   g_object_get_data (G_OBJECT (dialog), "picture"), file, NULL, saved_cb,
                                   g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
save_picture_cb (BsArticleActions *self, const char *uri, const char *name)
{
  g_assert (BS_IS_ARTICLE_ACTIONS (self));

  if (self->chooser != NULL)
    return;
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save Image"), self->window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_object_set_data_full (G_OBJECT (self->chooser), "picture", g_strdup (uri), g_free);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (picture_chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_text_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, text_thread);
}

static void
copy_markdown_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, markdown_thread);
}

static void
show_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_outside (user_data, BS_OUTSIDE_POINT);
}

static void
open_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_outside (user_data, BS_OUTSIDE_EDIT);
}

static void
open_file_cb (BsArticleActions *self)
{
  g_assert (BS_IS_ARTICLE_ACTIONS (self));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-file", NULL);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsArticleActions) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bs_page_view_print_finish (result, &error) && self->toasts != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = g_strdup_printf (_ ("The article could not be printed: %s"), error->message);

      bs_toast_show (self->toasts, text);
    }
}

static void
print_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsArticleActions *self = user_data;

  if (self->window != NULL && bs_reader_get_state (self->reader) == BS_READER_SHOWN)
    bs_page_view_print_async (bs_reader_get_view (self->reader), self->window, printed_cb, g_object_ref (self));
}

static void
load_pictures_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bs_reader_allow_pictures (BS_ARTICLE_ACTIONS (user_data)->reader);
}

static void
always_load_pictures_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsArticleActions *self = user_data;

  bs_picture_loader_allow_hosts (self->pictures, bs_reader_get_blocked_hosts (self->reader));
}

static void
zoom_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsReader *reader = BS_ARTICLE_ACTIONS (user_data)->reader;
  const char *name = g_action_get_name (G_ACTION (action));
  double zoom = bs_reader_get_zoom (reader);

  if (g_str_equal (name, "zoom-in"))
    bs_reader_set_zoom (reader, MIN (zoom * ZOOM_STEP, 3.0));
  else if (g_str_equal (name, "zoom-out"))
    bs_reader_set_zoom (reader, MAX (zoom / ZOOM_STEP, 0.5));
  else
    bs_reader_set_zoom (reader, 1.0);
}

static void
bs_article_actions_finalize (GObject *object)
{
  bs_article_actions_close (BS_ARTICLE_ACTIONS (object));
  g_clear_object (&BS_ARTICLE_ACTIONS (object)->pictures);

  G_OBJECT_CLASS (bs_article_actions_parent_class)->finalize (object);
}

static void
bs_article_actions_class_init (BsArticleActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_article_actions_finalize;
}

static void
bs_article_actions_init (BsArticleActions *self)
{
}

BsArticleActions *
bs_article_actions_new (GtkWindow *window, BsReader *reader, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "copy-text", copy_text_action },
    { "copy-markdown", copy_markdown_action },
    { "show-file", show_file_action },
    { "open-file", open_file_action },
    { "print", print_action },
    { "load-pictures", load_pictures_action },
    { "always-load-pictures", always_load_pictures_action },
    { "zoom-in", zoom_action },
    { "zoom-out", zoom_action },
    { "zoom-normal", zoom_action },
  };
  g_autoptr (GPropertyAction) original = NULL;
  g_autoptr (GPropertyAction) as_text = NULL;
  BsArticleActions *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_READER (reader), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (BS_TYPE_ARTICLE_ACTIONS, NULL);
  self->window = window;
  self->reader = reader;
  self->toasts = toasts;
  original = g_property_action_new ("original-style", reader, "original");
  as_text = g_property_action_new ("read-as-text", reader, "as-text");
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (original));
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (as_text));
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (bs_reader_get_links (reader), "open-file", G_CALLBACK (open_file_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "save-picture", G_CALLBACK (save_picture_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* The window is being closed. */
void
bs_article_actions_close (BsArticleActions *self)
{
  g_return_if_fail (BS_IS_ARTICLE_ACTIONS (self));

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->library);
  self->window = NULL;
  self->reader = NULL;
  self->toasts = NULL;
}

/* @library: (nullable): of the current article */
void
bs_article_actions_set_library (BsArticleActions *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_ARTICLE_ACTIONS (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
}

/* @pictures: (nullable): stores the hosts that are allowed */
void
bs_article_actions_set_pictures (BsArticleActions *self, BsPictureLoader *pictures)
{
  g_return_if_fail (BS_IS_ARTICLE_ACTIONS (self));

  g_set_object (&self->pictures, pictures);
}
