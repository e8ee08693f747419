/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "provider/finder.h"

#include <glib/gi18n-lib.h>

#include "model/library/search/glance.h"
#include "model/library/words/token-class.h"
#include "provider/result-id.h"

struct _BsFinder
{
  GThread *thread;
  GThread *helper;    /* (nullable) */
  GAsyncQueue *tasks; /* (element-type GTask): a task without a job is the last */
};

typedef struct _Job Job;

struct _Job
{
  void (*run) (const Job *job, GTask *task, GHashTable *glances);
  GStrv folders; /* addresses of the known libraries */
  GStrv strings; /* words, or ids */
};

static void
job_free (gpointer data)
{
  Job *self = data;

  g_strfreev (self->folders);
  g_strfreev (self->strings);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the index of a library, which is opened again if it was replaced */
static BsGlance *
get_glance (GHashTable *glances, const char *folder)
{
  BsGlance *glance = g_hash_table_lookup (glances, folder);
  g_autofree char *path = NULL;

  if (glance != NULL && bs_glance_is_current (glance))
    return glance;
  g_hash_table_remove (glances, folder);
  path = g_filename_from_uri (folder, NULL, NULL);
  glance = path != NULL ? bs_glance_open (path) : NULL;
  if (glance != NULL)
    g_hash_table_insert (glances, g_strdup (folder), glance);
  return glance;
}

/* The index is damaged. The process that keeps it will rebuild it; until then there are no results. */
static void
drop_glance (GHashTable *glances, const char *folder, const GError *error)
{
  g_debug ("%s", error->message);
  g_hash_table_remove (glances, folder);
}

typedef struct
{
  const char *folder;
  BsGlimpse *glimpse;
} Hit;

static void
hit_clear (gpointer data)
{
  Hit *self = data;

  g_clear_pointer (&self->glimpse, bs_glimpse_free);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *one = a;
  const Hit *other = b;

  return bs_glimpse_compare (one->glimpse, other->glimpse);
}

static void
search (const Job *job, GTask *task, GHashTable *glances)
{
  g_autofree char *text = g_strjoinv (" ", job->strings);
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (text, BS_SEARCH_PLAIN | BS_SEARCH_TYPING);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_array_set_clear_func (hits, hit_clear);
  for (char **folder = job->folders; *folder != NULL; folder++)
    {
      BsGlance *glance = get_glance (glances, *folder);
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GError) error = NULL;

      if (glance == NULL)
        continue;
      found = bs_glance_search (glance, query, BS_FINDER_MAX, &error);
      if (found == NULL)
        drop_glance (glances, *folder, error);
      while (found != NULL && found->len > 0)
        {
          Hit hit = { *folder, g_ptr_array_steal_index (found, found->len - 1) };

          g_array_append_val (hits, hit);
        }
    }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < MIN (hits->len, BS_FINDER_MAX); i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);
      g_autofree char *id = bs_result_id_new (hit->folder, hit->glimpse->path);

      g_strv_builder_add (ids, id);
    }
  g_task_return_pointer (task, g_strv_builder_end (ids), (GDestroyNotify) g_strfreev);
}

static char *
describe_article (const BsGlimpse *glimpse)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (glimpse->date);
  /* Translators: a whole date, as g_date_time_format() takes it */
  g_autofree char *when = date != NULL ? g_date_time_format (date, _ ("%-d %b %Y")) : NULL;
  g_autofree char *where = g_strjoinv (" › ", glimpse->category);

  if (when == NULL || *where == '\0')
    return when != NULL ? g_steal_pointer (&when) : g_steal_pointer (&where);
  return g_strconcat (where, " · ", when, NULL);
}

/* Returns: (transfer full) (nullable): the index entry of an article of a known library */
static BsGlimpse *
look_up (const Job *job, GHashTable *glances, const char *folder, const char *path)
{
  BsGlance *glance = g_strv_contains ((const char *const *) job->folders, folder) ? get_glance (glances, folder) : NULL;
  BsGlimpse *glimpse = NULL;
  g_autoptr (GError) error = NULL;

  if (glance != NULL && !bs_glance_look_up (glance, path, &glimpse, &error))
    drop_glance (glances, folder, error);
  return glimpse;
}

