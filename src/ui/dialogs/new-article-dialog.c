/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/new-article-dialog.h"

#include <glib/gi18n-lib.h>

#include "model/change/edit/name-edit.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/completion.h"
#include "ui/widgets/shorthand.h"

struct _BsNewArticleDialog
{
  AdwWindow parent_instance;

  GtkWidget *create_button;
  AdwEntryRow *title_row;
  AdwEntryRow *category_row;
  AdwActionRow *file_row;
  AdwActionRow *template_row;
  AdwActionRow *removed_row;
  GtkWidget *spinner;

  BsLibrary *library;
  GHashTable *categories;  /* (element-type utf8 GStrv): the known ones, as they are typed */
  BsArticleHabits *habits; /* (nullable): until the articles are read */
  BsNewArticle *article;   /* (nullable): for the current input */
  GCancellable *cancellable;
  gboolean is_planning;
  gboolean is_stale;  /* something else was typed since */
  gboolean is_wanted; /* create it as soon as the plan is ready */
  gboolean is_sent;   /* it is being created */
};

enum
{
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsNewArticleDialog, bs_new_article_dialog, ADW_TYPE_WINDOW)

static void plan (BsNewArticleDialog *self);

static gboolean
has_title (BsNewArticleDialog *self)
{
  g_autofree char *title = bs_new_article_dialog_dup_title (self);

  return *title != '\0';
}

/* The text that is typed as the category; "" for none */
static char *
dup_category_text (BsNewArticleDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->category_row))));
}

static gboolean
has_category_fault (BsNewArticleDialog *self)
{
  g_autofree char *text = dup_category_text (self);
  g_auto (GStrv) category = bs_new_article_dialog_dup_category (self);

  return *text != '\0' && category == NULL;
}

static void
mark_row (AdwEntryRow *row, const char *fault)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, fault != NULL ? fault : "",
                                  -1);
}

static void
show_file (BsNewArticleDialog *self, const char *text, gboolean is_error)
{
  adw_action_row_set_subtitle (self->file_row, text);
  bs_set_css_class (GTK_WIDGET (self->file_row), "error", is_error);
  mark_row (self->title_row, is_error && !has_category_fault (self) ? text : NULL);
  mark_row (self->category_row, is_error && has_category_fault (self) ? text : NULL);
}

static void
show_article (BsNewArticleDialog *self)
{
  g_autofree char *path = g_filename_display_name (self->article->path);
  g_autofree char *template = NULL;
  g_autofree char *removed = NULL;

  show_file (self, path, FALSE);
  if (self->article->template_path != NULL)
    {
      template = g_filename_display_name (self->article->template_path);
    }
  else
    {
      g_auto (GStrv) category = bs_new_article_dialog_dup_category (self);

      template = g_strdup (category != NULL ? _ ("The fields that the articles of the category share") :
                                              _ ("The fields that all articles share"));
    }
  adw_action_row_set_subtitle (self->template_row, template);
  gtk_widget_set_visible (GTK_WIDGET (self->template_row), TRUE);
  g_ptr_array_add (self->article->removed, NULL);
  removed = g_strjoinv ("\n", (GStrv) self->article->removed->pdata);
  g_ptr_array_remove_index (self->article->removed, self->article->removed->len - 1);
  adw_action_row_set_subtitle (self->removed_row, removed);
  gtk_widget_set_visible (GTK_WIDGET (self->removed_row), self->article->removed->len > 0);
}

static void
update (BsNewArticleDialog *self)
{
  gboolean has_fault = has_category_fault (self);
  gboolean has_one = has_title (self) && !has_fault;

  gtk_widget_set_sensitive (self->create_button, has_one && !self->is_wanted && !self->is_sent);
  gtk_widget_set_visible (self->spinner, self->habits == NULL || self->is_wanted || self->is_sent);
  gtk_editable_set_editable (GTK_EDITABLE (self->title_row), !self->is_sent);
  gtk_editable_set_editable (GTK_EDITABLE (self->category_row), !self->is_sent);
  if (!has_one)
    {
      show_file (self, has_fault ? _ ("A name is missing before or after “/”.") : _ ("Named after the title"),
                 has_fault);
      gtk_widget_set_visible (GTK_WIDGET (self->template_row), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->removed_row), FALSE);
    }
}

