/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/properties/chip-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/edit/name-edit.h"
#include "ui/widgets/entry-note.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/wrap-layout.h"

/* At first only the most frequent ones are shown; more than the second are not for people. */
#define FIRST_CHIPS 8
#define MAX_CHIPS 60

/* So many names are offered at a time, of those in the library that are most used. */
#define MAX_NAMES 2000

#define SEPARATOR " › "

typedef struct
{
  GStrv names; /* of a category, from the root; of a tag, one */
  guint n_having;
  gboolean is_added;
  gboolean is_removed;
} Chip;

struct _BsChipRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title;
  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *more; /* a button that shows the others */
  GtkWidget *note; /* the problem of the typed or requested name */

  BsLibrary *library; /* (nullable) */
  gboolean are_categories;
  gboolean is_editable;
  GPtrArray *chips; /* (element-type Chip): in the order of their widgets */
  guint n_articles;
  guint n_values;
  gboolean shows_all;
  gboolean is_fault;
  gboolean is_sent; /* the added and removed names are being written */
  char *failure;    /* (nullable): why it could not be written */
};

enum
{
  WRITE,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsChipRow, bs_chip_row, ADW_TYPE_PREFERENCES_ROW)

static void show_chips (BsChipRow *self);

static void
chip_free (gpointer data)
{
  Chip *self = data;

  g_strfreev (self->names);
  g_free (self);
}

static char *
chip_dup_name (const Chip *self)
{
  return g_strdelimit (g_strjoinv (SEPARATOR, self->names), "\r\n\t", ' ');
}

static gboolean
are_paths (BsChipRow *self)
{
  BsSite *site = self->library != NULL ? bs_library_get_site (self->library) : NULL;

  return self->are_categories && bs_site_kind_is_hexo (site != NULL ? site->kind : BS_SITE_NONE);
}

/* A path is typed with slashes, as in the address of a category, or as displayed. */
static GStrv
split (BsChipRow *self, const char *text)
{
  g_autoptr (GString) slashed = g_string_new (text);

  if (are_paths (self))
    g_string_replace (slashed, "›", "/", 0);
  return bs_names_parse (slashed->str, are_paths (self));
}

static Chip *
find_chip (BsChipRow *self, GStrv names)
{
  for (guint i = 0; i < self->chips->len; i++)
    {
      Chip *chip = g_ptr_array_index (self->chips, i);

      if (g_strv_equal ((const char *const *) chip->names, (const char *const *) names))
        return chip;
    }
  return NULL;
}

static void
update_note (BsChipRow *self)
{
  const char *note = self->failure != NULL ? self->failure :
                     self->is_fault        ? _ ("A name is missing before or after “/”.") :
                                             NULL;

  bs_entry_note_set (self->entry, self->note, note != NULL ? note : "", note != NULL);
  gtk_widget_set_visible (self->note, note != NULL);
}

static void
forget_failure (BsChipRow *self)
{
  g_clear_pointer (&self->failure, g_free);
  update_note (self);
}

static void
tell (BsChipRow *self)
{
  forget_failure (self);
  self->is_sent = TRUE;
  show_chips (self);
  g_signal_emit (self, signals[WRITE], 0);
}

/* Requests that every article gets the name, or withdraws a request. */
static void
add (BsChipRow *self, GStrv names)
{
  Chip *chip = find_chip (self, names);

  if (chip == NULL)
    {
      chip = g_new0 (Chip, 1);
      chip->names = g_strdupv (names);
      g_ptr_array_add (self->chips, chip);
    }
  chip->is_removed = FALSE;
  chip->is_added = chip->n_having < self->n_articles;
}

static Chip *
get_chip (BsChipRow *self, GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_parent (button)), "chip");
}

static void
add_cb (GtkWidget *button, BsChipRow *self)
{
  Chip *chip = get_chip (self, button);

  g_assert (BS_IS_CHIP_ROW (self));

  if (chip->is_removed)
    chip->is_removed = FALSE;
  else
    chip->is_added = TRUE;
  tell (self);
}

