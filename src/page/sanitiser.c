/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/body/html.h"
#include "model/format/body/html-tree.h"
#include "model/format/body/media.h"
#include "model/format/text/folding.h"
#include "page/sanitiser-code.h"
#include "page/sanitiser-formulas.h"
#include "page/sanitiser-links.h"
#include "page/sanitiser-math.h"
#include "page/sanitiser-pictures.h"
#include "page/sanitiser-rules.h"
#include "page/sanitiser-style.h"

/* Longer bodies are shown in part. In bytes. */
#define MAX_BYTES ((gsize) 16 * 1024 * 1024)

/* Further code in an article stays plain. In bytes. */
#define MAX_COLOURED_BYTES ((gsize) 1024 * 1024)

/* The maximum nesting of elements. Deeper ones lose their tags and keep their text. */
#define MAX_DEPTH 256

/* The decision about a node, made after its children. */
typedef enum
{
  VERDICT_NONE, /* not decided yet */
  VERDICT_DROP,
  VERDICT_EMPTY, /* a block without content */
  VERDICT_TEXT,
  VERDICT_MARKUP,
  VERDICT_FORMULA,
  VERDICT_KEEP,
  VERDICT_UNWRAP,
} Verdict;

typedef struct
{
  const BsDocument *document;
  GString *out;
  guint depth;
  guint preformatted;
  guint code;                /* elements that are open, in which “$” is not a formula */
  guint breaks;              /* how many <br> were written since the last word */
  gboolean at_line_start;    /* no word has been written since the block began */
  gunichar last;             /* the last character, for bs_folding_needs_space(); 0 after an image or a block */
  guint superscripts;        /* open elements that need a preceding character */
  gsize line_end;            /* after a line break before any word, or 0 */
  gsize line_space;          /* the bytes of white space there */
  const BsHtmlNode *picture; /* the last element that was checked */
  gsize code_left;           /* the bytes of code that are coloured yet */
  GString *sheet;            /* (nullable): the publisher's own styles, which are wanted */
  BsFormulas *formulas;
} Sanitiser;

/* The class around a publisher's own style, and the one that replaces the `font` element there. */
#define ORIGINAL_SCOPE ".bs-original"

static const BsElementRule font_rule = { "font", BS_ELEMENT_KEEP, 0, "span", NULL };

static const BsElementRule *
get_rule (const Sanitiser *self, const BsHtmlNode *node)
{
  if (self->sheet != NULL && g_str_equal (node->name, "font"))
    return &font_rule;
  return bs_sanitise_get_rule (node->name);
}

/* The length of a space of any width at @text in bytes, 0 if there is none. */
static gsize
space_length (const char *text)
{
  static const char *const wide[] = { "\u00a0", "\u3000", "\u2002", "\u2003", "\u2009", "\u200b", "\ufeff" };

  if (g_ascii_isspace (*text))
    return 1;
  if ((guchar) *text < 0x80)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    if (g_str_has_prefix (text, wide[i]))
      return strlen (wide[i]);
  return 0;
}

static gboolean
is_blank (const char *text)
{
  gsize space;

  while (*text != '\0')
    {
      space = space_length (text);
      if (space == 0)
        return FALSE;
      text += space;
    }
  return TRUE;
}

static char *
make_task_mark (const BsHtmlNode *node)
{
  const char *type = bs_html_node_get (node, "type");

  if (type == NULL || g_ascii_strcasecmp (type, "checkbox") != 0)
    return NULL;
  return g_strdup (bs_html_node_get (node, "checked") != NULL ? "<span class=\"bs-task\">☑</span>" :
                                                                "<span class=\"bs-task\">☐</span>");
}

static void
append_escaped (GString *out, const char *text)
{
  const char *start = text;

  for (; *text != '\0'; text++)
    {
      const char *entity;

      switch (*text)
        {
        case '&':
          entity = "&amp;";
          break;
        case '<':
          entity = "&lt;";
          break;
        case '>':
          entity = "&gt;";
          break;
        case '"':
          entity = "&quot;";
          break;
        default:
          continue;
        }
      g_string_append_len (out, start, text - start);
      g_string_append (out, entity);
      start = text + 1;
    }
  g_string_append_len (out, start, text - start);
}

