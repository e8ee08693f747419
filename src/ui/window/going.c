/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/going.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/library/library-names.h"

#define MAX_RECENT 10
#define MAX_LIBRARIES 20

struct _BsGoing
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  GtkWindow *window;
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsPanes *panes;
  BsWanted *wanted;

  GSettings *settings;  /* (nullable): if the schema is not installed */
  BsLibrary *library;   /* (nullable) */
  BsGoToDialog *dialog; /* (nullable): while it is open */
  GPtrArray *recent;    /* (element-type BsGoToItem): the last first */
};

G_DEFINE_FINAL_TYPE (BsGoing, bs_going, G_TYPE_OBJECT)

/* Names instead of numbers, which may change between versions. */
static const struct
{
  BsGoToKind kind;
  const char *name;
  BsScope scope;
} kinds[] = {
  { BS_GO_TO_ARTICLE, "article", BS_SCOPE_ALL },
  { BS_GO_TO_CATEGORY, "category", BS_SCOPE_CATEGORY },
  { BS_GO_TO_TAG, "tag", BS_SCOPE_TAG },
  { BS_GO_TO_SOURCE, "source", BS_SCOPE_SOURCE },
};

/* Commands that no menu has, and the keys of those that have no accelerator. */
static const struct
{
  const char *action;
  const char *label;
  const char *keys;
} others[] = {
  { "win.search", N_ ("Search the Articles"), NULL },
  { "win.find", N_ ("Find in the Article"), NULL },
  { "win.outline", N_ ("Outline"), "o" },
  { "win.read-as-text", N_ ("Read as Text"), NULL },
  { "win.next-unread", N_ ("Next Unread Article"), "n" },
  { "win.undo", N_ ("Undo"), NULL },
  { "win.redo", N_ ("Redo"), NULL },
  { "win.sidebar", N_ ("Show or Hide the Sidebar"), NULL },
  { "window.close", N_ ("Close Window"), NULL },
  { "app.quit", N_ ("Quit"), NULL },
  { "win.star", NULL, "s" },
  { "win.unstar", NULL, "s" },
  { "win.mark-read", NULL, "u" },
  { "win.mark-unread", NULL, "u" },
};

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bs_go_to_item_free);
}

/* "_History", and "历史(_H)" as translators write it. */
static char *
strip_mnemonic (const char *label)
{
  g_autoptr (GString) text = g_string_new (label);
  const char *at = strstr (text->str, "(_");

  if (at != NULL && at[2] != '\0' && at[3] == ')')
    g_string_erase (text, at - text->str, 4);
  g_string_replace (text, "_", "", 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_keys (GtkApplication *application, const char *action, const char *accel)
{
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, action);
  guint keyval;
  GdkModifierType modifiers;

  for (gsize i = 0; accel == NULL && accels[0] == NULL && i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].action, action))
      accel = others[i].keys;
  if (accels[0] != NULL)
    accel = accels[0];
  if (accel == NULL || !gtk_accelerator_parse (accel, &keyval, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (keyval, modifiers);
}

/* Collects commands. */
typedef struct
{
  GtkApplication *application;
  GtkWidget *probe;    /* a button is insensitive while its action is disabled; GTK reports it in no other way */
  GHashTable *seen;    /* (element-type utf8): actions */
  GHashTable *english; /* (element-type utf8 utf8): labels of actions that are not translated */
  GPtrArray *items;    /* (element-type BsGoToItem) */
} Collection;

/* Users who have read about a command in English find it by that name, too. */
static void
add_english (Collection *self, const char *action, const char *label)
{
  if (!g_hash_table_contains (self->english, action))
    g_hash_table_insert (self->english, g_strdup (action), g_strdup (label));
}

static void
add_command (Collection *self, const char *action, const char *label, const char *accel)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;
  const char *english = g_hash_table_lookup (self->english, action);
  BsGoToItem *item;

  if (!g_hash_table_add (self->seen, g_strdup (action)))
    return;
  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    return;
  /* Without the action of before, whose target it is not. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->probe), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->probe), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->probe), name);
  if (!gtk_widget_get_sensitive (self->probe))
    return;
  item = bs_go_to_item_new (BS_GO_TO_COMMAND, label);
  item->path = g_strdup (action);
  item->detail = make_keys (self->application, action, accel);
  item->alias = g_strcmp0 (english, label) != 0 ? g_strdup (english) : NULL;
  /* In the order of the menus, as long as nothing is typed. */
  item->recent = -(gint64) self->items->len;
  g_ptr_array_add (self->items, item);
}

/* @above: (nullable): the label of the menu that this one is in
 * @is_english: whether only the labels are noted, which are not translated */