static void
remove_cb (GtkWidget *button, BsChipRow *self)
{
  Chip *chip = get_chip (self, button);

  g_assert (BS_IS_CHIP_ROW (self));

  chip->is_added = FALSE;
  chip->is_removed = chip->n_having > 0;
  if (chip->n_having == 0)
    g_ptr_array_remove (self->chips, chip);
  tell (self);
}

static GtkWidget *
make_chip (BsChipRow *self, Chip *chip)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_solid = (chip->n_having == self->n_articles || chip->is_added) && !chip->is_removed;
  g_autofree char *name = chip_dup_name (chip);
  g_autofree char *part = NULL;
  g_autofree char *full = NULL;

  if (!is_solid && !chip->is_removed)
    /* Translators: the number of selected articles with a category or tag. */
    part = g_strdup_printf (ngettext ("%'u of %'u", "%'u of %'u", self->n_articles), chip->n_having, self->n_articles);
  /* The name is isolated, so that a right-to-left name does not move the number. */
  full = part != NULL ? g_strdup_printf ("\u2068%s\u2069  %s", name, part) : g_strdup (name);
  g_object_set_data (G_OBJECT (box), "chip", chip);
  gtk_widget_add_css_class (box, "chip");
  gtk_widget_add_css_class (box, chip->is_removed ? "removed" : is_solid ? "solid" : "outlined");
  if (chip->is_added)
    gtk_widget_add_css_class (box, "added");
  gtk_label_set_text (GTK_LABEL (label), full);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_tooltip_text (label, full);
  if (is_solid || !self->is_editable)
    gtk_box_append (GTK_BOX (box), label);
  else
    {
      GtkWidget *button = gtk_button_new ();
      g_autofree char *what =
          /* Translators: the argument is a category or tag that some of the selected articles have. */
          g_strdup_printf (chip->is_removed ? _ ("Keep “%s”") : _ ("Add “%s” to all"), name);
      g_autofree char *spoken = part != NULL ? g_strdup_printf ("%s, %s", what, part) : g_strdup (what);

      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, what);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      g_signal_connect (button, "clicked", G_CALLBACK (add_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  if (self->is_editable && !chip->is_removed)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
      g_autofree char *what = g_strdup_printf (_ ("Remove “%s”"), name);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      gtk_widget_set_tooltip_text (button, what);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
show_chips (BsChipRow *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->box);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, self->box) &&
                       !gtk_widget_is_ancestor (focus, self->entry) && focus != self->entry;
  guint n_shown = 0;
  g_autofree char *more = NULL;

  /* The focus stays in the row when its button is removed. */
  if (had_focus && gtk_widget_get_visible (self->entry))
    gtk_widget_grab_focus (self->entry);
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (child != self->entry && child != self->more)
        gtk_box_remove (GTK_BOX (self->box), child);
      child = next;
    }
  for (guint i = 0; i < self->chips->len; i++)
    {
      Chip *chip = g_ptr_array_index (self->chips, i);

      if (i >= FIRST_CHIPS && !self->shows_all && !chip->is_added && !chip->is_removed)
        continue;
      n_shown += chip->n_having > 0;
      gtk_widget_insert_before (make_chip (self, chip), self->box, self->more);
    }
  more = g_strdup_printf (ngettext ("%'u more", "%'u more", self->n_values - n_shown), self->n_values - n_shown);
  gtk_button_set_label (GTK_BUTTON (self->more), more);
  gtk_widget_set_visible (self->more, self->n_values > n_shown);
  gtk_widget_set_sensitive (self->more, !self->shows_all);
  gtk_widget_set_visible (self->entry, self->is_editable);
}

/* Takes the typed text: one name, or several with commas between them, as written in either language. */
static gboolean
take_typed (BsChipRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_auto (GStrv) wide = g_strsplit (text, "，", -1);
  g_autofree char *joined = g_strjoinv (",", wide);
  g_auto (GStrv) parts = g_strsplit (joined, ",", -1);
  gboolean has_any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) names = NULL;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      names = split (self, parts[i]);
      if (names == NULL)
        {
          self->is_fault = TRUE;
          update_note (self);
          return FALSE;
        }
      has_any = TRUE;
    }
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) names = *parts[i] != '\0' ? split (self, parts[i]) : NULL;

      if (names != NULL)
        add (self, names);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  return has_any;
}

