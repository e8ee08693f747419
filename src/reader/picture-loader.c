/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/picture-loader.h"

#include <glib/gi18n-lib.h>

#include "model/format/text/web-address.h"

enum
{
  PROP_0,
  PROP_PICTURES,
  PROP_HOSTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint leave_changed_signal;

struct _BsPictureLoader
{
  GObject parent_instance;

  BsPictureStore *store;
  BsPictureFetcher *fetcher;
  BsPictures pictures;
  GStrv hosts;
  GHashTable *articles;  /* (element-type utf8): allowed by hand until the program ends */
  GHashTable *addresses; /* (element-type utf8) */
};

G_DEFINE_ENUM_TYPE (BsPictures, bs_pictures, G_DEFINE_ENUM_VALUE (BS_PICTURES_ASK, "ask"),
                    G_DEFINE_ENUM_VALUE (BS_PICTURES_NEVER, "never"),
                    G_DEFINE_ENUM_VALUE (BS_PICTURES_ALWAYS, "always"))

G_DEFINE_FINAL_TYPE (BsPictureLoader, bs_picture_loader, G_TYPE_OBJECT)

typedef struct
{
  BsPictureStore *store;
  char *article;
  char *other; /* (nullable): an address, or the key of another article */
  gboolean only_kept;
  gboolean kept;
  gboolean clear;
  guint64 limit;
  GBytes *picture;
} Job;

static Job *
job_new (BsPictureLoader *self, const char *article, const char *other)
{
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (self->store);
  job->article = g_strdup (article);
  job->other = g_strdup (other);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->store);
  g_clear_pointer (&job->picture, g_bytes_unref);
  g_free (job->article);
  g_free (job->other);
  g_free (job);
}

static void
bs_picture_loader_finalize (GObject *object)
{
  BsPictureLoader *self = BS_PICTURE_LOADER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->fetcher);
  g_clear_pointer (&self->hosts, g_strfreev);
  g_clear_pointer (&self->articles, g_hash_table_unref);
  g_clear_pointer (&self->addresses, g_hash_table_unref);

  G_OBJECT_CLASS (bs_picture_loader_parent_class)->finalize (object);
}

