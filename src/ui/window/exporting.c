/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/exporting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/library/saved-searches.h"
#include "ui/desktop/outside.h"
#include "ui/dialogs/export-dialog.h"
#include "ui/widgets/toast.h"
#include "ui/window/file-job.h"

/* The longest name that is suggested for a file, in bytes. */
#define MAX_NAME_BYTES 120

/* So many articles that are missing from an export are listed. */
#define MAX_PROBLEMS 20

struct _BsExporting
{
  GObject parent_instance;

  /* Of the window that owns this. */
  GtkWindow *window; /* (nullable) */
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsProgressCard *card;
  AdwToastOverlay *toasts; /* (nullable) */

  BsLibrary *library;     /* (nullable) */
  BsPictureStore *kept;   /* (nullable): pictures from the net that are on this computer */
  BsExportDialog *dialog; /* (nullable): which is shown */
  GPtrArray *choices;     /* (element-type Choice): of the dialog */
  GtkFileChooserNative *chooser;
  BsExportKind kind;       /* the last chosen one */
  GPtrArray *cancellables; /* (element-type GCancellable): of the exports that are running */
  AdwToast *toast;         /* (nullable): about the last one */
};

G_DEFINE_FINAL_TYPE (BsExporting, bs_exporting, G_TYPE_OBJECT)

/* Articles that can be exported: either known ones or those of a list. */
typedef struct
{
  BsExportDialog *dialog;
  guint number;
  GArray *ids;         /* (nullable) (element-type guint) */
  BsArticleList *list; /* (nullable) */
} Choice;

static void
count_cb (Choice *choice)
{
  if (!bs_article_list_get_pending (choice->list) && bs_article_list_get_complete (choice->list))
    bs_export_dialog_set_count (choice->dialog, choice->number, g_list_model_get_n_items (G_LIST_MODEL (choice->list)));
}

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  if (choice->list != NULL)
    g_signal_handlers_disconnect_by_func (choice->list, count_cb, choice);
  g_clear_object (&choice->list);
  g_clear_pointer (&choice->ids, g_array_unref);
  g_free (choice);
}

/* @ids: (transfer full) (nullable)
 * @list: (transfer full) (nullable) */
static void
add_choice (BsExporting *self, const char *name, const char *title, GArray *ids, BsArticleList *list)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->dialog = self->dialog;
  choice->number = self->choices->len;
  choice->ids = ids;
  choice->list = list;
  g_ptr_array_add (self->choices, choice);
  bs_export_dialog_add_choice (self->dialog, name, title);
  if (ids != NULL)
    {
      bs_export_dialog_set_count (self->dialog, choice->number, ids->len);
      return;
    }
  g_signal_connect_swapped (list, "notify", G_CALLBACK (count_cb), choice);
  count_cb (choice);
}

static GArray *
list_ids (const Choice *choice)
{
  GArray *ids;
  guint n;

  if (choice->ids != NULL)
    return g_array_ref (choice->ids);
  n = g_list_model_get_n_items (G_LIST_MODEL (choice->list));
  ids = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  for (guint i = 0; i < n; i++)
    {
      guint id = bs_article_list_get_id (choice->list, i);

      g_array_append_val (ids, id);
    }
  return ids;
}

/* An export, from its file to its report. */
typedef struct
{
  BsExporting *exporting;
  BsLibrary *library;
  BsExportOptions options;
  char *title;
  GFile *file;
  guint n_articles;
  GCancellable *cancellable;
} Export;

static void
export_free (Export *export)
{
  g_application_release (g_application_get_default ());
  if (export->exporting->toasts != NULL)
    bs_progress_card_stop (export->exporting->card, export->cancellable);
  g_ptr_array_remove (export->exporting->cancellables, export->cancellable);
  g_object_unref (export->exporting);
  g_object_unref (export->library);
  g_clear_object (&export->options.kept);
  g_free (export->title);
  g_object_unref (export->file);
  g_object_unref (export->cancellable);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
outside_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsExporting) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bs_outside_open_finish (GTK_WINDOW (source), result, &error) && self->toasts != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bs_toast_show (self->toasts, error->message);
}

static void
open_cb (BsExporting *self, AdwToast *toast)
{
  GFile *file = g_object_get_data (G_OBJECT (toast), "file");
  gboolean is_archive = g_object_get_data (G_OBJECT (toast), "archive") != NULL;

  g_assert (BS_IS_EXPORTING (self));

  if (self->window != NULL)
    bs_outside_open_async (self->window, file, is_archive ? BS_OUTSIDE_POINT : BS_OUTSIDE_VIEW, outside_cb,
                           g_object_ref (self));
}

