/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/source/source-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/edit/source-place.h"
#include "ui/source/source-file.h"
#include "ui/source/source-find.h"
#include "ui/source/source-versions.h"
#include "ui/source/source-view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/shorthand.h"

/* How long typing has to rest before the text is read as an article. */
#define REST_MILLISECONDS 300
#define MAX_PROBLEMS 100
#define MAX_CHARACTERS 10
/* How far up a line is looked for that has enough letters to be found in the page. */
#define MAX_LINES_ABOVE 40

typedef enum
{
  BANNER_READ_ONLY,
  BANNER_CONFLICT,
  BANNER_REMOVED,
  BANNER_RESTORED,
  BANNER_LOST,
  BANNER_FAILED,
  N_BANNERS
} BannerKind;

struct _BsSourcePage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkBox *notices;
  BsSourceView *view;
  GtkMenuButton *problems_button;
  GtkListBox *problems;
  GtkLabel *place;
  GtkLabel *encoding;
  BsBanner *banners[N_BANNERS]; /* each is made when it is first shown */
  BsSourceFind *find;           /* (nullable) */

  BsSourceFile *file;
  gboolean is_shown; /* the text is loaded, with its recovered version */
  guint rest_source;
  guint follow_source;
  guint n_changes_saved; /* of the text being saved */
  gboolean saves_again;  /* as soon as that is done, with what was typed meanwhile */
  gboolean was_modified;

  GStrv shown; /* (nullable): the reading position */
  double fraction;
  gboolean has_place;
  gboolean is_sent; /* to a line, which takes precedence over the reading position */
  guint line;       /* from 1; 0 once the cursor is there */
  guint column;
};

enum
{
  PROP_0,
  PROP_MODIFIED,
  N_PROPS
};

enum
{
  PREVIEW,
  FOLLOW,
  SAVED,
  SAVE_ENDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSourcePage, bs_source_page, GTK_TYPE_WIDGET)

static BsBanner *
ensure_banner (BsSourcePage *self, BannerKind kind)
{
  static const struct
  {
    const char *icon_name;
    gboolean closable;
    struct
    {
      const char *label;
      const char *action;
    } actions[3];
  } banners[] = {
    [BANNER_READ_ONLY] = { "changes-prevent-symbolic", FALSE, { { NULL, NULL } } },
    [BANNER_CONFLICT] = { "dialog-warning-symbolic",
                          FALSE,
                          { { N_ ("Show _Both Versions"), "source.versions" },
                            { N_ ("_Overwrite"), "source.overwrite" },
                            { N_ ("_Reload"), "source.reload" } } },
    [BANNER_REMOVED] = { "user-trash-symbolic", FALSE, { { N_ ("_Save Again"), "source.overwrite" } } },
    [BANNER_RESTORED] = { "document-revert-symbolic", TRUE, { { N_ ("_Discard"), "source.discard" } } },
    [BANNER_LOST] = { "dialog-warning-symbolic", FALSE, { { NULL, NULL } } },
    [BANNER_FAILED] = { "dialog-error-symbolic", TRUE, { { NULL, NULL } } },
  };
  GtkWidget *above = NULL;

  if (self->banners[kind] != NULL)
    return self->banners[kind];
  self->banners[kind] =
      g_object_new (BS_TYPE_BANNER, "icon-name", banners[kind].icon_name, "closable", banners[kind].closable, NULL);
  if (kind != BANNER_READ_ONLY && kind != BANNER_RESTORED)
    gtk_widget_add_css_class (GTK_WIDGET (self->banners[kind]), "warning");
  for (guint i = 0; i < G_N_ELEMENTS (banners[kind].actions) && banners[kind].actions[i].label != NULL; i++)
    if (banners[kind].actions[1].label != NULL)
      bs_banner_add_choice (self->banners[kind], _ (banners[kind].actions[i].label), banners[kind].actions[i].action);
    else
      bs_banner_add_action (self->banners[kind], _ (banners[kind].actions[i].label), banners[kind].actions[i].action);
  for (guint i = 0; i < kind; i++)
    if (self->banners[i] != NULL)
      above = GTK_WIDGET (self->banners[i]);
  gtk_box_insert_child_after (self->notices, GTK_WIDGET (self->banners[kind]), above);

  return self->banners[kind];
}