static void
write_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  append_escaped (out, value);
  g_string_append_c (out, '"');
}

/* A film, a sound or a frame becomes a link with its title and host. */
static char *
make_media (const BsHtmlNode *node)
{
  g_auto (BsMedia) media = { NULL };
  g_autofree char *label = NULL;
  g_autofree char *link = NULL;
  const BsHtmlNode *part = node;
  GString *out;

  /* The same film appears inside another element. */
  if (node->parent->markup != NULL && g_str_equal (node->parent->name, "object"))
    return NULL;
  while (label == NULL && part != NULL)
    {
      if (part->name != NULL && (part == node || (bs_media_is_part (part->name) && !bs_media_is_element (part->name))))
        {
          bs_media_begin (&media, part->name);
          for (guint i = 0; i < part->n_attributes; i++)
            bs_media_add_attribute (&media, part->attributes[i].name, part->attributes[i].value);
          label = bs_media_end (&media);
        }
      part = part == node ? node->first_child : part->next;
    }
  link = label == NULL ? NULL : bs_sanitise_link (media.address);
  if (link == NULL)
    return NULL;
  out = g_string_new ("<a class=\"bs-media\"");
  write_attribute (out, "href", link);
  g_string_append_c (out, '>');
  append_escaped (out, label);
  g_string_append (out, "</a>");
  /* The parser reads the content of a frame as text, so it is parsed again. */
  if (g_str_equal (node->name, "iframe") && node->first_child != NULL && node->first_child->text != NULL)
    {
      g_autofree char *text = bs_html_remove_tags (node->first_child->text, strlen (node->first_child->text));

      append_escaped (out, text);
    }
  return g_string_free (out, FALSE);
}

/* An anchor without a target that nothing links to. */
static gboolean
is_dead_link (const BsHtmlNode *node)
{
  const char *address = bs_html_node_get (node, "href");
  g_autofree char *link = address == NULL ? NULL : bs_sanitise_link (address);

  return link == NULL && bs_html_node_get (node, "id") == NULL && bs_html_node_get (node, "name") == NULL;
}

/* Judges a node before its children. Returns whether the children are judged too. */
static gboolean
judge (Sanitiser *self, BsHtmlNode *node)
{
  const BsElementRule *rule;

  /* An element around it has judged it. */
  if (node->markup != NULL)
    {
      node->verdict = VERDICT_MARKUP;
      node->has_content = TRUE;
      return FALSE;
    }
  if (node->name == NULL)
    {
      node->verdict = VERDICT_TEXT;
      node->has_content = !is_blank (node->text);
      return FALSE;
    }

  rule = get_rule (self, node);
  switch (rule->action)
    {
    case BS_ELEMENT_KEEP:
      if (bs_formulas_is_formula (node))
        {
          node->verdict = VERDICT_FORMULA;
          node->has_content = TRUE;
          return FALSE;
        }
      node->verdict = g_str_equal (rule->name, "a") && is_dead_link (node) ? VERDICT_UNWRAP : VERDICT_KEEP;
      node->has_content = (rule->flags & BS_ELEMENT_CONTENT) != 0;
      if (self->sheet == NULL && g_str_equal (node->name, "pre"))
        bs_sanitise_code (node, &self->code_left);
      break;
    case BS_ELEMENT_PICTURE:
      self->picture = node;
      node->markup = bs_sanitise_picture (self->document, node);
      node->verdict = node->markup != NULL ? VERDICT_MARKUP : VERDICT_DROP;
      node->has_content = node->markup != NULL;
      break;
    case BS_ELEMENT_INPUT:
      node->markup = make_task_mark (node);
      node->verdict = node->markup != NULL ? VERDICT_MARKUP : VERDICT_DROP;
      node->has_content = node->markup != NULL;
      break;
    case BS_ELEMENT_MEDIA:
      node->markup = make_media (node);
      node->has_content = node->markup != NULL;
      node->verdict = !g_str_equal (node->name, "iframe") ? VERDICT_UNWRAP :
                      node->markup != NULL                ? VERDICT_MARKUP :
                                                            VERDICT_DROP;
      break;
    case BS_ELEMENT_MATH:
      node->markup = bs_sanitise_math (node, bs_formulas_is_display (node), NULL);
      node->verdict = node->markup != NULL ? VERDICT_MARKUP : VERDICT_DROP;
      node->has_content = node->markup != NULL;
      break;
    case BS_ELEMENT_DROP:
      node->verdict = bs_sanitise_holds_picture (node, self->picture) ? VERDICT_UNWRAP : VERDICT_DROP;
      break;
    case BS_ELEMENT_UNWRAP:
    default:
      node->verdict = VERDICT_UNWRAP;
      break;
    }
  if (bs_html_node_get (node, "hidden") != NULL || bs_formulas_is_drawn (node) ||
      (self->sheet == NULL && bs_sanitise_is_code_box (node)))
    {
      node->verdict = VERDICT_DROP;
      node->has_content = FALSE;
    }
  return node->verdict == VERDICT_KEEP || node->verdict == VERDICT_UNWRAP;
}

