/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/css-filter.h"

#include <stdlib.h>
#include <string.h>

#include "page/sanitiser-links.h"

/* In bytes. No style written for an article is longer. */
#define MAX_DECLARATIONS_BYTES 16384
#define MAX_SHEET_BYTES (512 * 1024)
#define MAX_SELECTOR_BYTES 512

/* Properties that only change appearance: they neither move things, nor add text, nor animate. Sorted for bisection. */
static const char *const properties[] = {
  "background",
  "background-color",
  "border",
  "border-bottom",
  "border-bottom-color",
  "border-bottom-style",
  "border-bottom-width",
  "border-collapse",
  "border-color",
  "border-left",
  "border-left-color",
  "border-left-style",
  "border-left-width",
  "border-radius",
  "border-right",
  "border-right-color",
  "border-right-style",
  "border-right-width",
  "border-spacing",
  "border-style",
  "border-top",
  "border-top-color",
  "border-top-style",
  "border-top-width",
  "border-width",
  "box-sizing",
  "caption-side",
  "clear",
  "color",
  "column-count",
  "column-gap",
  "direction",
  "display",
  "float",
  "font",
  "font-family",
  "font-size",
  "font-style",
  "font-variant",
  "font-weight",
  "height",
  "letter-spacing",
  "line-height",
  "list-style-position",
  "list-style-type",
  "margin",
  "margin-bottom",
  "margin-left",
  "margin-right",
  "margin-top",
  "max-height",
  "max-width",
  "min-height",
  "min-width",
  "overflow-wrap",
  "padding",
  "padding-bottom",
  "padding-left",
  "padding-right",
  "padding-top",
  "table-layout",
  "text-align",
  "text-decoration",
  "text-indent",
  "text-transform",
  "vertical-align",
  "white-space",
  "width",
  "word-break",
  "word-spacing",
  "word-wrap",
};

static int
compare_names (const void *a, const void *b)
{
  return strcmp (a, *(const char *const *) b);
}

static gboolean
is_function (const char *name, gsize length)
{
  static const char *const functions[] = { "rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "clamp" };

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (strlen (functions[i]) == length && g_ascii_strncasecmp (name, functions[i], length) == 0)
      return TRUE;
  /* Parentheses on their own, inside calc(). */
  return length == 0;
}

/* Rejects escapes, addresses, variables, and all functions but those for colours and calculations. The remaining
 * properties only describe appearance. */
static gboolean
is_harmless (const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    {
      const char *start = c;

      if ((guchar) *c >= 0x80)
        continue;
      if (!g_ascii_isalnum (*c) && strchr (" #%.,()+*/!'\"_-\t\n\r\f", *c) == NULL)
        return FALSE;
      if (*c != '(')
        continue;
      while (start > value &&
             (g_ascii_isalnum (start[-1]) || start[-1] == '-' || start[-1] == '_' || (guchar) start[-1] >= 0x80))
        start--;
      if (!is_function (start, c - start))
        return FALSE;
    }
  return *value != '\0' && strstr (value, "/*") == NULL;
}

static gboolean
has_even_quotes (const char *value)
{
  guint n_single = 0;
  guint n_double = 0;
  int depth = 0;

  for (const char *c = value; *c != '\0'; c++)
    {
      n_single += *c == '\'';
      n_double += *c == '"';
      depth += *c == '(' ? 1 : *c == ')' ? -1 : 0;
      if (depth < 0)
        return FALSE;
    }
  return n_single % 2 == 0 && n_double % 2 == 0 && depth == 0;
}

static void
append_declaration (GString *out, const char *declaration)
{
  const char *colon = strchr (declaration, ':');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (colon == NULL)
    return;
  name = g_strstrip (g_ascii_strdown (declaration, colon - declaration));
  value = g_strstrip (g_strdup (colon + 1));
  if (bsearch (name, properties, G_N_ELEMENTS (properties), sizeof *properties, compare_names) == NULL ||
      !is_harmless (value) || !has_even_quotes (value))
    return;
  g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "; " : "", name, value);
}

/*
 * bs_css_filter_declarations:
 * @css: untrusted declarations, such as those of a `style` attribute
 *
 * Returns: (transfer full) (nullable): the declarations that only describe appearance; %NULL if there are none
 */
