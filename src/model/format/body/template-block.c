/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/template-block.h"

#include <string.h>

#include "model/format/body/html-token.h"

/* A word in the type of a script that is a formula of its own */
#define SCRIPT_DISPLAY "mode=display"

/* Hexo's and Hugo's tags for formulas. */
static gboolean
holds_math (const BsTemplateTag *self)
{
  return g_str_equal (self->name, "math") ||
         (self->style == BS_TEMPLATE_SHORTCODE && g_str_equal (self->name, "katex"));
}

/*
 * bs_template_tag_holds_code:
 *
 * Returns: whether the tag's content is code, or a formula
 */
gboolean
bs_template_tag_holds_code (const BsTemplateTag *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->closing)
    return FALSE;
  if (holds_math (self))
    return TRUE;
  if (self->style == BS_TEMPLATE_SHORTCODE)
    return g_str_equal (self->name, "highlight");
  return self->style == BS_TEMPLATE_LIQUID &&
         (g_str_equal (self->name, "codeblock") || g_str_equal (self->name, "code") ||
          g_str_equal (self->name, "highlight"));
}

/*
 * bs_template_tag_holds_quote:
 *
 * Returns: whether the tag's content is a quotation
 */
gboolean
bs_template_tag_holds_quote (const BsTemplateTag *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->style == BS_TEMPLATE_LIQUID &&
         (g_str_equal (self->name, "blockquote") || g_str_equal (self->name, "quote") ||
          g_str_equal (self->name, "pullquote"));
}

/* Jekyll and Hugo name the language first. Hexo has a title, lang:name, an address and the link's text. */
static void
read_code_words (const BsTemplateTag *self, const char **language, GString *caption, const char **address)
{
  gboolean named = !g_str_equal (self->name, "highlight");

  for (guint i = 0; i < self->words->len; i++)
    {
      const char *word = g_ptr_array_index (self->words, i);

      if (!named)
        {
          if (i == 0)
            *language = word;
        }
      else if (g_str_has_prefix (word, "lang:"))
        {
          *language = word + 5;
        }
      else if (bs_template_word_is_address (word))
        {
          *address = word;
        }
      else if (strchr (word, ':') == NULL || strchr (word, ':')[1] == '\0')
        {
          if (caption->len > 0)
            g_string_append_c (caption, ' ');
          g_string_append (caption, word);
        }
    }
}

/* Liquid parses code too, so authors wrap code with braces in raw tags. */
static char *
escape_without_raw (const char *code, gsize length)
{
  g_autoptr (GString) out = g_string_sized_new (length + 1);
  const char *end = code + length;

  while (code < end)
    {
      const char *open = memmem (code, end - code, "{%", 2);
      const char *inside = open == NULL ? end : open + 2;
      const char *close = memmem (inside, MIN (end - inside, 32), "%}", 2);
      g_autofree char *name = close == NULL ? NULL : g_strstrip (g_strndup (inside, close - inside));

      if (open == NULL)
        break;
      if (name != NULL && (g_str_equal (name, "raw") || g_str_equal (name, "endraw")))
        {
          g_string_append_len (out, code, open - code);
          code = close + 2;
          if (code < end && *code == '\n')
            code++;
        }
      else
        {
          g_string_append_len (out, code, inside - code);
          code = inside;
        }
    }
  if (code < end)
    g_string_append_len (out, code, end - code);
  while (out->len > 0 && g_ascii_isspace (out->str[out->len - 1]))
    g_string_truncate (out, out->len - 1);
  return g_markup_escape_text (out->str, out->len);
}

/*
 * bs_template_tag_code_to_html:
 * @code: (array length=length): the tag's content
 *
 * Returns: (transfer full): a code block as HTML that is valid inside Markdown
 */
char *
bs_template_tag_code_to_html (const BsTemplateTag *self, const char *code, gsize length)
{
  g_autoptr (GString) caption = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  const char *language = NULL;
  const char *address = NULL;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  while (length > 0 && g_ascii_isspace (code[length - 1]))
    length--;
  for (gsize i = 0; i < length && g_ascii_isspace (code[i]); i++)
    if (code[i] == '\n')
      {
        code += i + 1;
        length -= i + 1;
        break;
      }

  /* Hugo's “katex” is inline by default. */
  if (g_str_equal (self->name, "katex") && self->words->len == 0)
    {
      escaped = g_markup_escape_text (code, length);
      return g_strdup_printf ("<code class=\"language-math\">%s</code>", escaped);
    }
  if (holds_math (self))
    language = "math";
  else
    read_code_words (self, &language, caption, &address);
  out = g_string_new ("\n\n");
  if (caption->len > 0 && address != NULL)
    bs_template_append_markup (out, "<p class=\"bs-caption\"><a href=\"%s\">%s</a></p>", address, caption->str);
  else if (caption->len > 0)
    bs_template_append_markup (out, "<p class=\"bs-caption\">%s</p>", caption->str);
  if (caption->len > 0)
    g_string_append (out, "\n\n");
  g_string_append (out, "<pre><code");
  if (language != NULL)
    bs_template_append_markup (out, " class=\"language-%s\"", language);
  g_string_append_c (out, '>');
  escaped = self->style == BS_TEMPLATE_LIQUID ? escape_without_raw (code, length) : g_markup_escape_text (code, length);
  g_string_append (out, escaped);
  g_string_append (out, "</code></pre>\n\n");
  return g_string_free (out, FALSE);
}

