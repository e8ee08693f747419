/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-rules.h"

#include <string.h>

#include "page/sanitiser-links.h"

#define KEEP BS_ELEMENT_KEEP
#define DROP BS_ELEMENT_DROP
#define UNWRAP BS_ELEMENT_UNWRAP
#define BLOCK BS_ELEMENT_BLOCK
#define VOID BS_ELEMENT_VOID
#define STRUCTURE BS_ELEMENT_STRUCTURE

/* Sorted by name, for bisection. Other elements are unwrapped. */
static const BsElementRule rules[] = {
  { "a", KEEP, 0, NULL, "href " },
  { "abbr", KEEP, 0, NULL, NULL },
  { "acronym", KEEP, 0, "abbr", NULL },
  { "address", KEEP, BLOCK, NULL, NULL },
  { "applet", DROP, 0, NULL, NULL },
  { "area", DROP, 0, NULL, NULL },
  { "article", KEEP, BLOCK, NULL, NULL },
  { "aside", KEEP, BLOCK, NULL, NULL },
  { "audio", BS_ELEMENT_MEDIA, 0, NULL, NULL },
  { "b", KEEP, 0, NULL, NULL },
  { "base", DROP, 0, NULL, NULL },
  { "bdi", KEEP, 0, NULL, NULL },
  { "bdo", KEEP, 0, NULL, NULL },
  { "blockquote", KEEP, BLOCK, NULL, NULL },
  { "br", KEEP, BLOCK | VOID, NULL, NULL },
  { "button", DROP, 0, NULL, NULL },
  { "canvas", DROP, 0, NULL, NULL },
  { "caption", KEEP, BLOCK, NULL, NULL },
  { "center", KEEP, BLOCK, "div", NULL },
  { "cite", KEEP, 0, NULL, NULL },
  { "code", KEEP, 0, NULL, NULL },
  { "col", KEEP, VOID | STRUCTURE, NULL, "span " },
  { "colgroup", KEEP, STRUCTURE, NULL, "span " },
  { "datalist", DROP, 0, NULL, NULL },
  { "dd", KEEP, BLOCK, NULL, NULL },
  { "del", KEEP, 0, NULL, "datetime " },
  { "details", KEEP, BLOCK, NULL, "open " },
  { "dfn", KEEP, 0, NULL, NULL },
  { "dir", KEEP, BLOCK, "ul", NULL },
  { "div", KEEP, BLOCK, NULL, NULL },
  { "dl", KEEP, BLOCK, NULL, NULL },
  { "dt", KEEP, BLOCK, NULL, NULL },
  { "em", KEEP, 0, NULL, NULL },
  { "embed", BS_ELEMENT_MEDIA, 0, NULL, NULL },
  { "figcaption", KEEP, BLOCK, NULL, NULL },
  { "figure", KEEP, BLOCK, NULL, NULL },
  { "footer", KEEP, BLOCK, NULL, NULL },
  { "frame", DROP, 0, NULL, NULL },
  { "frameset", DROP, 0, NULL, NULL },
  { "h1", KEEP, BLOCK, NULL, NULL },
  { "h2", KEEP, BLOCK, NULL, NULL },
  { "h3", KEEP, BLOCK, NULL, NULL },
  { "h4", KEEP, BLOCK, NULL, NULL },
  { "h5", KEEP, BLOCK, NULL, NULL },
  { "h6", KEEP, BLOCK, NULL, NULL },
  { "head", DROP, 0, NULL, NULL },
  { "header", KEEP, BLOCK, "div", NULL },
  { "hgroup", KEEP, BLOCK, "div", NULL },
  { "hr", KEEP, BLOCK | VOID | BS_ELEMENT_CONTENT, NULL, NULL },
  { "i", KEEP, 0, NULL, NULL },
  { "iframe", BS_ELEMENT_MEDIA, 0, NULL, NULL },
  { "img", BS_ELEMENT_PICTURE, 0, NULL, NULL },
  { "input", BS_ELEMENT_INPUT, 0, NULL, NULL },
  { "ins", KEEP, 0, NULL, "datetime " },
  { "kbd", KEEP, 0, NULL, NULL },
  { "li", KEEP, BLOCK | STRUCTURE, NULL, "value " },
  { "link", DROP, 0, NULL, NULL },
  { "listing", KEEP, BLOCK | BS_ELEMENT_PREFORMATTED, "pre", NULL },
  { "main", KEEP, BLOCK, "div", NULL },
  { "mark", KEEP, 0, NULL, NULL },
  { "math", BS_ELEMENT_MATH, 0, NULL, NULL },
  { "menu", KEEP, BLOCK, "ul", NULL },
  { "meta", DROP, 0, NULL, NULL },
  { "meter", DROP, 0, NULL, NULL },
  { "nav", KEEP, BLOCK, "div", NULL },
  { "noembed", DROP, 0, NULL, NULL },
  { "noframes", DROP, 0, NULL, NULL },
  { "noscript", DROP, 0, NULL, NULL },
  { "object", BS_ELEMENT_MEDIA, 0, NULL, NULL },
  { "ol", KEEP, BLOCK, NULL, "start reversed type " },
  { "option", DROP, 0, NULL, NULL },
  { "p", KEEP, BLOCK, NULL, NULL },
  { "param", DROP, 0, NULL, NULL },
  { "plaintext", KEEP, BLOCK | BS_ELEMENT_PREFORMATTED, "pre", NULL },
  { "pre", KEEP, BLOCK | BS_ELEMENT_PREFORMATTED, NULL, NULL },
  { "progress", DROP, 0, NULL, NULL },
  { "q", KEEP, 0, NULL, NULL },
  { "rb", KEEP, 0, NULL, NULL },
  { "rp", KEEP, 0, NULL, NULL },
  { "rt", KEEP, 0, NULL, NULL },
  { "rtc", KEEP, 0, NULL, NULL },
  { "ruby", KEEP, 0, NULL, NULL },
  { "s", KEEP, 0, NULL, NULL },
  { "samp", KEEP, 0, NULL, NULL },
  { "script", DROP, 0, NULL, NULL },
  { "section", KEEP, BLOCK, NULL, NULL },
  { "select", DROP, 0, NULL, NULL },
  { "small", KEEP, 0, NULL, NULL },
  { "source", DROP, 0, NULL, NULL },
  { "span", KEEP, 0, NULL, NULL },
  { "strike", KEEP, 0, "s", NULL },
  { "strong", KEEP, 0, NULL, NULL },
  { "style", DROP, 0, NULL, NULL },
  { "sub", KEEP, 0, NULL, NULL },
  { "summary", KEEP, BLOCK, NULL, NULL },
  { "sup", KEEP, 0, NULL, NULL },
  { "svg", DROP, 0, NULL, NULL },
  { "table", KEEP, BLOCK | BS_ELEMENT_WRAPPED, NULL, NULL },
  { "tbody", KEEP, BLOCK | STRUCTURE, NULL, NULL },
  { "td", KEEP, BLOCK | STRUCTURE, NULL, "colspan rowspan " },
  { "template", DROP, 0, NULL, NULL },
  { "textarea", DROP, 0, NULL, NULL },
  { "tfoot", KEEP, BLOCK | STRUCTURE, NULL, NULL },
  { "th", KEEP, BLOCK | STRUCTURE, NULL, "colspan rowspan scope " },
  { "thead", KEEP, BLOCK | STRUCTURE, NULL, NULL },
  { "time", KEEP, 0, NULL, "datetime " },
  { "title", DROP, 0, NULL, NULL },
  { "tr", KEEP, BLOCK | STRUCTURE, NULL, NULL },
  { "track", DROP, 0, NULL, NULL },
  { "tt", KEEP, 0, "code", NULL },
  { "u", KEEP, 0, NULL, NULL },
  { "ul", KEEP, BLOCK, NULL, NULL },
  { "var", KEEP, 0, NULL, NULL },
  { "video", BS_ELEMENT_MEDIA, 0, NULL, NULL },
  { "wbr", KEEP, VOID, NULL, NULL },
  { "xmp", KEEP, BLOCK | BS_ELEMENT_PREFORMATTED, "pre", NULL },
};

