/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/html-filter.h"

#include <string.h>

#include "model/format/body/html-token.h"

/* No person or authoring program writes an element with more attributes. */
#define MAX_ATTRIBUTES 64

/* Formatting that is never closed is reopened in every following paragraph (HTML, 13.2.4.3). */
#define MAX_FORMATTING 32

/* The elements in the rules below, in the order of tracked_names. */
typedef enum
{
  TAG_A,
  TAG_BUTTON,
  TAG_CAPTION,
  TAG_DD,
  TAG_DIR,
  TAG_DL,
  TAG_DT,
  TAG_LI,
  TAG_MENU,
  TAG_OBJECT,
  TAG_OL,
  TAG_OPTION,
  TAG_P,
  TAG_RP,
  TAG_RT,
  TAG_RUBY,
  TAG_SELECT,
  TAG_TABLE,
  TAG_TBODY,
  TAG_TD,
  TAG_TFOOT,
  TAG_TH,
  TAG_THEAD,
  TAG_TR,
  TAG_UL,
  N_TAGS, /* any other */
} Tag;

static const char *const tracked_names[] = {
  "a",  "button", "caption", "dd",     "dir",   "dl",    "dt", "li",    "menu", "object", "ol", "option", "p",
  "rp", "rt",     "ruby",    "select", "table", "tbody", "td", "tfoot", "th",   "thead",  "tr", "ul",
};

G_STATIC_ASSERT (G_N_ELEMENTS (tracked_names) == N_TAGS);

#define BIT(tag) (1u << (tag))
#define CELLS (BIT (TAG_TD) | BIT (TAG_TH) | BIT (TAG_CAPTION))

typedef struct
{
  char name[BS_HTML_NAME_MAX + 1];
  Tag tag;
  guint formatting; /* the number of elements open around it */
} OpenElement;

typedef struct
{
  GString *out;
  guint max_depth;
  GArray *open;             /* (element-type OpenElement) */
  guint counts[N_TAGS + 1]; /* the number of open elements of each kind */
  GHashTable *left_out;     /* the number of removed start tags of a name whose end tags are still expected */
  guint formatting;
} Filter;

static gboolean
is_formatting (const char *name)
{
  static const char *const names[] = { "a", "b",     "big",    "code",   "em", "font", "i", "nobr",
                                       "s", "small", "strike", "strong", "tt", "u",    NULL };

  return g_strv_contains (names, name);
}

static int
compare_names (const void *name, const void *entry)
{
  return strcmp (name, *(const char *const *) entry);
}

static Tag
find_tag (const char *name)
{
  const char *const *found = bsearch (name, tracked_names, N_TAGS, sizeof *tracked_names, compare_names);

  return found == NULL ? N_TAGS : (Tag) (found - tracked_names);
}

static OpenElement *
get_open (const Filter *self, guint index)
{
  return &g_array_index (self->open, OpenElement, index);
}

static gboolean
is_any_open (const Filter *self, guint tags)
{
  for (guint tag = 0; tag < N_TAGS; tag++)
    if ((tags & BIT (tag)) != 0 && self->counts[tag] > 0)
      return TRUE;
  return FALSE;
}

static void
close_from (Filter *self, guint index)
{
  while (self->open->len > index)
    {
      const OpenElement *element = get_open (self, self->open->len - 1);

      /* Formatting opened in a cell ends with the cell. */
      if (element->tag < N_TAGS && (CELLS & BIT (element->tag)) != 0)
        self->formatting = MIN (self->formatting, element->formatting);
      self->counts[element->tag]--;
      g_array_set_size (self->open, self->open->len - 1);
    }
}

/* Closes the nearest open element of the @tags, unless one of the @walls comes first. */
static void
close_nearest (Filter *self, guint tags, guint walls)
{
  if (!is_any_open (self, tags))
    return;
  for (guint i = self->open->len; i > 0; i--)
    {
      Tag tag = get_open (self, i - 1)->tag;

      if (tag == N_TAGS)
        continue;
      if ((tags & BIT (tag)) != 0)
        {
          close_from (self, i - 1);
          return;
        }
      if ((walls & BIT (tag)) != 0)
        return;
    }
}

/* Closes the elements that a start tag closes implicitly, so that a page of a thousand <p> does not count as nested. */
static void
close_implied (Filter *self, const char *name, Tag tag)
{
  const guint cell_walls = BIT (TAG_TABLE) | BIT (TAG_TD) | BIT (TAG_TH);
  const guint groups = BIT (TAG_TBODY) | BIT (TAG_THEAD) | BIT (TAG_TFOOT) | BIT (TAG_CAPTION);

  switch (tag)
    {
    case TAG_LI:
      close_nearest (self, BIT (TAG_LI), cell_walls | BIT (TAG_UL) | BIT (TAG_OL) | BIT (TAG_MENU) | BIT (TAG_DIR));
      break;
    case TAG_DD:
    case TAG_DT:
      close_nearest (self, BIT (TAG_DD) | BIT (TAG_DT), cell_walls | BIT (TAG_DL));
      break;
    case TAG_TD:
    case TAG_TH:
      close_nearest (self, CELLS, BIT (TAG_TABLE));
      break;
    case TAG_TR:
      close_nearest (self, BIT (TAG_TR) | BIT (TAG_CAPTION), BIT (TAG_TABLE));
      break;
    case TAG_TBODY:
    case TAG_THEAD:
    case TAG_TFOOT:
      close_nearest (self, groups, BIT (TAG_TABLE));
      break;
    case TAG_OPTION:
      close_nearest (self, BIT (TAG_OPTION), BIT (TAG_SELECT));
      break;
    case TAG_RT:
    case TAG_RP:
      close_nearest (self, BIT (TAG_RT) | BIT (TAG_RP), BIT (TAG_RUBY));
      break;
    case TAG_A:
      if (self->counts[TAG_A] > 0 && self->formatting > 0)
        self->formatting--;
      close_nearest (self, BIT (TAG_A), CELLS | BIT (TAG_TABLE));
      break;
    case TAG_BUTTON:
    case TAG_CAPTION:
    case TAG_DIR:
    case TAG_DL:
    case TAG_MENU:
    case TAG_OBJECT:
    case TAG_OL:
    case TAG_P:
    case TAG_RUBY:
    case TAG_SELECT:
    case TAG_TABLE:
    case TAG_UL:
    case N_TAGS:
    default:
      break;
    }
  if (bs_html_name_is_block (name))
    close_nearest (self, BIT (TAG_P), CELLS | BIT (TAG_TABLE) | BIT (TAG_BUTTON) | BIT (TAG_OBJECT));
}