static void
show_banner (BsSourcePage *self, BannerKind kind, const char *title)
{
  bs_banner_set_title (ensure_banner (self, kind), title);
  bs_banner_set_revealed (self->banners[kind], TRUE);
}

static void
hide_banner (BsSourcePage *self, BannerKind kind)
{
  if (self->banners[kind] != NULL)
    bs_banner_set_revealed (self->banners[kind], FALSE);
}

static char *
dup_name (BsSourcePage *self)
{
  return g_filename_display_basename (bs_source_file_get_path (self->file));
}

static gboolean
is_html (BsSourcePage *self)
{
  g_autofree char *name = g_ascii_strdown (bs_source_file_get_path (self->file), -1);

  return g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".htm") || g_str_has_suffix (name, ".xhtml");
}

/* Returns: (nullable): letters by which the page can be searched for the line of the cursor */
static char *
find_words (BsSourcePage *self)
{
  g_autofree char *text = bs_source_view_dup_text_above (self->view, MAX_LINES_ABOVE);

  return bs_source_place_get_words (text, strlen (text));
}

static void
update_modified (BsSourcePage *self)
{
  gboolean is_modified = bs_source_page_get_modified (self);

  if (is_modified == self->was_modified)
    return;
  self->was_modified = is_modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
take_text (BsSourcePage *self)
{
  g_autoptr (GBytes) text = NULL;

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (!self->is_shown)
    return;
  text = bs_source_view_dup_text (self->view);
  bs_source_file_set_text (self->file, text, bs_source_page_get_modified (self));
}

static gboolean
rest_cb (gpointer user_data)
{
  BsSourcePage *self = user_data;

  g_assert (BS_IS_SOURCE_PAGE (self));

  self->rest_source = 0;
  take_text (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BsSourcePage *self)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  if (!self->is_shown)
    return;
  hide_banner (self, BANNER_FAILED);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MILLISECONDS, rest_cb, self);
}

static void
modified_cb (BsSourcePage *self)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  update_modified (self);
}

static gboolean
follow_cb (gpointer user_data)
{
  BsSourcePage *self = user_data;
  g_autofree char *words = NULL;

  g_assert (BS_IS_SOURCE_PAGE (self));

  self->follow_source = 0;
  words = find_words (self);
  if (words != NULL)
    g_signal_emit (self, signals[FOLLOW], 0, words);
  return G_SOURCE_REMOVE;
}

static void
update_place (BsSourcePage *self)
{
  g_autofree char *text = g_strdup_printf (_ ("Line %u, Column %u"), bs_source_view_get_line (self->view) + 1,
                                           bs_source_view_get_column (self->view) + 1);

  gtk_label_set_text (self->place, text);
}

static void
moved_cb (BsSourcePage *self)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  update_place (self);
  if (self->is_shown && self->follow_source == 0)
    self->follow_source = g_timeout_add (REST_MILLISECONDS, follow_cb, self);
}

static void
problem_cb (BsSourcePage *self, GtkListBoxRow *row)
{
  guint line = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "line"));
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column"));

  g_assert (BS_IS_SOURCE_PAGE (self));

  gtk_menu_button_popdown (self->problems_button);
  if (line > 0)
    bs_source_view_go_to (self->view, line - 1, column > 0 ? column - 1 : 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
add_problem (BsSourcePage *self, guint line, guint column, BsSeverity severity, const char *message)
{
  static const char *const icons[] = { "dialog-information-symbolic", "dialog-warning-symbolic",
                                       "dialog-error-symbolic" };
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label;
  g_autofree char *text = line > 0 ? g_strdup_printf (_ ("Line %u: %s"), line, message) : g_strdup (message);

  if (line > 0)
    bs_source_view_add_note (self->view, line, column, severity, message);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icons[MIN (severity, BS_SEVERITY_ERROR)]));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "line", GUINT_TO_POINTER (line));
  g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (column));
  gtk_list_box_append (self->problems, row);
}

