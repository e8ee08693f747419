/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/properties/many-pane.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/article/article-values.h"
#include "ui/properties/chip-row.h"
#include "ui/properties/property-row.h"
#include "ui/widgets/shorthand.h"

/* More fields than these are not for people. */
#define MAX_OTHERS 60

/* When other programs change articles, they are counted again after this delay: crawlers write many files one after the
 * other. */
#define RELOAD_MILLISECONDS 200

/* No iteration of the main loop makes more rows than these. */
#define ROWS_AT_ONCE 3

/* A field as a row, with the note that the articles differ. */
typedef struct
{
  char *key; /* being written */
  BsPropertyRow *row;
  GtkWidget *values; /* a button that lists the different values */
  BsPropertyKind kind;
  BsSurvey *survey; /* (nullable): that the field is of */
  const BsSurveyField *field;
} Field;

struct _BsManyPane
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *main;
  AdwPreferencesGroup *others;
  AdwPreferencesGroup *counting; /* shows the progress of the background work */
  GtkProgressBar *progress;
  BsChipRow *categories;
  BsChipRow *tags;
  AdwComboRow *draft;
  GtkRevealer *bar;
  GtkWidget *apply_button;
  GPtrArray *fields; /* (element-type Field): of the main group, then the others */

  BsLibrary *library; /* (nullable) */
  GArray *ids;        /* (element-type guint) (nullable) */
  BsSurvey *resident; /* (nullable) */
  BsSurvey *keys;     /* (nullable) */
  guint draft_shown;  /* the selection while nothing is changed */
  GCancellable *cancellable;
  guint step; /* the next rows to fill */
  guint idle_id;
  guint reload_id;
  gboolean is_filling;
};

enum
{
  APPLY,
  DISCARD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsManyPane, bs_many_pane, GTK_TYPE_WIDGET)

enum
{
  MAIN_TITLE,
  MAIN_AUTHOR,
  MAIN_DATE,
  MAIN_UPDATED,
  MAIN_IMAGE,
  N_MAIN
};

static Field *
get_field (BsManyPane *self, guint i)
{
  return g_ptr_array_index (self->fields, i);
}

static BsSiteKind
get_site (BsManyPane *self)
{
  BsSite *site = self->library != NULL ? bs_library_get_site (self->library) : NULL;

  return site != NULL ? site->kind : BS_SITE_NONE;
}

static void
field_free (gpointer data)
{
  Field *self = data;

  g_clear_pointer (&self->survey, bs_survey_unref);
  g_free (self->key);
  g_free (self);
}

static gboolean
is_draft_changed (BsManyPane *self)
{
  return adw_combo_row_get_selected (self->draft) != self->draft_shown;
}

static void
update_bar (BsManyPane *self)
{
  guint n = self->ids != NULL ? self->ids->len : 0;
  g_autofree char *label = NULL;
  gboolean is_fault = bs_chip_row_is_fault (self->categories) || bs_chip_row_is_fault (self->tags);

  if (self->is_filling)
    return;
  for (guint i = 0; i < self->fields->len; i++)
    is_fault = is_fault || bs_property_row_is_fault (get_field (self, i)->row);
  label = g_strdup_printf (ngettext ("_Apply to %'u Article", "_Apply to %'u Articles", n), n);
  gtk_button_set_label (GTK_BUTTON (self->apply_button), label);
  gtk_widget_set_sensitive (self->apply_button, !is_fault);
  gtk_revealer_set_reveal_child (self->bar, bs_many_pane_is_changed (self));
}

static void
changed_cb (BsManyPane *self)
{
  g_assert (BS_IS_MANY_PANE (self));

  update_bar (self);
}

/* From the keyboard, the button that writes it all is the next step. */
static void
entered_cb (BsManyPane *self)
{
  g_assert (BS_IS_MANY_PANE (self));

  if (bs_many_pane_is_changed (self) && gtk_widget_get_sensitive (self->apply_button))
    gtk_widget_grab_focus (self->apply_button);
}

static void
apply_cb (BsManyPane *self)
{
  g_assert (BS_IS_MANY_PANE (self));

  bs_chip_row_commit (self->categories);
  bs_chip_row_commit (self->tags);
  g_signal_emit (self, signals[APPLY], 0);
}

