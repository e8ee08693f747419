/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/application/file-opener.h"

#include <glib/gi18n-lib.h>

#include "reader/frame-watch.h"
#include "ui/desktop/opening.h"
#include "ui/import/import-offer.h"

/* The maximum number of errors shown one by one. More are usually of the same kind. */
#define MAX_REFUSALS 3

#define QUESTION "bs-question"
#define RESPONSE_OPEN "open"
#define RESPONSE_FOLDER "folder"
#define RESPONSE_IMPORT "import"

/* Files outside known libraries, while the dialog asks what to do with them. */
typedef struct
{
  GtkApplication *application;
  const BsFileOpenerHost *host;
  GPtrArray *files; /* (element-type GFile) */
  BsWindow *window;
  GtkWindow *dialog;
  BsFrameWatch *watch;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->application);
  g_ptr_array_unref (question->files);
  g_object_unref (question->window);
  g_clear_pointer (&question->watch, bs_frame_watch_free);
  g_free (question);
}

/* Opens files from their own folder, and selects the first. Other files of their folder are not read, and the folder is
 * not opened again at the next start. */
static void
open_once (BsWindow *window, GPtrArray *files)
{
  GFile *file = g_ptr_array_index (files, 0);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *one = g_file_get_basename (g_ptr_array_index (files, i));

      g_strv_builder_add (builder, one);
    }
  names = g_strv_builder_end (builder);
  bs_window_open_files (window, folder, (const char *const *) names);
  bs_window_set_passing (window, TRUE);
  bs_window_show_when_there (window, name, NULL);
  bs_window_go_to_reader (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  g_assert (ADW_IS_MESSAGE_DIALOG (dialog));

  g_object_set_data (G_OBJECT (dialog), QUESTION, NULL);
  if (g_str_equal (response, RESPONSE_OPEN))
    open_once (question->host->create_window (question->application), question->files);
  else if (g_str_equal (response, RESPONSE_FOLDER))
    gtk_widget_activate_action (GTK_WIDGET (question->window), "win.open-folder", NULL);
  else if (g_str_equal (response, RESPONSE_IMPORT))
    {
      g_autoptr (GPtrArray) inputs = NULL;
      GSList *files = NULL;

      for (guint i = question->files->len; i > 0; i--)
        files = g_slist_prepend (files, g_ptr_array_index (question->files, i - 1));
      inputs = bs_import_offer_from_files (files);
      bs_importer_import (bs_window_get_importer (question->window), inputs, NULL);
      g_slist_free (files);
    }
  question_free (question);
}

static gboolean
is_article (GFile *file)
{
  g_autofree char *name = g_file_peek_path (file) != NULL ? g_file_get_basename (file) : NULL;

  return name != NULL && bs_article_name_is_article (name);
}

/* Whether they are articles of one folder. */
static gboolean
can_be_read (GPtrArray *files)
{
  g_autoptr (GFile) folder = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);

      if (!is_article (file) || (folder != NULL && !g_file_has_parent (file, folder)))
        return FALSE;
      if (folder == NULL)
        folder = g_file_get_parent (file);
    }
  return TRUE;
}

static char *
describe (BsLibrary *library, guint n_files, gboolean can_read)
{
  g_autofree char *folder = library != NULL ? g_file_get_basename (bs_library_get_folder (library)) : NULL;
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;

  if (shown == NULL)
    return g_strdup (_ ("Open a folder of articles first."));
  if (can_read)
    /* Translators: the argument is a library. */
    return g_strdup_printf (ngettext ("You can import it into “%s”, or open it once where it is.",
                                      "You can import them into “%s”, or open them once where they are.", n_files),
                            shown);
  /* Translators: the argument is a library. */
  return g_strdup_printf (ngettext ("You can import it into “%s”.", "You can import them into “%s”.", n_files), shown);
}

static void
add_suggestion (AdwMessageDialog *dialog, const char *response, const char *label)
{
  adw_message_dialog_add_response (dialog, response, label);
  adw_message_dialog_set_response_appearance (dialog, response, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, response);
}