static void
add_menu (Collection *self, GMenuModel *menu, const char *above, gboolean is_english)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;
      g_autofree char *accel = NULL;
      g_autofree char *plain = NULL;
      g_autofree char *text = NULL;
      g_autofree char *detailed = NULL;

      if (section != NULL)
        add_menu (self, section, above, is_english);
      if (!g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label))
        continue;
      plain = strip_mnemonic (label);
      if (submenu != NULL)
        add_menu (self, submenu, plain, is_english);
      if (!g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        continue;
      g_menu_model_get_item_attribute (menu, i, "accel", "s", &accel);
      detailed = g_action_print_detailed_name (action, target);
      /* Translators: a choice in a menu inside a menu: "Style: Dark" */
      text = above != NULL && target != NULL ? g_strdup_printf (_ ("%s: %s"), above, plain) : g_strdup (plain);
      if (is_english)
        add_english (self, detailed, text);
      else
        add_command (self, detailed, text, accel);
    }
}

/* The menus that GTK reads for the application, from a domain that has no translations. */
static GtkBuilder *
read_english_menus (GtkApplication *application)
{
  const char *base = g_application_get_resource_base_path (G_APPLICATION (application));
  g_autofree char *path = g_strconcat (base, "/gtk/menus.ui", NULL);
  GtkBuilder *builder = gtk_builder_new ();

  gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE "-english");
  gtk_builder_add_from_resource (builder, path, NULL);
  return builder;
}

static GPtrArray *
collect_commands (BsGoing *self)
{
  static const char *const menus[] = { "article-menu", "primary-menu" };
  g_autoptr (GtkBuilder) english = NULL;
  Collection collection = { gtk_window_get_application (self->window) };

  collection.items = new_items ();
  if (collection.application == NULL)
    return collection.items;
  collection.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  collection.probe = gtk_button_new ();
  gtk_widget_set_visible (collection.probe, FALSE);
  /* All actions are known there. */
  gtk_widget_set_parent (collection.probe, GTK_WIDGET (self->sidebar));
  collection.english = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  english = read_english_menus (collection.application);
  for (gsize i = 0; i < G_N_ELEMENTS (menus); i++)
    {
      GMenu *menu = gtk_application_get_menu_by_id (collection.application, menus[i]);

      if (menu == NULL)
        continue;
      add_menu (&collection, G_MENU_MODEL (gtk_builder_get_object (english, menus[i])), NULL, TRUE);
      add_menu (&collection, G_MENU_MODEL (menu), NULL, FALSE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].label != NULL)
      {
        add_english (&collection, others[i].action, others[i].label);
        add_command (&collection, others[i].action, _ (others[i].label), NULL);
      }
  gtk_widget_unparent (collection.probe);
  g_hash_table_unref (collection.english);
  g_hash_table_unref (collection.seen);
  return collection.items;
}

static void
load_recent (BsGoing *self)
{
  g_autofree char *uri = g_file_get_uri (bs_library_get_folder (self->library));
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) mine = NULL;
  GVariantIter iter;
  const char *name;
  char **names;

  g_ptr_array_set_size (self->recent, 0);
  if (self->settings == NULL)
    return;
  all = g_settings_get_value (self->settings, "recent-places");
  mine = g_variant_lookup_value (all, uri, G_VARIANT_TYPE ("a(saay)"));
  if (mine == NULL)
    return;
  g_variant_iter_init (&iter, mine);
  while (g_variant_iter_next (&iter, "(&s^aay)", &name, &names))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (kinds) && names[0] != NULL; i++)
        if (g_str_equal (kinds[i].name, name) && self->recent->len < MAX_RECENT)
          {
            g_autofree char *joined = g_strjoinv ("/", names);
            g_autofree char *text = g_utf8_make_valid (joined, -1);
            BsGoToItem *item = bs_go_to_item_new (kinds[i].kind, text);

            if (kinds[i].kind == BS_GO_TO_ARTICLE)
              item->path = g_strdup (names[0]);
            else
              item->names = g_strdupv (names);
            g_ptr_array_add (self->recent, item);
          }
      g_strfreev (names);
    }
}

static void
save_recent (BsGoing *self)
{
  g_autofree char *uri = g_file_get_uri (bs_library_get_folder (self->library));
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  GVariant *value;
  guint n = 1;

  if (self->settings == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sa(saay)}"));
  if (self->recent->len > 0)
    {
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("{sa(saay)}"));
      g_variant_builder_add (&builder, "s", uri);
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(saay)"));
      for (guint i = 0; i < self->recent->len; i++)
        {
          const BsGoToItem *item = self->recent->pdata[i];
          const char *path[] = { item->path, NULL };
          const char *const *names = item->names != NULL ? (const char *const *) item->names : path;

          for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++)
            if (kinds[j].kind == item->kind)
              g_variant_builder_add (&builder, "(s^aay)", kinds[j].name, names);
        }
      g_variant_builder_close (&builder);
      g_variant_builder_close (&builder);
    }
  all = g_settings_get_value (self->settings, "recent-places");
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@a(saay)}", &other, &value))
    {
      if (!g_str_equal (other, uri) && n++ < MAX_LIBRARIES)
        g_variant_builder_add (&builder, "{s@a(saay)}", other, value);
      g_variant_unref (value);
    }
  g_settings_set_value (self->settings, "recent-places", g_variant_builder_end (&builder));
}

