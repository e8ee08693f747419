/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/link-follower.h"

#include <string.h>

#include "page/page.h"
#include "reader/post-finder.h"
#include "reader/web-policy.h"

/* The prefix of a site's own link to another post, which contains the post's name and not its path. */
#define POST_PREFIX BS_PAGE_ARTICLE_PREFIX "?post="

struct _BsLinkFollower
{
  GObject parent_instance;

  BsPageView *view;          /* outlives it */
  BsLibrary *library;        /* (nullable) */
  char *path;                /* (nullable): of the article that has the links */
  GCancellable *cancellable; /* of looking for a post */
};

enum
{
  OPEN_CATEGORY,
  OPEN_ARTICLE,
  OPEN_LINK,
  LINK_FAILED,
  OPEN_TAG,
  OPEN_SOURCE,
  OPEN_FILE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsLinkFollower, bs_link_follower, G_TYPE_OBJECT)

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  g_assert (source == NULL || GTK_IS_WINDOW (source));
  g_assert (G_IS_TASK (task));

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (g_task_get_source_object (task), signals[LINK_FAILED], 0, g_task_get_task_data (task),
                   error->message);
  g_task_return_boolean (task, error == NULL);
}

static void
open_link (BsLinkFollower *self, const char *uri)
{
  g_autofree char *link = bs_web_policy_clean_link (uri);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));
  gboolean handled = FALSE;
  GTask *task;

  g_signal_emit (self, signals[OPEN_LINK], 0, link, &handled);
  if (handled)
    return;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, open_link);
  g_task_set_task_data (task, g_strdup (link), g_free);
  gtk_show_uri_full (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, link, GDK_CURRENT_TIME, NULL, launched_cb, task);
}

static char *
unescape (const char *escaped, gsize length)
{
  g_autoptr (GBytes) bytes = g_uri_unescape_bytes (escaped, length, NULL, NULL);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (size == 0 || memchr (data, '\0', size) != NULL)
    return NULL;

  return g_strndup (data, size);
}

static void
post_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsLinkFollower) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bs_post_finder_find_finish (BS_LIBRARY (source), result, &error);

  g_assert (BS_IS_LINK_FOLLOWER (self));

  if (path != NULL)
    g_signal_emit (self, signals[OPEN_ARTICLE], 0, path);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[LINK_FAILED], 0, "", error->message);
}

static void
open_post (BsLinkFollower *self, const char *uri)
{
  const char *escaped = uri + strlen (POST_PREFIX);
  g_autofree char *post = unescape (escaped, strcspn (escaped, "#"));

  if (post != NULL && self->library != NULL)
    bs_post_finder_find_async (self->library, post, self->cancellable, post_found_cb, g_object_ref (self));
}

static void
open_article (BsLinkFollower *self, const char *uri)
{
  const char *escaped = uri + strlen (BS_PAGE_ARTICLE_PREFIX);
  const char *fragment = strchr (escaped, '#');
  g_autofree char *path = NULL;

  if (g_str_has_prefix (uri, POST_PREFIX))
    {
      open_post (self, uri);
      return;
    }

  path = unescape (escaped, strcspn (escaped, "?#"));
  if (path == NULL)
    return;

  if (g_strcmp0 (path, self->path) != 0)
    g_signal_emit (self, signals[OPEN_ARTICLE], 0, path);
  else
    bs_page_place_go_to (bs_page_view_get_place (self->view), fragment != NULL ? fragment + 1 : "");
}

static void
open_category (BsLinkFollower *self, const char *escaped)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = g_strndup (escaped, strcspn (escaped, "?#"));
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  g_auto (GStrv) names = NULL;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = unescape (parts[i], strlen (parts[i]));

      if (name == NULL || !g_utf8_validate (name, -1, NULL))
        return;
      g_strv_builder_add (builder, name);
    }

  names = g_strv_builder_end (builder);
  if (names[0] != NULL)
    g_signal_emit (self, signals[OPEN_CATEGORY], 0, names);
}

/* A tag or a source, which is a single name. */
static void
open_name (BsLinkFollower *self, guint signal, const char *escaped)
{
  g_autofree char *name = unescape (escaped, strcspn (escaped, "?#"));

  if (name != NULL && g_utf8_validate (name, -1, NULL))
    g_signal_emit (self, signals[signal], 0, name);
}

static void
follow_cb (BsLinkFollower *self, guint verdict, const char *subject)
{
  g_assert (BS_IS_LINK_FOLLOWER (self));

  switch ((BsWebVerdict) verdict)
    {
    case BS_WEB_VERDICT_BROWSER:
      open_link (self, subject);
      break;
    case BS_WEB_VERDICT_ARTICLE:
      open_article (self, subject);
      break;
    case BS_WEB_VERDICT_CATEGORY:
      open_category (self, subject);
      break;
    case BS_WEB_VERDICT_TAG:
      open_name (self, OPEN_TAG, subject);
      break;
    case BS_WEB_VERDICT_SOURCE:
      open_name (self, OPEN_SOURCE, subject);
      break;
    case BS_WEB_VERDICT_FILE:
      g_signal_emit (self, signals[OPEN_FILE], 0);
      break;
    case BS_WEB_VERDICT_ALLOW:
    case BS_WEB_VERDICT_DENY:
    default:
      break;
    }
}

static void
bs_link_follower_finalize (GObject *object)
{
  BsLinkFollower *self = BS_LINK_FOLLOWER (object);

  g_clear_object (&self->library);
  g_free (self->path);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bs_link_follower_parent_class)->finalize (object);
}

static void
bs_link_follower_class_init (BsLinkFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_link_follower_finalize;

  signals[OPEN_CATEGORY] = g_signal_new ("open-category", BS_TYPE_LINK_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[OPEN_ARTICLE] = g_signal_new ("open-article", BS_TYPE_LINK_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_LINK] = g_signal_new ("open-link", BS_TYPE_LINK_FOLLOWER, G_SIGNAL_RUN_LAST, 0,
                                     g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  signals[LINK_FAILED] = g_signal_new ("link-failed", BS_TYPE_LINK_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[OPEN_TAG] = g_signal_new ("open-tag", BS_TYPE_LINK_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_SOURCE] = g_signal_new ("open-source", BS_TYPE_LINK_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_FILE] =
      g_signal_new ("open-file", BS_TYPE_LINK_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_link_follower_init (BsLinkFollower *self)
{
}

BsLinkFollower *
bs_link_follower_new (BsPageView *view)
{
  BsLinkFollower *self;

  g_return_val_if_fail (BS_IS_PAGE_VIEW (view), NULL);

  self = g_object_new (BS_TYPE_LINK_FOLLOWER, NULL);
  self->view = view;
  g_signal_connect_object (view, "follow", G_CALLBACK (follow_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* @library: (nullable): in which links to articles lead
 * @path: (nullable): path of the article that is shown next; the lookup for the previous one is cancelled */
void
bs_link_follower_set_article (BsLinkFollower *self, BsLibrary *library, const char *path)
{
  g_return_if_fail (BS_IS_LINK_FOLLOWER (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->library, library);
  g_free (self->path);
  self->path = g_strdup (path);
}