static void
create (BsNewArticleDialog *self)
{
  self->is_wanted = FALSE;
  self->is_sent = TRUE;
  update (self);
  g_signal_emit (self, signals[CREATE], 0);
}

/* The planned article. */
typedef struct
{
  BsArticleHabits *habits;
  char *title;
  GStrv category;
} Plan;

static void
free_plan (gpointer data)
{
  Plan *job = data;

  bs_article_habits_unref (job->habits);
  g_free (job->title);
  g_strfreev (job->category);
  g_free (job);
}

static void
free_article (gpointer data)
{
  bs_new_article_free (data);
}

static void
plan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Plan *job = task_data;
  GError *error = NULL;
  BsNewArticle *article = bs_new_article_plan (job->habits, job->title, (const char *const *) job->category, &error);

  if (article != NULL)
    g_task_return_pointer (task, article, free_article);
  else
    g_task_return_error (task, error);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsNewArticleDialog *self = BS_NEW_ARTICLE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsNewArticle) article = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_planning = FALSE;
  if (self->library == NULL)
    return;
  if (self->is_stale)
    {
      plan (self);
      return;
    }
  self->article = g_steal_pointer (&article);
  if (self->article != NULL)
    {
      show_article (self);
      if (self->is_wanted)
        {
          create (self);
          return;
        }
    }
  else
    {
      show_file (self, error->message, TRUE);
    }
  self->is_wanted = FALSE;
  update (self);
}

/* For the current input; a worker reads the disk. */
static void
plan (BsNewArticleDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Plan *job;

  g_clear_pointer (&self->article, bs_new_article_free);
  self->is_stale = self->is_planning;
  update (self);
  if (self->is_planning || self->habits == NULL || !has_title (self) || has_category_fault (self))
    return;
  self->is_planning = TRUE;
  job = g_new0 (Plan, 1);
  job->habits = bs_article_habits_ref (self->habits);
  job->title = bs_new_article_dialog_dup_title (self);
  job->category = bs_new_article_dialog_dup_category (self);
  task = g_task_new (self, NULL, planned_cb, NULL);
  g_task_set_source_tag (task, plan);
  g_task_set_task_data (task, job, free_plan);
  g_task_run_in_thread (task, plan_thread);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  BsArticleHabits *habits = bs_article_habits_read (task_data, cancellable, &error);

  if (habits != NULL)
    g_task_return_pointer (task, habits, (GDestroyNotify) bs_article_habits_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsNewArticleDialog *self = BS_NEW_ARTICLE_DIALOG (source);
  g_autoptr (GError) error = NULL;

  self->habits = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->library == NULL)
    return;
  if (self->habits != NULL)
    {
      plan (self);
    }
  else
    {
      gtk_widget_set_visible (self->spinner, FALSE);
      show_file (self, error->message, TRUE);
    }
}

static void
changed_cb (BsNewArticleDialog *self)
{
  g_assert (BS_IS_NEW_ARTICLE_DIALOG (self));

  self->is_wanted = FALSE;
  plan (self);
}

static void
create_cb (BsNewArticleDialog *self)
{
  g_assert (BS_IS_NEW_ARTICLE_DIALOG (self));

  if (!has_title (self) || has_category_fault (self) || self->is_sent)
    return;
  if (self->article != NULL)
    {
      create (self);
      return;
    }
  /* The articles are still being read, or it could not be planned before. */
  self->is_wanted = TRUE;
  plan (self);
}

static void
add_categories (BsNewArticleDialog *self, GListModel *categories, GPtrArray *texts)
{
  guint n = g_list_model_get_n_items (categories);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsCategory) category = g_list_model_get_item (categories, i);
      const char *const *names = bs_category_get_path (category);
      char *text = g_strdelimit (g_strjoinv ("/", (GStrv) names), "\r\n\t", ' ');

      g_ptr_array_add (texts, text);
      g_hash_table_insert (self->categories, g_strdup (text), g_strdupv ((GStrv) names));
      add_categories (self, bs_category_get_children (category), texts);
    }
}