static void
more_cb (BsChipRow *self)
{
  g_assert (BS_IS_CHIP_ROW (self));

  self->shows_all = TRUE;
  show_chips (self);
}

static void
activate_cb (BsChipRow *self)
{
  g_assert (BS_IS_CHIP_ROW (self));

  /* A name that could not be written is tried again. */
  forget_failure (self);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    g_signal_emit (self, signals[DONE], 0);
  else
    bs_chip_row_commit (self);
}

static void
typed_cb (BsChipRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_auto (GStrv) parts = g_strsplit_set (text, ",", -1);

  g_assert (BS_IS_CHIP_ROW (self));

  self->is_fault = FALSE;
  for (guint i = 0; are_paths (self) && parts[i] != NULL && !self->is_fault; i++)
    self->is_fault = strstr (parts[i], "//") != NULL || *g_strstrip (parts[i]) == '/';
  forget_failure (self);
}

static gboolean
key_cb (BsChipRow *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_CHIP_ROW (self));

  if (keyval != GDK_KEY_Escape || !bs_chip_row_is_changed (self))
    return GDK_EVENT_PROPAGATE;
  bs_chip_row_restore (self);
  g_signal_emit (self, signals[WRITE], 0);
  return GDK_EVENT_STOP;
}

static void
leave_cb (BsChipRow *self)
{
  g_assert (BS_IS_CHIP_ROW (self));

  bs_chip_row_commit (self);
}

/* The names to complete. */

static void
list_names (BsChipRow *self, GtkListStore *store, GListModel *model, guint *n_left)
{
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i<n && * n_left> 0; i++, (*n_left)--)
    {
      g_autoptr (BsFacet) facet = g_list_model_get_item (model, i);
      g_autofree char *name = BS_IS_CATEGORY (facet) ?
                                  g_strjoinv ("/", (GStrv) bs_category_get_path (BS_CATEGORY (facet))) :
                                  g_strdup (bs_facet_get_name (facet));
      g_autofree char *folded = g_utf8_casefold (name, -1);

      gtk_list_store_insert_with_values (store, NULL, -1, 0, name, 1, folded, -1);
      if (BS_IS_CATEGORY (facet))
        list_names (self, store, bs_category_get_children (BS_CATEGORY (facet)), n_left);
    }
}

static void
enter_cb (BsChipRow *self)
{
  GtkEntryCompletion *completion = gtk_entry_get_completion (GTK_ENTRY (self->entry));
  g_autoptr (GtkListStore) store = gtk_list_store_new (2, G_TYPE_STRING, G_TYPE_STRING);
  guint n_left = MAX_NAMES;

  g_assert (BS_IS_CHIP_ROW (self));

  if (self->library == NULL)
    return;
  list_names (self, store,
              self->are_categories ? bs_library_get_categories (self->library) : bs_library_get_tags (self->library),
              &n_left);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (store));
}

/* The typed text may be anywhere in the name: a category is often known by its last part. */
static gboolean
match_cb (GtkEntryCompletion *completion, const char *key, GtkTreeIter *iter, gpointer user_data)
{
  g_autofree char *name = NULL;

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, 1, &name, -1);
  return name != NULL && strstr (name, key) != NULL;
}

