/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/search-suggestions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/library/library-index.h"
#include "model/library/library-names.h"
#include "model/library/search/search-completion.h"
#include "ui/dialogs/search-help.h"
#include "ui/widgets/offers.h"

#define MAX_OFFERED 8

/* A single letter begins too many words. */
#define MIN_OPERATOR 2

struct _BsSearchSuggestions
{
  GObject parent_instance;

  GtkEditable *field; /* (nullable): owns this */
  BsOffers *offers;
  BsLibrary *library; /* (nullable) */
  BsGoTo *names;      /* (nullable): until a name is typed */
  BsSearchCompletion at;
  guint offer_id;
  GCancellable *cancellable; /* (nullable) */
  gboolean is_inserting;
  gboolean is_composing; /* the keys are an input method's */
};

G_DEFINE_FINAL_TYPE (BsSearchSuggestions, bs_search_suggestions, G_TYPE_OBJECT)

static void offer (BsSearchSuggestions *self);

static void
hide (BsSearchSuggestions *self)
{
  g_clear_handle_id (&self->offer_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  bs_offers_hide (self->offers);
}

/* In bytes. */
static gsize
get_cursor (BsSearchSuggestions *self)
{
  const char *text = gtk_editable_get_text (self->field);

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_editable_get_position (self->field)) - text);
}

static void
chosen_cb (BsSearchSuggestions *self, const char *chosen)
{
  const char *text = gtk_editable_get_text (self->field);
  int start = (int) g_utf8_strlen (text, (gssize) self->at.start);
  int position = start;

  g_assert (BS_IS_SEARCH_SUGGESTIONS (self));

  self->is_inserting = TRUE;
  gtk_editable_delete_text (self->field, start, (int) g_utf8_strlen (text, (gssize) self->at.end));
  gtk_editable_insert_text (self->field, chosen, -1, &position);
  gtk_editable_set_position (self->field, position);
  self->is_inserting = FALSE;
  hide (self);
  /* After an operator, its values. */
  if (self->at.is_operator)
    offer (self);
}

/* @n: the number of articles that have it; 0 if unknown */
static char *
describe_count (const char *meaning, guint n)
{
  if (n == 0)
    return g_strdup (meaning);
  if (*meaning == '\0')
    return g_strdup_printf ("%'u", n);
  return g_strdup_printf ("%s · %'u", meaning, n);
}

/* The keys of the front matter, which are fields of this library, without those that have an operator. */
static void
offer_keys (BsSearchSuggestions *self, const char *typed)
{
  static const char *const others[] = { "authors", "categories", "tags", NULL };
  g_autoptr (GPtrArray) keys = NULL;
  const BsIndexCounts *counts;
  guint n = 0;

  if (self->library == NULL || strlen (typed) < MIN_OPERATOR)
    return;
  counts = bs_library_get_counts (self->library);
  keys = bs_vocabulary_list (bs_library_get_vocabulary (self->library), BS_VOCABULARY_KEYS);
  for (guint i = 0; i < keys->len && n < MAX_OFFERED; i++)
    {
      const char *key = ((const BsTerm *) keys->pdata[i])->name;
      g_autofree char *name = g_strconcat (key, ":", NULL);
      g_autofree char *meaning = NULL;
      BsSearchKind kind;

      if (!g_str_has_prefix (key, typed) || g_atomic_int_get (&((BsTerm *) keys->pdata[i])->is_gone) ||
          strpbrk (key, " :\"") != NULL || bs_search_query_find_field (key, strlen (key), &kind) ||
          g_strv_contains (others, key))
        continue;
      meaning = describe_count (_ ("in the front matter"), counts != NULL ? bs_index_counts_get_key (counts, key) : 0);
      bs_offers_add (self->offers, name, meaning, name);
      n++;
    }
}

