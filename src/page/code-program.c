/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/code-program.h"

#include <string.h>

#define MAX_WORD_BYTES 40
/* Texts after “<<WORD” that have no end are looked for this often. */
#define MAX_HERE_FAILURES 8

static void
add_words (GHashTable *table, const char *words, BsCodeKind kind)
{
  g_auto (GStrv) list = words != NULL ? g_strsplit (words, " ", -1) : NULL;

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (*list[i] != '\0')
      g_hash_table_insert (table, g_steal_pointer (&list[i]), GINT_TO_POINTER (kind));
}

/* The words of a language are put into a table on its first use. */
static GHashTable *
get_words (const BsCodeLanguage *language)
{
  static GMutex lock;
  static GHashTable *tables;
  GHashTable *words;

  g_mutex_lock (&lock);
  if (tables == NULL)
    tables = g_hash_table_new (NULL, NULL);
  words = g_hash_table_lookup (tables, language);
  if (words == NULL)
    {
      words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
      add_words (words, language->functions, BS_CODE_FUNCTION);
      add_words (words, language->types, BS_CODE_TYPE);
      add_words (words, language->keywords, BS_CODE_KEYWORD);
      g_hash_table_insert (tables, (gpointer) language, words);
    }
  g_mutex_unlock (&lock);
  return words;
}

void
bs_code_program_init (BsCodeProgram *self, const BsCodeLanguage *language)
{
  *self = (BsCodeProgram){ .language = language, .words = get_words (language) };
}

BsCodeKind
bs_code_program_look_up (const BsCodeProgram *program, const char *word, gsize length)
{
  char copy[MAX_WORD_BYTES + 1];

  if (length > MAX_WORD_BYTES)
    return BS_CODE_PLAIN;
  memcpy (copy, word, length);
  copy[length] = '\0';
  if ((program->language->flags & BS_CODE_CASELESS) != 0)
    for (char *c = copy; *c != '\0'; c++)
      *c = g_ascii_tolower (*c);
  return GPOINTER_TO_INT (g_hash_table_lookup (program->words, copy));
}

/* The end of a comment, or the place itself. */
gsize
bs_code_program_match_comment (const BsCode *self, const BsCodeProgram *program)
{
  const BsCodeLanguage *language = program->language;
  const gsize start = self->position;

  /* In Lua and MATLAB the longer one of two comments begins with the shorter one. */
  if (language->open_comment != NULL && bs_code_is_at (self, start, language->open_comment))
    {
      gsize position = start + strlen (language->open_comment);
      guint depth = 1;

      if ((language->flags & BS_CODE_NESTED) == 0)
        {
          position = bs_code_find (self, position, language->close_comment);
          return MIN (self->end, position + strlen (language->close_comment));
        }
      while (position < self->end && depth > 0)
        {
          if (bs_code_is_at (self, position, language->close_comment))
            {
              position += strlen (language->close_comment);
              depth--;
            }
          else if (bs_code_is_at (self, position, language->open_comment))
            {
              position += strlen (language->open_comment);
              depth++;
            }
          else
            {
              position++;
            }
        }
      return position;
    }
  for (const char *c = language->line_comments; c != NULL && *c != '\0'; c += *c == ' ')
    {
      gsize length = strcspn (c, " ");

      if (self->end - start >= length && g_ascii_strncasecmp (self->text + start, c, length) == 0)
        {
          gboolean needs_space = *c == '#' && (language->flags & BS_CODE_HASH_WORDS) != 0;
          gboolean needs_line = g_ascii_isalpha (c[length - 1]) || *c == ':';

          if ((!needs_space || start == 0 || g_ascii_isspace (self->text[start - 1]) || self->text[start - 1] == ';') &&
              (!needs_line || (bs_code_is_line_start (self, start) &&
                               (start + length == self->end || !g_ascii_isalnum (self->text[start + length])))))
            return bs_code_line_end (self, start);
        }
      c += length;
    }
  return start;
}

/* The end of a string without its end mark, or 0. */
static gsize
match_string (BsCode *self, BsCodeProgram *program, const BsCodeString *string, guint number)
{
  const char *close = string->close;
  gsize position = self->position + strlen (string->open);

  if (self->position < program->unclosed[number])
    return 0;
  for (; position < self->end && (string->is_lines || self->text[position] != '\n'); position++)
    {
      /* An escaped line break continues a string. */
      if (string->escape != '\0' && self->text[position] == string->escape)
        position++;
      else if (self->text[position] == *close && bs_code_is_at (self, position, close))
        return MIN (self->end, position + strlen (close));
    }
  program->unclosed[number] = MIN (position, self->end);
  return 0;
}