static guint
count_left_out (const Filter *self, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->left_out, name));
}

static void
leave_out (Filter *self, const char *name, int difference)
{
  g_hash_table_replace (self->left_out, g_strdup (name), GUINT_TO_POINTER (count_left_out (self, name) + difference));
}

static void
append_tag (Filter *self, const BsHtmlToken *token)
{
  BsHtmlTokenAttribute attribute;
  gsize position = 0;

  for (guint i = 0; bs_html_token_next_attribute (token, &position, &attribute); i++)
    if (i == MAX_ATTRIBUTES)
      {
        g_string_append_len (self->out, token->start, attribute.name - token->start);
        g_string_append_c (self->out, '>');
        return;
      }
  g_string_append_len (self->out, token->start, token->length);
}

static void
add_start (Filter *self, const BsHtmlToken *token)
{
  gboolean formats = is_formatting (token->name);
  Tag tag = find_tag (token->name);
  OpenElement element = { .tag = tag, .formatting = self->formatting };

  if (bs_html_name_is_void (token->name))
    {
      append_tag (self, token);
      return;
    }
  close_implied (self, token->name, tag);
  if (self->open->len >= self->max_depth || (formats && self->formatting >= MAX_FORMATTING))
    {
      leave_out (self, token->name, 1);
      /* Keeps the words around a removed block tag apart. */
      if (bs_html_name_is_block (token->name))
        g_string_append_c (self->out, ' ');
      return;
    }
  if (formats)
    self->formatting++;
  memcpy (element.name, token->name, sizeof element.name);
  g_array_append_val (self->open, element);
  self->counts[tag]++;
  append_tag (self, token);
}

static void
add_end (Filter *self, const BsHtmlToken *token)
{
  Tag tag = find_tag (token->name);

  if (count_left_out (self, token->name) > 0)
    {
      leave_out (self, token->name, -1);
      return;
    }
  if (self->formatting > 0 && is_formatting (token->name))
    self->formatting--;
  if (self->counts[tag] > 0)
    for (guint i = self->open->len; i > 0; i--)
      if (get_open (self, i - 1)->tag == tag && g_str_equal (get_open (self, i - 1)->name, token->name))
        {
          close_from (self, i - 1);
          break;
        }
  g_string_append_len (self->out, token->start, token->length);
}

/*
 * bs_html_filter:
 * @html: (array length=length): HTML in UTF-8
 * @length: the length of @html in bytes
 * @max_depth: the maximum nesting depth
 * @filtered_length: (out): the length of the result in bytes
 *
 * Limits HTML for a parser that takes quadratic time on open elements. Removes tags that nest too deeply, excessive
 * attributes, scripts, styles, comments, and the tags of the page itself. Everything else in normal HTML is kept byte
 * for byte. This is for speed and is no protection against hostile HTML.
 *
 * Returns: (transfer full): the HTML
 */
char *
bs_html_filter (const char *html, gsize length, guint max_depth, gsize *filtered_length)
{
  static const char *const page_names[] = { "html", "head", "body", "frameset", NULL };
  static const char *const raw_names[] = { "script", "style", "noembed", "noframes", "textarea", "title", NULL };
  Filter self = { NULL };
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;

  g_return_val_if_fail (html != NULL || length == 0, NULL);
  g_return_val_if_fail (filtered_length != NULL, NULL);

  self.out = g_string_sized_new (length + 1);
  self.max_depth = max_depth;
  self.open = g_array_new (FALSE, FALSE, sizeof (OpenElement));
  self.left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  bs_html_tokenizer_init (&tokenizer, html, length);
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      switch (token.kind)
        {
        case BS_HTML_TOKEN_TEXT:
          g_string_append_len (self.out, token.start, token.length);
          break;
        case BS_HTML_TOKEN_START:
          if (!g_strv_contains (page_names, token.name) && !g_strv_contains (raw_names, token.name))
            add_start (&self, &token);
          break;
        case BS_HTML_TOKEN_END:
          if (!g_strv_contains (page_names, token.name) && !g_strv_contains (raw_names, token.name))
            add_end (&self, &token);
          break;
        case BS_HTML_TOKEN_RAW:
          if (g_str_equal (token.name, "iframe"))
            g_string_append_len (self.out, token.start, token.length);
          break;
        case BS_HTML_TOKEN_COMMENT:
        default:
          break;
        }
    }

  g_hash_table_unref (self.left_out);
  g_array_unref (self.open);
  *filtered_length = self.out->len;
  return g_string_free (self.out, FALSE);
}
