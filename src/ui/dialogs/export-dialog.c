/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/export-dialog.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"

#include <glib/gi18n-lib.h>

/* Articles that can be exported. */
typedef struct
{
  AdwActionRow *row;
  GtkCheckButton *button;
  char *title;
  guint n_articles;
  gboolean is_counted;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->title);
  g_free (choice);
}

struct _BsExportDialog
{
  AdwWindow parent_instance;

  GtkWidget *export_button;
  AdwPreferencesGroup *choice_group;
  AdwPreferencesGroup *title_group;
  AdwEntryRow *title_row;
  GtkCheckButton *pdf;
  GtkCheckButton *epub;
  GtkCheckButton *html;
  GtkCheckButton *zip;

  GPtrArray *choices; /* (element-type Choice) */
  char *suggested;    /* (nullable): the title that the dialog has entered */
};

enum
{
  EXPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsExportDialog, bs_export_dialog, ADW_TYPE_WINDOW)

static GtkCheckButton *
get_button (BsExportDialog *self, BsExportKind kind)
{
  switch (kind)
    {
    case BS_EXPORT_HTML:
      return self->html;
    case BS_EXPORT_ZIP:
      return self->zip;
    case BS_EXPORT_EPUB:
      return self->epub;
    case BS_EXPORT_PDF:
    default:
      return self->pdf;
    }
}

/* An archive has the articles' own titles. */
static void
update (BsExportDialog *self)
{
  const Choice *choice = self->choices->len > 0 ? self->choices->pdata[bs_export_dialog_get_choice (self)] : NULL;

  gtk_widget_set_sensitive (self->export_button, choice != NULL && choice->is_counted && choice->n_articles > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->title_group), bs_export_dialog_get_kind (self) != BS_EXPORT_ZIP);
}

static void
kind_cb (BsExportDialog *self)
{
  g_assert (BS_IS_EXPORT_DIALOG (self));

  update (self);
}

/* The user's input stays. */
static void
choice_cb (BsExportDialog *self)
{
  const Choice *choice;

  g_assert (BS_IS_EXPORT_DIALOG (self));

  choice = self->choices->pdata[bs_export_dialog_get_choice (self)];
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->title_row)),
                 self->suggested != NULL ? self->suggested : "") == 0)
    {
      g_free (self->suggested);
      self->suggested = g_strdup (choice->title);
      gtk_editable_set_text (GTK_EDITABLE (self->title_row), choice->title);
    }
  update (self);
}

static void
export_cb (BsExportDialog *self)
{
  g_assert (BS_IS_EXPORT_DIALOG (self));

  if (gtk_widget_is_sensitive (self->export_button))
    g_signal_emit (self, signals[EXPORT], 0);
}

static void
bs_export_dialog_finalize (GObject *object)
{
  BsExportDialog *self = BS_EXPORT_DIALOG (object);

  g_ptr_array_unref (self->choices);
  g_free (self->suggested);

  G_OBJECT_CLASS (bs_export_dialog_parent_class)->finalize (object);
}

static void
bs_export_dialog_class_init (BsExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bs_export_dialog_finalize;

  signals[EXPORT] = bs_new_signal (klass, "export", 0);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, choice_group);
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, title_group);
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, pdf);
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, epub);
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, html);
  gtk_widget_class_bind_template_child (widget_class, BsExportDialog, zip);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
