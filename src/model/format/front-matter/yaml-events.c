/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-events.h"

#include "model/format/front-matter/yaml-failure.h"
#include "model/format/front-matter/yaml-origin.h"
#include "model/format/front-matter/yaml-words.h"

#include <string.h>
#include <yaml.h>

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (yaml_parser_t, yaml_parser_delete)

/* libyaml compares every token with all open brackets, so the depth is limited. */
#define MAX_OPEN 256

/* A few lines of aliases can expand to gigabytes, so their total expansion is limited. */
#define MAX_ALIASED (1024 * 1024)

/* An open list or map. */
typedef struct
{
  BsValue *value;
  char *key; /* (nullable): in a map, the key of the next value */
  gboolean has_key;
  gboolean is_duplicate;
  gboolean is_flow;
  gsize start;          /* the index of its first character */
  const char *template; /* (nullable): the start of a template tag (`{{ x }}`) that YAML parses as maps */
  gsize key_start;      /* of the key, in bytes; only with places */
  gsize key_end;
  char *anchor; /* (nullable) */
} Level;

typedef struct
{
  const char *text;
  gsize length;
  guint first_line;
  GArray *origins; /* (nullable) (element-type BsYamlOrigin) */
  GPtrArray *problems;
  BsProblem *failure;
  BsValue *root;
  Level levels[BS_VALUE_MAX_DEPTH];
  guint n_levels;
  guint skipping; /* the depth inside a skipped collection */
  gboolean skipping_key;
  yaml_mark_t key_mark; /* the end event of a key that is a collection, and its start */
  const char *key_start;
  const char *place; /* byte offset of the character at place_index */
  gsize place_index;
  guint deep_line; /* the line of the first value that is too deep; 0 if none */
  guint deep_column;
  gboolean with_places;
  gsize last_end;      /* the end of the last significant event, in bytes; only with places */
  GHashTable *anchors; /* (nullable) (element-type utf8 BsValue): the anchored values */
  gsize aliased;       /* the size of kept anchors and expanded aliases, in bytes */
} Reading;

