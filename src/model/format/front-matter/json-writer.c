/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/json-writer.h"

/**
 * bs_json_append_string:
 * @json: the string to append to
 * @text: (nullable): UTF-8, or %NULL for `null`
 *
 * Appends a JSON string (RFC 8259, 7).
 */
void
bs_json_append_string (GString *json, const char *text)
{
  g_return_if_fail (json != NULL);

  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *run = text;; text++)
    {
      const guchar byte = *text;

      if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f)
        continue;

      g_string_append_len (json, run, text - run);
      run = text + 1;
      if (byte == '\0')
        break;
      else if (byte == '"' || byte == '\\')
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, byte);
        }
      else if (byte == '\n')
        g_string_append (json, "\\n");
      else if (byte == '\t')
        g_string_append (json, "\\t");
      else
        g_string_append_printf (json, "\\u%04x", byte);
    }
  g_string_append_c (json, '"');
}

/**
 * bs_json_append_member:
 * @json: the string to append to, ending in `{` or a value
 * @name: the member's name
 *
 * Appends the name of an object's next member, with a comma before it if needed.
 */
void
bs_json_append_member (GString *json, const char *name)
{
  g_return_if_fail (json != NULL && json->len > 0);
  g_return_if_fail (name != NULL);

  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  bs_json_append_string (json, name);
  g_string_append_c (json, ':');
}

/**
 * bs_json_append_text:
 * @json: the string to append to, inside an object
 * @name: the member's name
 * @text: (nullable): UTF-8, or %NULL for `null`
 *
 * Appends a string as a member.
 */
void
bs_json_append_text (GString *json, const char *name, const char *text)
{
  bs_json_append_member (json, name);
  bs_json_append_string (json, text);
}

/**
 * bs_json_append_number:
 * @json: the string to append to, inside an object
 * @name: the member's name
 *
 * Appends a number as a member.
 */
void
bs_json_append_number (GString *json, const char *name, guint64 number)
{
  bs_json_append_member (json, name);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, number);
}

/**
 * bs_json_append_boolean:
 * @json: the string to append to, inside an object
 * @name: the member's name
 *
 * Appends `true` or `false` as a member.
 */
void
bs_json_append_boolean (GString *json, const char *name, gboolean is_true)
{
  bs_json_append_member (json, name);
  g_string_append (json, is_true ? "true" : "false");
}

/**
 * bs_json_append_path:
 * @json: the string to append to, inside an object
 * @name: the member's name
 * @path: a path in the bytes of the file system
 *
 * Appends a path as UTF-8. If it has invalid bytes, they become U+FFFD, and a second member whose name ends in `_bytes`
 * has the exact path, percent-encoded (RFC 3986, 2.1) except for slashes.
 */
void
bs_json_append_path (GString *json, const char *name, const char *path)
{
  g_autofree char *valid = NULL;
  g_autofree char *bytes_name = NULL;

  g_return_if_fail (json != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (path != NULL);

  bs_json_append_member (json, name);
  if (g_utf8_validate (path, -1, NULL))
    {
      bs_json_append_string (json, path);
      return;
    }

  valid = g_utf8_make_valid (path, -1);
  bs_json_append_string (json, valid);
  bytes_name = g_strconcat (name, "_bytes", NULL);
  bs_json_append_member (json, bytes_name);
  g_string_append_c (json, '"');
  g_string_append_uri_escaped (json, path, "/", FALSE);
  g_string_append_c (json, '"');
}