static void
discard_cb (BsManyPane *self)
{
  g_assert (BS_IS_MANY_PANE (self));

  bs_many_pane_discard (self);
  g_signal_emit (self, signals[DISCARD], 0);
}

/* The different values. */

static gboolean
can_be_applied (const BsSurveyValue *value)
{
  return value->kind != BS_VALUE_LIST && value->kind != BS_VALUE_MAP && !value->is_cut && *value->text != '\0';
}

static void
chosen_cb (GtkListBox *list, GtkListBoxRow *list_row, gpointer user_data)
{
  Field *field = user_data;
  const BsSurveyValue *value = g_ptr_array_index (field->field->values, gtk_list_box_row_get_index (list_row));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (field->values));
  if (!can_be_applied (value))
    return;
  gtk_editable_set_text (GTK_EDITABLE (field->row), value->text);
  gtk_widget_grab_focus (GTK_WIDGET (field->row));
}

static GtkWidget *
make_value (const BsSurveyValue *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (*value->text != '\0' ? value->text : _ ("(empty)"));
  g_autofree char *number = g_strdup_printf ("%'u", value->n_articles);
  g_autofree char *spoken = NULL;
  GtkWidget *count = gtk_label_new (number);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 30);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_tooltip_text (text, value->text);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), can_be_applied (value));
  /* Translators: a value, and how many articles have it. */
  spoken = g_strdup_printf (ngettext ("%s, %'u article", "%s, %'u articles", value->n_articles), value->text,
                            value->n_articles);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
make_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  Field *field = user_data;
  GtkPopover *popover = gtk_menu_button_get_popover (button);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < field->field->values->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_value (g_ptr_array_index (field->field->values, i)));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "values");
  g_signal_connect (list, "row-activated", G_CALLBACK (chosen_cb), field);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_set_size_request (scroller, 240, -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_box_append (GTK_BOX (box), scroller);
  if (field->field->n_values > field->field->values->len)
    {
      g_autofree char *text = g_strdup_printf (_ ("The %'u most frequent of %'u values"), field->field->values->len,
                                               field->field->n_values);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  if (popover == NULL)
    {
      popover = GTK_POPOVER (gtk_popover_new ());
      gtk_menu_button_set_popover (button, GTK_WIDGET (popover));
    }
  gtk_popover_set_child (popover, box);
}

/* Rows. */

static Field *
add_field (BsManyPane *self, AdwPreferencesGroup *group, const char *title, const char *key, BsPropertyKind kind)
{
  Field *field = g_new0 (Field, 1);

  field->key = g_strdup (key);
  field->kind = kind;
  field->row = BS_PROPERTY_ROW (bs_property_row_new (title));
  bs_property_row_set_kind (field->row, kind);
  bs_property_row_set_waits (field->row, TRUE);
  field->values = gtk_menu_button_new ();
  gtk_widget_add_css_class (field->values, "values");
  gtk_widget_set_valign (field->values, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (field->values, FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (field->values), make_popover_cb, field, NULL);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (field->row), field->values);
  bs_property_row_add_menu (field->row);
  g_signal_connect_object (field->row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field->row, "write", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field->row, "entry-activated", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (field->row));
  adw_preferences_group_add (group, bs_property_row_get_note (field->row));
  g_ptr_array_add (self->fields, field);
  return field;
}

/* Whether some articles have a list, and the others at most one item of such a list. */
static gboolean
has_lists (const BsSurveyField *field)
{
  guint n_lists = 0;

  for (guint i = 0; i < field->values->len; i++)
    {
      const BsSurveyValue *value = g_ptr_array_index (field->values, i);

      if (!value->is_flat)
        return FALSE;
      n_lists += value->kind == BS_VALUE_LIST;
    }
  return n_lists > 0;
}

/* The type of all values, so that a typed value gets it too. */
static BsPropertyKind
find_kind (const BsSurveyField *field)
{
  BsPropertyKind kind = BS_PROPERTY_TEXT;

  for (guint i = 0; i < field->values->len; i++)
    {
      const BsSurveyValue *value = g_ptr_array_index (field->values, i);
      BsPropertyKind its = value->is_date                  ? BS_PROPERTY_DATE :
                           value->kind == BS_VALUE_NUMBER  ? BS_PROPERTY_NUMBER :
                           value->kind == BS_VALUE_BOOLEAN ? BS_PROPERTY_YES_NO :
                                                             BS_PROPERTY_TEXT;

      if (i > 0 && its != kind)
        return BS_PROPERTY_TEXT;
      kind = its;
    }
  return kind;
}

/* Never shows one article's value as if it were that of all. */
static void
fill_field (Field *self, BsSurvey *survey, const BsSurveyField *field)
{
  const BsSurveyValue *only = field->values->len == 1 ? g_ptr_array_index (field->values, 0) : NULL;
  gboolean is_same = only != NULL && field->n_missing == 0;
  g_autofree char *hint = NULL;
  gboolean is_list = has_lists (field);
  gboolean can_change = is_list || only == NULL ||
                        ((can_be_applied (only) || *only->text == '\0') && strpbrk (only->text, "\r\n") == NULL);

  if (self->survey != survey)
    {
      bs_survey_ref (survey);
      g_clear_pointer (&self->survey, bs_survey_unref);
      self->survey = survey;
    }
  self->field = field;
  gtk_widget_set_sensitive (GTK_WIDGET (self->row), TRUE);
  bs_property_row_set_kind (self->row, is_list ? BS_PROPERTY_LIST : self->kind);
  bs_property_row_set_value (self->row, is_same && !is_list ? only->text : "", can_change);
  gtk_widget_set_visible (self->values, field->n_values > 0 && !is_same);
  if (field->n_values > 0 && !is_same)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%'u value", "%'u values", field->n_values), field->n_values);

      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->values), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->values), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  if (field->n_missing > 0 && field->n_values > 0)
    hint = g_strdup_printf (ngettext ("Missing in %'u article", "Missing in %'u articles", field->n_missing),
                            field->n_missing);
  else if (is_same && is_list && *only->text != '\0')
    hint = g_strdup (only->text);
  bs_property_row_set_hint (self->row, hint);
}