gboolean
bs_code_program_take_string (BsCode *self, BsCodeProgram *program)
{
  const BsCodeLanguage *language = program->language;
  guint number = 0;

  for (const BsCodeString *string = language->strings; string != NULL && string->open != NULL; string++, number++)
    {
      gsize end;

      if (self->text[self->position] != *string->open || !bs_code_is_at (self, self->position, string->open))
        continue;
      end = match_string (self, program, string, number);
      if (end == 0)
        continue;
      if ((language->flags & BS_CODE_KEYED) != 0)
        {
          gsize next = bs_code_skip_blanks (self, end);

          bs_code_take (self, next < self->end && self->text[next] == ':' ? BS_CODE_TYPE : BS_CODE_STRING, end);
          return TRUE;
        }
      bs_code_take (self, BS_CODE_STRING, end);
      return TRUE;
    }
  return FALSE;
}

/* “'a'”, or a lifetime, a label, a quoted name. */
static gboolean
take_character (BsCode *self)
{
  gsize position = self->position + 1;

  if (position < self->end && self->text[position] == '\\')
    {
      position += 2;
      while (position < self->end && position - self->position < 12 && self->text[position] != '\'' &&
             self->text[position] != '\n')
        position++;
    }
  else if (position < self->end && self->text[position] != '\'' && self->text[position] != '\n')
    {
      position += g_utf8_skip[(guchar) self->text[position]];
    }
  if (position >= self->end || self->text[position] != '\'')
    return FALSE;
  bs_code_take (self, BS_CODE_STRING, position + 1);
  return TRUE;
}

