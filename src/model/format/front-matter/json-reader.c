/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/encoding.h"
#include "model/format/front-matter/json-reader.h"
#include "model/format/front-matter/json-scan.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const BsJsonScan *scan;
  guint next;
  gboolean with_places;
} Converter;

static const BsJsonPlace *
next_place (Converter *self)
{
  static const BsJsonPlace nowhere = { 0 };

  if (self->next == self->scan->places->len)
    return &nowhere;

  return &g_array_index (self->scan->places, BsJsonPlace, self->next++);
}

static BsValue *
convert_scalar (JsonNode *node, const BsJsonPlace *place)
{
  if (json_node_get_node_type (node) == JSON_NODE_NULL)
    return bs_value_new_scalar (BS_VALUE_NULL, "null", -1, place->line, place->column);

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      BsValue *value = bs_value_new (BS_VALUE_STRING, place->line, place->column);

      value->text = g_strdup (json_node_get_string (node));
      value->quoted = TRUE;
      value->folded = place->folded;
      return value;
    }

  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return bs_value_new_scalar (BS_VALUE_BOOLEAN, json_node_get_boolean (node) ? "true" : "false", -1, place->line,
                                place->column);

  return bs_value_new_scalar (BS_VALUE_NUMBER, place->word, place->word_length, place->line, place->column);
}

static void
note_place (BsValue *value, const BsJsonPlace *from)
{
  BsValueStyle style = !bs_value_is_scalar (value)    ? BS_STYLE_FLOW :
                       value->kind == BS_VALUE_STRING ? BS_STYLE_DOUBLE_QUOTED :
                                                        BS_STYLE_PLAIN;
  BsValuePlace *place = bs_value_set_place (value, style, from->start, from->end);

  place->key_start = from->key_start;
  place->key_end = from->key_end;
  place->is_repeated = from->is_repeated;
}

/* The scan limits the depth to BS_VALUE_MAX_DEPTH. If the parser disagrees with it, deeper values are dropped. */
static BsValue *
convert (Converter *self, JsonNode *node, guint depth)
{
  const BsJsonPlace *place = next_place (self);
  g_autoptr (BsValue) value = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node) && depth <= BS_VALUE_MAX_DEPTH)
    {
      JsonArray *array = json_node_get_array (node);

      value = bs_value_new (BS_VALUE_LIST, place->line, place->column);
      for (guint i = 0; i < json_array_get_length (array); i++)
        bs_value_append (value, convert (self, json_array_get_element (array, i), depth + 1));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node) && depth <= BS_VALUE_MAX_DEPTH)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      value = bs_value_new (BS_VALUE_MAP, place->line, place->column);
      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_autoptr (BsValue) item = convert (self, member, depth + 1);
          const char *colon = g_str_has_prefix (name, BS_JSON_DUPLICATE) ? strchr (name, ':') : NULL;
          g_autofree char *key = g_utf8_make_valid (colon != NULL ? colon + 1 : name, -1);

          if (colon != NULL && item->place != NULL)
            item->place->is_repeated = TRUE;
          bs_value_put (value, key, g_steal_pointer (&item));
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node))
    {
      value = bs_value_new (BS_VALUE_NULL, place->line, place->column);
    }
  else
    {
      value = convert_scalar (node, place);
    }
  if (self->with_places)
    note_place (value, place);

  return g_steal_pointer (&value);
}

/* Converts a line and byte of the parser to a position. */
static const char *
find_place (const GString *text, gulong line, gulong column)
{
  const char *p = text->str;
  const char *end = p + text->len;

  while (line > 1 && p < end)
    {
      const char *feed = memchr (p, '\n', end - p);

      p = feed != NULL ? feed + 1 : end;
      line--;
    }

  return p + MIN (column > 0 ? column - 1 : 0, (gulong) (end - p));
}

/* json-glib's messages are "name:line:byte: reason" in the user's language, and have the only copy of the position. */
static BsProblem *
describe_error (const GError *error, const GString *text, guint first_line)
{
  const char *reason;
  guint line = 1;
  guint column = 1;

  for (const char *p = strchr (error->message, ':'); p != NULL; p = strchr (p + 1, ':'))
    {
      char *end;
      gulong number = strtoul (p + 1, &end, 10);

      if (end > p + 1 && *end == ':' && g_ascii_isdigit (end[1]))
        {
          bs_text_locate (text->str, find_place (text, number, strtoul (end + 1, NULL, 10)), &line, &column);
          break;
        }
    }

  switch (error->code)
    {
    case JSON_PARSER_ERROR_TRAILING_COMMA:
      reason = _ ("a comma stands before a closing bracket");
      break;
    case JSON_PARSER_ERROR_MISSING_COMMA:
      reason = _ ("a comma is missing between two values");
      break;
    case JSON_PARSER_ERROR_MISSING_COLON:
      reason = _ ("a colon is missing behind a key");
      break;
    default:
      reason = _ ("something stands here that is not JSON. Keys and text must stand in double quotes");
      break;
    }

  return bs_problem_new (BS_PROBLEM_RECOVERED, first_line + line - 1, column, reason);
}

static BsValue *
read_text (const char *text, gsize length, guint first_line, gboolean with_places, GPtrArray *problems,
           BsProblem **failure)
{
  g_auto (BsJsonScan) scan = { NULL, NULL };
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsProblem) problem = NULL;
  JsonNode *root = NULL;

  problem = bs_json_scan_run (&scan, text, length, first_line, problems);
  if (problem == NULL)
    {
      parser = json_parser_new ();
      if (!json_parser_load_from_data (parser, scan.text->str, scan.text->len, &error))
        problem = describe_error (error, scan.text, first_line);
      else
        root = json_parser_get_root (parser);
    }

  if (problem == NULL && (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)))
    problem = bs_problem_new (BS_PROBLEM_RECOVERED, first_line, 1, _ ("JSON front matter must be one pair of braces"));
  if (problem == NULL)
    {
      Converter converter = { &scan, 0, with_places };

      return convert (&converter, root, 1);
    }

  if (failure != NULL)
    *failure = g_steal_pointer (&problem);

  return NULL;
}

/**
 * bs_json_read:
 * @text: (array length=length): a block of JSON in UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts, from 1
 * @problems: (nullable) (element-type BsProblem): receives the problems that do not prevent reading
 * @failure: (out) (optional) (nullable) (transfer full): the error
 *
 * Reads a JSON object (RFC 8259), in which C comments are allowed. Numbers keep their text. Of duplicate keys the last
 * one wins, and values deeper than BS_VALUE_MAX_DEPTH become null; both are reported in @problems.
 *
 * Returns: (transfer full) (nullable): a map; %NULL with @failure set if @text is not a JSON object
 */
BsValue *
bs_json_read (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  return read_text (text, length, first_line, FALSE, problems, failure);
}

/**
 * bs_json_read_places:
 * @text: (array length=length): a block of JSON in UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts, from 1
 * @failure: (out) (optional) (nullable) (transfer full): the error
 *
 * Like bs_json_read(), and records the position of each value in @text.
 *
 * Returns: (transfer full) (nullable): a map; %NULL with @failure set if @text is not a JSON object
 */
BsValue *
bs_json_read_places (const char *text, gsize length, guint first_line, BsProblem **failure)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  return read_text (text, length, first_line, TRUE, NULL, failure);
}