static void
describe (const Job *job, GTask *task, GHashTable *glances)
{
  GVariantBuilder metas;

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (char **id = job->strings; *id != NULL; id++)
    {
      g_autofree char *folder = NULL;
      g_autofree char *path = NULL;
      g_autoptr (BsGlimpse) glimpse = NULL;
      g_autofree char *name = NULL;
      g_autofree char *description = NULL;

      if (!bs_result_id_parse (*id, &folder, &path))
        continue;
      glimpse = look_up (job, glances, folder, path);
      /* The shell discards all results if one is missing, so an article that was removed meanwhile is described by its
       * file name. */
      name = glimpse != NULL ? g_utf8_make_valid (glimpse->title, -1) : g_filename_display_basename (path);
      description = glimpse != NULL ? describe_article (glimpse) : g_strdup ("");
      g_variant_builder_open (&metas, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&metas, "{sv}", "id", g_variant_new_string (*id));
      g_variant_builder_add (&metas, "{sv}", "name", g_variant_new_string (g_strdelimit (name, "\r\n\t", ' ')));
      g_variant_builder_add (&metas, "{sv}", "description", g_variant_new_string (description));
      g_variant_builder_close (&metas);
    }
  g_task_return_pointer (task, g_variant_ref_sink (g_variant_builder_end (&metas)), (GDestroyNotify) g_variant_unref);
}

static gpointer
finder_thread (gpointer data)
{
  GAsyncQueue *tasks = data;
  g_autoptr (GHashTable) glances =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bs_glance_free);
  const Job *job;

  do
    {
      g_autoptr (GTask) task = g_async_queue_pop (tasks);

      job = g_task_get_task_data (task);
      if (job != NULL)
        job->run (job, task, glances);
      else
        g_task_return_boolean (task, TRUE);
    }
  while (job != NULL);
  return NULL;
}

/* Loading the character classes takes a fifth of the time of loading all rows of a large library, and they are needed
 * only later. */
static gpointer
helper_thread (gpointer data)
{
  bs_class_table_get ();
  return NULL;
}

BsFinder *
bs_finder_new (void)
{
  BsFinder *self = g_new0 (BsFinder, 1);

  self->tasks = g_async_queue_new_full (g_object_unref);
  self->helper = g_thread_try_new ("bs-characters", helper_thread, NULL, NULL);
  self->thread = g_thread_new ("bs-finder", finder_thread, self->tasks);
  return self;
}

/*
 * bs_finder_free:
 * @self: (transfer full): a finder
 *
 * Waits for the current job.
 */
void
bs_finder_free (BsFinder *self)
{
  g_return_if_fail (self != NULL);

  g_async_queue_push (self->tasks, g_task_new (NULL, NULL, NULL, NULL));
  g_thread_join (self->thread);
  g_clear_pointer (&self->helper, g_thread_join);
  g_async_queue_unref (self->tasks);
  g_free (self);
}

static void
push (BsFinder *self, gpointer tag, void (*run) (const Job *job, GTask *task, GHashTable *glances),
      const char *const *folders, const char *const *strings, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->folders = g_strdupv ((GStrv) folders);
  job->strings = g_strdupv ((GStrv) strings);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_async_queue_push (self->tasks, task);
}

/*
 * bs_finder_search_async:
 * @self: a finder
 * @folders: the addresses of libraries
 * @words: the words to search for; the last one may be incomplete
 * @callback: called when the search is done
 * @user_data: for @callback
 *
 * Searches for articles that contain all of the words.
 */
void
bs_finder_search_async (BsFinder *self, const char *const *folders, const char *const *words,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (folders != NULL);
  g_return_if_fail (words != NULL);

  push (self, bs_finder_search_async, search, folders, words, callback, user_data);
}

/* Returns: (transfer full): the ids of the results, best first */
char **
bs_finder_search_finish (BsFinder *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bs_finder_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/*
 * bs_finder_describe_async:
 * @self: a finder
 * @folders: the addresses of libraries
 * @ids: of the articles to describe
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks up what the shell displays of each article.
 */
void
bs_finder_describe_async (BsFinder *self, const char *const *folders, const char *const *ids,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (folders != NULL);
  g_return_if_fail (ids != NULL);

  push (self, bs_finder_describe_async, describe, folders, ids, callback, user_data);
}

/* Returns: (transfer full): an aa{sv}, in the order of the ids */
GVariant *
bs_finder_describe_finish (BsFinder *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bs_finder_describe_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