static void
bs_picture_loader_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsPictureLoader *self = BS_PICTURE_LOADER (object);

  switch (property_id)
    {
    case PROP_PICTURES:
      g_value_set_enum (value, self->pictures);
      break;
    case PROP_HOSTS:
      g_value_set_boxed (value, self->hosts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* Normalises hosts from the settings to the form used in addresses. */
static GStrv
normalise_hosts (const char *const *hosts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; hosts != NULL && hosts[i] != NULL; i++)
    {
      g_autofree char *ascii = g_hostname_is_non_ascii (hosts[i]) ? g_hostname_to_ascii (hosts[i]) : NULL;
      g_autofree char *host = g_ascii_strdown (ascii != NULL ? ascii : hosts[i], -1);

      g_strv_builder_add (builder, host);
    }
  return g_strv_builder_end (builder);
}

static void
bs_picture_loader_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BsPictureLoader *self = BS_PICTURE_LOADER (object);
  g_auto (GStrv) hosts = NULL;

  switch (property_id)
    {
    case PROP_PICTURES:
      if (self->pictures == (BsPictures) g_value_get_enum (value))
        return;
      self->pictures = g_value_get_enum (value);
      break;
    case PROP_HOSTS:
      hosts = normalise_hosts (g_value_get_boxed (value));
      if (g_strv_equal ((const char *const *) hosts, (const char *const *) self->hosts))
        return;
      g_strfreev (self->hosts);
      self->hosts = g_steal_pointer (&hosts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
  g_signal_emit (self, leave_changed_signal, 0);
}

static void
bs_picture_loader_class_init (BsPictureLoaderClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bs_picture_loader_finalize;
  object_class->get_property = bs_picture_loader_get_property;
  object_class->set_property = bs_picture_loader_set_property;

  properties[PROP_PICTURES] = g_param_spec_enum ("pictures", NULL, NULL, BS_TYPE_PICTURES, BS_PICTURES_ASK, flags);
  properties[PROP_HOSTS] = g_param_spec_boxed ("hosts", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  leave_changed_signal =
      g_signal_new ("leave-changed", BS_TYPE_PICTURE_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_picture_loader_init (BsPictureLoader *self)
{
  self->hosts = g_new0 (char *, 1);
  self->articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

BsPictureLoader *
bs_picture_loader_new (BsPictureStore *store, BsPictureFetcher *fetcher)
{
  BsPictureLoader *self;

  g_return_val_if_fail (BS_IS_PICTURE_STORE (store), NULL);
  g_return_val_if_fail (BS_IS_PICTURE_FETCHER (fetcher), NULL);

  self = g_object_new (BS_TYPE_PICTURE_LOADER, NULL);
  self->store = g_object_ref (store);
  self->fetcher = g_object_ref (fetcher);
  return self;
}

/* Returns: (transfer none): the store of the pictures */
BsPictureStore *
bs_picture_loader_get_store (BsPictureLoader *self)
{
  g_return_val_if_fail (BS_IS_PICTURE_LOADER (self), NULL);

  return self->store;
}

BsPictures
bs_picture_loader_get_pictures (BsPictureLoader *self)
{
  g_return_val_if_fail (BS_IS_PICTURE_LOADER (self), BS_PICTURES_NEVER);

  return self->pictures;
}

const char *const *
bs_picture_loader_get_hosts (BsPictureLoader *self)
{
  g_return_val_if_fail (BS_IS_PICTURE_LOADER (self), NULL);

  return (const char *const *) self->hosts;
}

/* Whether all pictures of an article may be fetched. */
gboolean
bs_picture_loader_is_allowed (BsPictureLoader *self, const char *article)
{
  g_return_val_if_fail (BS_IS_PICTURE_LOADER (self), FALSE);
  g_return_val_if_fail (article != NULL, FALSE);

  return self->pictures == BS_PICTURES_ALWAYS || g_hash_table_contains (self->articles, article);
}

/* Returns: (nullable): the hosts from which a picture may be fetched. A user who allowed a single picture saw the name
 * of its own host only, so redirects to others are not allowed. */
static GStrv
make_hosts (BsPictureLoader *self, const char *address)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *host = bs_web_address_find_host (address);
  gboolean allowed = g_hash_table_contains (self->addresses, address);

  if (self->pictures != BS_PICTURES_NEVER)
    {
      g_strv_builder_addv (builder, (const char **) self->hosts);
      allowed = allowed || (host != NULL && g_strv_contains ((const char *const *) self->hosts, host));
    }
  if (host == NULL || !allowed)
    return NULL;
  g_strv_builder_add (builder, host);
  return g_strv_builder_end (builder);
}

/* Permission for a single picture lasts until the program ends. */
void
bs_picture_loader_allow_article (BsPictureLoader *self, const char *article)
{
  g_return_if_fail (BS_IS_PICTURE_LOADER (self));
  g_return_if_fail (article != NULL);

  if (g_hash_table_add (self->articles, g_strdup (article)))
    g_signal_emit (self, leave_changed_signal, 0);
}

void
bs_picture_loader_allow_address (BsPictureLoader *self, const char *address)
{
  g_return_if_fail (BS_IS_PICTURE_LOADER (self));
  g_return_if_fail (address != NULL);

  g_hash_table_add (self->addresses, g_strdup (address));
}

void
bs_picture_loader_allow_hosts (BsPictureLoader *self, const char *const *hosts)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) all = NULL;

  g_return_if_fail (BS_IS_PICTURE_LOADER (self));
  g_return_if_fail (hosts != NULL);

  builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **) self->hosts);
  for (gsize i = 0; hosts[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) self->hosts, hosts[i]))
      g_strv_builder_add (builder, hosts[i]);
  all = g_strv_builder_end (builder);
  g_object_set (self, "hosts", all, NULL);
}

static void
keep_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  bs_picture_store_set_kept (job->store, job->article, job->kept);
  g_task_return_boolean (task, TRUE);
}

static void
move_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  bs_picture_store_move (job->store, job->article, job->other);
  g_task_return_boolean (task, TRUE);
}

static void
limit_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  bs_picture_store_set_limit (job->store, job->limit);
  g_task_return_boolean (task, TRUE);
}

static void
run_job (BsPictureLoader *self, Job *job, GTaskThreadFunc func)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_source_tag (task, run_job);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