/* Judges a node again after its children: empty nodes are dropped, unless links lead to them. */
static void
judge_again (const Sanitiser *self, BsHtmlNode *node)
{
  const BsElementRule *rule;

  if (node->verdict == VERDICT_KEEP && !node->has_content)
    {
      rule = get_rule (self, node);
      if ((rule->flags & (BS_ELEMENT_VOID | BS_ELEMENT_STRUCTURE)) != 0)
        return;
      if ((rule->flags & BS_ELEMENT_BLOCK) != 0)
        node->verdict = VERDICT_EMPTY;
      else if (bs_html_node_get (node, "id") == NULL && bs_html_node_get (node, "name") == NULL)
        node->verdict = VERDICT_UNWRAP;
    }
  if (node->has_content && node->parent != NULL)
    node->parent->has_content = TRUE;
}

static void
judge_all (Sanitiser *self, BsHtmlNode *root)
{
  BsHtmlNode *node = root->first_child;

  while (node != NULL)
    {
      if (judge (self, node) && node->first_child != NULL)
        {
          node = node->first_child;
          continue;
        }
      judge_again (self, node);
      while (node->next == NULL)
        {
          node = node->parent;
          if (node == root)
            return;
          judge_again (self, node);
        }
      node = node->next;
    }
}

/* A line break between two Chinese or Japanese characters is not a space. */
static void
write_words (Sanitiser *self, const char *text)
{
  while (*text != '\0')
    {
      const char *line = text + strspn (text, " \t\r\n");
      const char *end = line + strcspn (line, "\n");
      const char *c;

      if (*line == '\0' || line > text)
        {
          if (memchr (text, '\n', line - text) != NULL && self->line_end == 0)
            {
              g_autofree char *space = g_strndup (text, line - text);

              append_escaped (self->out, space);
              self->line_end = self->out->len;
              self->line_space = line - text;
            }
          else
            {
              g_string_append_len (self->out, text, line - text);
              self->last = memchr (text, '\n', line - text) != NULL ? self->last : 0;
            }
          text = line;
          continue;
        }
      while (end > line && strchr (" \t\r", end[-1]) != NULL)
        end--;
      if (self->line_end > 0 && !bs_folding_needs_space (self->last, g_utf8_get_char (line)))
        g_string_erase (self->out, self->line_end - self->line_space, self->line_space);
      self->line_end = 0;
      for (c = end; c > line && end - c < 16;)
        c = g_utf8_prev_char (c);
      for (; c < end && self->superscripts == 0; c = g_utf8_next_char (c))
        self->last = bs_folding_follow (self->last, g_utf8_get_char (c));
      {
        g_autofree char *words = g_strndup (line, end - line);

        append_escaped (self->out, words);
      }
      text = end;
    }
}

