/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/html-page-head.h"

#include <string.h>

#include "model/format/article/date.h"
#include "model/format/body/html.h"
#include "model/format/body/html-token.h"
#include "model/format/front-matter/json-reader.h"

/* Limits on metadata, in bytes. */
#define MAX_JSON_BYTES (1024 * 1024)
#define MAX_VALUE_BYTES 4096
#define MAX_JSON_DEPTH 8

/* The sources of metadata, highest priority first. */
typedef enum
{
  FROM_GRAPH, /* Open Graph */
  FROM_JSON,  /* JSON-LD */
  FROM_META,  /* standard <meta> names */
  FROM_TEXT,  /* visible elements of the page */
  FROM_WEAK,
  N_ORIGINS
} Origin;

typedef enum
{
  TITLE,
  AUTHOR,
  DATE,
  SITE,
  LANGUAGE,
  DESCRIPTION,
  ADDRESS,
  PICTURE,
  N_FIELDS
} Field;

typedef struct
{
  char *values[N_FIELDS][N_ORIGINS];
  char *base;
  char *text;
} Reading;

static const struct
{
  const char *name; /* The name of a <meta>, from whichever attribute holds it. */
  Field field;
  Origin origin;
} metas[] = {
  { "og:title", TITLE, FROM_GRAPH },
  { "og:article:author", AUTHOR, FROM_GRAPH },
  { "og:site_name", SITE, FROM_GRAPH },
  { "og:locale", LANGUAGE, FROM_WEAK },
  { "og:description", DESCRIPTION, FROM_GRAPH },
  { "og:url", ADDRESS, FROM_GRAPH },
  { "og:image", PICTURE, FROM_GRAPH },
  { "article:author", AUTHOR, FROM_GRAPH },
  { "article:published_time", DATE, FROM_GRAPH },
  { "og:article:published_time", DATE, FROM_GRAPH },
  { "og:published_time", DATE, FROM_GRAPH },
  { "twitter:title", TITLE, FROM_META },
  { "twitter:description", DESCRIPTION, FROM_WEAK },
  { "twitter:image", PICTURE, FROM_META },
  { "author", AUTHOR, FROM_META },
  { "byl", AUTHOR, FROM_WEAK },
  { "dc.creator", AUTHOR, FROM_META },
  { "dc.title", TITLE, FROM_META },
  { "dc.date", DATE, FROM_META },
  { "dcterms.created", DATE, FROM_META },
  { "citation_author", AUTHOR, FROM_META },
  { "citation_title", TITLE, FROM_META },
  { "citation_publication_date", DATE, FROM_META },
  { "date", DATE, FROM_META },
  { "pubdate", DATE, FROM_META },
  { "publishdate", DATE, FROM_META },
  { "parsely-pub-date", DATE, FROM_META },
  { "datepublished", DATE, FROM_META },
  { "description", DESCRIPTION, FROM_META },
  { "application-name", SITE, FROM_META },
  { "content-language", LANGUAGE, FROM_META },
};

/* Sets a value, on one line, unless it is already set. */
static void
take (Reading *self, Field field, Origin origin, const char *text)
{
  g_autofree char *decoded = NULL;
  g_autoptr (GString) line = NULL;
  char **place = &self->values[field][origin];

  if (*place != NULL || text == NULL || strlen (text) > MAX_VALUE_BYTES)
    return;
  decoded = bs_html_decode_entities (text, -1);
  line = g_string_new (NULL);
  for (const char *p = decoded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c (line, ' ');
        }
      else
        g_string_append_unichar (line, c);
    }
  if (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  if (line->len == 0)
    return;
  if (field == DATE)
    {
      BsDate date;

      if (!bs_date_parse (line->str, &date))
        return;
    }
  if (field == ADDRESS && !bs_html_address_is_web (line->str))
    return;
  /* Open Graph defines the author as an address, but many pages write a name. */
  if (field == AUTHOR && (bs_html_address_is_web (line->str) || line->str[0] == '@'))
    return;
  *place = g_strdup (line->str);
}

static char *
dup_attribute (const BsHtmlToken *token, const char *name)
{
  BsHtmlTokenAttribute attribute;
  gsize position = 0;
  gsize length = strlen (name);

  while (bs_html_token_next_attribute (token, &position, &attribute))
    if (attribute.name_length == length && g_ascii_strncasecmp (attribute.name, name, length) == 0)
      return attribute.value != NULL ? bs_html_decode_entities (attribute.value, (gssize) attribute.value_length) :
                                       g_strdup ("");
  return NULL;
}