/* An operator is offered by its name, which ends with its colon. */
static void
offer_operators (BsSearchSuggestions *self, const char *typed)
{
  g_autofree char *lower = g_utf8_strdown (typed, -1);
  guint n;
  const BsSearchExample *examples = bs_search_help_get_examples (&n);

  bs_offers_clear (self->offers);
  for (guint i = 0; i < n && strlen (typed) >= MIN_OPERATOR; i++)
    {
      const char *colon = strchr (examples[i].insert, ':');
      BsSearchCompletion values;
      g_autofree char *name = NULL;

      if (colon == NULL || !g_str_has_prefix (examples[i].insert, lower))
        continue;
      /* Values that need quotes get them. */
      name = g_strndup (examples[i].insert, (gsize) (colon + 1 - examples[i].insert));
      if (bs_search_completion_find (name, strlen (name), &values) || g_str_has_suffix (examples[i].insert, ":"))
        bs_offers_add (self->offers, name, _ (examples[i].meaning), name);
      else
        bs_offers_add (self->offers, examples[i].insert, _ (examples[i].meaning), examples[i].insert);
    }
  offer_keys (self, lower);
  bs_offers_show (self->offers);
}

static void
offer_word (BsSearchSuggestions *self, const char *typed, const char *word, const char *meaning)
{
  g_autofree char *inserted = g_strconcat (word, " ", NULL);

  if (g_ascii_strncasecmp (word, typed, strlen (typed)) == 0 && strlen (word) > strlen (typed))
    bs_offers_add (self->offers, word, meaning, inserted);
}

static void
offer_states (BsSearchSuggestions *self, const char *typed)
{
  static const struct
  {
    const char *word;
    const char *meaning;
  } states[] = {
    { "unread", N_ ("not read yet") },     { "read", N_ ("already read") },     { "starred", N_ ("with a star") },
    { "draft", N_ ("not published yet") }, { "broken", N_ ("with a problem") }, { "undated", N_ ("without a date") },
  };

  bs_offers_clear (self->offers);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    offer_word (self, typed, states[i].word, _ (states[i].meaning));
  bs_offers_show (self->offers);
}

static void
offer_features (BsSearchSuggestions *self, const char *typed)
{
  static const char *const meanings[BS_N_SEARCH_FEATURES] = {
    [BS_SEARCH_HAS_IMAGE] = N_ ("with an image"),
    [BS_SEARCH_HAS_MATH] = N_ ("with a formula"),
    [BS_SEARCH_HAS_CODE] = N_ ("with a block of code"),
    [BS_SEARCH_HAS_VIDEO] = N_ ("with a video"),
    [BS_SEARCH_HAS_NOTE] = N_ ("with a remark in its properties"),
  };

  bs_offers_clear (self->offers);
  for (guint i = 0; i < BS_N_SEARCH_FEATURES; i++)
    offer_word (self, typed, bs_search_feature_to_string ((BsSearchFeature) i), _ (meanings[i]));
  bs_offers_show (self->offers);
}

/* Those that articles name, the commonest first. */
static void
offer_other_languages (BsSearchSuggestions *self, const char *typed, const BsIndexCounts *counts, GHashTable *offered)
{
  g_auto (GStrv) tags = bs_index_counts_list_languages (counts);

  for (guint i = 0, n = 0; tags[i] != NULL && n < MAX_OFFERED; i++)
    if (!g_hash_table_contains (offered, tags[i]))
      {
        g_autofree char *meaning = describe_count ("", bs_index_counts_get_language (counts, tags[i]));

        offer_word (self, typed, tags[i], meaning);
        n++;
      }
}

static void
offer_languages (BsSearchSuggestions *self, const char *typed)
{
  static const struct
  {
    const char *tag;
    const char *name;
  } languages[] = {
    { "zh", N_ ("Chinese") },  { "zh-Hant", N_ ("Traditional Chinese") },
    { "ja", N_ ("Japanese") }, { "ko", N_ ("Korean") },
    { "en", N_ ("English") },
  };
  const BsIndexCounts *counts = self->library != NULL ? bs_library_get_counts (self->library) : NULL;
  g_autoptr (GHashTable) offered = g_hash_table_new (g_str_hash, g_str_equal);

  bs_offers_clear (self->offers);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      guint n = counts != NULL ? bs_index_counts_get_language (counts, languages[i].tag) : 0;
      g_autofree char *meaning = describe_count (_ (languages[i].name), n);

      g_hash_table_add (offered, (gpointer) languages[i].tag);
      if (counts == NULL || n > 0)
        offer_word (self, typed, languages[i].tag, meaning);
    }
  if (counts != NULL)
    offer_other_languages (self, typed, counts, offered);
  bs_offers_show (self->offers);
}

