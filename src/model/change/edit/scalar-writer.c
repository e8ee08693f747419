/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/scalar-writer.h"

#include "model/format/front-matter/toml-reader.h"

#include <string.h>

/* Characters that a YAML reader may reject or take for a line end unless escaped (YAML 1.2.2, 5.1 and 5.4; YAML 1.1 has
 * three more line breaks). */
static gboolean
needs_escape (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

static gboolean
has_escapes (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (needs_escape (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
consists_of (const char *text, const char *characters)
{
  return text[strspn (text, characters)] == '\0';
}

/* Words, numbers and dates that are not strings without quotes: in YAML 1.1 (its type repository), in YAML 1.2's core
 * schema, or in both. When in doubt, it says yes, because extra quotes do no harm. */
static gboolean
is_typed (const char *text)
{
  static const char *const words[] = { "y",    "n", "yes", "no", "on",   "off",   "true",  "false",
                                       "null", "~", "=",   "<<", ".inf", "-.inf", "+.inf", ".nan" };
  const char *p = text;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (text, words[i]) == 0)
        return TRUE;
    }

  if (*p == '+' || *p == '-')
    p++;
  if (!g_ascii_isdigit (*p) && !(*p == '.' && (g_ascii_isdigit (p[1]) || p[1] == '_')))
    return FALSE;
  if (*p == '0' && p[1] != '\0' && strchr ("xXoObB", p[1]) != NULL && consists_of (p + 2, "0123456789abcdefABCDEF_"))
    return TRUE;

  return consists_of (p, "0123456789_+-.:,eE") || consists_of (p, "0123456789-:.+ tTzZ");
}

/* The strictest reading of YAML 1.1, 9.1.3 and 1.2.2, 7.3.3. */
static gboolean
can_be_plain (const char *text, gboolean in_flow)
{
  gsize length = strlen (text);

  if (length == 0 || text[0] == ' ' || text[length - 1] == ' ' || text[length - 1] == ':' || has_escapes (text))
    return FALSE;
  if (strchr ("?:,[]{}#&*!|>'\"%@`", text[0]) != NULL)
    return FALSE;
  if (text[0] == '-' && (in_flow || text[1] == '\0' || text[1] == ' ' || text[1] == '-'))
    return FALSE;
  if (g_str_has_prefix (text, "..."))
    return FALSE;
  if (strstr (text, ": ") != NULL || strstr (text, " #") != NULL)
    return FALSE;

  return !in_flow || strpbrk (text, ",[]{}:?") == NULL;
}

static void
append_single_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
}

/* Double quotes, with the escapes that YAML 1.1, YAML 1.2, JSON and TOML share. */
static void
append_double_quoted (GString *out, const char *text)
{
  static const char controls[] = "\b\t\n\f\r";
  static const char letters[] = "btnfr";

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *control = c < 0x20 ? strchr (controls, (int) c) : NULL;

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (control != NULL)
        g_string_append_printf (out, "\\%c", letters[control - controls]);
      else if (needs_escape (c))
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

static void
append_yaml (GString *out, const char *text, gboolean is_text, BsValueStyle like, gboolean in_flow)
{
  gboolean can_be_single = !has_escapes (text);

  if (like == BS_STYLE_DOUBLE_QUOTED || !can_be_single)
    append_double_quoted (out, text);
  else if (like == BS_STYLE_SINGLE_QUOTED)
    append_single_quoted (out, text);
  else if (can_be_plain (text, in_flow) && !(is_text && is_typed (text)))
    g_string_append (out, text);
  else if (strchr (text, '\'') != NULL && strpbrk (text, "\"\\") == NULL)
    append_double_quoted (out, text);
  else
    append_single_quoted (out, text);
}

static void
append_toml (GString *out, const BsValue *value, BsValueStyle like)
{
  if (!value->quoted && bs_toml_is_date (value->text))
    g_string_append (out, value->text);
  else if (like == BS_STYLE_SINGLE_QUOTED && strchr (value->text, '\'') == NULL && !has_escapes (value->text))
    g_string_append_printf (out, "'%s'", value->text);
  else
    append_double_quoted (out, value->text);
}

/**
 * bs_scalar_append:
 * @out: the string to append to
 * @language: a front matter language
 * @value: a scalar. A `quoted` string must be text to every reader; an unquoted one may be read as a date.
 * @like: the notation of the value it replaces, or %BS_STYLE_PLAIN; it is used if possible, otherwise the simplest one
 *   that the language allows
 * @in_flow: whether it is inside brackets
 *
 * Appends a scalar on one line.
 *
 * Returns: whether the language supports the value; TOML has no null
 */
gboolean
bs_scalar_append (GString *out, BsFrontMatterKind language, const BsValue *value, BsValueStyle like, gboolean in_flow)
{
  g_return_val_if_fail (out != NULL && value != NULL && bs_value_is_scalar (value), FALSE);

  if (value->kind == BS_VALUE_NULL)
    {
      g_string_append (out, "null");
      return language != BS_FRONT_MATTER_TOML;
    }
  if (value->kind != BS_VALUE_STRING)
    g_string_append (out, value->text);
  else if (language == BS_FRONT_MATTER_JSON)
    append_double_quoted (out, value->text);
  else if (language == BS_FRONT_MATTER_TOML)
    append_toml (out, value, like);
  else
    append_yaml (out, value->text, value->quoted, like, in_flow);

  return TRUE;
}

static gboolean
is_bare_key (const char *key)
{
  for (const char *p = key; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '_' && *p != '-')
        return FALSE;
    }

  return *key != '\0';
}

/**
 * bs_scalar_append_key:
 * @out: the string to append to
 * @language: a front matter language
 * @key: a key
 * @in_flow: whether it is inside brackets
 *
 * Appends a key without the separator after it.
 */
void
bs_scalar_append_key (GString *out, BsFrontMatterKind language, const char *key, gboolean in_flow)
{
  g_return_if_fail (out != NULL && key != NULL);

  if (language == BS_FRONT_MATTER_TOML && is_bare_key (key))
    g_string_append (out, key);
  else if (language == BS_FRONT_MATTER_TOML || language == BS_FRONT_MATTER_JSON)
    append_double_quoted (out, key);
  else
    append_yaml (out, key, TRUE, BS_STYLE_PLAIN, in_flow || strchr (key, ':') != NULL);
}

/**
 * bs_value_append_flow:
 * @out: the string to append to
 * @language: a front matter language
 * @value: any value
 *
 * Appends a value on one line, with lists and maps in brackets.
 *
 * Returns: whether the language supports the value
 */
gboolean
bs_value_append_flow (GString *out, BsFrontMatterKind language, const BsValue *value)
{
  gboolean is_map, is_toml = language == BS_FRONT_MATTER_TOML;

  g_return_val_if_fail (out != NULL && value != NULL, FALSE);

  if (bs_value_is_scalar (value))
    return bs_scalar_append (out, language, value, BS_STYLE_PLAIN, TRUE);

  is_map = value->kind == BS_VALUE_MAP;
  g_string_append (out, !is_map ? "[" : is_toml && value->items->len > 0 ? "{ " : "{");
  for (guint i = 0; i < value->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (value->items, i);

      if (i > 0)
        g_string_append (out, ", ");
      if (is_map)
        {
          bs_scalar_append_key (out, language, item->key, TRUE);
          g_string_append (out, is_toml ? " = " : ": ");
        }
      if (!bs_value_append_flow (out, language, item))
        return FALSE;
    }
  g_string_append (out, !is_map ? "]" : is_toml && value->items->len > 0 ? " }" : "}");

  return TRUE;
}