static gboolean
is_same (const BsGoToItem *a, const BsGoToItem *b)
{
  return a->kind == b->kind && g_strcmp0 (a->path, b->path) == 0 &&
         (a->names == b->names || (a->names != NULL && b->names != NULL &&
                                   g_strv_equal ((const char *const *) a->names, (const char *const *) b->names)));
}

static void
remember (BsGoing *self, const BsGoToItem *item)
{
  BsGoToItem *copy = bs_go_to_item_copy (item);

  memset (copy->matched, 0, sizeof copy->matched);
  for (guint i = 0; i < self->recent->len; i++)
    if (is_same (self->recent->pdata[i], item))
      g_ptr_array_remove_index (self->recent, i--);
  if (self->recent->len == MAX_RECENT)
    g_ptr_array_set_size (self->recent, MAX_RECENT - 1);
  g_ptr_array_insert (self->recent, 0, copy);
  save_recent (self);
}

/* The recent places that still exist, under their current names. */
static GPtrArray *
list_recent (BsGoing *self)
{
  GPtrArray *items = new_items ();

  for (guint i = 0; i < self->recent->len; i++)
    {
      const BsGoToItem *known = self->recent->pdata[i];
      BsGoToItem *item;

      if (known->kind == BS_GO_TO_ARTICLE)
        {
          g_autoptr (BsArticleItem) article = bs_library_dup_item (self->library, known->path);

          if (article == NULL)
            continue;
          item = bs_go_to_item_copy (known);
          g_free (item->text);
          item->text = g_strdup (bs_article_item_get_title (article));
        }
      else
        item = bs_go_to_item_copy (known);
      g_ptr_array_add (items, item);
    }
  return items;
}

static void
run_command (BsGoing *self, const char *detailed)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (g_action_parse_detailed_name (detailed, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self->sidebar), name, target);
}

static void
chosen_cb (BsGoing *self, const BsGoToItem *item)
{
  g_assert (BS_IS_GOING (self));

  if (self->library == NULL)
    return;
  if (item->kind == BS_GO_TO_COMMAND)
    {
      run_command (self, item->path);
      return;
    }
  if (item->kind == BS_GO_TO_ARTICLE)
    {
      bs_article_pane_end_search (self->articles);
      bs_wanted_show (self->wanted, item->path, NULL);
      bs_panes_go_to_reader (self->panes);
    }
  for (gsize i = 1; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == item->kind)
      {
        bs_article_pane_end_search (self->articles);
        bs_sidebar_show_scope (self->sidebar, kinds[i].scope, (const char *const *) item->names);
        bs_panes_go_to_list (self->panes);
      }
  remember (self, item);
}

static void
clear_cb (BsGoing *self)
{
  g_assert (BS_IS_GOING (self));

  g_ptr_array_set_size (self->recent, 0);
  if (self->library != NULL)
    save_recent (self);
}

static void
go_to_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsGoing *self = user_data;
  const BsGoToQuery warm = { "", BS_GO_TO_IS (BS_GO_TO_ARTICLE) | BS_GO_TO_IS (BS_GO_TO_TAG), FALSE, 0 };
  g_autoptr (GPtrArray) recent = NULL;
  g_autoptr (BsGoTo) places = NULL;

  /* As in a menu, only commands that can be used now are offered. */
  g_signal_emit_by_name (self->articles, "menu");
  if (self->library == NULL || self->dialog != NULL)
    return;
  places = bs_library_new_go_to (self->library);
  bs_go_to_set_items (places, BS_GO_TO_COMMAND, collect_commands (self));
  /* Slow preparations are done before a letter is typed. */
  bs_go_to_query_async (places, &warm, NULL, NULL, NULL);
  recent = list_recent (self);
  g_set_weak_pointer (&self->dialog, bs_go_to_dialog_new (self->window, places, recent));
  g_signal_connect_object (self->dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dialog, "clear", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
bs_going_finalize (GObject *object)
{
  BsGoing *self = BS_GOING (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->settings);
  g_clear_object (&self->library);
  g_ptr_array_unref (self->recent);

  G_OBJECT_CLASS (bs_going_parent_class)->finalize (object);
}

static void
bs_going_class_init (BsGoingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_going_finalize;
}

static void
bs_going_init (BsGoing *self)
{
  self->recent = new_items ();
}

/* All of them outlive it. */
BsGoing *
bs_going_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsPanes *panes, BsWanted *wanted)
{
  static const GActionEntry actions[] = { { "go-to", go_to_action } };
  BsGoing *self = g_object_new (BS_TYPE_GOING, NULL);

  self->window = window;
  self->sidebar = sidebar;
  self->articles = articles;
  self->panes = panes;
  self->wanted = wanted;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* @settings: (nullable): stores the last places */
void
bs_going_set_settings (BsGoing *self, GSettings *settings)
{
  g_return_if_fail (BS_IS_GOING (self));

  g_set_object (&self->settings, settings);
}

/* @library: (nullable) */
void
bs_going_set_library (BsGoing *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_GOING (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  g_set_object (&self->library, library);
  if (library != NULL)
    load_recent (self);
}