static const BsElementRule unknown = { "", UNWRAP, 0, NULL, NULL };

static int
compare_rules (const void *name, const void *rule)
{
  return strcmp (name, ((const BsElementRule *) rule)->name);
}

/*
 * bs_sanitise_get_rule:
 * @name: an element's name in lower case
 *
 * Returns: (transfer none): the rule for such an element
 */
const BsElementRule *
bs_sanitise_get_rule (const char *name)
{
  const BsElementRule *rule;

  g_return_val_if_fail (name != NULL, &unknown);

  rule = bsearch (name, rules, G_N_ELEMENTS (rules), sizeof *rules, compare_rules);
  return rule != NULL ? rule : &unknown;
}

static gboolean
is_number (const char *value, guint max_digits)
{
  const char *digits = *value == '-' ? value + 1 : value;
  gsize length = strlen (digits);

  return length > 0 && length <= max_digits && strspn (digits, "0123456789") == length;
}

static gboolean
is_language (const char *value)
{
  gsize length = strlen (value);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (value[i]) && value[i] != '-')
      return FALSE;
  return length >= 2 && length <= 35;
}

static gboolean
is_one_of (const char *value, const char *const *values)
{
  for (; *values != NULL; values++)
    if (g_ascii_strcasecmp (value, *values) == 0)
      return TRUE;
  return FALSE;
}