static void
write_plain (Sanitiser *self, const char *text)
{
  if (self->preformatted > 0)
    {
      append_escaped (self->out, text);
      self->at_line_start = FALSE;
      return;
    }

  /* Publishers indent with full-width spaces. Our styles separate paragraphs instead. */
  if (self->at_line_start && self->sheet == NULL)
    {
      gboolean has_newline = FALSE;
      gsize space;

      while ((space = space_length (text)) > 0)
        {
          has_newline = has_newline || *text == '\n';
          text += space;
        }
      if (has_newline && *text == '\0' && self->out->len > 0 && self->out->str[self->out->len - 1] != '\n')
        g_string_append_c (self->out, '\n');
      if (*text == '\0')
        return;
    }
  write_words (self, text);
  self->breaks = 0;
  self->at_line_start = FALSE;
}

/* Notes that something other than a character was written. */
static void
forget_line (Sanitiser *self)
{
  self->last = 0;
  self->line_end = 0;
}

static void
write_formula (Sanitiser *self, const char *source, gsize length)
{
  bs_formulas_add (self->formulas, self->out->len, source, length);
  self->breaks = 0;
  self->at_line_start = FALSE;
  forget_line (self);
}

/* Formulas are written when all of them are known. */
static void
write_text (Sanitiser *self, const char *text)
{
  gsize length;
  gsize start;

  while (self->preformatted == 0 && self->code == 0 &&
         (start = bs_formulas_find (self->formulas, text, &length)) != G_MAXSIZE)
    {
      g_autofree char *before = g_strndup (text, start);

      write_plain (self, before);
      write_formula (self, text + start, length);
      text += start + length;
    }
  write_plain (self, text);
}

static void
write_attributes (Sanitiser *self, const BsHtmlNode *node, const BsElementRule *rule)
{
  g_autofree char *classes =
      bs_sanitise_class (rule, bs_html_node_get (node, "class"), bs_html_node_get (node, "align"));
  gboolean has_id = FALSE;

  if (self->sheet != NULL)
    {
      const char *names = bs_html_node_get (node, "class");
      g_autofree char *style = bs_sanitise_style (node);
      g_autofree char *own = names != NULL ? bs_sanitise_own_classes (names) : NULL;

      if (style != NULL)
        write_attribute (self->out, "style", style);
      if (own != NULL && classes == NULL)
        classes = g_steal_pointer (&own);
    }
  if (classes != NULL)
    write_attribute (self->out, "class", classes);
  for (guint i = 0; i < node->n_attributes; i++)
    {
      const BsHtmlAttribute *attribute = &node->attributes[i];
      const char *name = attribute->name;
      g_autofree char *value = NULL;

      /* Before ids, links led to the name of an anchor. */
      if (g_str_equal (name, "name") && g_str_equal (rule->name, "a") && bs_html_node_get (node, "id") == NULL)
        name = "id";
      if (g_str_equal (name, "id") && has_id)
        continue;
      value = bs_sanitise_attribute (rule, name, attribute->value);
      if (value == NULL)
        continue;
      has_id = has_id || g_str_equal (name, "id");
      write_attribute (self->out, name, value);
    }
}

static void
write_start (Sanitiser *self, BsHtmlNode *node)
{
  const BsElementRule *rule = get_rule (self, node);

  if (g_str_equal (rule->name, "br"))
    {
      /* More than one empty line, or one at the start of a paragraph, is only spacing. */
      if (self->preformatted == 0 && (self->breaks >= 2 || (self->at_line_start && self->breaks == 0)))
        return;
      g_string_append (self->out, self->preformatted > 0 ? "\n" : "<br>");
      forget_line (self);
      self->breaks++;
      self->at_line_start = TRUE;
      return;
    }
  if (self->depth >= MAX_DEPTH)
    {
      node->verdict = VERDICT_UNWRAP;
      g_string_append_c (self->out, ' ');
      return;
    }

  if ((rule->flags & BS_ELEMENT_WRAPPED) != 0)
    g_string_append (self->out, "<div class=\"bs-table\">");
  g_string_append_printf (self->out, "<%s", rule->output != NULL ? rule->output : rule->name);
  write_attributes (self, node, rule);
  g_string_append_c (self->out, '>');
  if ((rule->flags & BS_ELEMENT_BLOCK) != 0)
    {
      self->at_line_start = TRUE;
      self->breaks = 0;
      forget_line (self);
    }
  if ((rule->flags & BS_ELEMENT_VOID) != 0)
    return;
  self->depth++;
  self->superscripts += g_str_equal (rule->name, "sup");
  self->code += g_str_equal (rule->name, "code");
  if ((rule->flags & BS_ELEMENT_PREFORMATTED) != 0)
    {
      /* The parser has removed one newline, and parsing the output would remove another. */
      if (node->first_child != NULL && node->first_child->text != NULL && *node->first_child->text == '\n')
        g_string_append_c (self->out, '\n');
      self->preformatted++;
    }
}