/* Characters that the file cannot hold are reported before anyone tries to save them. */
static guint
show_lost (BsSourcePage *self)
{
  const GArray *lost = bs_source_file_get_lost (self->file);
  const char *charset = bs_source_text_get_charset (bs_source_file_get_source (self->file));
  g_autoptr (GString) characters = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (lost == NULL || lost->len == 0)
    {
      hide_banner (self, BANNER_LOST);
      return 0;
    }
  for (guint i = 0; i < lost->len; i++)
    {
      const BsSourceLoss *loss = &g_array_index (lost, BsSourceLoss, i);
      char character[7] = { 0 };
      g_autofree char *message = NULL;

      g_unichar_to_utf8 (loss->character, character);
      if (i < MAX_CHARACTERS && strstr (characters->str, character) == NULL)
        g_string_append_printf (characters, "%s%s", characters->len > 0 ? " " : "", character);
      message = g_strdup_printf (_ ("“%s” cannot be written in %s."), character, charset);
      add_problem (self, loss->line, loss->column, BS_SEVERITY_ERROR, message);
    }
  title = g_strdup_printf (_ ("The file is written in %s, which does not have these characters: %s"), charset,
                           characters->str);
  show_banner (self, BANNER_LOST, title);

  return lost->len;
}

static void
show_problems (BsSourcePage *self)
{
  BsDocument *document = bs_source_file_get_document (self->file);
  const GPtrArray *problems = document->article->problems;
  GtkWidget *child;
  g_autofree char *label = NULL;
  guint n;

  bs_source_view_clear_notes (self->view);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->problems))) != NULL)
    gtk_list_box_remove (self->problems, child);
  n = show_lost (self);
  for (guint i = 0; i < problems->len && i < MAX_PROBLEMS; i++, n++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *message = bs_problem_describe (problem);

      add_problem (self, problem->line, problem->column, bs_problem_kind_get_severity (problem->kind), message);
    }
  label = g_strdup_printf (ngettext ("%u Problem", "%u Problems", n), n);
  gtk_menu_button_set_label (self->problems_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->problems_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->problems_button), n > 0);
}

static void
looked_cb (BsSourcePage *self)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  if (!self->is_shown)
    return;
  /* The next look is on its way, and the places of this one are not those of the text any more. */
  if (self->rest_source == 0)
    show_problems (self);
  bs_source_page_update_preview (self);
}

static void
update_encoding (BsSourcePage *self)
{
  BsSourceText *source = bs_source_file_get_source (self->file);
  const char *line_end = bs_source_text_get_line_end (source);
  g_autofree char *text = line_end != NULL ?
                              g_strdup_printf ("%s · %s", bs_source_text_get_charset (source), line_end) :
                              g_strdup (bs_source_text_get_charset (source));

  gtk_label_set_text (self->encoding, text);
}

static void
update_read_only (BsSourcePage *self, gboolean is_whole)
{
  BsSourceText *source = bs_source_file_get_source (self->file);
  g_autofree char *reason = bs_source_text_describe_state (source);

  if (reason == NULL && !is_whole)
    reason = g_strdup (_ ("Read-only: the file contains characters that cannot be edited here."));
  bs_source_view_set_editable (self->view, reason == NULL);
  if (reason != NULL)
    show_banner (self, BANNER_READ_ONLY, reason);
  else
    hide_banner (self, BANNER_READ_ONLY);
}

static void
show_source (BsSourcePage *self)
{
  gsize length;
  const char *text = bs_source_text_get_text (bs_source_file_get_source (self->file), &length);

  self->is_shown = FALSE;
  bs_source_view_set_language (self->view, is_html (self));
  bs_source_view_set_text (self->view, text, length);
}

static void
loaded_cb (BsSourcePage *self, gboolean is_kept)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  show_source (self);
}

static void
go_to_place (BsSourcePage *self)
{
  BsSourceText *source = bs_source_file_get_source (self->file);
  gsize length;
  const char *text;

  if (self->is_shown && self->line > 0)
    {
      bs_source_view_go_to (self->view, self->line - 1, self->column > 0 ? self->column - 1 : 0);
      self->line = 0;
    }
  if (source == NULL || !self->is_shown || !self->has_place || self->is_sent)
    return;
  self->has_place = FALSE;
  /* At its top, the page is read from the beginning. */
  if (self->shown[0] == NULL && self->fraction <= 0)
    return;
  text = bs_source_text_get_text (source, &length);
  bs_source_view_go_to (self->view,
                        bs_source_place_find_line (text, length, (const char *const *) self->shown, self->fraction), 0);
}

static void conflict_cb (BsSourcePage *self);