static void
fill_draft (BsManyPane *self)
{
  const BsSurveyField *field = g_ptr_array_index (self->resident->fields, BS_SURVEY_DRAFT);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  guint n_drafts = 0;
  gboolean was_changed = is_draft_changed (self);

  if (was_changed)
    return;
  for (guint i = 0; i < field->values->len; i++)
    {
      const BsSurveyValue *value = g_ptr_array_index (field->values, i);

      if (g_str_equal (value->text, "true"))
        n_drafts = value->n_articles;
    }
  gtk_string_list_append (choices, _ ("No"));
  gtk_string_list_append (choices, _ ("Yes"));
  if (n_drafts > 0 && n_drafts < field->n_articles)
    {
      g_autofree char *some =
          g_strdup_printf (ngettext ("%'u of %'u", "%'u of %'u", field->n_articles), n_drafts, field->n_articles);

      gtk_string_list_append (choices, some);
      self->draft_shown = 2;
    }
  else
    {
      self->draft_shown = n_drafts > 0;
    }
  adw_combo_row_set_model (self->draft, G_LIST_MODEL (choices));
  adw_combo_row_set_selected (self->draft, self->draft_shown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->draft), TRUE);
}

/* The key among several with one meaning that most of the articles use. */
static const BsSurveyField *
find_used (BsManyPane *self, const char *const *keys)
{
  const BsSurveyField *used = NULL;

  for (; *keys != NULL; keys++)
    {
      const BsSurveyField *field = bs_survey_find (self->keys, *keys);

      if (field != NULL && (used == NULL || field->n_missing < used->n_missing))
        used = field;
    }
  return used;
}

static void
fill_used (BsManyPane *self, guint which, const char *const *keys, const char *usual)
{
  Field *field = get_field (self, which);
  const BsSurveyField *used = find_used (self, keys);

  g_free (field->key);
  field->key = g_strdup (used != NULL ? used->key : usual);
  if (used != NULL)
    {
      fill_field (field, self->keys, used);
      return;
    }
  bs_property_row_set_value (field->row, "", TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (field->row), TRUE);
  gtk_widget_set_visible (field->values, FALSE);
  bs_property_row_set_hint (field->row, NULL);
}