/* Keeps the link targets of an empty block. */
static void
write_places (Sanitiser *self, const BsHtmlNode *block)
{
  for (const BsHtmlNode *node = block; node != NULL; node = bs_html_node_follow (node, block, TRUE))
    {
      const char *id = node->name == NULL ? NULL : bs_html_node_get (node, "id");
      g_autofree char *value = NULL;

      if (id == NULL && node->name != NULL && g_str_equal (node->name, "a"))
        id = bs_html_node_get (node, "name");
      value = id == NULL ? NULL : bs_sanitise_attribute (get_rule (self, node), "id", id);
      if (value != NULL)
        {
          g_string_append (self->out, "<a");
          write_attribute (self->out, "id", value);
          g_string_append (self->out, "></a>");
        }
    }
}

/* Returns whether the children are written. */
static gboolean
write_node (Sanitiser *self, BsHtmlNode *node)
{
  switch ((Verdict) node->verdict)
    {
    case VERDICT_TEXT:
      write_text (self, node->text);
      return FALSE;
    case VERDICT_MARKUP:
      g_string_append (self->out, node->markup);
      self->at_line_start = FALSE;
      self->breaks = 0;
      forget_line (self);
      return FALSE;
    case VERDICT_FORMULA:
      bs_formulas_add_node (self->formulas, self->out->len, node);
      self->breaks = 0;
      self->at_line_start = g_str_equal (node->name, "pre");
      forget_line (self);
      return FALSE;
    case VERDICT_KEEP:
      write_start (self, node);
      return TRUE;
    case VERDICT_UNWRAP:
      if (node->markup != NULL)
        {
          g_string_append (self->out, node->markup);
          forget_line (self);
        }
      return TRUE;
    case VERDICT_EMPTY:
      /* Without it, the words before and after it would be joined. */
      if (!self->at_line_start)
        g_string_append (self->out, "<br>");
      self->at_line_start = TRUE;
      forget_line (self);
      write_places (self, node);
      return FALSE;
    case VERDICT_NONE:
    case VERDICT_DROP:
    default:
      return FALSE;
    }
}

static void
write_end (Sanitiser *self, const BsHtmlNode *node)
{
  const BsElementRule *rule;

  if (node->verdict != VERDICT_KEEP)
    return;
  rule = get_rule (self, node);
  if ((rule->flags & BS_ELEMENT_VOID) != 0)
    return;
  self->depth--;
  self->superscripts -= g_str_equal (rule->name, "sup");
  self->code -= g_str_equal (rule->name, "code");
  if ((rule->flags & BS_ELEMENT_PREFORMATTED) != 0)
    self->preformatted--;
  g_string_append_printf (self->out, "</%s>", rule->output != NULL ? rule->output : rule->name);
  if ((rule->flags & BS_ELEMENT_WRAPPED) != 0)
    g_string_append (self->out, "</div>");
  if ((rule->flags & BS_ELEMENT_BLOCK) != 0)
    {
      forget_line (self);
      self->at_line_start = TRUE;
      self->breaks = 0;
    }
}