static gpointer
copy_object (gconstpointer object, gpointer user_data)
{
  return g_object_ref ((gpointer) object);
}

/* On Wayland, a dialog that opens before its window is drawn would be placed behind it. */
static void
window_drawn_cb (gpointer user_data)
{
  Question *question = user_data;

  if (gtk_widget_get_visible (GTK_WIDGET (question->window)))
    gtk_window_present (question->dialog);
  else
    gtk_window_close (question->dialog);
}

/* Adds the files of a dialog that is still open, so that one dialog asks about all of them.
 *
 * Returns: (transfer full): all of the files */
static GPtrArray *
take_asked (GPtrArray *files)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWindow *dialog = NULL;
  Question *question = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && question == NULL; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      question = g_object_get_data (G_OBJECT (window), QUESTION);
      dialog = window;
    }
  if (question != NULL)
    g_ptr_array_extend (all, question->files, copy_object, NULL);
  for (guint i = 0; i < files->len; i++)
    if (!g_ptr_array_find_with_equal_func (all, g_ptr_array_index (files, i), (GEqualFunc) g_file_equal, NULL))
      g_ptr_array_add (all, g_object_ref (g_ptr_array_index (files, i)));
  if (question != NULL)
    {
      g_object_set_data (G_OBJECT (dialog), QUESTION, NULL);
      g_signal_handlers_disconnect_by_func (dialog, response_cb, question);
      question_free (question);
      gtk_window_destroy (dialog);
    }
  return all;
}

static void
ask (GtkApplication *application, const BsFileOpenerHost *host, BsWindow *window, GPtrArray *asked)
{
  g_autoptr (GPtrArray) files = take_asked (asked);
  Question *question = g_new0 (Question, 1);
  BsLibrary *library = bs_window_get_library (window);
  g_autofree char *name = g_file_get_basename (g_ptr_array_index (files, 0));
  g_autofree char *shown = g_filename_display_name (name);
  gboolean can_read = can_be_read (files);
  g_autofree char *body = describe (library, files->len, can_read);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (window), NULL, body));

  question->application = g_object_ref (application);
  question->host = host;
  question->files = g_ptr_array_ref (files);
  question->window = g_object_ref (window);
  question->dialog = GTK_WINDOW (dialog);
  if (files->len == 1)
    adw_message_dialog_format_heading (dialog, _ ("Import “%s”?"), shown);
  else
    adw_message_dialog_format_heading (dialog, ngettext ("Import %'u File?", "Import %'u Files?", files->len),
                                       files->len);
  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (can_read)
    adw_message_dialog_add_response (dialog, RESPONSE_OPEN, _ ("_Open Once"));
  if (library != NULL)
    add_suggestion (dialog, RESPONSE_IMPORT, _ ("_Import"));
  else
    add_suggestion (dialog, RESPONSE_FOLDER, _ ("_Open Folder…"));
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), question);
  g_object_set_data (G_OBJECT (dialog), QUESTION, question);
  question->watch = bs_frame_watch_new (GTK_WIDGET (window), window_drawn_cb, question);
}

/* Returns: (nullable): the window that shows single files of a folder */
static BsWindow *
find_passing (GtkApplication *self, GFile *folder)
{
  for (GList *link = gtk_application_get_windows (self); link != NULL; link = link->next)
    {
      BsLibrary *library = BS_IS_WINDOW (link->data) ? bs_window_get_library (link->data) : NULL;

      if (library != NULL && bs_window_is_passing (link->data) &&
          g_file_equal (bs_library_get_folder (library), folder))
        return link->data;
    }
  return NULL;
}

/* Without a library to import into, articles are only read. */
static void
open_others (GtkApplication *self, const BsFileOpenerHost *host, GPtrArray *files)
{
  g_autoptr (GFile) folder = g_file_get_parent (g_ptr_array_index (files, 0));
  BsWindow *window = can_be_read (files) && folder != NULL ? find_passing (self, folder) : NULL;

  if (window != NULL)
    {
      open_once (window, files);
      return;
    }
  window = host->present_window (self);
  if (bs_window_get_library (window) == NULL && can_be_read (files))
    open_once (window, files);
  else
    ask (self, host, window, files);
}