/* Whether a field has a row in the main group. */
static gboolean
is_main (BsManyPane *self, const char *key)
{
  static const char *const keys[] = { "title",      "author",   "authors", "date", "draft",
                                      "categories", "category", "tags",    "tag",  NULL };

  return g_strv_contains (keys, key) || g_str_equal (key, get_field (self, MAIN_UPDATED)->key) ||
         g_str_equal (key, get_field (self, MAIN_IMAGE)->key);
}

static void
remove_other (BsManyPane *self, guint i)
{
  Field *field = get_field (self, i);

  adw_preferences_group_remove (self->others, bs_property_row_get_note (field->row));
  adw_preferences_group_remove (self->others, GTK_WIDGET (field->row));
  g_ptr_array_remove_index (self->fields, i);
}

/* Of the fields that are shown, those that the articles still have, or that are changed, stay. */
static void
refill_others (BsManyPane *self)
{
  for (guint i = self->fields->len; i > N_MAIN; i--)
    {
      Field *field = get_field (self, i - 1);
      const BsSurveyField *found = bs_survey_find (self->keys, field->key);

      if (found != NULL)
        {
          field->kind = find_kind (found);
          fill_field (field, self->keys, found);
        }
      else if (!bs_property_row_is_changed (field->row))
        remove_other (self, i - 1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), self->fields->len > N_MAIN);
}

static gboolean
has_other (BsManyPane *self, const char *key)
{
  for (guint i = N_MAIN; i < self->fields->len; i++)
    if (g_str_equal (get_field (self, i)->key, key))
      return TRUE;
  return FALSE;
}

/* Returns: whether there is more to do */
static gboolean
fill_some_others (BsManyPane *self)
{
  guint n = 0;

  for (guint i = 0; i < self->keys->fields->len && self->fields->len < N_MAIN + MAX_OTHERS; i++)
    {
      const BsSurveyField *field = g_ptr_array_index (self->keys->fields, i);

      if (is_main (self, field->key) || has_other (self, field->key))
        continue;
      if (n++ == ROWS_AT_ONCE)
        return TRUE;
      fill_field (add_field (self, self->others, field->key, field->key, find_kind (field)), self->keys, field);
      gtk_widget_set_visible (GTK_WIDGET (self->others), TRUE);
    }
  return FALSE;
}

enum
{
  STEP_TEXTS,
  STEP_DRAFT,
  STEP_CATEGORIES,
  STEP_TAGS,
  STEP_USED,
  STEP_REFILL,
  STEP_OTHERS,
  STEP_DONE
};

/* Fills the rows a few at a time, so that the window stays responsive. */
static gboolean
fill_cb (gpointer user_data)
{
  BsManyPane *self = user_data;
  static const BsSurveyPart parts[] = { BS_SURVEY_TITLE, BS_SURVEY_AUTHOR, BS_SURVEY_DATE };

  self->is_filling = TRUE;
  switch (self->step)
    {
    case STEP_TEXTS:
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        fill_field (get_field (self, i), self->resident, g_ptr_array_index (self->resident->fields, parts[i]));
      break;
    case STEP_DRAFT:
      fill_draft (self);
      break;
    case STEP_CATEGORIES:
    case STEP_TAGS:
      {
        BsChipRow *row = self->step == STEP_TAGS ? self->tags : self->categories;

        if (!bs_chip_row_is_changed (row))
          bs_chip_row_set_field (row,
                                 g_ptr_array_index (self->resident->fields,
                                                    self->step == STEP_TAGS ? BS_SURVEY_TAGS : BS_SURVEY_CATEGORIES),
                                 TRUE);
        break;
      }
    case STEP_USED:
      fill_used (self, MAIN_UPDATED, bs_article_updated_keys, get_site (self) == BS_SITE_HUGO ? "lastmod" : "updated");
      fill_used (self, MAIN_IMAGE, bs_article_image_keys, get_site (self) == BS_SITE_HUGO ? "featured_image" : "cover");
      if (bs_survey_find (self->keys, "author") == NULL && bs_survey_find (self->keys, "authors") != NULL)
        {
          g_free (get_field (self, MAIN_AUTHOR)->key);
          get_field (self, MAIN_AUTHOR)->key = g_strdup ("authors");
        }
      break;
    case STEP_REFILL:
      refill_others (self);
      break;
    default:
      if (fill_some_others (self))
        self->step--;
      break;
    }
  self->step++;
  self->is_filling = FALSE;
  update_bar (self);
  if (self->step < STEP_USED || (self->step < STEP_DONE && self->keys != NULL))
    return G_SOURCE_CONTINUE;
  self->idle_id = 0;
  return G_SOURCE_REMOVE;
}