static void
filled_cb (BsSourcePage *self, gboolean is_whole)
{
  GBytes *kept = bs_source_file_get_kept (self->file);

  g_assert (BS_IS_SOURCE_PAGE (self));

  update_read_only (self, is_whole);
  self->is_shown = TRUE;
  if (kept != NULL)
    {
      bs_source_view_replace_text (self->view, kept);
      bs_source_view_go_to (self->view, 0, 0);
      bs_source_file_drop_kept (self->file);
      show_banner (self, BANNER_RESTORED, _ ("Unsaved text has been restored."));
    }
  update_modified (self);
  update_encoding (self);
  update_place (self);
  go_to_place (self);
  take_text (self);
  if (bs_source_file_has_conflict (self->file))
    conflict_cb (self);
}

static void
failed_cb (BsSourcePage *self, const char *message)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  bs_source_view_set_editable (self->view, FALSE);
  show_banner (self, BANNER_FAILED, message);
}

static void
reload (BsSourcePage *self)
{
  bs_source_file_take_theirs (self->file);
  bs_source_file_forget (self->file);
  for (guint i = 0; i < N_BANNERS; i++)
    hide_banner (self, i);
  show_source (self);
}

static void
conflict_cb (BsSourcePage *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *title = NULL;

  g_assert (BS_IS_SOURCE_PAGE (self));

  /* It is checked again when the text is loaded. */
  if (!self->is_shown)
    return;
  hide_banner (self, BANNER_CONFLICT);
  hide_banner (self, BANNER_REMOVED);
  if (!bs_source_file_has_conflict (self->file))
    return;
  if (bs_source_file_get_theirs (self->file) == NULL)
    {
      title = g_strdup_printf (_ ("“%s” was removed from the disk."), name);
      show_banner (self, BANNER_REMOVED, title);
    }
  else if (!bs_source_page_get_modified (self))
    {
      reload (self);
    }
  else
    {
      title = g_strdup_printf (_ ("“%s” was changed by another program. Nothing was overwritten."), name);
      show_banner (self, BANNER_CONFLICT, title);
    }
  if (!bs_source_file_has_conflict (self->file))
    return;
  self->saves_again = FALSE;
  g_signal_emit (self, signals[SAVE_ENDED], 0, FALSE);
}

static void save (BsSourcePage *self, gboolean overwrite);

static void
saved_cb (BsSourcePage *self, BsEditReport *report)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  for (guint i = BANNER_CONFLICT; i < N_BANNERS; i++)
    hide_banner (self, i);
  if (bs_source_view_get_n_changes (self->view) == self->n_changes_saved)
    bs_source_view_set_modified (self->view, FALSE);
  update_modified (self);
  update_encoding (self);
  take_text (self);
  g_signal_emit (self, signals[SAVED], 0, report);
  if (self->saves_again && bs_source_page_get_modified (self))
    {
      save (self, FALSE);
      return;
    }
  g_signal_emit (self, signals[SAVE_ENDED], 0, !bs_source_page_get_modified (self));
}

static void
save_failed_cb (BsSourcePage *self, const char *message)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  self->saves_again = FALSE;
  show_banner (self, BANNER_FAILED, message);
  g_signal_emit (self, signals[SAVE_ENDED], 0, FALSE);
}

static void
save (BsSourcePage *self, gboolean overwrite)
{
  g_autoptr (GBytes) text = NULL;

  if (!self->is_shown)
    return;
  self->saves_again = bs_source_file_is_saving (self->file);
  if (self->saves_again)
    return;
  take_text (self);
  text = bs_source_view_dup_text (self->view);
  self->n_changes_saved = bs_source_view_get_n_changes (self->view);
  bs_source_file_save (self->file, text, overwrite);
}

static void
overwrite_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (BS_SOURCE_PAGE (widget), TRUE);
}