/* Whether the pictures of an article are exempt from the limit. */
void
bs_picture_loader_set_kept (BsPictureLoader *self, const char *article, gboolean kept)
{
  Job *job;

  g_return_if_fail (BS_IS_PICTURE_LOADER (self));
  g_return_if_fail (article != NULL);

  job = job_new (self, article, NULL);
  job->kept = kept;
  run_job (self, job, keep_thread);
}

void
bs_picture_loader_move (BsPictureLoader *self, const char *from, const char *to)
{
  g_return_if_fail (BS_IS_PICTURE_LOADER (self));
  g_return_if_fail (from != NULL);
  g_return_if_fail (to != NULL);

  if (g_hash_table_remove (self->articles, from))
    g_hash_table_add (self->articles, g_strdup (to));
  run_job (self, job_new (self, from, to), move_thread);
}

void
bs_picture_loader_set_limit (BsPictureLoader *self, guint64 bytes)
{
  Job *job;

  g_return_if_fail (BS_IS_PICTURE_LOADER (self));

  job = job_new (self, NULL, NULL);
  job->limit = bytes;
  run_job (self, job, limit_thread);
}

static void
measure_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  if (job->clear)
    bs_picture_store_clear (job->store);
  g_task_return_int (task, bs_picture_store_measure (job->store));
}

/* Measures the pictures that may be deleted, in bytes. With clear, deletes them first. */
void
bs_picture_loader_measure_async (BsPictureLoader *self, gboolean clear, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (BS_IS_PICTURE_LOADER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, NULL, NULL);
  job->clear = clear;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_picture_loader_measure_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, measure_thread);
}

/* -1 on error */
gint64
bs_picture_loader_measure_finish (BsPictureLoader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_PICTURE_LOADER (self), -1);
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;

  /* A picture that cannot be saved is still shown. */
  if (!bs_picture_store_save (job->store, job->article, job->other, job->picture, &error))
    g_info ("A picture was not kept: %s", error->message);
  g_task_return_pointer (task, g_bytes_ref (job->picture), (GDestroyNotify) g_bytes_unref);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  g_assert (BS_IS_PICTURE_FETCHER (source));

  job->picture = bs_picture_fetcher_fetch_finish (BS_PICTURE_FETCHER (source), result, &error);
  if (job->picture != NULL)
    g_task_run_in_thread (task, save_thread);
  else
    g_task_return_error (task, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BsPictureLoader *self = BS_PICTURE_LOADER (source);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GBytes) picture = g_task_propagate_pointer (G_TASK (result), NULL);
  g_auto (GStrv) hosts = NULL;

  if (picture != NULL)
    g_task_return_pointer (task, g_steal_pointer (&picture), (GDestroyNotify) g_bytes_unref);
  else if (g_task_return_error_if_cancelled (task))
    return;
  else if (job->only_kept)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Not kept");
  else if (bs_picture_loader_is_allowed (self, job->article))
    bs_picture_fetcher_fetch_async (self->fetcher, job->other, NULL, g_task_get_cancellable (task), fetched_cb,
                                    g_object_ref (task));
  else if ((hosts = make_hosts (self, job->other)) == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _ ("This image may not be loaded."));
  else
    bs_picture_fetcher_fetch_async (self->fetcher, job->other, (const char *const *) hosts,
                                    g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

static void
look_up_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  g_task_return_pointer (task, bs_picture_store_load (job->store, job->article, job->other),
                         (GDestroyNotify) g_bytes_unref);
}

/* Loads a picture: a stored one at once, any other only if it is allowed, and never if only_kept is set. */
void
bs_picture_loader_load_async (BsPictureLoader *self, const char *article, const char *address, gboolean only_kept,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) look_up = NULL;
  GTask *task;
  Job *job;

  g_return_if_fail (BS_IS_PICTURE_LOADER (self));
  g_return_if_fail (article != NULL);
  g_return_if_fail (address != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_picture_loader_load_async);
  job = job_new (self, article, address);
  job->only_kept = only_kept;
  g_task_set_task_data (task, job, job_free);

  look_up = g_task_new (self, NULL, looked_up_cb, task);
  g_task_set_source_tag (look_up, bs_picture_loader_load_async);
  g_task_set_task_data (look_up, job_new (self, article, address), job_free);
  g_task_run_in_thread (look_up, look_up_thread);
}

GBytes *
bs_picture_loader_load_finish (BsPictureLoader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_PICTURE_LOADER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
