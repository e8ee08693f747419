/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/yaml-reader.h"

#include "model/format/lines.h"
#include "model/format/yaml-origin.h"
#include "model/format/yaml-words.h"

#include <string.h>
#include <yaml.h>

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (yaml_parser_t, yaml_parser_delete)

/* libyaml compares every token with the open brackets, so what is nested deeper than this is not read on. */
#define MAX_OPEN 256

/* A list or a map that is open. */
typedef struct
{
  BsValue *value;
  char *key; /* (nullable): in a map, what the next value is for */
  gboolean has_key;
  gboolean is_duplicate;
  gboolean is_flow;
  gsize start;          /* the index of its first character */
  const char *template; /* (nullable): where a template (`{{ x }}`) begins that YAML takes for maps */
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
  guint skipping; /* how many lists and maps are open in what is skipped */
  gboolean skipping_key;
  yaml_mark_t key_mark; /* of a key that is a list or a map, and where it begins */
  const char *key_start;
  const char *place; /* of the character whose index is place_index; only ever moves on */
  gsize place_index;
  guint deep_line; /* of the first that is nested too deeply; 0 without one */
  guint deep_column;
} Reading;

static void
reading_clear (Reading *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    g_free (self->levels[i].key);
  g_clear_pointer (&self->root, bs_value_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->failure, bs_problem_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
locate (const Reading *self, const yaml_mark_t *mark, guint *line, guint *column)
{
  *line = self->first_line + mark->line;
  *column = mark->column + 1;

  if (self->origins != NULL && self->origins->len > 0)
    {
      const BsYamlOrigin *origin =
          &g_array_index (self->origins, BsYamlOrigin, MIN (mark->line, self->origins->len - 1));

      *line = origin->line;
      *column = MAX ((int) *column + origin->shift, 1);
    }
}

static void
tell (Reading *self, BsProblemKind kind, const yaml_mark_t *mark, const char *detail)
{
  guint line, column;

  if (self->problems == NULL)
    self->problems = bs_problems_new ();
  locate (self, mark, &line, &column);
  bs_problems_add (self->problems, kind, line, column, detail);
}

/* The place of a character whose index is not below any that was asked for earlier. */
static const char *
go_to (Reading *self, gsize index)
{
  const char *end = self->text + self->length;

  for (; self->place_index < index && self->place < end; self->place_index++)
    self->place = g_utf8_next_char (self->place);

  return self->place;
}

static char *
copy_source (const char *start, const char *end)
{
  return g_strstrip (g_strndup (start, end - start));
}

static Level *
top_level (Reading *self)
{
  return self->n_levels > 0 ? &self->levels[self->n_levels - 1] : NULL;
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
    {
      tell (self, BS_PROBLEM_DUPLICATE_KEY, mark, key);
      g_free (key);
    }
  else
    {
      level->key = key;
    }
}

/* Puts a value where it belongs. A second value of a key is dropped, and NULL is returned. */
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
  if (level->is_duplicate)
    {
      bs_value_free (value);
      return NULL;
    }
  value->key = g_steal_pointer (&level->key);

  return bs_value_insert (level->value, value->key, value);
}

static BsValue *
new_at (const Reading *self, BsValueKind kind, const yaml_mark_t *mark)
{
  guint line, column;

  locate (self, mark, &line, &column);

  return bs_value_new (kind, line, column);
}

static void
take_scalar (Reading *self, yaml_event_t *event)
{
  gsize length = event->data.scalar.length;
  yaml_scalar_style_t style = event->data.scalar.style;
  gboolean is_plain = style == YAML_PLAIN_SCALAR_STYLE || style == YAML_ANY_SCALAR_STYLE;
  /* Both allocate with malloc: g_malloc() does since GLib 2.46. */
  char *text = (char *) g_steal_pointer (&event->data.scalar.value);
  BsValue *value;

  if (is_key_next (self))
    {
      take_key (self, text, &event->start_mark);
      return;
    }

  value = new_at (self, is_plain ? bs_value_resolve_plain (text, length) : BS_VALUE_STRING, &event->start_mark);
  value->quoted = !is_plain;
  value->folded = event->end_mark.line > event->start_mark.line && length > 0;
  if (is_plain && length == 0)
    g_free (text);
  else
    value->text = text;
  take_value (self, value);
}

/* An alias is never followed: a few lines of them can stand for gigabytes. */
static void
take_alias (Reading *self, const yaml_event_t *event)
{
  const char *name = (const char *) event->data.alias.anchor;
  g_autofree char *text = g_strconcat ("*", name, NULL);
  BsValue *value;

  tell (self, BS_PROBLEM_ALIAS, &event->start_mark, name);
  if (is_key_next (self))
    {
      take_key (self, g_steal_pointer (&text), &event->start_mark);
      return;
    }

  value = new_at (self, BS_VALUE_STRING, &event->start_mark);
  value->text = g_steal_pointer (&text);
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
          tell (self, BS_PROBLEM_TOO_DEEP, &event->start_mark, NULL);
          locate (self, &event->start_mark, &self->deep_line, &self->deep_column);
        }
      take_value (self, new_at (self, BS_VALUE_NULL, &event->start_mark));
      self->skipping = 1;
      return;
    }

  value = take_value (self, new_at (self, kind, &event->start_mark));
  if (value == NULL)
    {
      self->skipping = 1;
      return;
    }

  is_flow = kind == BS_VALUE_MAP && event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  self->levels[self->n_levels++] = (Level){ value, NULL, FALSE, FALSE, is_flow, event->start_mark.index, NULL };
}