static void
read_meta (Reading *self, const BsHtmlToken *token)
{
  static const char *const attributes[] = { "property", "name", "itemprop", "http-equiv" };
  g_autofree char *content = dup_attribute (token, "content");

  if (content == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *name = dup_attribute (token, attributes[i]);

      for (guint j = 0; name != NULL && j < G_N_ELEMENTS (metas); j++)
        if (g_ascii_strcasecmp (name, metas[j].name) == 0)
          take (self, metas[j].field, metas[j].origin, content);
    }
}

static const char *
find_text (const BsValue *value, guint depth)
{
  if (value == NULL || depth > MAX_JSON_DEPTH)
    return NULL;
  if (bs_value_is_scalar (value))
    return bs_value_get_text (value);
  if (value->kind == BS_VALUE_LIST)
    return value->items != NULL && value->items->len > 0 ? find_text (value->items->pdata[0], depth + 1) : NULL;
  for (guint i = 0; i < 3; i++)
    {
      static const char *const keys[] = { "name", "@id", "url" };
      const char *text = find_text (bs_value_lookup (value, keys[i]), depth + 1);

      if (text != NULL)
        return text;
    }
  return NULL;
}

static gboolean
is_article (const BsValue *type, guint depth)
{
  const char *text;

  if (type == NULL || depth > 2)
    return FALSE;
  if (type->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; type->items != NULL && i < type->items->len; i++)
        if (is_article (type->items->pdata[i], depth + 1))
          return TRUE;
      return FALSE;
    }
  text = bs_value_get_text (type);
  return text != NULL && (g_str_has_suffix (text, "Article") || g_str_has_suffix (text, "Posting") ||
                          g_str_equal (text, "Report") || g_str_equal (text, "WebPage"));
}

static void
take_json (Reading *self, const BsValue *value, guint depth)
{
  const char *address;
  const char *text;

  if (value == NULL || depth > MAX_JSON_DEPTH || value->items == NULL)
    return;
  if (value->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; i < value->items->len; i++)
        take_json (self, value->items->pdata[i], depth + 1);
      return;
    }
  if (value->kind != BS_VALUE_MAP)
    return;
  take_json (self, bs_value_lookup (value, "@graph"), depth + 1);
  if (!is_article (bs_value_lookup (value, "@type"), 0))
    return;

  take (self, TITLE, FROM_JSON, find_text (bs_value_lookup (value, "headline"), 0));
  take (self, AUTHOR, FROM_JSON, find_text (bs_value_lookup (value, "author"), 0));
  take (self, DATE, FROM_JSON, find_text (bs_value_lookup (value, "datePublished"), 0));
  take (self, SITE, FROM_JSON, find_text (bs_value_lookup (value, "publisher"), 0));
  take (self, LANGUAGE, FROM_JSON, find_text (bs_value_lookup (value, "inLanguage"), 0));
  take (self, DESCRIPTION, FROM_JSON, find_text (bs_value_lookup (value, "description"), 0));
  address = find_text (bs_value_lookup (value, "url"), 0);
  take (self, ADDRESS, FROM_JSON,
        address != NULL ? address : find_text (bs_value_lookup (value, "mainEntityOfPage"), 0));
  text = find_text (bs_value_lookup (value, "articleBody"), 0);
  if (text != NULL && self->text == NULL)
    self->text = g_strdup (text);
}

static void
read_json (Reading *self, const char *text, gsize length)
{
  g_autoptr (BsValue) root = NULL;
  g_autofree char *wrapped = NULL;
  BsProblem *failure = NULL;

  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  if (length == 0 || length > MAX_JSON_BYTES)
    return;
  /* The JSON may be a list of objects; the front matter parser reads single objects. */
  if (*text == '[')
    {
      wrapped = g_strdup_printf ("{\"@graph\":%.*s}", (int) length, text);
      root = bs_json_read (wrapped, strlen (wrapped), 1, NULL, &failure);
    }
  else
    root = bs_json_read (text, length, 1, NULL, &failure);
  g_clear_pointer (&failure, bs_problem_free);
  take_json (self, root, 0);
}

static void
read_link (Reading *self, const BsHtmlToken *token)
{
  g_autofree char *rel = dup_attribute (token, "rel");
  g_autofree char *href = rel != NULL ? dup_attribute (token, "href") : NULL;

  if (href != NULL && g_ascii_strcasecmp (rel, "canonical") == 0)
    take (self, ADDRESS, FROM_META, href);
}

static void
read_language (Reading *self, const BsHtmlToken *token)
{
  g_autofree char *language = dup_attribute (token, "lang");

  take (self, LANGUAGE, FROM_TEXT, language);
}