static void
reload_answer_cb (BsSourcePage *self, const char *response)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  if (g_str_equal (response, "reload") && bs_source_file_get_theirs (self->file) != NULL)
    reload (self);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Discard Your Changes?"),
                                              _ ("The file will be reloaded from the disk."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "reload", _ ("_Discard"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reload", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (reload_answer_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
chosen_cb (BsSourcePage *self, gboolean is_ours)
{
  g_assert (BS_IS_SOURCE_PAGE (self));

  if (!bs_source_file_has_conflict (self->file))
    return;
  if (is_ours)
    save (self, TRUE);
  else
    reload (self);
}

static void
versions_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsSourcePage *self = BS_SOURCE_PAGE (widget);
  BsSourceText *theirs = bs_source_file_get_theirs (self->file);
  g_autoptr (GBytes) ours = NULL;
  GtkWidget *versions;

  if (theirs == NULL)
    return;
  ours = bs_source_view_dup_text (self->view);
  versions = bs_source_versions_new (GTK_WINDOW (gtk_widget_get_root (widget)), ours, theirs, is_html (self));
  g_signal_connect_object (versions, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (versions));
}

/* The text is reset to that of the file, which can be undone. */
static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsSourcePage *self = BS_SOURCE_PAGE (widget);
  gsize length;
  const char *text;
  g_autoptr (GBytes) bytes = NULL;

  if (bs_source_file_get_theirs (self->file) != NULL)
    {
      reload (self);
      return;
    }
  text = bs_source_text_get_text (bs_source_file_get_source (self->file), &length);
  bytes = g_bytes_new (text, length);
  bs_source_view_replace_text (self->view, bytes);
  bs_source_view_go_to (self->view, 0, 0);
  bs_source_view_set_modified (self->view, FALSE);
  hide_banner (self, BANNER_RESTORED);
  take_text (self);
}

static void
bs_source_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MODIFIED:
      g_value_set_boolean (value, bs_source_page_get_modified (BS_SOURCE_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
bs_source_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BS_SOURCE_PAGE (widget)->view));
}

static void
bs_source_page_dispose (GObject *object)
{
  BsSourcePage *self = BS_SOURCE_PAGE (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  if (self->file != NULL)
    g_signal_handlers_disconnect_by_data (self->file, self);
  g_clear_object (&self->file);
  /* The bar is disposed of while its view still exists. */
  if (self->find != NULL)
    gtk_box_remove (self->notices, GTK_WIDGET (self->find));
  self->find = NULL;
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_source_page_parent_class)->dispose (object);
}

static void
bs_source_page_finalize (GObject *object)
{
  g_strfreev (BS_SOURCE_PAGE (object)->shown);

  G_OBJECT_CLASS (bs_source_page_parent_class)->finalize (object);
}

static void
bs_source_page_class_init (BsSourcePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = bs_source_page_get_property;
  G_OBJECT_CLASS (klass)->dispose = bs_source_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_source_page_finalize;
  widget_class->grab_focus = bs_source_page_grab_focus;

  properties[PROP_MODIFIED] =
      g_param_spec_boolean ("modified", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[PREVIEW] = bs_new_signal (klass, "preview", 2, BS_TYPE_DOCUMENT, G_TYPE_STRING);
  signals[FOLLOW] = bs_new_signal (klass, "follow", 1, G_TYPE_STRING);
  signals[SAVED] = bs_new_signal (klass, "saved", 1, BS_TYPE_EDIT_REPORT);
  signals[SAVE_ENDED] = bs_new_signal (klass, "save-ended", 1, G_TYPE_BOOLEAN);

  g_type_ensure (BS_TYPE_SOURCE_VIEW);

  gtk_widget_class_set_css_name (widget_class, "sourcepage");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/source-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BsSourcePage, content);
  gtk_widget_class_bind_template_child (widget_class, BsSourcePage, notices);
  gtk_widget_class_bind_template_child (widget_class, BsSourcePage, view);
  gtk_widget_class_bind_template_child (widget_class, BsSourcePage, problems_button);
  gtk_widget_class_bind_template_child (widget_class, BsSourcePage, problems);
  gtk_widget_class_bind_template_child (widget_class, BsSourcePage, place);
  gtk_widget_class_bind_template_child (widget_class, BsSourcePage, encoding);
  gtk_widget_class_bind_template_callback (widget_class, problem_cb);
  gtk_widget_class_install_action (widget_class, "source.overwrite", NULL, overwrite_action);
  gtk_widget_class_install_action (widget_class, "source.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "source.versions", NULL, versions_action);
  gtk_widget_class_install_action (widget_class, "source.discard", NULL, discard_action);
}

static void
bs_source_page_init (BsSourcePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bs_source_view_get_view (self->view)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Source of the Article"), -1);
  g_signal_connect_object (self->view, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::modified", G_CALLBACK (modified_cb), self, G_CONNECT_SWAPPED);
}

/* @path: an article, relative to the editor's library */
GtkWidget *
bs_source_page_new (BsEditor *editor, const char *path)
{
  BsSourcePage *self;

  g_return_val_if_fail (BS_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (BS_TYPE_SOURCE_PAGE, NULL);
  self->file = bs_source_file_new (editor, path);
  g_signal_connect_object (self->file, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "looked", G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "conflict", G_CALLBACK (conflict_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "save-failed", G_CALLBACK (save_failed_cb), self, G_CONNECT_SWAPPED);
  bs_source_file_load (self->file);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): the path of the article, relative to the library */
const char *
bs_source_page_get_path (BsSourcePage *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_PAGE (self), NULL);

  return bs_source_file_get_path (self->file);
}

/* The article has another name now. */
void
bs_source_page_set_path (BsSourcePage *self, const char *path)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));
  g_return_if_fail (path != NULL);

  bs_source_file_set_path (self->file, path);
}

