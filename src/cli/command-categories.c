/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/place.h"
#include "model/library/words/collator.h"
#include "cli/json.h"
#include "cli/output.h"

#include <glib/gi18n-lib.h>

/* A file can contain a path of a hundred thousand names, and printing each with all its parents would take quadratic
 * space. */
#define MAX_DEPTH 64

typedef struct _Node Node;

struct _Node
{
  char *name;
  guint depth;
  guint count;
  guint last_article;   /* the last counted article, so that none counts twice */
  GHashTable *children; /* (element-type utf8 Node) */
};

typedef struct
{
  GMutex mutex;
  GPtrArray *nodes; /* (element-type Node): all nodes, the root first */
  guint n_articles;
} Tree;

static void
node_free (gpointer data)
{
  Node *self = data;

  g_clear_pointer (&self->children, g_hash_table_unref);
  g_free (self->name);
  g_free (self);
}

static Node *
tree_add_node (Tree *self, Node *parent, const char *name)
{
  Node *node = g_new0 (Node, 1);

  node->name = g_strdup (name);
  if (parent != NULL)
    {
      node->depth = parent->depth + 1;
      if (parent->children == NULL)
        parent->children = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (parent->children, node->name, node);
    }
  g_ptr_array_add (self->nodes, node);
  return node;
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Tree *self = user_data;

  g_assert (article != NULL);

  g_mutex_lock (&self->mutex);
  self->n_articles++;
  for (guint i = 0; i < article->categories->len; i++)
    {
      const char *const *names = g_ptr_array_index (article->categories, i);
      Node *node = g_ptr_array_index (self->nodes, 0);

      for (guint j = 0; names[j] != NULL && j < MAX_DEPTH; j++)
        {
          Node *child = node->children != NULL ? g_hash_table_lookup (node->children, names[j]) : NULL;

          node = child != NULL ? child : tree_add_node (self, node, names[j]);
          if (node->last_article != self->n_articles)
            {
              node->last_article = self->n_articles;
              node->count++;
            }
        }
    }
  g_mutex_unlock (&self->mutex);
}

/* The last sibling is pushed first, because a stack returns it last. */
static int
compare_backwards (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Node *one = *(const Node *const *) a;
  const Node *other = *(const Node *const *) b;

  return bs_collator_compare (user_data, other->name, one->name);
}

static void
push_children (GPtrArray *stack, const Node *node, BsCollator *collator)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer child;

  if (node->children == NULL)
    return;

  g_hash_table_iter_init (&iter, node->children);
  while (g_hash_table_iter_next (&iter, NULL, &child))
    g_ptr_array_add (children, child);
  g_ptr_array_sort_with_data (children, compare_backwards, collator);
  g_ptr_array_extend (stack, children, NULL, NULL);
}

static void
write_node (const Node *node, GPtrArray *names, gboolean json)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (json)
    {
      g_string_append_c (line, '{');
      bs_json_append_member (line, "path");
      bs_json_append_strings (line, (const char *const *) names->pdata);
      bs_json_append_number (line, "count", node->count);
      g_string_append_c (line, '}');
    }
  else
    {
      g_string_append_printf (line, "%*s", (int) (node->depth - 1) * 2, "");
      bs_output_append_plain (line, node->name);
      g_string_append_printf (line, " (%u)", node->count);
    }
  bs_output_line (line);
}

static void
write_tree (const Tree *self, gboolean json)
{
  g_autoptr (BsCollator) collator = bs_collator_new ();
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  push_children (stack, g_ptr_array_index (self->nodes, 0), collator);
  while (stack->len > 0)
    {
      Node *node = g_ptr_array_steal_index (stack, stack->len - 1);

      g_ptr_array_set_size (names, node->depth - 1);
      g_ptr_array_add (names, node->name);
      g_ptr_array_add (names, NULL);
      write_node (node, names, json);
      g_ptr_array_set_size (names, node->depth);
      push_children (stack, node, collator);
    }
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (node_free);
  Tree tree = { .nodes = nodes };
  gboolean json = FALSE;
  gboolean is_whole;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  site = bs_place_parse (&bs_command_categories, args, options, &operands, &status);
  if (site == NULL)
    return status;

  g_mutex_init (&tree.mutex);
  tree_add_node (&tree, NULL, "");
  is_whole =
      bs_place_scan (operands[0], site, article_cb, &tree, BS_PLACE_SAY_FILES | (json ? 0 : BS_PLACE_SAY_LEFT_OUT));
  g_mutex_clear (&tree.mutex);

  write_tree (&tree, json);
  return is_whole ? BS_EXIT_DONE : BS_EXIT_FAILED;
}

const BsCommand bs_command_categories = {
  .name = "categories",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Show the tree of categories with the number of articles in each."),
  .run = run,
};