static void
reading_clear (Reading *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    {
      g_free (self->levels[i].key);
      g_free (self->levels[i].anchor);
    }
  g_clear_pointer (&self->anchors, g_hash_table_unref);
  g_clear_pointer (&self->root, bs_value_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->failure, bs_problem_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
locate (const Reading *self, const yaml_mark_t *mark, guint *line, guint *column)
{
  bs_yaml_origins_locate (self->origins, self->first_line, mark->line, mark->column, line, column);
}

static void
report (Reading *self, BsProblemKind kind, const yaml_mark_t *mark, const char *detail)
{
  guint line, column;

  if (self->problems == NULL)
    self->problems = bs_problems_new ();
  locate (self, mark, &line, &column);
  bs_problems_add (self->problems, kind, line, column, detail);
}

static Level *
top_level (Reading *self)
{
  return self->n_levels > 0 ? &self->levels[self->n_levels - 1] : NULL;
}

/* The byte offset of a character, counted from the last lookup. */
static const char *
go_to (Reading *self, gsize index)
{
  const char *end = self->text + self->length;

  for (; self->place_index < index && self->place < end; self->place_index++)
    self->place = g_utf8_next_char (self->place);
  for (; self->place_index > index; self->place_index--)
    self->place = g_utf8_prev_char (self->place);

  return self->place;
}

static gsize
offset_of (Reading *self, const yaml_mark_t *mark)
{
  return go_to (self, mark->index) - self->text;
}

/* The end mark of a block is at the next token. Moves it back to the end of the last significant line. */
static gsize
trim_block (const Reading *self, gsize start, gsize end)
{
  while (end > start && g_ascii_isspace (self->text[end - 1]))
    end--;
  while (end < self->length && (self->text[end] == ' ' || self->text[end] == '\t'))
    end++;

  return end;
}

static const char *
get_anchor (const yaml_event_t *event)
{
  switch (event->type)
    {
    case YAML_SCALAR_EVENT:
      return (const char *) event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
      return (const char *) event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT:
      return (const char *) event->data.mapping_start.anchor;
    default:
      return NULL;
    }
}

static BsValueStyle
get_style (const yaml_event_t *event)
{
  static const BsValueStyle styles[] = {
    [YAML_SINGLE_QUOTED_SCALAR_STYLE] = BS_STYLE_SINGLE_QUOTED,
    [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = BS_STYLE_DOUBLE_QUOTED,
    [YAML_LITERAL_SCALAR_STYLE] = BS_STYLE_LITERAL,
    [YAML_FOLDED_SCALAR_STYLE] = BS_STYLE_FOLDED,
  };

  switch (event->type)
    {
    case YAML_SCALAR_EVENT:
      return event->data.scalar.style < G_N_ELEMENTS (styles) ? styles[event->data.scalar.style] : BS_STYLE_PLAIN;
    case YAML_ALIAS_EVENT:
      return BS_STYLE_ALIAS;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      return BS_STYLE_FLOW;
    case YAML_SEQUENCE_START_EVENT:
      return event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? BS_STYLE_FLOW : BS_STYLE_BLOCK;
    default:
      return event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? BS_STYLE_FLOW : BS_STYLE_BLOCK;
    }
}

/* Records the position of @value. The end of a list or a map is recorded with its end event. */
static void
set_place (Reading *self, BsValue *value, const yaml_event_t *event)
{
  Level *level = top_level (self);
  BsValueStyle style = get_style (event);
  BsValuePlace *place = bs_value_set_place (value, style, offset_of (self, &event->start_mark), self->last_end);

  if (!bs_value_is_scalar (value) && event->type != YAML_ALIAS_EVENT)
    place->end = place->start;
  place->anchor =
      g_strdup (event->type == YAML_ALIAS_EVENT ? (const char *) event->data.alias.anchor : get_anchor (event));
  if (level != NULL && level->value->kind == BS_VALUE_MAP)
    {
      place->key_start = level->key_start;
      place->key_end = level->key_end;
    }
}

static void
note_end (Reading *self, const yaml_event_t *event)
{
  gsize start = offset_of (self, &event->start_mark);
  gsize end = offset_of (self, &event->end_mark);
  BsValueStyle style = get_style (event);

  self->last_end = style == BS_STYLE_LITERAL || style == BS_STYLE_FOLDED ? trim_block (self, start, end) : end;
}

/* Whether an event is text of its own. The end of a block is not, because its mark is at the next token. */
static gboolean
is_significant (const yaml_event_t *event)
{
  return event->type == YAML_SCALAR_EVENT || event->type == YAML_ALIAS_EVENT ||
         ((event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT) &&
          event->end_mark.index > event->start_mark.index);
}

static char *
copy_source (const char *start, const char *end)
{
  return g_strstrip (g_strndup (start, end - start));
}

static gboolean
is_key_next (Reading *self)
{
  const Level *level = top_level (self);

  return level != NULL && level->value->kind == BS_VALUE_MAP && !level->has_key;
}

static void
take_key (Reading *self, char *key, const yaml_mark_t *mark)
{
  Level *level = top_level (self);

  level->has_key = TRUE;
  level->is_duplicate = bs_value_lookup (level->value, key) != NULL;
  if (level->is_duplicate)
    report (self, BS_PROBLEM_DUPLICATE_KEY, mark, key);
  g_free (level->key);
  level->key = key;
}

/* Adds a value to the open collection and returns its final address; of duplicate keys the last one wins. A second
 * document is dropped, and NULL is returned. */
static BsValue *
take_value (Reading *self, BsValue *value)
{
  Level *level = top_level (self);

  if (level == NULL)
    {
      if (self->root != NULL)
        {
          bs_value_free (value);
          return NULL;
        }
      self->root = value;
      return value;
    }

  if (level->value->kind == BS_VALUE_LIST)
    return bs_value_append (level->value, value);

  level->has_key = FALSE;
  if (level->is_duplicate && value->place != NULL)
    value->place->is_repeated = TRUE;
  value->key = g_steal_pointer (&level->key);

  return bs_value_put (level->value, value->key, value);
}

/* The approximate size of a copy in bytes. */
static gsize
measure (const BsValue *value, guint depth, guint *deepest)
{
  gsize bytes = sizeof *value + (value->text != NULL ? strlen (value->text) : 0);

  *deepest = MAX (*deepest, depth);
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    bytes += measure (g_ptr_array_index (value->items, i), depth + 1, deepest);

  return bytes;
}

static gboolean
may_copy (Reading *self, const BsValue *value)
{
  guint deepest = 0;
  gsize bytes = measure (value, self->n_levels, &deepest);

  if (deepest >= BS_VALUE_MAX_DEPTH || bytes > MAX_ALIASED - self->aliased)
    return FALSE;
  self->aliased += bytes;

  return TRUE;
}

/* Keeps a copy, because the anchored value may be replaced by a later duplicate of its key. */
static void
note_anchor (Reading *self, const char *anchor, const BsValue *value)
{
  if (anchor == NULL)
    return;
  if (self->anchors == NULL)
    self->anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bs_value_free);
  if (may_copy (self, value))
    g_hash_table_insert (self->anchors, g_strdup (anchor), bs_value_copy (value));
  else
    g_hash_table_insert (self->anchors, g_strdup (anchor), NULL);
}

static BsValue *
new_at (const Reading *self, BsValueKind kind, const yaml_mark_t *mark)
{
  guint line, column;

  locate (self, mark, &line, &column);

  return bs_value_new (kind, line, column);
}

static gboolean
is_no_tag (const char *tag, gsize length)
{
  static const char core[] = "tag:yaml.org,2002:";
  static const char *const names[] = { "binary", "bool", "float", "int", "map",       "merge", "null", "omap",
                                       "pairs",  "seq",  "set",   "str", "timestamp", "value", "yaml", NULL };

  if (tag == NULL)
    return FALSE;
  if (tag[0] == '!')
    return tag[1] != '\0' || length == 0;

  return g_str_has_prefix (tag, core) && !g_strv_contains (names, tag + strlen (core));
}

static void
take_scalar (Reading *self, yaml_event_t *event)
{
  gsize length = event->data.scalar.length;
  yaml_scalar_style_t style = event->data.scalar.style;
  gboolean is_plain = style == YAML_PLAIN_SCALAR_STYLE || style == YAML_ANY_SCALAR_STYLE;
  /* Both use malloc: g_malloc() does since GLib 2.46. */
  char *text = (char *) g_steal_pointer (&event->data.scalar.value);
  const char *tag = (const char *) event->data.scalar.tag;
  BsValue *value;

  if (is_key_next (self))
    {
      if (self->with_places)
        {
          top_level (self)->key_start = offset_of (self, &event->start_mark);
          top_level (self)->key_end = self->last_end;
        }
      take_key (self, text, &event->start_mark);
      return;
    }

  /* An unknown tag, or an anchor without a value, is meant as text (`!important now`, `&c`). */
  if (is_plain && (is_no_tag (tag, length) || (length == 0 && get_anchor (event) != NULL)))
    {
      free (text);
      text = copy_source (go_to (self, event->start_mark.index), go_to (self, event->end_mark.index));
      length = strlen (text);
      report (self, BS_PROBLEM_INDICATOR, &event->start_mark,
              bs_yaml_words (is_no_tag (tag, length) ? "found undefined tag handle" :
                                                       "did not find expected alphabetic or numeric",
                             0, NULL));
    }

  value = new_at (self, is_plain ? bs_value_resolve_plain (text, length) : BS_VALUE_STRING, &event->start_mark);
  value->quoted = !is_plain;
  value->folded = event->end_mark.line > event->start_mark.line && length > 0;
  if (is_plain && length == 0)
    g_free (text);
  else
    value->text = text;
  if (self->with_places)
    set_place (self, value, event);
  note_anchor (self, get_anchor (event), value);
  take_value (self, value);
}

/* Returns the value of an alias. If it is undefined or too large, returns the alias as text. */
static void
take_alias (Reading *self, const yaml_event_t *event)
{
  const char *name = (const char *) event->data.alias.anchor;
  g_autofree char *text = g_strconcat ("*", name, NULL);
  gpointer there = NULL;
  gboolean is_known = self->anchors != NULL && g_hash_table_lookup_extended (self->anchors, name, NULL, &there);
  BsValue *value;

  if (!is_known)
    report (self, BS_PROBLEM_INDICATOR, &event->start_mark,
            bs_yaml_words ("did not find expected alphabetic or numeric", 0, NULL));
  if (is_key_next (self))
    {
      take_key (self, g_steal_pointer (&text), &event->start_mark);
      return;
    }

  value = new_at (self, BS_VALUE_STRING, &event->start_mark);
  if (there != NULL && may_copy (self, there))
    {
      guint line = value->line, column = value->column;

      bs_value_free (value);
      value = bs_value_copy (there);
      g_clear_pointer (&value->key, g_free);
      value->line = line;
      value->column = column;
    }
  else
    {
      value->text = g_steal_pointer (&text);
      value->is_alias = TRUE;
      if (is_known)
        report (self, BS_PROBLEM_ALIAS, &event->start_mark, name);
    }
  if (self->with_places)
    set_place (self, value, event);
  take_value (self, value);
}

static void
open_collection (Reading *self, BsValueKind kind, const yaml_event_t *event)
{
  gboolean is_flow;
  BsValue *value;

  if (is_key_next (self))
    {
      Level *level = top_level (self);

      if (kind == BS_VALUE_MAP && level->is_flow && level->value->items->len == 0 &&
          event->start_mark.index == level->start + 1)
        level->template = go_to (self, level->start);
      self->skipping = 1;
      self->skipping_key = TRUE;
      self->key_mark = event->start_mark;
      self->key_start = go_to (self, event->start_mark.index);
      return;
    }

  if (self->n_levels == BS_VALUE_MAX_DEPTH)
    {
      if (self->deep_line == 0)
        {
          report (self, BS_PROBLEM_TOO_DEEP, &event->start_mark, NULL);
          locate (self, &event->start_mark, &self->deep_line, &self->deep_column);
        }
      take_value (self, new_at (self, BS_VALUE_NULL, &event->start_mark));
      self->skipping = 1;
      return;
    }

  value = new_at (self, kind, &event->start_mark);
  if (self->with_places)
    set_place (self, value, event);
  value = take_value (self, value);
  if (value == NULL)
    {
      self->skipping = 1;
      return;
    }

  is_flow = kind == BS_VALUE_MAP && event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  self->levels[self->n_levels++] =
      (Level){ value, NULL, FALSE, FALSE, is_flow, event->start_mark.index, NULL, 0, 0, g_strdup (get_anchor (event)) };
}

static void
close_collection (Reading *self, const yaml_event_t *event)
{
  Level *level = &self->levels[--self->n_levels];

  g_clear_pointer (&level->key, g_free);
  if (level->value->place != NULL)
    level->value->place->end = self->last_end;
  if (level->template != NULL)
    {
      g_clear_pointer (&level->value->index, g_hash_table_unref);
      g_clear_pointer (&level->value->items, g_ptr_array_unref);
      level->value->kind = BS_VALUE_STRING;
      level->value->text = copy_source (level->template, go_to (self, event->end_mark.index));
    }
  note_anchor (self, level->anchor, level->value);
  g_clear_pointer (&level->anchor, g_free);
}

static void
skip_event (Reading *self, const yaml_event_t *event)
{
  switch (event->type)
    {
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
      self->skipping++;
      break;

    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      if (--self->skipping == 0 && self->skipping_key)
        {
          self->skipping_key = FALSE;
          take_key (self, copy_source (self->key_start, go_to (self, event->end_mark.index)), &self->key_mark);
        }
      break;

    default:
      break;
    }
}

static void
take_event (Reading *self, yaml_event_t *event)
{
  if (self->skipping > 0)
    {
      skip_event (self, event);
      return;
    }

  switch (event->type)
    {
    case YAML_SCALAR_EVENT:
      take_scalar (self, event);
      break;
    case YAML_ALIAS_EVENT:
      take_alias (self, event);
      break;
    case YAML_SEQUENCE_START_EVENT:
      open_collection (self, BS_VALUE_LIST, event);
      break;
    case YAML_MAPPING_START_EVENT:
      open_collection (self, BS_VALUE_MAP, event);
      break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      close_collection (self, event);
      break;
    default:
      break;
    }
}

static void
take_failure (Reading *self, const yaml_parser_t *parser)
{
  const yaml_mark_t *problem = &parser->problem_mark, *context = &parser->context_mark;
  const BsYamlFailure failure = {
    .problem = parser->problem,
    .context = parser->context,
    .is_unreadable = parser->error == YAML_READER_ERROR,
    .offset = parser->problem_offset,
    .problem_place = { problem->index, problem->line, problem->column },
    .context_place = { context->index, context->line, context->column },
  };

  self->failure = bs_yaml_failure_describe (&failure, self->text, self->length, self->first_line, self->origins);
}

static gboolean
read_events (Reading *self)
{
  g_auto (yaml_parser_t) parser = { 0 };
  gboolean is_done = FALSE;

  if (!yaml_parser_initialize (&parser))
    g_error ("Out of memory");
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const unsigned char *) self->text, self->length);
  self->place = self->text;

  while (!is_done)
    {
      yaml_event_t event;

      if (!yaml_parser_parse (&parser, &event))
        {
          take_failure (self, &parser);
          return FALSE;
        }

      if (self->n_levels + self->skipping > MAX_OPEN)
        {
          if (self->deep_line == 0)
            locate (self, &event.start_mark, &self->deep_line, &self->deep_column);
          self->failure = bs_problem_new (BS_PROBLEM_TOO_DEEP, self->deep_line, self->deep_column, NULL);
          is_done = TRUE;
        }
      else if (event.type == YAML_DOCUMENT_START_EVENT && self->root != NULL)
        {
          guint line, column;

          locate (self, &event.start_mark, &line, &column);
          self->failure = bs_problem_new (BS_PROBLEM_RECOVERED, line, column, bs_yaml_words (NULL, 0, NULL));
          is_done = TRUE;
        }
      else
        {
          is_done = event.type == YAML_STREAM_END_EVENT;
          if (self->with_places && is_significant (&event))
            note_end (self, &event);
          take_event (self, &event);
        }
      yaml_event_delete (&event);
    }

  return self->failure == NULL;
}