static char *
make_id (const char *value)
{
  if (*value == '\0' || strlen (value) > 256 || strpbrk (value, " \t\n\f\r") != NULL)
    return NULL;
  return g_strconcat (BS_SANITISED_ID_PREFIX, value, NULL);
}

static gboolean
is_allowed (const BsElementRule *rule, const char *name)
{
  const char *found = rule->attributes == NULL ? NULL : strstr (rule->attributes, name);

  return found != NULL && (found == rule->attributes || found[-1] == ' ') && found[strlen (name)] == ' ';
}

/*
 * bs_sanitise_attribute:
 * @rule: of the element
 * @name: of the attribute; bs_sanitise_class() handles `class` and `align`
 * @value: of the attribute
 *
 * Returns: (transfer full) (nullable): the new value, not escaped; %NULL if the attribute is removed
 */
char *
bs_sanitise_attribute (const BsElementRule *rule, const char *name, const char *value)
{
  static const char *const directions[] = { "ltr", "rtl", "auto", NULL };
  static const char *const scopes[] = { "row", "col", "rowgroup", "colgroup", NULL };

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (g_str_equal (name, "title"))
    return *value != '\0' && strlen (value) <= 4096 ? g_strdup (value) : NULL;
  if (g_str_equal (name, "lang"))
    return is_language (value) ? g_strdup (value) : NULL;
  if (g_str_equal (name, "dir"))
    return is_one_of (value, directions) ? g_ascii_strdown (value, -1) : NULL;
  if (g_str_equal (name, "id"))
    return make_id (value);
  if (!is_allowed (rule, name))
    return NULL;

  if (g_str_equal (name, "href"))
    return bs_sanitise_link (value);
  if (g_str_equal (name, "open") || g_str_equal (name, "reversed"))
    return g_strdup ("");
  if (g_str_equal (name, "datetime"))
    return strlen (value) <= 64 ? g_strdup (value) : NULL;
  if (g_str_equal (name, "scope"))
    return is_one_of (value, scopes) ? g_ascii_strdown (value, -1) : NULL;
  if (g_str_equal (name, "type"))
    return strlen (value) == 1 && strchr ("1aAiI", *value) != NULL ? g_strdup (value) : NULL;
  if (g_str_equal (name, "start") || g_str_equal (name, "value"))
    return is_number (value, 9) ? g_strdup (value) : NULL;
  /* A browser creates as many cells as a span requests. */
  return is_number (value, 3) && *value != '-' ? g_strdup (value) : NULL;
}

static void
append_class (GString *out, const char *name)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, name);
}

static gboolean
is_language_class (const char *name)
{
  if (!g_str_has_prefix (name, "language-") || strlen (name) > 40)
    return FALSE;
  for (const char *c = name + 9; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("+-_.#", *c) == NULL)
      return FALSE;
  return TRUE;
}

/*
 * bs_sanitise_class:
 * @rule: of the element
 * @class_names: (nullable): its `class`
 * @align: (nullable): its `align`
 *
 * Returns: (transfer full) (nullable): the classes that our styles know; %NULL if there are none
 */
char *
bs_sanitise_class (const BsElementRule *rule, const char *class_names, const char *align)
{
  static const char *const ours[] = {
    "bs-template",      "bs-caption",       "bs-text",      "bs-alert",
    "bs-alert-title",   "bs-alert-note",    "bs-alert-tip", "bs-alert-important",
    "bs-alert-warning", "bs-alert-caution", NULL,
  };
  static const char *const alignments[] = { "left", "right", "center", "justify", NULL };
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (rule != NULL, NULL);

  if (class_names != NULL && strlen (class_names) < 1024)
    {
      g_auto (GStrv) names = g_strsplit_set (class_names, " \t\n\f\r", -1);

      for (guint i = 0; names[i] != NULL; i++)
        if (is_one_of (names[i], ours) || (g_str_equal (rule->name, "code") && is_language_class (names[i])))
          append_class (out, names[i]);
    }
  if (align == NULL && g_str_equal (rule->name, "center"))
    align = "center";
  if (align != NULL && (rule->flags & BLOCK) != 0 && is_one_of (align, alignments))
    {
      g_autofree char *name = g_ascii_strdown (align, -1);
      g_autofree char *class_name = g_strconcat ("bs-align-", name, NULL);

      append_class (out, class_name);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