/*
 * bs_template_tag_get_quote_footer:
 *
 * Returns: (transfer full) (nullable): the source of the quotation, as HTML; NULL if the tag does not name it
 */
char *
bs_template_tag_get_quote_footer (const BsTemplateTag *self)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  const char *address = NULL;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  if (g_str_equal (self->name, "pullquote"))
    return NULL;
  for (guint i = 0; i < self->words->len; i++)
    {
      const char *word = g_ptr_array_index (self->words, i);
      GString *part = address == NULL ? before : after;

      if (address == NULL && strstr (word, "://") != NULL)
        {
          address = word;
          continue;
        }
      if (part->len > 0)
        g_string_append_c (part, ' ');
      g_string_append (part, word);
    }
  if (before->len == 0 && address == NULL)
    return NULL;

  out = g_string_new ("<footer>— ");
  bs_template_append_markup (out, "%s", before->str);
  if (address != NULL)
    bs_template_append_markup (out, " <a href=\"%s\">%s</a>", address, after->len > 0 ? after->str : address);
  g_string_append (out, "</footer>");
  return g_string_free (out, FALSE);
}

static char *
dup_type (const BsHtmlToken *script)
{
  BsHtmlTokenAttribute attribute;
  gsize position = 0;

  while (bs_html_token_next_attribute (script, &position, &attribute))
    if (attribute.value != NULL && attribute.name_length == strlen ("type") &&
        g_ascii_strncasecmp (attribute.name, "type", attribute.name_length) == 0)
      return g_strstrip (g_ascii_strdown (attribute.value, attribute.value_length));
  return NULL;
}

/* Generators of XHTML hide a formula in a section of characters, which TeX takes for a comment. */
static char *
dup_formula (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  char *start = g_strstrip (copy);
  gsize rest;

  if (*start == '%' && g_str_has_prefix (start + 1 + strspn (start + 1, " "), "<![CDATA["))
    start = strstr (start, "<![CDATA[") + strlen ("<![CDATA[");
  rest = strlen (start);
  if (start != copy && g_str_has_suffix (start, "]]>"))
    {
      rest -= strlen ("]]>");
      while (rest > 0 && g_ascii_isspace (start[rest - 1]))
        rest--;
      if (rest > 0 && start[rest - 1] == '%')
        rest--;
    }
  start[rest] = '\0';
  return g_strdup (g_strstrip (start));
}

/*
 * bs_template_script_to_html:
 * @script: (array length=length): an element `script`, up to its end tag
 *
 * Returns: (transfer full) (nullable): the formula in it as code in the language “math”; %NULL if it has none
 */
char *
bs_template_script_to_html (const char *script, gsize length)
{
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;
  g_autofree char *type = NULL;
  g_autofree char *formula = NULL;
  g_autofree char *escaped = NULL;
  const char *content;
  const char *around;

  g_return_val_if_fail (script != NULL, NULL);

  bs_html_tokenizer_init (&tokenizer, script, length);
  if (!bs_html_tokenizer_next (&tokenizer, &token) || token.kind != BS_HTML_TOKEN_START)
    return NULL;
  type = dup_type (&token);
  if (type == NULL || !g_str_has_prefix (type, BS_TEMPLATE_SCRIPT_TYPE) ||
      strchr ("; \t", type[strlen (BS_TEMPLATE_SCRIPT_TYPE)]) == NULL)
    return NULL;
  content = token.start + token.length;
  formula = dup_formula (content, (gsize) (script + length - content));
  if (*formula == '\0')
    return NULL;
  escaped = g_markup_escape_text (formula, -1);
  around = strstr (type, SCRIPT_DISPLAY) != NULL ? "$$" : "";
  return g_strdup_printf ("<code class=\"language-math\">%s%s%s</code>", around, escaped, around);
}