/**
 * bs_yaml_events_read:
 * @text: UTF-8 without NULs
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 * @origins: (nullable) (element-type BsYamlOrigin): the position of each line of @text in the file
 * @with_places: whether to record the position of each value
 * @problems: (nullable) (element-type BsProblem): receives the problems of a readable text
 * @failure: (out) (transfer full): the error
 *
 * Builds values from libyaml's events; see bs_yaml_read().
 *
 * Returns: (transfer full) (nullable): the document
 */
BsValue *
bs_yaml_events_read (const char *text, gsize length, guint first_line, GArray *origins, gboolean with_places,
                     GPtrArray *problems, BsProblem **failure)
{
  g_auto (Reading) reading = { 0 };

  reading.text = text;
  reading.length = length;
  reading.first_line = first_line;
  reading.origins = origins;
  reading.with_places = with_places;

  if (!read_events (&reading))
    {
      *failure = g_steal_pointer (&reading.failure);
      return NULL;
    }

  for (guint i = 0; reading.problems != NULL && i < reading.problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (reading.problems, i);

      bs_problems_add (problems, problem->kind, problem->line, problem->column, problem->detail);
    }
  if (reading.root == NULL)
    reading.root = bs_value_new (BS_VALUE_NULL, first_line, 1);

  return g_steal_pointer (&reading.root);
}