static void
details_cb (BsExporting *self, AdwToast *toast)
{
  GtkWidget *dialog;

  g_assert (BS_IS_EXPORTING (self));

  if (self->window == NULL)
    return;
  dialog = adw_message_dialog_new (self->window, _ ("Not Exported"), g_object_get_data (G_OBJECT (toast), "details"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* @toast: (transfer full) */
static void
show_toast (BsExporting *self, AdwToast *toast)
{
  g_set_weak_pointer (&self->toast, toast);
  bs_toast_add (self->toasts, toast);
}

static char *
describe_problems (GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (problems->len, MAX_PROBLEMS); i++)
    {
      const BsExportProblem *problem = problems->pdata[i];
      g_autofree char *path = g_filename_display_name (problem->path);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", path, problem->reason);
    }
  if (problems->len > MAX_PROBLEMS)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %'u more", "and %'u more", problems->len - MAX_PROBLEMS),
                              problems->len - MAX_PROBLEMS);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
say_done (const Export *export, GPtrArray *problems)
{
  BsExporting *self = export->exporting;
  guint n = export->n_articles - MIN (problems->len, export->n_articles);
  g_autofree char *text = g_strdup_printf (ngettext ("Exported %'u article", "Exported %'u articles", n), n);
  AdwToast *toast;

  if (problems->len > 0)
    {
      g_autofree char *both = NULL;

      both = g_strdup_printf (
          /* Translators: %s is “Exported 12 articles”. */
          ngettext ("%s, %'u could not be read", "%s, %'u could not be read", problems->len), text, problems->len);
      toast = bs_toast_new (both);
      adw_toast_set_button_label (toast, _ ("_Details"));
      g_object_set_data_full (G_OBJECT (toast), "details", describe_problems (problems), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (details_cb), self, G_CONNECT_SWAPPED);
    }
  else
    {
      gboolean is_archive = export->options.kind == BS_EXPORT_ZIP;

      toast = bs_toast_new (text);
      adw_toast_set_button_label (toast, is_archive ? _ ("_Show in Files") : _ ("_Open"));
      g_object_set_data_full (G_OBJECT (toast), "file", g_object_ref (export->file), g_object_unref);
      g_object_set_data (G_OBJECT (toast), "archive", is_archive ? toast : NULL);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
    }
  show_toast (self, toast);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gboolean written = bs_export_write_finish (result, &problems, &error);
  g_autofree char *text = NULL;

  if (export->exporting->toasts == NULL)
    return;
  if (written)
    {
      say_done (export, problems);
      return;
    }
  text = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ?
             g_strdup (_ ("Export cancelled")) :
             g_strdup_printf (_ ("The export failed: %s"), error->message);
  show_toast (export->exporting, bs_toast_new (text));
}

static void
progress_cb (guint done, guint all, gpointer user_data)
{
  const Export *export = user_data;

  if (export->exporting->toasts != NULL && all > 0)
    bs_progress_card_set_fraction (export->exporting->card, export->cancellable, (double) done / all);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autofree char **paths = bs_file_job_list_finish (BS_LIBRARY (source), result);
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (g_free);
  BsSite *site = bs_library_get_site (export->library);
  Export *running = export;

  for (char **path = paths; *path != NULL; path++)
    g_ptr_array_add (articles, *path);
  export->n_articles = articles->len;
  if (site == NULL || export->exporting->toasts == NULL)
    return;
  g_steal_pointer (&export);
  bs_export_write_async (site, articles, &running->options, g_file_peek_path (running->file), progress_cb, running,
                         running->cancellable, written_cb, running);
}

/*
 * bs_exporting_write:
 * @ids: (element-type guint): articles
 * @title: of the export
 * @file: the file to write
 *
 * Writes an export, with the card of the window and a toast at the end.
 */
void
bs_exporting_write (BsExporting *self, GArray *ids, BsExportKind kind, const char *title, GFile *file)
{
  Export *export;
  g_autofree char *text = NULL;

  g_return_if_fail (BS_IS_EXPORTING (self));
  g_return_if_fail (ids != NULL && title != NULL);
  g_return_if_fail (G_IS_FILE (file));

  if (self->library == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    {
      show_toast (self, bs_toast_new (_ ("Choose a folder on this computer.")));
      return;
    }
  export = g_new0 (Export, 1);
  export->exporting = g_object_ref (self);
  export->library = g_object_ref (self->library);
  export->title = g_strdup (title);
  export->options.kind = kind;
  export->options.title = export->title;
  export->options.kept = self->kept != NULL ? g_object_ref (self->kept) : NULL;
  export->file = g_object_ref (file);
  export->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->cancellables, g_object_ref (export->cancellable));
  /* A half-written file is removed before the program ends. */
  g_application_hold (g_application_get_default ());
  text = g_strdup_printf (ngettext ("Exporting %'u article…", "Exporting %'u articles…", ids->len), ids->len);
  bs_progress_card_start (self->card, text, export->cancellable);
  bs_file_job_list_async (self->library, g_array_ref (ids), listed_cb, export);
}

/* The export for which the file chooser is open. */
typedef struct
{
  BsExporting *exporting;
  GArray *ids;
  BsExportKind kind;
  char *title;
} Wish;

static void
wish_free (gpointer data, GClosure *closure)
{
  Wish *wish = data;

  g_array_unref (wish->ids);
  g_free (wish->title);
  g_free (wish);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  const Wish *wish = user_data;
  g_autoptr (BsExporting) self = g_object_ref (wish->exporting);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    bs_exporting_write (self, wish->ids, wish->kind, wish->title, file);
  g_clear_object (&self->chooser);
}

/* A name that every file system takes. */
static char *
make_file_name (const char *title, const char *extension)
{
  g_autofree char *name = g_strdelimit (g_strdup (title), "/\\:*?\"<>|\r\n\t", ' ');
  const char *end;

  for (char *start = name; *start == '.' || *start == ' '; start++)
    *start = ' ';
  g_strstrip (name);
  if (strlen (name) > MAX_NAME_BYTES)
    {
      end = g_utf8_find_prev_char (name, name + MAX_NAME_BYTES + 1);
      name[end - name] = '\0';
      g_strchomp (name);
    }
  return g_strconcat (*name != '\0' ? name : _ ("Articles"), extension, NULL);
}

static void
choose_file (BsExporting *self, GArray *ids, BsExportKind kind, const char *title)
{
  static const struct
  {
    const char *name;
    const char *extension;
  } types[] = {
    [BS_EXPORT_EPUB] = { N_ ("EPUB"), ".epub" },
    [BS_EXPORT_HTML] = { N_ ("HTML"), ".html" },
    [BS_EXPORT_ZIP] = { N_ ("Zip"), ".zip" },
    [BS_EXPORT_PDF] = { N_ ("PDF"), ".pdf" },
  };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *name = make_file_name (title, types[kind].extension);
  Wish *wish;

  gtk_file_filter_set_name (filter, _ (types[kind].name));
  gtk_file_filter_add_suffix (filter, types[kind].extension + 1);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Export"), self->window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  wish = g_new0 (Wish, 1);
  wish->exporting = self;
  wish->ids = g_array_ref (ids);
  wish->kind = kind;
  wish->title = g_strdup (title);
  g_signal_connect_data (self->chooser, "response", G_CALLBACK (chosen_cb), wish, wish_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
export_cb (BsExporting *self)
{
  g_autofree char *title = NULL;
  g_autoptr (GArray) ids = NULL;

  g_assert (BS_IS_EXPORTING (self));

  title = bs_export_dialog_dup_title (self->dialog);
  ids = list_ids (self->choices->pdata[bs_export_dialog_get_choice (self->dialog)]);
  self->kind = bs_export_dialog_get_kind (self->dialog);
  gtk_window_close (GTK_WINDOW (self->dialog));
  choose_file (self, ids, self->kind, title);
}

static void
dialog_gone_cb (gpointer data, GObject *dialog)
{
  BsExporting *self = data;

  g_ptr_array_set_size (self->choices, 0);
  self->dialog = NULL;
}

/* Returns: whether there is a dialog to which choices can be added */
static gboolean
make_dialog (BsExporting *self)
{
  if (self->library == NULL || self->window == NULL || self->dialog != NULL || self->chooser != NULL)
    return FALSE;
  self->dialog = bs_export_dialog_new (self->window, self->kind);
  g_object_weak_ref (G_OBJECT (self->dialog), dialog_gone_cb, self);
  g_signal_connect_object (self->dialog, "export", G_CALLBACK (export_cb), self, G_CONNECT_SWAPPED);
  return TRUE;
}

/* Returns: (transfer full): the name of the list, as the title of an export */
static char *
dup_list_title (BsExporting *self)
{
  const char *text = bs_article_pane_get_search_text (self->articles);

  if (text != NULL && *text != '\0')
    return g_strdup (text);
  if (bs_sidebar_get_scope (self->sidebar) != BS_SCOPE_ALL)
    return g_strdup (bs_sidebar_get_title (self->sidebar));
  return g_filename_display_basename (g_file_peek_path (bs_library_get_folder (self->library)));
}

static void
add_selected (BsExporting *self)
{
  guint n = bs_article_pane_get_n_selected (self->articles);
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (self->articles);
  g_autofree char *title = dup_list_title (self);

  if (n == 1 && item != NULL)
    add_choice (self, bs_article_item_get_title (item), bs_article_item_get_title (item),
                bs_article_pane_list_selected (self->articles), NULL);
  else if (n > 1)
    add_choice (self, _ ("Selected Articles"), title, bs_article_pane_list_selected (self->articles), NULL);
}

static void
add_list (BsExporting *self)
{
  BsArticleList *list = bs_article_pane_get_list (self->articles);
  const char *text = bs_article_pane_get_search_text (self->articles);
  g_autofree char *title = dup_list_title (self);
  g_autofree char *name = NULL;

  if (list == NULL)
    return;
  if (text != NULL && *text != '\0')
    /* Translators: the search text */
    name = g_strdup_printf (_ ("Found: “%s”"), text);
  else
    name = g_strdup (bs_sidebar_get_title (self->sidebar));
  add_choice (self, name, title, NULL, g_object_ref (list));
}

static gboolean
has_focus_in (BsExporting *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* Asks which articles to export: the selected ones, or all in the list. */
static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsExporting *self = user_data;
  gboolean wants_list;

  if (!make_dialog (self))
    return;
  wants_list = has_focus_in (self, GTK_WIDGET (self->sidebar));
  add_selected (self);
  add_list (self);
  if (wants_list && self->choices->len > 1)
    bs_export_dialog_set_choice (self->dialog, 1);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

/* Of the menu of a place. */
static void
organise_cb (BsExporting *self, const char *action, guint scope, GStrv names, GStrv to)
{
  g_autoptr (BsQuery) query = NULL;
  const char *name;

  g_assert (BS_IS_EXPORTING (self));

  if (!g_str_equal (action, "export") || names == NULL || names[0] == NULL || !make_dialog (self))
    return;
  if (scope == BS_SCOPE_SEARCH)
    {
      BsSavedSearch *search = bs_saved_searches_find (bs_library_get_searches (self->library), names[0]);

      if (search == NULL)
        {
          gtk_window_destroy (GTK_WINDOW (self->dialog));
          return;
        }
      name = bs_saved_search_get_name (search);
      query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE, bs_saved_search_get_query (search), FALSE);
    }
  else
    {
      name = names[g_strv_length (names) - 1];
      query = bs_query_new (scope, (const char *const *) names, BS_SORT_DATE, FALSE);
    }
  add_choice (self, name, name, NULL, bs_library_query (self->library, query));
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
bs_exporting_finalize (GObject *object)
{
  BsExporting *self = BS_EXPORTING (object);

  bs_exporting_close (self);
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->cancellables);
  g_clear_object (&self->kept);

  G_OBJECT_CLASS (bs_exporting_parent_class)->finalize (object);
}

static void
bs_exporting_class_init (BsExportingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_exporting_finalize;
}

static void
bs_exporting_init (BsExporting *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->cancellables = g_ptr_array_new_with_free_func (g_object_unref);
  self->kind = BS_EXPORT_PDF;
}

BsExporting *
bs_exporting_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsProgressCard *card,
                  AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "export", export_action },
  };
  BsExporting *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_SIDEBAR (sidebar), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);
  g_return_val_if_fail (BS_IS_PROGRESS_CARD (card), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (BS_TYPE_EXPORTING, NULL);
  self->window = window;
  self->sidebar = sidebar;
  self->articles = articles;
  self->card = card;
  self->toasts = toasts;
  g_signal_connect_object (sidebar, "organise", G_CALLBACK (organise_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is being closed; the running export is cancelled. */
void
bs_exporting_close (BsExporting *self)
{
  g_return_if_fail (BS_IS_EXPORTING (self));

  for (guint i = 0; i < self->cancellables->len; i++)
    g_cancellable_cancel (self->cancellables->pdata[i]);
  bs_exporting_set_library (self, NULL);
  g_clear_weak_pointer (&self->toast);
  self->window = NULL;
  self->toasts = NULL;
}

/* @library: (nullable): which the window shows */
void
bs_exporting_set_library (BsExporting *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_EXPORTING (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  if (self->dialog != NULL)
    {
      g_object_weak_unref (G_OBJECT (self->dialog), dialog_gone_cb, self);
      g_ptr_array_set_size (self->choices, 0);
      gtk_window_destroy (GTK_WINDOW (self->dialog));
      self->dialog = NULL;
    }
  g_set_object (&self->library, library);
}

/* @kept: (nullable): pictures from the net that are on this computer */
void
bs_exporting_set_pictures (BsExporting *self, BsPictureStore *kept)
{
  g_return_if_fail (BS_IS_EXPORTING (self));
  g_return_if_fail (kept == NULL || BS_IS_PICTURE_STORE (kept));

  g_set_object (&self->kept, kept);
}

/* Returns: (transfer none) (nullable): the last message */
AdwToast *
bs_exporting_get_toast (BsExporting *self)
{
  g_return_val_if_fail (BS_IS_EXPORTING (self), NULL);

  return self->toast;
}