static void
offer_problems (BsSearchSuggestions *self, const char *typed)
{
  guint n = 0;

  bs_offers_clear (self->offers);
  for (guint i = 0; i < BS_N_PROBLEMS && n < MAX_OFFERED; i++)
    {
      const char *word = bs_problem_kind_to_string ((BsProblemKind) i);

      if (!g_str_has_prefix (word, typed))
        continue;
      offer_word (self, typed, word, bs_problem_kind_get_name ((BsProblemKind) i));
      n++;
    }
  bs_offers_show (self->offers);
}

/* The first day that is meant. */
static char *
describe_date (const char *date, GDateTime *now)
{
  g_autoptr (GDateTime) start = NULL;
  BsSearchDays days;

  if (!bs_search_days_parse (date, now, &days))
    return g_strdup ("");
  start = g_date_time_new_from_unix_utc (days.start);
  if (start == NULL)
    return g_strdup ("");
  /* Translators: a day as g_date_time_format() writes it */
  return g_date_time_format (start, _ ("%-d %B %Y"));
}

static void
offer_dates (BsSearchSuggestions *self, const char *typed)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_auto (GStrv) dates = bs_search_completion_list_dates (typed, now);

  bs_offers_clear (self->offers);
  for (guint i = 0; dates[i] != NULL && i < 12; i++)
    {
      g_autofree char *meaning = describe_date (dates[i], now);

      offer_word (self, typed, dates[i], meaning);
    }
  bs_offers_show (self->offers);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsSearchSuggestions) self = user_data;
  g_autoptr (GPtrArray) items = bs_go_to_query_finish (BS_GO_TO (source), result, NULL);

  g_assert (BS_IS_SEARCH_SUGGESTIONS (self));

  if (items == NULL || self->field == NULL)
    return;
  g_clear_object (&self->cancellable);
  bs_offers_clear (self->offers);
  for (guint i = 0; i < items->len; i++)
    {
      const BsGoToItem *item = items->pdata[i];
      g_autofree char *quoted = bs_search_completion_quote (item->text);
      g_autofree char *inserted = g_strconcat (quoted, " ", NULL);
      g_autofree char *count = g_strdup_printf ("%'u", item->count);

      bs_offers_add (self->offers, item->text, count, inserted);
    }
  bs_offers_show (self->offers);
}

static void
offer_names (BsSearchSuggestions *self, const char *typed, BsGoToKind kind)
{
  const BsGoToQuery query = { typed, BS_GO_TO_IS (kind), TRUE, MAX_OFFERED };

  if (self->library == NULL)
    return;
  if (self->names == NULL)
    self->names = bs_library_new_go_to (self->library);
  self->cancellable = g_cancellable_new ();
  bs_go_to_query_async (self->names, &query, self->cancellable, named_cb, g_object_ref (self));
}

static void
offer (BsSearchSuggestions *self)
{
  const gsize cursor = get_cursor (self);
  g_autofree char *typed = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!bs_search_completion_find (gtk_editable_get_text (self->field), cursor, &self->at))
    {
      hide (self);
      return;
    }
  typed = g_strndup (gtk_editable_get_text (self->field) + self->at.text_start, cursor - self->at.text_start);
  if (self->at.is_operator)
    {
      offer_operators (self, typed);
      return;
    }
  switch (self->at.kind)
    {
    case BS_SEARCH_CATEGORY:
      offer_names (self, typed, BS_GO_TO_CATEGORY);
      break;
    case BS_SEARCH_TAG:
      offer_names (self, typed, BS_GO_TO_TAG);
      break;
    case BS_SEARCH_AUTHOR:
      offer_names (self, typed, BS_GO_TO_SOURCE);
      break;
    case BS_SEARCH_FOLDER:
      offer_names (self, typed, BS_GO_TO_FOLDER);
      break;
    case BS_SEARCH_STATE:
      offer_states (self, typed);
      break;
    case BS_SEARCH_PROBLEM:
      offer_problems (self, typed);
      break;
    case BS_SEARCH_HAS:
      offer_features (self, typed);
      break;
    case BS_SEARCH_LANGUAGE:
      offer_languages (self, typed);
      break;
    default:
      offer_dates (self, typed);
      break;
    }
}