static void
fill (BsManyPane *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 5, fill_cb, self, NULL);
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  BsManyPane *self = user_data;
  g_autofree char *text =
      g_strdup_printf (ngettext ("%'u of %'u article", "%'u of %'u articles", self->ids->len), n_done, self->ids->len);

  gtk_progress_bar_set_fraction (self->progress, (double) n_done / MAX (self->ids->len, 1));
  gtk_progress_bar_set_text (self->progress, text);
  gtk_widget_set_visible (GTK_WIDGET (self->counting), TRUE);
}

static void
keys_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsManyPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsSurvey) survey = bs_library_survey_finish (BS_LIBRARY (source), result, &error);

  g_assert (BS_IS_MANY_PANE (self));

  if (survey == NULL || self->content == NULL)
    return;
  g_clear_pointer (&self->keys, bs_survey_unref);
  self->keys = g_steal_pointer (&survey);
  gtk_widget_set_visible (GTK_WIDGET (self->counting), FALSE);
  self->step = self->idle_id == 0 ? STEP_USED : MIN (self->step, STEP_USED);
  fill (self);
}

static void
resident_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsManyPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsSurvey) survey = bs_library_survey_finish (BS_LIBRARY (source), result, &error);

  g_assert (BS_IS_MANY_PANE (self));

  if (survey == NULL || self->content == NULL)
    return;
  g_clear_pointer (&self->resident, bs_survey_unref);
  self->resident = g_steal_pointer (&survey);
  self->step = STEP_TEXTS;
  fill (self);
  bs_library_survey_async (self->library, self->ids, TRUE, progress_cb, self, self->cancellable, keys_cb,
                           g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  BsManyPane *self = user_data;

  self->reload_id = 0;
  bs_many_pane_reload (self);
  return G_SOURCE_REMOVE;
}

static void
library_changed_cb (BsManyPane *self)
{
  g_assert (BS_IS_MANY_PANE (self));

  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (RELOAD_MILLISECONDS, reload_cb, self);
}