static gboolean
matched_cb (BsChipRow *self, GtkTreeModel *model, GtkTreeIter *iter)
{
  g_autofree char *name = NULL;
  g_auto (GStrv) names = NULL;

  g_assert (BS_IS_CHIP_ROW (self));

  gtk_tree_model_get (model, iter, 0, &name, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  names = are_paths (self) ? g_strsplit (name, "/", -1) : g_strdupv ((char *[]){ name, NULL });
  add (self, names);
  tell (self);
  return GDK_EVENT_STOP;
}

static void
notify_title_cb (BsChipRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *label = NULL;

  g_assert (BS_IS_CHIP_ROW (self));

  gtk_label_set_text (self->title, title);
  /* Translators: the argument is “Categories” or “Tags”. */
  label = g_strdup_printf (_ ("Add to %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static gboolean
bs_chip_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BS_CHIP_ROW (widget)->entry);
}

static void
bs_chip_row_dispose (GObject *object)
{
  BsChipRow *self = BS_CHIP_ROW (object);

  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_chip_row_parent_class)->dispose (object);
}

static void
bs_chip_row_finalize (GObject *object)
{
  g_ptr_array_unref (BS_CHIP_ROW (object)->chips);
  g_free (BS_CHIP_ROW (object)->failure);

  G_OBJECT_CLASS (bs_chip_row_parent_class)->finalize (object);
}

static void
bs_chip_row_class_init (BsChipRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_chip_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_chip_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = bs_chip_row_grab_focus;

  signals[WRITE] = bs_new_signal (klass, "write", 0);
  signals[DONE] = bs_new_signal (klass, "done", 0);
}

static void
bs_chip_row_init (BsChipRow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();

  self->chips = g_ptr_array_new_with_free_func (chip_free);
  self->n_articles = 1;
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->box, bs_wrap_layout_new ());
  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "more-chips");
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add…"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_add_css_class (self->entry, "chip-entry");
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (content), self->box);
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->note), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_set_visible (self->note, FALSE);
  gtk_box_append (GTK_BOX (content), self->note);
  gtk_widget_add_css_class (content, "chips");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), content);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);

  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_match_func (completion, match_cb, NULL, NULL);
  gtk_entry_completion_set_popup_set_width (completion, FALSE);
  gtk_entry_set_completion (GTK_ENTRY (self->entry), completion);
  g_signal_connect_object (completion, "match-selected", G_CALLBACK (matched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::title", G_CALLBACK (notify_title_cb), self, 0);
  g_signal_connect_object (focus, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
  bs_catch_keys (GTK_WIDGET (self), self, G_CALLBACK (key_cb));
}

/* @library: (nullable): whose names are completed */
void
bs_chip_row_set_library (BsChipRow *self, BsLibrary *library, gboolean are_categories)
{
  g_return_if_fail (BS_IS_CHIP_ROW (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
  self->are_categories = are_categories;
}

/* Shows the names of the articles. Added and removed names are discarded, but not the text being typed. */
void
bs_chip_row_set_field (BsChipRow *self, const BsSurveyField *field, gboolean is_editable)
{
  guint n;

  g_return_if_fail (BS_IS_CHIP_ROW (self));
  g_return_if_fail (field != NULL);

  n = MIN (field->values->len, MAX_CHIPS);
  self->n_articles = field->n_articles;
  self->n_values = field->n_values;
  self->shows_all = field->n_values <= FIRST_CHIPS + 2;
  self->is_editable = is_editable;
  self->is_sent = FALSE;
  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; i < n; i++)
    {
      const BsSurveyValue *value = g_ptr_array_index (field->values, i);
      Chip *chip = g_new0 (Chip, 1);

      chip->names = value->names != NULL ? g_strdupv (value->names) : g_strdupv ((char *[]){ value->text, NULL });
      chip->n_having = value->n_articles;
      g_ptr_array_add (self->chips, chip);
    }
  show_chips (self);
}

/* Returns: whether something was added, removed or typed */
gboolean
bs_chip_row_is_changed (BsChipRow *self)
{
  g_return_val_if_fail (BS_IS_CHIP_ROW (self), FALSE);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    return TRUE;
  for (guint i = 0; i < self->chips->len; i++)
    {
      const Chip *chip = g_ptr_array_index (self->chips, i);

      if (chip->is_added || chip->is_removed)
        return TRUE;
    }
  return FALSE;
}

/* Returns: whether the typed text is not a name */
gboolean
bs_chip_row_is_fault (BsChipRow *self)
{
  g_return_val_if_fail (BS_IS_CHIP_ROW (self), FALSE);

  return self->is_fault;
}

/* Discards added and removed names. */
static void
drop_changes (BsChipRow *self)
{
  self->is_sent = FALSE;
  for (guint i = self->chips->len; i > 0; i--)
    {
      Chip *chip = g_ptr_array_index (self->chips, i - 1);

      chip->is_added = FALSE;
      chip->is_removed = FALSE;
      if (chip->n_having == 0)
        g_ptr_array_remove_index (self->chips, i - 1);
    }
  show_chips (self);
}

/* Discards added, removed and typed names. */
void
bs_chip_row_restore (BsChipRow *self)
{
  g_return_if_fail (BS_IS_CHIP_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  forget_failure (self);
  drop_changes (self);
}

/* Takes the typed text, if it is a name that was not rejected. */
void
bs_chip_row_commit (BsChipRow *self)
{
  g_return_if_fail (BS_IS_CHIP_ROW (self));

  if (self->failure == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0' && take_typed (self))
    tell (self);
}

/* Returns: whether the added and removed names are being written */
gboolean
bs_chip_row_is_sent (BsChipRow *self)
{
  g_return_val_if_fail (BS_IS_CHIP_ROW (self), FALSE);

  return self->is_sent;
}

/* The added or removed names could not be written. The names are in the field again, with the reason, to be changed or
 * tried again by Enter. */
void
bs_chip_row_fail (BsChipRow *self, const char *reason)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (BS_IS_CHIP_ROW (self));
  g_return_if_fail (reason != NULL);

  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->chips->len; i++)
    {
      const Chip *chip = g_ptr_array_index (self->chips, i);
      g_autofree char *name = g_strjoinv ("/", chip->names);

      /* With a comma in it, it would be two. */
      if (chip->is_added && strchr (name, ',') == NULL && strstr (name, "，") == NULL)
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    g_ptr_array_add (names, g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_ptr_array_add (names, NULL);
  text = g_strjoinv (", ", (GStrv) names->pdata);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  drop_changes (self);
  g_free (self->failure);
  self->failure = g_strdup (reason);
  update_note (self);
}

static GPtrArray *
list_chips (BsChipRow *self, gboolean is_added)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < self->chips->len; i++)
    {
      const Chip *chip = g_ptr_array_index (self->chips, i);

      if (is_added ? chip->is_added : chip->is_removed)
        g_ptr_array_add (list, g_strdupv (chip->names));
    }
  return list;
}

/* Returns: (transfer full) (element-type GStrv): the names that all articles are to have */
GPtrArray *
bs_chip_row_list_added (BsChipRow *self)
{
  g_return_val_if_fail (BS_IS_CHIP_ROW (self), NULL);

  return list_chips (self, TRUE);
}

/* Returns: (transfer full) (element-type GStrv): the names that no article is to have */
GPtrArray *
bs_chip_row_list_removed (BsChipRow *self)
{
  g_return_val_if_fail (BS_IS_CHIP_ROW (self), NULL);

  return list_chips (self, FALSE);
}

static void
value_free (gpointer data)
{
  BsSurveyValue *value = data;

  g_free (value->text);
  g_strfreev (value->names);
  g_free (value);
}

/* The names of one article: @paths (nullable) (element-type GStrv), or @names (nullable) */
BsSurveyField *
bs_chip_field_new (const GPtrArray *paths, GStrv names)
{
  BsSurveyField *field = g_new0 (BsSurveyField, 1);
  guint n = paths != NULL ? paths->len : names != NULL ? g_strv_length (names) : 0;

  field->n_articles = 1;
  field->n_values = n;
  field->values = g_ptr_array_new_with_free_func (value_free);
  for (guint i = 0; i < n; i++)
    {
      BsSurveyValue *value = g_new0 (BsSurveyValue, 1);

      value->n_articles = 1;
      if (paths != NULL)
        value->names = g_strdupv (g_ptr_array_index (paths, i));
      value->text = paths != NULL ? g_strjoinv (SEPARATOR, value->names) : g_strdup (names[i]);
      g_ptr_array_add (field->values, value);
    }
  return field;
}

void
bs_chip_field_free (BsSurveyField *self)
{
  g_free (self->key);
  g_ptr_array_unref (self->values);
  g_free (self);
}