char *
bs_css_filter_declarations (const char *css)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (css != NULL, NULL);

  if (strlen (css) > MAX_DECLARATIONS_BYTES || !g_utf8_validate (css, -1, NULL))
    return NULL;
  parts = g_strsplit (css, ";", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    append_declaration (out, parts[i]);
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static char *
remove_comments (const char *css)
{
  GString *out = g_string_new (NULL);
  const char *end;

  while ((end = strstr (css, "/*")) != NULL)
    {
      g_string_append_len (out, css, end - css);
      g_string_append_c (out, ' ');
      end = strstr (end + 2, "*/");
      if (end == NULL)
        return g_string_free (out, FALSE);
      css = end + 2;
    }
  g_string_append (out, css);
  return g_string_free (out, FALSE);
}

static gboolean
is_whole (const char *selector)
{
  return g_ascii_strcasecmp (selector, "body") == 0 || g_ascii_strcasecmp (selector, "html") == 0 ||
         g_ascii_strcasecmp (selector, ":root") == 0 || g_ascii_strcasecmp (selector, "html body") == 0;
}

/* Rewrites one selector of a list so that it matches only inside the scope, with prefixed ids. Only elements, classes,
 * ids and combinators are allowed: other selectors could react to what the reader types or visits. */
static char *
scope_selector (const char *selector, const char *scope)
{
  g_autofree char *text = g_strstrip (g_strdup (selector));
  g_autoptr (GString) out = g_string_new (scope);

  if (*text == '\0' || strlen (text) > MAX_SELECTOR_BYTES)
    return NULL;
  if (is_whole (text))
    return g_string_free (g_steal_pointer (&out), FALSE);
  if (strchr (">+~", *text) != NULL)
    return NULL;

  g_string_append_c (out, ' ');
  for (const char *c = text; *c != '\0'; c++)
    {
      if ((guchar) *c < 0x80 && !g_ascii_isalnum (*c) && strchr (" .#>+~*_-", *c) == NULL)
        return NULL;
      g_string_append_c (out, *c);
      if (*c == '#')
        g_string_append (out, BS_SANITISED_ID_PREFIX);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_rule (GString *out, const char *selectors, const char *block, const char *scope)
{
  g_autofree char *declarations = bs_css_filter_declarations (block);
  g_auto (GStrv) parts = g_strsplit (selectors, ",", -1);
  gboolean is_first = TRUE;

  if (declarations == NULL)
    return;
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *selector = scope_selector (parts[i], scope);

      if (selector == NULL)
        continue;
      g_string_append_printf (out, "%s%s", is_first ? "" : ", ", selector);
      is_first = FALSE;
    }
  if (!is_first)
    g_string_append_printf (out, " { %s }\n", declarations);
}

/* Skips to the end of the open block, whatever it contains. */
static const char *
skip_block (const char *css)
{
  guint depth = 1;

  while (*css != '\0' && depth > 0)
    {
      depth += *css == '{';
      depth -= *css == '}';
      css++;
    }
  return css;
}

/*
 * bs_css_filter_sheet:
 * @css: an untrusted style sheet
 * @scope: the selector inside which the rules apply
 *
 * Keeps only plain rules. At-rules are removed, and so are selectors that contain more than elements, classes and ids,
 * and declarations that bs_css_filter_declarations() rejects.
 *
 * Returns: (transfer full): a style sheet, without any `<`
 */
char *
bs_css_filter_sheet (const char *css, const char *scope)
{
  g_autofree char *text = NULL;
  GString *out;
  const char *c;

  g_return_val_if_fail (css != NULL, NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  out = g_string_new (NULL);
  if (strlen (css) > MAX_SHEET_BYTES || !g_utf8_validate (css, -1, NULL))
    return g_string_free (out, FALSE);

  text = remove_comments (css);
  for (c = text; *c != '\0';)
    {
      gsize length = strcspn (c, "{};");
      g_autofree char *head = g_strstrip (g_strndup (c, length));
      g_autofree char *block = NULL;
      gsize block_length;

      c += length;
      if (*c == '\0')
        break;
      if (*c++ != '{')
        continue;
      block_length = strcspn (c, "{}");
      if (*head == '@' || c[block_length] != '}')
        {
          c = skip_block (c);
          continue;
        }
      block = g_strndup (c, block_length);
      append_rule (out, head, block, scope);
      c += block_length + 1;
    }
  return g_string_free (out, FALSE);
}