static gboolean
offer_cb (gpointer user_data)
{
  BsSearchSuggestions *self = user_data;
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (self->field));

  g_assert (BS_IS_SEARCH_SUGGESTIONS (self));

  self->offer_id = 0;
  if (text != NULL && gtk_widget_is_focus (text) && !self->is_composing)
    offer (self);
  else
    hide (self);
  return G_SOURCE_REMOVE;
}

static void
offer_soon (BsSearchSuggestions *self)
{
  if (!self->is_inserting && self->offer_id == 0)
    self->offer_id = g_idle_add_full (G_PRIORITY_DEFAULT, offer_cb, self, NULL);
}

/* The cursor is moved only after it. */
static void
changed_cb (BsSearchSuggestions *self)
{
  g_assert (BS_IS_SEARCH_SUGGESTIONS (self));

  offer_soon (self);
}

/* The cursor was moved to another place, and not by typing. */
static void
cursor_cb (BsSearchSuggestions *self)
{
  g_assert (BS_IS_SEARCH_SUGGESTIONS (self));

  if (!self->is_inserting && self->offer_id == 0 && bs_offers_get_list (self->offers) != NULL)
    hide (self);
}

static void
preedit_cb (BsSearchSuggestions *self, const char *preedit)
{
  g_assert (BS_IS_SEARCH_SUGGESTIONS (self));

  self->is_composing = preedit != NULL && *preedit != '\0';
  if (self->is_composing)
    hide (self);
  else
    offer_soon (self);
}

static void
left_cb (BsSearchSuggestions *self)
{
  g_assert (BS_IS_SEARCH_SUGGESTIONS (self));

  hide (self);
}

static void
bs_search_suggestions_finalize (GObject *object)
{
  BsSearchSuggestions *self = BS_SEARCH_SUGGESTIONS (object);

  g_clear_object (&self->offers);
  g_clear_object (&self->names);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_search_suggestions_parent_class)->finalize (object);
}

static void
bs_search_suggestions_class_init (BsSearchSuggestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_search_suggestions_finalize;
}

static void
bs_search_suggestions_init (BsSearchSuggestions *self)
{
}

BsSearchSuggestions *
bs_search_suggestions_new (GtkEditable *field)
{
  BsSearchSuggestions *self;
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_val_if_fail (GTK_IS_EDITABLE (field), NULL);

  self = g_object_new (BS_TYPE_SEARCH_SUGGESTIONS, NULL);
  self->field = field;
  self->offers = bs_offers_new (field);
  g_signal_connect_object (self->offers, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "notify::cursor-position", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (field), "preedit-changed", G_CALLBACK (preedit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
  return self;
}

/* The field is about to go. */
void
bs_search_suggestions_close (BsSearchSuggestions *self)
{
  g_return_if_fail (BS_IS_SEARCH_SUGGESTIONS (self));

  g_clear_handle_id (&self->offer_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  bs_offers_close (self->offers);
  self->field = NULL;
}

/* @library: (nullable): whose names are offered */
void
bs_search_suggestions_set_library (BsSearchSuggestions *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_SEARCH_SUGGESTIONS (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  hide (self);
  g_clear_object (&self->names);
  g_set_object (&self->library, library);
}

/* Returns: whether the key was meant for it */
gboolean
bs_search_suggestions_press (BsSearchSuggestions *self, guint keyval, GdkModifierType state)
{
  g_return_val_if_fail (BS_IS_SEARCH_SUGGESTIONS (self), FALSE);

  return !self->is_composing && bs_offers_press (self->offers, keyval, state);
}

/* Returns: whether an input method has the keys */
gboolean
bs_search_suggestions_get_composing (BsSearchSuggestions *self)
{
  g_return_val_if_fail (BS_IS_SEARCH_SUGGESTIONS (self), FALSE);

  return self->is_composing;
}

/* Returns: (transfer none) (nullable): the suggestions; %NULL if there are none */
GtkListBox *
bs_search_suggestions_get_list (BsSearchSuggestions *self)
{
  g_return_val_if_fail (BS_IS_SEARCH_SUGGESTIONS (self), NULL);

  return bs_offers_get_list (self->offers);
}