/* Only the first article of each library is shown: the others are in the same list. */
static void
show_places (GtkApplication *self, const BsFileOpenerHost *host, GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const BsOpeningPlace *place = g_ptr_array_index (places, i);
      gboolean is_first = TRUE;
      BsWindow *window;

      for (guint k = 0; k < i; k++)
        is_first = is_first && !g_file_equal (((BsOpeningPlace *) g_ptr_array_index (places, k))->root, place->root);
      if (!is_first)
        continue;
      window = find_passing (self, place->root);
      if (window != NULL)
        gtk_window_present (GTK_WINDOW (window));
      else
        window = host->open_folder (self, place->root);
      bs_window_show_when_there (window, place->path, NULL);
      bs_window_go_to_reader (window);
    }
}

typedef struct
{
  GtkApplication *application;
  const BsFileOpenerHost *host;
  char *hint;
} Request;

/*
 * bs_file_opener_is_hint:
 * @name: an untrusted name
 *
 * Returns: whether it is an action that may accompany the files
 */
gboolean
bs_file_opener_is_hint (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return g_str_equal (name, "import") || g_str_equal (name, "search");
}

static void
sorted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GtkApplication) self = request->application;
  const BsFileOpenerHost *host = request->host;
  g_autofree char *hint = request->hint;
  g_autoptr (BsOpening) opening = bs_opening_sort_finish (result, NULL);

  g_assert (GTK_IS_APPLICATION (self));

  g_free (request);

  for (guint i = 0; i < opening->folders->len; i++)
    host->open_folder (self, g_ptr_array_index (opening->folders, i));
  show_places (self, host, opening->places);
  for (guint i = 0; i < MIN (opening->refused->len, MAX_REFUSALS); i++)
    bs_window_show_toast (host->present_window (self), g_ptr_array_index (opening->refused, i));
  if (opening->files->len > 0)
    open_others (self, host, opening->files);
  if (bs_file_opener_is_hint (hint))
    g_action_group_activate_action (G_ACTION_GROUP (self), hint, NULL);
  g_application_release (G_APPLICATION (self));
}

static GPtrArray *
list_roots (GtkApplication *self, BsRecentFolders *recent, guint *n_open)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *link = gtk_application_get_windows (self); link != NULL; link = link->next)
    {
      BsLibrary *library = BS_IS_WINDOW (link->data) ? bs_window_get_library (link->data) : NULL;

      /* A window that shows single files is not a library for others. */
      if (library != NULL && !bs_window_is_passing (link->data))
        g_ptr_array_add (roots, g_object_ref (bs_library_get_folder (library)));
    }
  *n_open = roots->len;
  for (guint i = 0; i < bs_recent_folders_get_n (recent); i++)
    g_ptr_array_add (roots, g_object_ref (bs_recent_folders_get (recent, i, NULL)));
  return roots;
}

/*
 * bs_file_opener_open:
 * @recent: further folders with articles, besides the open ones
 * @files: (array length=n_files): files and folders from the desktop or the command line
 * @hint: the action to run afterwards, if bs_file_opener_is_hint()
 *
 * Opens folders, shows articles in their library, and asks what to do with other files.
 */
void
bs_file_opener_open (GtkApplication *self, const BsFileOpenerHost *host, BsRecentFolders *recent, GFile **files,
                     guint n_files, const char *hint)
{
  g_autoptr (GPtrArray) roots = NULL;
  Request *request;
  guint n_open;

  g_return_if_fail (GTK_IS_APPLICATION (self));
  g_return_if_fail (BS_IS_RECENT_FOLDERS (recent));
  g_return_if_fail (hint != NULL);

  roots = list_roots (self, recent, &n_open);
  request = g_new (Request, 1);
  *request = (Request){ g_object_ref (self), host, g_strdup (hint) };
  /* No window keeps the application running yet. */
  g_application_hold (G_APPLICATION (self));
  bs_opening_sort_async (files, n_files, roots, n_open, NULL, sorted_cb, request);
}