/* “/…/” on one line. */
static gboolean
take_pattern (BsCode *self)
{
  gboolean in_set = FALSE;

  for (gsize i = self->position + 1; i < self->end && self->text[i] != '\n' && i - self->position < 1024; i++)
    {
      char c = self->text[i];

      if (c == '\\')
        {
          i++;
          if (i < self->end && self->text[i] == '\n')
            return FALSE;
        }
      else if (c == '[' || c == ']')
        {
          in_set = c == '[';
        }
      else if (c == '/' && !in_set && i > self->position + 1)
        {
          for (i++; i < self->end && g_ascii_isalpha (self->text[i]); i++)
            ;
          bs_code_take (self, BS_CODE_STRING, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* “<<WORD”: its text begins on the next line. */
static gboolean
take_here_mark (BsCode *self, BsCodeProgram *program)
{
  gsize start = self->position + 2;
  gsize end;
  char quote = '\0';

  if (start < self->end && self->text[start] == '<')
    start++;
  if (start < self->end && (self->text[start] == '-' || self->text[start] == '~'))
    start++;
  if (start < self->end && strchr ("'\"\\", self->text[start]) != NULL)
    quote = self->text[start++];
  for (end = start; end < self->end && (g_ascii_isalnum (self->text[end]) || self->text[end] == '_'); end++)
    ;
  if (end == start || end - start > MAX_WORD_BYTES || g_ascii_isdigit (self->text[start]) ||
      program->n_here == BS_CODE_MAX_HERE_TEXTS)
    return FALSE;
  program->here[program->n_here++] = g_strndup (self->text + start, end - start);
  if (quote != '\0' && quote != '\\' && end < self->end && self->text[end] == quote)
    end++;
  bs_code_take (self, BS_CODE_STRING, end);
  return TRUE;
}

/* The texts that begin on this line. */
static void
take_here_texts (BsCode *self, BsCodeProgram *program)
{
  for (guint i = 0; i < program->n_here; i++)
    {
      g_autofree char *word = g_steal_pointer (&program->here[i]);
      gsize length = strlen (word);
      gsize line = self->position;
      gboolean is_found = FALSE;

      while (program->n_here_failures < MAX_HERE_FAILURES && line < self->end && !is_found)
        {
          gsize end = bs_code_line_end (self, line);
          gsize start = bs_code_skip_blanks (self, line);

          is_found = end - start >= length && memcmp (self->text + start, word, length) == 0 &&
                     (start + length == end || strchr (";\r),", self->text[start + length]) != NULL);
          if (is_found)
            bs_code_take (self, BS_CODE_STRING, start + length);
          line = MIN (end + 1, self->end);
        }
      program->n_here_failures += !is_found;
    }
  program->n_here = 0;
}

/* A name that begins with a capital letter and has small ones. */
static gboolean
is_camel_case (const char *word, gsize length)
{
  if (length < 2 || !g_ascii_isupper (*word))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (g_ascii_islower (word[i]))
      return TRUE;
  return FALSE;
}

static gboolean
introduces_name (const char *word, gsize length)
{
  static const char *const words[] = {
    "def",  "class", "func",      "fn",     "function", "fun",   "sub",   "struct",
    "enum", "trait", "interface", "module", "defn",     "defun", "macro", "defmacro"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (word, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_type_word (const char *word, gsize length)
{
  static const char *const words[] = { "class", "struct", "enum", "trait", "interface", "module" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (word, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

static void
take_word (BsCode *self, BsCodeProgram *program, gboolean *after_type_word)
{
  const BsCodeLanguage *language = program->language;
  const BsCodeFlags flags = language->flags;
  const gsize start = self->position;
  gsize end = bs_code_word_end (self, language, start);
  gsize next;
  BsCodeKind kind = BS_CODE_PLAIN;
  gboolean is_member;

  /* “word.” and “word-” at the end of a sentence or before another operator */
  while (end > start + 1 && strchr (".:-'=", self->text[end - 1]) != NULL && language->letters != NULL &&
         (flags & BS_CODE_LISTS) == 0)
    end--;
  is_member = (flags & BS_CODE_MEMBERS) != 0 && start > 0 && self->text[start - 1] == '.' &&
              (start < 2 || self->text[start - 2] != '.');
  next = bs_code_skip_blanks (self, end);
  if (!is_member)
    kind = bs_code_program_look_up (program, self->text + start, end - start);
  if (kind == BS_CODE_KEYWORD)
    {
      program->wants_name = introduces_name (self->text + start, end - start);
      *after_type_word = is_type_word (self->text + start, end - start);
      /* A value is expected after most of them. */
      program->after_value = FALSE;
      bs_code_take (self, BS_CODE_KEYWORD, end);
      return;
    }
  if (kind == BS_CODE_PLAIN && (flags & BS_CODE_FIRST_WORDS) != 0 && bs_code_is_line_start (self, start))
    kind = BS_CODE_KEYWORD;
  else if (kind == BS_CODE_PLAIN && program->wants_name)
    kind = *after_type_word ? BS_CODE_TYPE : BS_CODE_FUNCTION;
  else if (kind == BS_CODE_PLAIN && (flags & BS_CODE_LISTS) != 0 && start > 0 && self->text[start - 1] == '(')
    kind = BS_CODE_FUNCTION;
  else if (kind == BS_CODE_PLAIN && (flags & BS_CODE_NO_CALLS) == 0 && next < self->end && self->text[next] == '(' &&
           (next == end || !is_camel_case (self->text + start, end - start)))
    kind = BS_CODE_FUNCTION;
  else if (kind == BS_CODE_PLAIN && (flags & BS_CODE_CAPITALS) != 0 && is_camel_case (self->text + start, end - start))
    kind = BS_CODE_TYPE;
  /* Rust's macros */
  if (kind == BS_CODE_PLAIN && end + 1 < self->end && self->text[end] == '!' &&
      strchr ("([{", self->text[end + 1]) != NULL)
    kind = BS_CODE_FUNCTION;
  program->wants_name = FALSE;
  program->after_value = TRUE;
  bs_code_take (self, kind, end);
}

/* “$name”, “${name}”, “$#” and “$1” are plain, so that nothing in them is taken for something else. */
static void
take_variable (BsCode *self, const BsCodeLanguage *language)
{
  gsize end = self->position + 1;

  if (end < self->end && self->text[end] == '{')
    {
      while (end < self->end && self->text[end] != '}' && self->text[end] != '\n')
        end++;
      end = MIN (self->end, end + 1);
    }
  else if (end < self->end && (g_ascii_isalnum (self->text[end]) || self->text[end] == '_'))
    {
      while (end < self->end && (g_ascii_isalnum (self->text[end]) || self->text[end] == '_'))
        end++;
    }
  else if (end < self->end && strchr ("#?!@*$-", self->text[end]) != NULL)
    {
      end++;
    }
  bs_code_take (self, BS_CODE_PLAIN, end);
}

/* Reads the next token of a program, or passes a character. */
static void
take_token (BsCode *self, BsCodeProgram *program, gboolean *after_type_word)
{
  const BsCodeLanguage *language = program->language;
  const BsCodeFlags flags = language->flags;
  const char c = self->text[self->position];
  gsize end = bs_code_program_match_comment (self, program);

  if (end > self->position)
    {
      bs_code_take (self, BS_CODE_COMMENT, end);
    }
  else if (c == '\n')
    {
      self->position++;
      program->wants_name = FALSE;
      program->after_value = FALSE;
      take_here_texts (self, program);
    }
  else if (g_ascii_isspace (c))
    {
      self->position++;
    }
  else if (c == '\'' && (flags & BS_CODE_CHARACTERS) != 0)
    {
      if (!take_character (self))
        bs_code_take (self, BS_CODE_PLAIN, bs_code_word_end (self, language, self->position + 1));
      program->after_value = TRUE;
    }
  else if (bs_code_program_take_string (self, program))
    {
      program->after_value = TRUE;
    }
  else if (c == '$' && (flags & BS_CODE_VARIABLES) != 0)
    {
      take_variable (self, language);
      program->after_value = TRUE;
    }
  else if (c == '#' && (flags & BS_CODE_DIRECTIVES) != 0 && bs_code_is_line_start (self, self->position))
    {
      end = bs_code_skip_blanks (self, self->position + 1);
      end = bs_code_word_end (self, language, end);
      if (bs_code_is_at (self, self->position, "#include") || bs_code_is_at (self, self->position, "#import"))
        {
          gsize name = bs_code_skip_blanks (self, end);
          const char *close;

          bs_code_take (self, BS_CODE_KEYWORD, end);
          close = name < self->end && self->text[name] == '<' ?
                      memchr (self->text + name, '>', bs_code_line_end (self, name) - name) :
                      NULL;
          if (close != NULL)
            {
              self->position = name;
              bs_code_take (self, BS_CODE_STRING, close - self->text + 1);
            }
        }
      else
        {
          bs_code_take (self, BS_CODE_KEYWORD, MAX (end, self->position + 1));
        }
    }
  else if (c == '\\' && (flags & BS_CODE_COMMANDS) != 0 && self->position + 1 < self->end)
    {
      end = self->position + 1;
      while (end < self->end && g_ascii_isalpha (self->text[end]))
        end++;
      if (end > self->position + 1)
        bs_code_take (self, BS_CODE_KEYWORD, end);
      else
        self->position += 1 + g_utf8_skip[(guchar) self->text[end]];
    }
  else if (c == '@' && (flags & BS_CODE_DECORATORS) != 0 && self->position + 1 < self->end &&
           bs_code_is_word_start (language, self->text[self->position + 1]))
    {
      bs_code_take (self, BS_CODE_FUNCTION, bs_code_word_end (self, language, self->position + 1));
    }
  else if (g_ascii_isdigit (c) ||
           (c == '.' && self->position + 1 < self->end && g_ascii_isdigit (self->text[self->position + 1]) &&
            (self->position == 0 ||
             (self->text[self->position - 1] != '.' && !bs_code_is_letter (language, self->text[self->position - 1])))))
    {
      bs_code_take (self, BS_CODE_NUMBER, bs_code_number_end (self, self->position));
      program->after_value = TRUE;
    }
  else if (bs_code_is_word_start (language, c))
    {
      take_word (self, program, after_type_word);
    }
  else if (c == '-' && (flags & BS_CODE_CASELESS) != 0 && language->letters != NULL &&
           bs_code_program_look_up (program, self->text + self->position,
                                    bs_code_word_end (self, language, self->position) - self->position) ==
               BS_CODE_KEYWORD)
    {
      bs_code_take (self, BS_CODE_KEYWORD, bs_code_word_end (self, language, self->position));
    }
  else if (c == '-' && (flags & BS_CODE_VARIABLES) != 0 && language->letters != NULL)
    {
      /* An option of a command */
      bs_code_take (self, BS_CODE_PLAIN, bs_code_word_end (self, language, self->position));
    }
  else if (c == '/' && (flags & BS_CODE_PATTERNS) != 0 && !program->after_value && take_pattern (self))
    {
      program->after_value = TRUE;
    }
  else if (c == '<' && (flags & BS_CODE_HERE) != 0 && bs_code_is_at (self, self->position, "<<") &&
           take_here_mark (self, program))
    {
      program->after_value = TRUE;
    }
  else if (strchr ("+-*/%=<>!&|^~?:", c) != NULL)
    {
      bs_code_take (self, BS_CODE_OPERATOR, self->position + 1);
      program->after_value = FALSE;
    }
  else
    {
      program->after_value = c == ')' || c == ']' || c == '}';
      program->wants_name = FALSE;
      self->position++;
    }
}

void
bs_code_program_append (BsCode *self, const BsCodeLanguage *language)
{
  BsCodeProgram program;
  gboolean after_type_word = FALSE;

  bs_code_program_init (&program, language);
  while (self->position < self->end)
    {
      take_token (self, &program, &after_type_word);
      /* A character of several bytes may be cut off at the end. */
      self->position = MIN (self->position, self->end);
    }
  for (guint i = 0; i < program.n_here; i++)
    g_free (program.here[i]);
}