bs_export_dialog_init (BsExportDialog *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @kind: the suggested format */
BsExportDialog *
bs_export_dialog_new (GtkWindow *parent, BsExportKind kind)
{
  BsExportDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  self = g_object_new (BS_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  bs_export_dialog_set_kind (self, kind);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->export_button);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
  update (self);
  return self;
}

/* @name: the name of the articles
 * @title: the suggested title of their export
 *
 * Adds articles that can be exported; their number is set when it is known. The first ones are suggested. */
void
bs_export_dialog_add_choice (BsExportDialog *self, const char *name, const char *title)
{
  Choice *choice;
  g_autofree char *line = NULL;

  g_return_if_fail (BS_IS_EXPORT_DIALOG (self));
  g_return_if_fail (name != NULL && title != NULL);

  choice = g_new0 (Choice, 1);
  choice->title = g_strdelimit (g_strdup (title), "\r\n\t", ' ');
  choice->row = ADW_ACTION_ROW (adw_action_row_new ());
  choice->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  line = g_strdelimit (g_strdup (name), "\r\n\t", ' ');
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (choice->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->row), line);
  adw_action_row_set_title_lines (choice->row, 1);
  adw_action_row_set_subtitle (choice->row, _ ("Counting…"));
  gtk_widget_set_valign (GTK_WIDGET (choice->button), GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (choice->row, GTK_WIDGET (choice->button));
  adw_action_row_set_activatable_widget (choice->row, GTK_WIDGET (choice->button));
  g_ptr_array_add (self->choices, choice);
  if (self->choices->len > 1)
    {
      Choice *first = self->choices->pdata[0];

      gtk_check_button_set_group (choice->button, first->button);
      gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (first->button)), TRUE);
    }
  else
    {
      /* Nothing to choose yet, and no room for a button. */
      gtk_check_button_set_active (choice->button, TRUE);
      gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (choice->button)), FALSE);
      choice_cb (self);
    }
  g_signal_connect_object (choice->button, "toggled", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->choice_group, GTK_WIDGET (choice->row));
}

void
bs_export_dialog_set_count (BsExportDialog *self, guint choice, guint n_articles)
{
  Choice *counted;
  g_autofree char *text = NULL;

  g_return_if_fail (BS_IS_EXPORT_DIALOG (self));
  g_return_if_fail (choice < self->choices->len);

  counted = self->choices->pdata[choice];
  counted->n_articles = n_articles;
  counted->is_counted = TRUE;
  text = n_articles == 0 ? g_strdup (_ ("No articles")) :
                           g_strdup_printf (ngettext ("%'u article", "%'u articles", n_articles), n_articles);
  adw_action_row_set_subtitle (counted->row, text);
  update (self);
}

guint
bs_export_dialog_get_choice (BsExportDialog *self)
{
  g_return_val_if_fail (BS_IS_EXPORT_DIALOG (self), 0);

  for (guint i = 0; i < self->choices->len; i++)
    if (gtk_check_button_get_active (((const Choice *) self->choices->pdata[i])->button))
      return i;
  return 0;
}

void
bs_export_dialog_set_choice (BsExportDialog *self, guint choice)
{
  g_return_if_fail (BS_IS_EXPORT_DIALOG (self));
  g_return_if_fail (choice < self->choices->len);

  gtk_check_button_set_active (((const Choice *) self->choices->pdata[choice])->button, TRUE);
}

BsExportKind
bs_export_dialog_get_kind (BsExportDialog *self)
{
  g_return_val_if_fail (BS_IS_EXPORT_DIALOG (self), BS_EXPORT_PDF);

  return gtk_check_button_get_active (self->html) ? BS_EXPORT_HTML :
         gtk_check_button_get_active (self->zip)  ? BS_EXPORT_ZIP :
         gtk_check_button_get_active (self->epub) ? BS_EXPORT_EPUB :
                                                    BS_EXPORT_PDF;
}

void
bs_export_dialog_set_kind (BsExportDialog *self, BsExportKind kind)
{
  g_return_if_fail (BS_IS_EXPORT_DIALOG (self));

  gtk_check_button_set_active (get_button (self, kind), TRUE);
}

/* Returns: (transfer full): the title, which is never empty */
char *
bs_export_dialog_dup_title (BsExportDialog *self)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (BS_IS_EXPORT_DIALOG (self), NULL);

  title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));
  if (*title == '\0' && self->suggested != NULL && *self->suggested != '\0')
    return g_strdup (self->suggested);
  return *title != '\0' ? g_steal_pointer (&title) : g_strdup (_ ("Articles"));
}