static void
write_all (Sanitiser *self, BsHtmlNode *root)
{
  BsHtmlNode *node = root->first_child;

  while (node != NULL)
    {
      if (write_node (self, node) && node->first_child != NULL)
        {
          node = node->first_child;
          continue;
        }
      write_end (self, node);
      while (node->next == NULL)
        {
          node = node->parent;
          if (node == root)
            return;
          write_end (self, node);
        }
      node = node->next;
    }
}

static void
write_notice (GString *out, const char *notice)
{
  g_string_append (out, "<p class=\"bs-notice\">");
  append_escaped (out, notice);
  g_string_append (out, "</p>\n");
}

/* The fallback for HTML that would take too long to parse. */
static void
write_text_alone (GString *out, const char *html, gsize length)
{
  g_autofree char *text = bs_html_to_text (html, length);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  write_notice (out, _ ("The markup of this article is too complex to be shown. This is its text."));
  g_string_append (out, "<p class=\"bs-text\">");
  append_escaped (out, valid);
  g_string_append (out, "</p>\n");
}

static char *
sanitise (const BsDocument *document, const char *html, gsize length, GString *sheet)
{
  g_autoptr (BsHtmlTree) tree = NULL;
  Sanitiser self = { .document = document, .at_line_start = TRUE, .sheet = sheet, .code_left = MAX_COLOURED_BYTES };
  gsize part;

  part = MIN (length, MAX_BYTES);
  while (part > 0 && part < length && (html[part] & 0xc0) == 0x80)
    part--;
  self.out = g_string_sized_new (part + 64);
  tree = bs_html_tree_parse (html, part);
  if (tree == NULL)
    {
      write_text_alone (self.out, html, part);
    }
  else
    {
      if (sheet != NULL)
        bs_sanitise_collect_styles (html, part, ORIGINAL_SCOPE, sheet);
      self.formulas = bs_formulas_new (document, bs_html_tree_get_root (tree));
      judge_all (&self, bs_html_tree_get_root (tree));
      write_all (&self, bs_html_tree_get_root (tree));
      bs_formulas_insert (self.formulas, self.out);
      bs_formulas_free (self.formulas);
    }
  if (part < length)
    write_notice (self.out, _ ("This article is very long. Only its first part is shown."));
  return g_string_free (self.out, FALSE);
}

/**
 * bs_sanitise:
 * @document: the article, by which its pictures are found
 * @html: (array length=length): untrusted HTML in UTF-8
 * @length: of @html, in bytes
 *
 * Produces HTML that runs nothing and loads only pictures of the library. The input is parsed, and only listed
 * elements, attributes and kinds of address are written, with all text escaped. Other elements are unwrapped, or
 * dropped if their content is not text. Ids and the links to them get a prefix. A remote picture becomes a box that
 * names it. Empty paragraphs, indenting spaces and tracking pixels are dropped.
 *
 * Time and stack are bounded for any input: text after 16 MB is cut off, elements nested deeper than 256 are flattened,
 * and of input that would take too long only the text is shown. The page reports that.
 *
 * Returns: (transfer full): a fragment of HTML, well formed
 */
char *
bs_sanitise (const BsDocument *document, const char *html, gsize length)
{
  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (html != NULL || length == 0, NULL);

  return sanitise (document, html, length, NULL);
}

/**
 * bs_sanitise_original:
 * @document: the article, by which its pictures are found
 * @html: (array length=length): untrusted HTML in UTF-8
 * @length: of @html, in bytes
 *
 * Like bs_sanitise(), but keeps the publisher's appearance: from `style` attributes and elements, old font and colour
 * attributes, and classes, everything that bs_css_filter_sheet() allows. The rules apply inside `.bs-original`.
 *
 * Returns: (transfer full): a fragment of HTML, well formed
 */
char *
bs_sanitise_original (const BsDocument *document, const char *html, gsize length)
{
  g_autoptr (GString) sheet = NULL;
  g_autofree char *body = NULL;

  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (html != NULL || length == 0, NULL);

  sheet = g_string_new (NULL);
  body = sanitise (document, html, length, sheet);
  if (sheet->len == 0)
    return g_steal_pointer (&body);
  return g_strconcat ("<style>\n", sheet->str, "</style>\n", body, NULL);
}