static void
read_tag (Reading *self, const BsHtmlToken *token)
{
  if (g_str_equal (token->name, "meta"))
    read_meta (self, token);
  else if (g_str_equal (token->name, "link"))
    read_link (self, token);
  else if (g_str_equal (token->name, "html"))
    read_language (self, token);
  else if (g_str_equal (token->name, "time"))
    {
      g_autofree char *date = dup_attribute (token, "datetime");

      take (self, DATE, FROM_TEXT, date);
    }
  else if (g_str_equal (token->name, "base") && self->base == NULL)
    {
      g_autofree char *href = dup_attribute (token, "href");

      if (href != NULL && bs_html_address_is_web (href))
        self->base = g_steal_pointer (&href);
    }
}

static char *
steal (Reading *self, Field field)
{
  for (guint i = 0; i < N_ORIGINS; i++)
    if (self->values[field][i] != NULL)
      return g_steal_pointer (&self->values[field][i]);
  return NULL;
}

/* Strips the site's name from a <title> such as `Title - Site`, if it is known. */
static void
cut_site (BsHtmlPageHead *self)
{
  static const char *const separators[] = { " - ", " – ", " — ", " | ", " _ ", "_", "-", "|", " · " };

  for (guint i = 0; self->title != NULL && self->site != NULL && i < G_N_ELEMENTS (separators); i++)
    {
      g_autofree char *tail = g_strconcat (separators[i], self->site, NULL);

      if (g_str_has_suffix (self->title, tail) && strlen (self->title) > strlen (tail))
        {
          self->title[strlen (self->title) - strlen (tail)] = '\0';
          g_strstrip (self->title);
          return;
        }
    }
}

/**
 * bs_html_address_is_web:
 * @address: any text
 *
 * Returns: whether it is an absolute web address with a host
 */
gboolean
bs_html_address_is_web (const char *address)
{
  g_return_val_if_fail (address != NULL, FALSE);

  return (g_ascii_strncasecmp (address, "http://", 7) == 0 && g_ascii_isgraph (address[7])) ||
         (g_ascii_strncasecmp (address, "https://", 8) == 0 && g_ascii_isgraph (address[8]));
}

/**
 * bs_html_page_head_read:
 * @self: (out caller-allocates): the metadata; clear it with bs_html_page_head_clear()
 * @html: (array length=length): a page in UTF-8
 * @length: the length of @html in bytes
 *
 * Reads a page's metadata from `<meta>` (HTML 4.2.5, Open Graph, Dublin Core, Twitter), JSON-LD (schema.org/Article),
 * `<link rel=canonical>`, `<time>`, `<title>` and headings. One pass in linear time.
 */
void
bs_html_page_head_read (BsHtmlPageHead *self, const char *html, gsize length)
{
  Reading reading = { 0 };
  g_autofree char *heading = NULL;
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;
  gboolean in_json = FALSE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (html != NULL || length == 0);

  bs_html_tokenizer_init (&tokenizer, html, length);
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      if (token.kind == BS_HTML_TOKEN_RAW && in_json)
        read_json (&reading, token.start, token.length);
      in_json = FALSE;
      if (token.kind != BS_HTML_TOKEN_START)
        continue;
      if (g_str_equal (token.name, "script"))
        {
          g_autofree char *type = dup_attribute (&token, "type");

          in_json = type != NULL && g_ascii_strncasecmp (type, "application/ld+json", 19) == 0;
        }
      else
        read_tag (&reading, &token);
    }

  heading = bs_html_find_title (html, length);
  take (&reading, TITLE, FROM_TEXT, heading);

  *self = (BsHtmlPageHead){ 0 };
  self->title = steal (&reading, TITLE);
  self->author = steal (&reading, AUTHOR);
  self->date = steal (&reading, DATE);
  self->site = steal (&reading, SITE);
  self->language = steal (&reading, LANGUAGE);
  self->description = steal (&reading, DESCRIPTION);
  self->address = steal (&reading, ADDRESS);
  self->picture = steal (&reading, PICTURE);
  self->base = g_steal_pointer (&reading.base);
  self->text = g_steal_pointer (&reading.text);
  cut_site (self);
  for (guint i = 0; i < N_FIELDS; i++)
    for (guint j = 0; j < N_ORIGINS; j++)
      g_free (reading.values[i][j]);
}

/**
 * bs_html_page_head_clear:
 * @self: a page's metadata
 */
void
bs_html_page_head_clear (BsHtmlPageHead *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->author);
  g_free (self->date);
  g_free (self->site);
  g_free (self->language);
  g_free (self->description);
  g_free (self->address);
  g_free (self->base);
  g_free (self->picture);
  g_free (self->text);
  *self = (BsHtmlPageHead){ 0 };
}