/* Puts the cursor at the reading position of the article.
 *
 * @shown: the texts at the top of the visible part
 * @fraction: how much of the article was above it */
void
bs_source_page_set_place (BsSourcePage *self, const char *const *shown, double fraction)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));
  g_return_if_fail (shown != NULL);

  g_strfreev (self->shown);
  self->shown = g_strdupv ((GStrv) shown);
  self->fraction = fraction;
  self->has_place = TRUE;
  go_to_place (self);
}

/* Puts the cursor at a line and a column, from 1, at once or when the text is loaded. */
void
bs_source_page_go_to (BsSourcePage *self, guint line, guint column)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  self->is_sent = TRUE;
  self->line = line;
  self->column = column;
  go_to_place (self);
}

void
bs_source_page_set_zoom (BsSourcePage *self, double zoom)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  bs_source_view_set_zoom (self->view, zoom);
}

/* Returns: whether there is text that is not in the file */
gboolean
bs_source_page_get_modified (BsSourcePage *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_PAGE (self), FALSE);

  return self->is_shown && bs_source_view_get_modified (self->view);
}

/* Returns: whether the text, as it is now, is being saved */
gboolean
bs_source_page_is_saving (BsSourcePage *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_PAGE (self), FALSE);

  return bs_source_file_is_saving (self->file) &&
         (self->saves_again || bs_source_view_get_n_changes (self->view) == self->n_changes_saved);
}

/* Saves the text; save-ended is emitted in any case. */
void
bs_source_page_save (BsSourcePage *self)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  if (bs_source_page_get_modified (self))
    save (self, FALSE);
  else
    g_signal_emit (self, signals[SAVE_ENDED], 0, TRUE);
}

/* Keeps the text that is not saved yet, because the page is about to go without a question. */
void
bs_source_page_keep (BsSourcePage *self)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  if (!bs_source_page_get_modified (self))
    return;
  take_text (self);
  bs_source_file_keep (self->file);
}

/* The text that is not saved is not wanted. */
void
bs_source_page_discard (BsSourcePage *self)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  g_clear_handle_id (&self->rest_source, g_source_remove);
  bs_source_file_forget (self->file);
}

/* Emits preview, if there is anything to preview. */
void
bs_source_page_update_preview (BsSourcePage *self)
{
  BsDocument *document;
  g_autofree char *words = NULL;

  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  document = bs_source_file_get_document (self->file);
  if (document == NULL)
    return;
  words = find_words (self);
  g_signal_emit (self, signals[PREVIEW], 0, document, words);
}

/* Returns: whether the keys are for it */
gboolean
bs_source_page_has_focus (BsSourcePage *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (BS_IS_SOURCE_PAGE (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

void
bs_source_page_find (BsSourcePage *self, gboolean replace)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  if (self->find == NULL)
    {
      self->find = BS_SOURCE_FIND (bs_source_find_new (bs_source_view_get_view (self->view)));
      gtk_box_append (self->notices, GTK_WIDGET (self->find));
    }
  bs_source_find_open (self->find, replace);
}

void
bs_source_page_find_step (BsSourcePage *self, int direction)
{
  g_return_if_fail (BS_IS_SOURCE_PAGE (self));

  if (self->find != NULL && bs_source_find_is_open (self->find))
    bs_source_find_step (self->find, direction);
  else
    bs_source_page_find (self, FALSE);
}