static void
set_library (BsManyPane *self, BsLibrary *library)
{
  if (self->library == library)
    return;
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, library_changed_cb, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (library, "changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
stop (BsManyPane *self)
{
  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->keys, bs_survey_unref);
}

static void
bs_many_pane_dispose (GObject *object)
{
  BsManyPane *self = BS_MANY_PANE (object);

  stop (self);
  g_clear_pointer (&self->resident, bs_survey_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  set_library (self, NULL);
  g_ptr_array_set_size (self->fields, 0);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_many_pane_parent_class)->dispose (object);
}

static void
bs_many_pane_finalize (GObject *object)
{
  g_ptr_array_unref (BS_MANY_PANE (object)->fields);

  G_OBJECT_CLASS (bs_many_pane_parent_class)->finalize (object);
}

static void
bs_many_pane_class_init (BsManyPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_many_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_many_pane_finalize;

  signals[APPLY] = bs_new_signal (klass, "apply", 0);
  signals[DISCARD] = bs_new_signal (klass, "discard", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static BsChipRow *
add_chips (BsManyPane *self, const char *title)
{
  GtkWidget *row = g_object_new (BS_TYPE_CHIP_ROW, "title", title, NULL);

  adw_preferences_group_add (self->main, row);
  g_signal_connect_object (row, "write", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "done", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  return BS_CHIP_ROW (row);
}

static void
add_bar (BsManyPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *discard = gtk_button_new_with_mnemonic (_ ("_Discard"));

  self->apply_button = gtk_button_new_with_mnemonic ("");
  gtk_widget_add_css_class (self->apply_button, "suggested-action");
  gtk_widget_add_css_class (self->apply_button, "apply-to-all");
  gtk_widget_set_hexpand (self->apply_button, TRUE);
  gtk_box_append (GTK_BOX (box), discard);
  gtk_box_append (GTK_BOX (box), self->apply_button);
  gtk_widget_add_css_class (box, "toolbar");
  gtk_widget_add_css_class (box, "footer");
  g_signal_connect_object (discard, "clicked", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->apply_button, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  self->bar = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (self->bar, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->bar, box);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->bar));
}

static void
bs_many_pane_init (BsManyPane *self)
{
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->page));
  self->main = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (self->page, self->main);
  add_field (self, self->main, _ ("Title"), "title", BS_PROPERTY_TEXT);
  self->categories = add_chips (self, _ ("Categories"));
  self->tags = add_chips (self, _ ("Tags"));
  add_field (self, self->main, _ ("Author"), "author", BS_PROPERTY_TEXT);
  add_field (self, self->main, _ ("Date"), "date", BS_PROPERTY_DATE);
  add_field (self, self->main, _ ("Updated"), "updated", BS_PROPERTY_DATE);
  self->draft = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->draft), _ ("Draft"));
  adw_preferences_group_add (self->main, GTK_WIDGET (self->draft));
  self->draft_shown = GTK_INVALID_LIST_POSITION;
  g_signal_connect_object (self->draft, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  add_field (self, self->main, _ ("Image"), "cover", BS_PROPERTY_TEXT);
  for (guint i = 0; i < N_MAIN; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (get_field (self, i)->row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->draft), FALSE);

  self->counting = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->counting, _ ("Counting Other Fields"));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (self->progress, TRUE);
  adw_preferences_group_add (self->counting, GTK_WIDGET (self->progress));
  gtk_widget_set_visible (GTK_WIDGET (self->counting), FALSE);
  adw_preferences_page_add (self->page, self->counting);
  self->others = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->others, _ ("Other Fields"));
  gtk_widget_set_visible (GTK_WIDGET (self->others), FALSE);
  adw_preferences_page_add (self->page, self->others);
  add_bar (self);
}

GtkWidget *
bs_many_pane_new (void)
{
  return g_object_new (BS_TYPE_MANY_PANE, NULL);
}

/* @library: (nullable): without one, it forgets the articles
 * @ids: (element-type guint) (nullable): of at least two articles; not changed any more */
void
bs_many_pane_show (BsManyPane *self, BsLibrary *library, GArray *ids)
{
  g_autofree char *heading = NULL;

  g_return_if_fail (BS_IS_MANY_PANE (self));
  g_return_if_fail (library == NULL || (BS_IS_LIBRARY (library) && ids != NULL));

  stop (self);
  bs_many_pane_discard (self);
  g_clear_pointer (&self->resident, bs_survey_unref);
  while (self->fields->len > N_MAIN)
    remove_other (self, self->fields->len - 1);
  gtk_widget_set_visible (GTK_WIDGET (self->others), FALSE);
  g_clear_pointer (&self->ids, g_array_unref);
  set_library (self, library);
  bs_chip_row_set_library (self->categories, library, TRUE);
  bs_chip_row_set_library (self->tags, library, FALSE);
  if (library == NULL)
    return;
  self->ids = g_array_ref (ids);
  heading = g_strdup_printf (ngettext ("%'u Article Selected", "%'u Articles Selected", ids->len), ids->len);
  adw_preferences_group_set_title (self->main, heading);
  bs_many_pane_reload (self);
}

/* The articles may have changed. Unsaved changes stay. */
void
bs_many_pane_reload (BsManyPane *self)
{
  g_return_if_fail (BS_IS_MANY_PANE (self));

  if (self->library == NULL)
    return;
  stop (self);
  self->cancellable = g_cancellable_new ();
  bs_library_survey_async (self->library, self->ids, FALSE, NULL, NULL, self->cancellable, resident_cb,
                           g_object_ref (self));
}

