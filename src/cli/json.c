/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/json.h"

/* JSON is written straight into a string, because building a tree would take a few million nodes for a list of 100,000
 * articles. Every object is one line, so nothing is indented. */

/**
 * bs_json_append_strings:
 * @json: where to write
 * @strings: (nullable): %NULL-terminated; %NULL for none
 *
 * Writes an array of strings.
 */
void
bs_json_append_strings (GString *json, const char *const *strings)
{
  g_return_if_fail (json != NULL);

  g_string_append_c (json, '[');
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      bs_json_append_string (json, strings[i]);
    }
  g_string_append_c (json, ']');
}

/**
 * bs_json_append_problem:
 * @json: where to write, within an object
 * @problem: a problem
 *
 * Writes the members of a problem: `line` and `column` (0 if it concerns the whole file), `severity` and `message`.
 */
void
bs_json_append_problem (GString *json, const BsProblem *problem)
{
  g_autofree char *message = NULL;

  g_return_if_fail (json != NULL);
  g_return_if_fail (problem != NULL);

  message = bs_problem_describe (problem);
  bs_json_append_number (json, "line", problem->line);
  bs_json_append_number (json, "column", problem->column);
  bs_json_append_text (json, "severity", bs_severity_to_string (bs_problem_kind_get_severity (problem->kind)));
  bs_json_append_text (json, "message", message);
}

/* The grammar of RFC 8259, 6. Other YAML numbers (0o17, .inf, +1) have no equivalent in JSON. */
static gboolean
is_json_number (const char *text)
{
  const char *digits;

  if (*text == '-')
    text++;
  if (*text == '0')
    text++;
  else
    {
      digits = text;
      while (g_ascii_isdigit (*text))
        text++;
      if (text == digits)
        return FALSE;
    }
  if (*text == '.')
    {
      digits = ++text;
      while (g_ascii_isdigit (*text))
        text++;
      if (text == digits)
        return FALSE;
    }
  if (*text == 'e' || *text == 'E')
    {
      text++;
      if (*text == '+' || *text == '-')
        text++;
      digits = text;
      while (g_ascii_isdigit (*text))
        text++;
      if (text == digits)
        return FALSE;
    }
  return *text == '\0';
}

static void
append_items (GString *json, const BsValue *value)
{
  const gboolean is_map = value->kind == BS_VALUE_MAP;

  g_string_append_c (json, is_map ? '{' : '[');
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (value->items, i);

      /* A name occurs once per object, and the first value counts. */
      if (is_map && bs_value_lookup (value, item->key) != item)
        continue;

      if (is_map)
        bs_json_append_member (json, item->key);
      else if (i > 0)
        g_string_append_c (json, ',');
      bs_json_append_value (json, item);
    }
  g_string_append_c (json, is_map ? '}' : ']');
}

/**
 * bs_json_append_value:
 * @json: where to write
 * @value: a value of front matter, at most %BS_VALUE_MAX_DEPTH deep
 *
 * Writes a value with the type that it has in the file. A number that JSON cannot represent is written as a string.
 */
void
bs_json_append_value (GString *json, const BsValue *value)
{
  const char *text;

  g_return_if_fail (json != NULL);
  g_return_if_fail (value != NULL);

  text = value->text != NULL ? value->text : "";
  switch (value->kind)
    {
    case BS_VALUE_NULL:
      g_string_append (json, "null");
      break;
    case BS_VALUE_BOOLEAN:
      g_string_append (json, g_ascii_strcasecmp (text, "true") == 0 ? "true" : "false");
      break;
    case BS_VALUE_NUMBER:
      if (is_json_number (text))
        g_string_append (json, text);
      else
        bs_json_append_string (json, text);
      break;
    case BS_VALUE_STRING:
      bs_json_append_string (json, text);
      break;
    case BS_VALUE_LIST:
    case BS_VALUE_MAP:
      append_items (json, value);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_date (GString *json, const BsSite *site, const BsArticle *article)
{
  g_autoptr (GDateTime) date = NULL;

  if (article->has_date)
    date = g_date_time_new_from_unix_utc (bs_date_to_unix (&article->date, bs_site_find (site, article->path)->zone));
  if (date == NULL)
    g_string_append (json, "null");
  else
    g_string_append_printf (json, "\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", g_date_time_get_year (date),
                            g_date_time_get_month (date), g_date_time_get_day_of_month (date),
                            g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date));
}

/**
 * bs_json_append_article:
 * @json: where to write, within an object
 * @site: the site that the article belongs to
 * @article: an article
 *
 * Writes the members of an article in the order of `list`.
 */
void
bs_json_append_article (GString *json, const BsSite *site, const BsArticle *article)
{
  g_return_if_fail (json != NULL);
  g_return_if_fail (site != NULL);
  g_return_if_fail (article != NULL);

  bs_json_append_path (json, "path", article->path);
  bs_json_append_text (json, "title", article->title);
  bs_json_append_member (json, "date");
  append_date (json, site, article);

  bs_json_append_member (json, "categories");
  g_string_append_c (json, '[');
  for (guint i = 0; article->categories != NULL && i < article->categories->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      bs_json_append_strings (json, g_ptr_array_index (article->categories, i));
    }
  g_string_append_c (json, ']');

  bs_json_append_member (json, "tags");
  bs_json_append_strings (json, (const char *const *) article->tags);
  bs_json_append_member (json, "authors");
  bs_json_append_strings (json, (const char *const *) article->authors);
  bs_json_append_text (json, "image", article->image);
  bs_json_append_boolean (json, "draft", article->draft);
  bs_json_append_text (json, "body", bs_body_kind_to_string (article->body_kind));

  bs_json_append_member (json, "problems");
  g_string_append_c (json, '[');
  for (guint i = 0; article->problems != NULL && i < article->problems->len; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      bs_json_append_problem (json, g_ptr_array_index (article->problems, i));
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}