static void
bs_new_article_dialog_dispose (GObject *object)
{
  BsNewArticleDialog *self = BS_NEW_ARTICLE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_new_article_dialog_parent_class)->dispose (object);
}

static void
bs_new_article_dialog_finalize (GObject *object)
{
  BsNewArticleDialog *self = BS_NEW_ARTICLE_DIALOG (object);

  g_hash_table_unref (self->categories);
  g_clear_pointer (&self->habits, bs_article_habits_unref);
  g_clear_pointer (&self->article, bs_new_article_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bs_new_article_dialog_parent_class)->finalize (object);
}

static void
bs_new_article_dialog_class_init (BsNewArticleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_new_article_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_new_article_dialog_finalize;

  signals[CREATE] = bs_new_signal (klass, "create", 0);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/broadsheet/Broadsheet/ui/new-article-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BsNewArticleDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, BsNewArticleDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, BsNewArticleDialog, category_row);
  gtk_widget_class_bind_template_child (widget_class, BsNewArticleDialog, file_row);
  gtk_widget_class_bind_template_child (widget_class, BsNewArticleDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, BsNewArticleDialog, removed_row);
  gtk_widget_class_bind_template_child (widget_class, BsNewArticleDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
bs_new_article_dialog_init (BsNewArticleDialog *self)
{
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @category: (nullable) (array zero-terminated=1): the suggested one */
BsNewArticleDialog *
bs_new_article_dialog_new (GtkWindow *parent, BsLibrary *library, const char *const *category)
{
  BsNewArticleDialog *self;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);

  self = g_object_new (BS_TYPE_NEW_ARTICLE_DIALOG, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->library = g_object_ref (library);
  add_categories (self, bs_library_get_categories (library), texts);
  g_ptr_array_add (texts, NULL);
  bs_completion_install (GTK_EDITABLE (self->category_row), (const char *const *) texts->pdata);
  if (category != NULL)
    {
      g_autofree char *text = g_strdelimit (g_strjoinv ("/", (GStrv) category), "\r\n\t", ' ');

      gtk_editable_set_text (GTK_EDITABLE (self->category_row), text);
    }
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, bs_new_article_dialog_new);
  g_task_set_task_data (task, g_file_get_path (bs_library_get_folder (library)), g_free);
  g_task_run_in_thread (task, read_thread);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
  update (self);
  return self;
}

/* @failure: (nullable): why the article could not be created; what was typed can be changed, or tried again */
void
bs_new_article_dialog_end (BsNewArticleDialog *self, const char *failure)
{
  g_return_if_fail (BS_IS_NEW_ARTICLE_DIALOG (self));

  if (failure == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  self->is_sent = FALSE;
  update (self);
  show_file (self, failure, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
}

/* Returns: (transfer full) (nullable): the article that was shown */
BsNewArticle *
bs_new_article_dialog_steal_article (BsNewArticleDialog *self)
{
  g_return_val_if_fail (BS_IS_NEW_ARTICLE_DIALOG (self), NULL);

  return g_steal_pointer (&self->article);
}

/* Returns: (transfer full): the title, as one line without spaces around it */
char *
bs_new_article_dialog_dup_title (BsNewArticleDialog *self)
{
  char *title;

  g_return_val_if_fail (BS_IS_NEW_ARTICLE_DIALOG (self), NULL);

  title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row)));
  return g_strstrip (g_strdelimit (title, "\r\n\t", ' '));
}

/* Returns: (transfer full) (nullable): the category that is typed, which may be a new one; %NULL for none, or if a name
 * is missing. In a site of Hexo, a slash leads to the category below; elsewhere categories have no others below them.
 */
GStrv
bs_new_article_dialog_dup_category (BsNewArticleDialog *self)
{
  g_autofree char *text = NULL;
  BsSite *site;
  char **known;

  g_return_val_if_fail (BS_IS_NEW_ARTICLE_DIALOG (self), NULL);

  text = dup_category_text (self);
  known = g_hash_table_lookup (self->categories, text);
  if (known != NULL)
    return g_strdupv (known);
  site = bs_library_get_site (self->library);
  return bs_names_parse (text, site == NULL || bs_site_kind_is_hexo (site->kind));
}