/* Returns: (transfer none) (nullable): the articles that are shown */
GArray *
bs_many_pane_get_ids (BsManyPane *self)
{
  g_return_val_if_fail (BS_IS_MANY_PANE (self), NULL);

  return self->ids;
}

/* Returns: whether something waits to be applied */
gboolean
bs_many_pane_is_changed (BsManyPane *self)
{
  g_return_val_if_fail (BS_IS_MANY_PANE (self), FALSE);

  if (self->ids == NULL || bs_chip_row_is_changed (self->categories) || bs_chip_row_is_changed (self->tags) ||
      is_draft_changed (self))
    return self->ids != NULL;
  for (guint i = 0; i < self->fields->len; i++)
    if (bs_property_row_is_changed (get_field (self, i)->row))
      return TRUE;
  return FALSE;
}

/* Returns: whether nothing is known about the articles yet */
gboolean
bs_many_pane_is_counting (BsManyPane *self)
{
  g_return_val_if_fail (BS_IS_MANY_PANE (self), FALSE);

  return self->resident == NULL || (self->idle_id != 0 && self->step < STEP_USED);
}

/* Returns: whether values are still being counted */
gboolean
bs_many_pane_is_pending (BsManyPane *self)
{
  g_return_val_if_fail (BS_IS_MANY_PANE (self), FALSE);

  return self->ids != NULL && (self->keys == NULL || self->idle_id != 0);
}

/* Discards the unsaved changes. */
void
bs_many_pane_discard (BsManyPane *self)
{
  g_return_if_fail (BS_IS_MANY_PANE (self));

  self->is_filling = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    bs_property_row_restore (get_field (self, i)->row);
  bs_chip_row_restore (self->categories);
  bs_chip_row_restore (self->tags);
  if (self->draft_shown != GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected (self->draft, self->draft_shown);
  self->is_filling = FALSE;
  update_bar (self);
}

/* Returns: (transfer full) (nullable): the unsaved changes; %NULL if some of them cannot be interpreted */
BsEdit *
bs_many_pane_dup_edit (BsManyPane *self)
{
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) removed = NULL;
  g_autoptr (GPtrArray) added_tags = NULL;
  g_autoptr (GPtrArray) removed_tags = NULL;

  g_return_val_if_fail (BS_IS_MANY_PANE (self), NULL);

  if (bs_chip_row_is_fault (self->categories) || bs_chip_row_is_fault (self->tags))
    return NULL;
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = get_field (self, i);

      if (bs_property_row_is_fault (field->row))
        return NULL;
      if (bs_property_row_is_changed (field->row))
        bs_property_row_add_to_edit (field->row, edit, field->key);
    }
  added = bs_chip_row_list_added (self->categories);
  removed = bs_chip_row_list_removed (self->categories);
  added_tags = bs_chip_row_list_added (self->tags);
  removed_tags = bs_chip_row_list_removed (self->tags);
  for (guint i = 0; i < removed->len; i++)
    bs_edit_leave_category (edit, get_site (self), g_ptr_array_index (removed, i));
  for (guint i = 0; i < added->len; i++)
    bs_edit_put_in_category (edit, get_site (self), g_ptr_array_index (added, i), TRUE);
  for (guint i = 0; i < removed_tags->len; i++)
    bs_edit_rename_tag (edit, get_site (self), *(char **) g_ptr_array_index (removed_tags, i), NULL);
  for (guint i = 0; i < added_tags->len; i++)
    bs_edit_add_tag (edit, get_site (self), *(char **) g_ptr_array_index (added_tags, i));
  if (is_draft_changed (self) && adw_combo_row_get_selected (self->draft) < 2)
    bs_edit_set_text (edit, (const char *const[]){ "draft", NULL },
                      adw_combo_row_get_selected (self->draft) == 1 ? "true" : "false");
  return bs_edit_is_empty (edit) ? NULL : g_steal_pointer (&edit);
}

gboolean
bs_many_pane_focus (BsManyPane *self)
{
  g_return_val_if_fail (BS_IS_MANY_PANE (self), FALSE);

  return gtk_widget_grab_focus (GTK_WIDGET (self->categories));
}