static void
close_collection (Reading *self, const yaml_event_t *event)
{
  Level *level = &self->levels[--self->n_levels];

  g_clear_pointer (&level->key, g_free);
  if (level->template != NULL)
    {
      g_clear_pointer (&level->value->index, g_hash_table_unref);
      g_clear_pointer (&level->value->items, g_ptr_array_unref);
      level->value->kind = BS_VALUE_STRING;
      level->value->text = copy_source (level->template, go_to (self, event->end_mark.index));
    }
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

/* The mark of the text that is wrong, where libyaml has another for the place at which it noticed. */
static const yaml_mark_t *
find_culprit (const yaml_parser_t *parser)
{
  static const char *const contexts[] = { "scanning a quoted scalar", "scanning a simple key",
                                          "scanning a block scalar", "scanning an a", "parsing a flow" };

  for (guint i = 0; parser->context != NULL && i < G_N_ELEMENTS (contexts); i++)
    {
      if (strstr (parser->context, contexts[i]) != NULL)
        return &parser->context_mark;
    }

  return &parser->problem_mark;
}

/* What misses something at the end misses it behind the last line that says something. */
static void
find_last_line (const Reading *self, guint *line, guint *column)
{
  BsLines lines;
  BsLine here;

  bs_lines_init (&lines, self->text, self->length, self->first_line);
  while (bs_lines_next (&lines, &here))
    {
      gsize length = bs_line_trimmed_length (&here);

      if (length > 0 && here.text[bs_line_indent (&here)] != '#')
        {
          *line = here.number;
          *column = 1 + g_utf8_strlen (here.text, length);
        }
    }
}

static void
take_failure (Reading *self, const yaml_parser_t *parser)
{
  guint line = self->first_line, column = 1;
  char place = 0;

  if (parser->error == YAML_READER_ERROR)
    {
      BsLines lines;
      BsLine here;

      bs_lines_init (&lines, self->text, self->length, self->first_line);
      while (bs_lines_next (&lines, &here))
        {
          line = here.number;
          if (parser->problem_offset < here.next)
            {
              column = 1 + g_utf8_strlen (here.text, MIN (parser->problem_offset - here.start, here.length));
              break;
            }
        }
    }
  else
    {
      const yaml_mark_t *mark = find_culprit (parser);
      const char *p = self->text, *end = self->text + self->length;

      for (gsize i = 0; i < mark->index && p < end; i++)
        p = g_utf8_next_char (p);
      place = p < end ? *p : 0;
      locate (self, mark, &line, &column);
      if (p == end)
        find_last_line (self, &line, &column);
    }

  self->failure = bs_problem_new (BS_PROBLEM_RECOVERED, line, column, bs_yaml_words (parser->problem, place));
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
          self->failure = bs_problem_new (BS_PROBLEM_RECOVERED, line, column, bs_yaml_words (NULL, 0));
          is_done = TRUE;
        }
      else
        {
          is_done = event.type == YAML_STREAM_END_EVENT;
          take_event (self, &event);
        }
      yaml_event_delete (&event);
    }

  return self->failure == NULL;
}

static BsValue *
read_text (const char *text, gsize length, guint first_line, GArray *origins, GPtrArray *problems, BsProblem **failure)
{
  g_auto (Reading) reading = { 0 };

  reading.text = text;
  reading.length = length;
  reading.first_line = first_line;
  reading.origins = origins;

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

/* Reads again with the tabs gone. Returns FALSE when there were none, and nothing was tried. */
static gboolean
read_without_tabs (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure,
                   BsValue **root)
{
  g_autoptr (GArray) origins = NULL;
  g_autofree char *spaced = NULL;
  guint first_tab;
  gsize spaced_length;

  spaced = bs_yaml_replace_tabs (text, length, first_line, &spaced_length, &origins, &first_tab);
  if (spaced == NULL)
    return FALSE;

  g_clear_pointer (failure, bs_problem_free);
  *root = read_text (spaced, spaced_length, first_line, origins, problems, failure);
  if (*root != NULL)
    bs_problems_add (problems, BS_PROBLEM_TABS, first_tab, 1, NULL);

  return TRUE;
}

/**
 * bs_yaml_read:
 * @text: UTF-8 without NULs
 * @length: its length in bytes
 * @first_line: the line of the file on which @text starts
 * @problems: (nullable) (element-type BsProblem): what is told of a text that could be read is added here
 * @failure: (out) (nullable) (transfer full): what made it unreadable
 *
 * Reads one YAML 1.1 document by libyaml's events. Scalars keep their text; a type is told by
 * bs_value_resolve_plain(). Aliases are not followed, anchors and tags are passed over, `<<` is a key like any other,
 * and a key that is a list or a map is named by its source. Of keys that are written twice the first stands.
 *
 * When nothing else can be read, tabs that indent are taken for two spaces each, as Hexo does. @failure is a
 * %BS_PROBLEM_RECOVERED at the text that is wrong, its detail in plain words; or %BS_PROBLEM_TOO_DEEP, for what is
 * nested so deeply that it was not read on.
 *
 * Returns: (transfer full) (nullable): the document, a null where there is nothing in it; %NULL when @failure is set
 */
BsValue *
bs_yaml_read (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure)
{
  g_autoptr (GArray) origins = NULL;
  g_autoptr (BsProblem) first_failure = NULL;
  BsValue *root;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  if (length > 0)
    origins = bs_yaml_find_origins (text, length, first_line);
  root = read_text (text != NULL ? text : "", length, first_line, origins, problems, &first_failure);
  if (root == NULL && first_failure->kind == BS_PROBLEM_RECOVERED && memchr (text, '\t', length) != NULL)
    read_without_tabs (text, length, first_line, problems, &first_failure, &root);
  if (root == NULL && failure != NULL)
    *failure = g_steal_pointer (&first_failure);

  return root;
}
