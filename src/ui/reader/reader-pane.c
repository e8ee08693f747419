/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/change/repair/repair-report.h"
#include "model/change/repair/repair-words.h"
#include "page/page.h"
#include "ui/widgets/banner.h"
#include "ui/reader/find-bar.h"
#include "ui/widgets/loading-cover.h"
#include "ui/reader/outline.h"
#include "ui/reader/reader-pane.h"
#include "ui/reader/star-button.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/side-by-side.h"

/* For how many seconds the reader is notified that the article was changed. */
#define CHANGED_SECONDS 8
/* For how many seconds the reader may take to read our own changes. */
#define OWN_SECONDS 10
#define NANOSECONDS G_GINT64_CONSTANT (1000000000)
#define MAX_DETAILS 50
/* A slower article shows a loading cover. */
#define SLOW_MILLISECONDS 200

typedef enum
{
  BANNER_PROBLEM,
  BANNER_CHANGED,
  BANNER_REMOVED,
  BANNER_PICTURES,
  N_BANNERS
} BannerKind;

struct _BsReaderPane
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwHeaderBar *header;
  GtkWidget *back_button;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkBox *notices;
  GtkMenuButton *outline_button;
  BsStarButton *star_button;
  GtkMenuButton *menu_button;
  GMenu *article_menu;
  gboolean is_menu_whole; /* the list's menu is in it */
  BsSideBySide *sides;
  GtkStack *stack;
  GtkOverlay *overlay;
  BsReader *reader;
  GtkRevealer *link_revealer;
  GtkLabel *link;

  /* Each is created when it is first shown. */
  BsBanner *banners[N_BANNERS];
  BsFindBar *find_bar;
  AdwStatusPage *many;
  AdwStatusPage *failed;
  BsLoadingCover *cover;

  char *title; /* of the shown or requested article */
  guint slow_id;
  gboolean asks_for_pictures;
  guint n_selected;
  BsDocument *read; /* (nullable): the version that was shown, so that the next one is a change */
  BsEditor *editor; /* (nullable): changes to the library that are our own */
  gint64 own_time;  /* when its last change ended, in nanoseconds since the epoch */
  guint changed_id;

  BsDocument *examined;  /* (nullable): whose first problem may have a fix */
  BsProblemKind problem; /* that one */
  GCancellable *looking; /* (nullable) */
};

enum
{
  MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsReaderPane, bs_reader_pane, GTK_TYPE_WIDGET)

static void
stop_looking (BsReaderPane *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->examined, bs_document_unref);
}

static BsBanner *
ensure_banner (BsReaderPane *self, BannerKind kind)
{
  static const struct
  {
    const char *icon_name;
    const char *title;
    const char *css_class;
    gboolean closable;
  } banners[] = {
    [BANNER_PROBLEM] = { "dialog-warning-symbolic", NULL, "warning", FALSE },
    [BANNER_CHANGED] = { "view-refresh-symbolic", N_ ("This article changed on disk and was reloaded."), NULL, TRUE },
    [BANNER_REMOVED] = { "user-trash-symbolic",
                         N_ ("The file of this article was moved or removed. Its last version is shown."), NULL,
                         FALSE },
    [BANNER_PICTURES] = { "image-x-generic-symbolic", NULL, NULL, TRUE },
  };
  BsBanner *banner = self->banners[kind];
  GtkWidget *above = NULL;

  if (banner != NULL)
    return banner;

  banner =
      g_object_new (BS_TYPE_BANNER, "icon-name", banners[kind].icon_name, "closable", banners[kind].closable, NULL);
  if (banners[kind].title != NULL)
    bs_banner_set_title (banner, _ (banners[kind].title));
  if (banners[kind].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (banner), banners[kind].css_class);
  if (kind == BANNER_PROBLEM)
    {
      bs_banner_add_choice (banner, _ ("_Fix"), "win.fix-problem");
      bs_banner_add_choice (banner, _ ("_Compare…"), "win.conflicts");
      bs_banner_add_choice (banner, _ ("Show _Line"), "win.show-problem");
    }
  if (kind == BANNER_PICTURES)
    {
      bs_banner_add_action (banner, _ ("_Load"), "win.load-pictures");
      bs_banner_add_action (banner, _ ("_Always From This Site"), "win.always-load-pictures");
    }

  for (guint i = 0; i < kind; i++)
    if (self->banners[i] != NULL)
      above = GTK_WIDGET (self->banners[i]);
  gtk_box_insert_child_after (self->notices, GTK_WIDGET (banner), above);
  self->banners[kind] = banner;

  return banner;
}

static void
set_banner_revealed (BsReaderPane *self, BannerKind kind, gboolean revealed)
{
  if (revealed)
    bs_banner_set_revealed (ensure_banner (self, kind), TRUE);
  else if (self->banners[kind] != NULL)
    bs_banner_set_revealed (self->banners[kind], FALSE);
}

static void
retry_cb (BsReaderPane *self)
{
  g_assert (BS_IS_READER_PANE (self));

  bs_reader_retry (self->reader);
}

static void
show_failed (BsReaderPane *self)
{
  const char *message = bs_reader_get_message (self->reader);
  g_autofree char *escaped = g_markup_escape_text (message != NULL ? message : "", -1);

  if (self->failed == NULL)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Try Again"));

      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "pill");
      g_signal_connect_object (button, "clicked", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
      self->failed = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "dialog-error-symbolic", "title",
                                   _ ("This Article Cannot Be Shown"), "child", button, NULL);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->failed), "failed");
    }
  adw_status_page_set_description (self->failed, escaped);
}

static BsPagePlace *
get_place (BsReaderPane *self)
{
  return bs_page_view_get_place (bs_reader_get_view (self->reader));
}

/* It belongs to an article that is shown; the source has one of its own. */
static void
update_find_bar (BsReaderPane *self)
{
  gboolean is_shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reader") == 0 &&
                      bs_side_by_side_get_other (self->sides) == NULL;

  if (self->find_bar == NULL)
    return;
  if (!is_shown)
    bs_find_bar_end_typing (self->find_bar);
  gtk_widget_set_visible (GTK_WIDGET (self->find_bar), is_shown);
}

static void
ensure_find_bar (BsReaderPane *self)
{
  if (self->find_bar != NULL)
    return;
  self->find_bar = BS_FIND_BAR (bs_find_bar_new (self->reader));
  gtk_box_append (self->notices, GTK_WIDGET (self->find_bar));
  update_find_bar (self);
}

/* A narrow header has no room for the buttons to other articles, which are in the list that it goes back to, nor for
 * the star, which is in the menu, beside buttons that only some articles have. */
static void
update_header (BsReaderPane *self)
{
  gboolean has_source = bs_side_by_side_get_other (self->sides) != NULL;
  gboolean is_narrow = gtk_widget_get_visible (self->back_button);
  gboolean is_full = has_source || gtk_widget_get_visible (GTK_WIDGET (self->outline_button));

  gtk_widget_set_visible (self->previous_button, !has_source && !is_narrow);
  gtk_widget_set_visible (self->next_button, !has_source && !is_narrow);
  bs_star_button_set_hidden (self->star_button, is_narrow && is_full);
}

/* It belongs to an article that is shown, and has headings. */
static void
update_outline (BsReaderPane *self)
{
  GPtrArray *outline = bs_page_place_get_outline (get_place (self));

  gtk_widget_set_visible (GTK_WIDGET (self->outline_button),
                          g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reader") == 0 &&
                              bs_side_by_side_get_other (self->sides) == NULL && outline != NULL && outline->len > 0);
  update_header (self);
}

static void
update_page (BsReaderPane *self)
{
  const char *page = "reader";

  if (self->n_selected > 1)
    page = "many";
  else if (bs_reader_get_path (self->reader) == NULL)
    page = "empty";
  else if (bs_reader_get_state (self->reader) == BS_READER_FAILED)
    page = "failed";

  if (g_str_equal (page, "failed"))
    show_failed (self);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), !g_str_equal (page, "empty"));
  update_find_bar (self);
  update_outline (self);
}

static gboolean
is_shown (const BsProblem *problem)
{
  return bs_problem_kind_get_severity (problem->kind) >= BS_SEVERITY_WARNING;
}

static char *
describe_rest (const BsDocument *document)
{
  const GPtrArray *problems = document->article->problems;
  g_autoptr (GString) details = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *text = NULL;

      if (!is_shown (problem) || n++ == 0 || n > MAX_DETAILS)
        continue;
      text = bs_repair_dup_sentence (problem, document->text.data, document->text.length);
      g_string_append_printf (details, "%s%s", details->len > 0 ? "\n" : "", text);
    }
  if (n > MAX_DETAILS)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("…and %u more", "…and %u more", n - MAX_DETAILS), n - MAX_DETAILS);

      g_string_append_printf (details, "\n%s", more);
    }

  return n > 1 ? g_string_free (g_steal_pointer (&details), FALSE) : NULL;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReaderPane) self = user_data;
  g_autoptr (BsRepairReport) report = bs_repair_report_finish (BS_LIBRARY (source), result, NULL);
  const BsRepairFinding *finding;

  if (report == NULL || self->content == NULL)
    return;
  finding = bs_repair_report_find (report, self->problem);
  bs_banner_set_choice_visible (self->banners[BANNER_PROBLEM], "win.fix-problem",
                                finding != NULL && finding->options->len > 0);
}

/* The button appears once there is a proof. */
static void
look_for_fix (BsReaderPane *self, BsDocument *document, BsProblemKind kind)
{
  g_autoptr (BsLibrary) library = NULL;

  g_object_get (self->reader, "library", &library, NULL);
  if (library == NULL || (self->examined == document && self->problem == kind))
    return;
  stop_looking (self);
  bs_banner_set_choice_visible (self->banners[BANNER_PROBLEM], "win.fix-problem", FALSE);
  self->examined = bs_document_ref (document);
  self->problem = kind;
  self->looking = g_cancellable_new ();
  bs_repair_report_async (library, bs_reader_get_path (self->reader), G_GUINT64_CONSTANT (1) << kind, self->looking,
                          looked_cb, g_object_ref (self));
}

static void
update_problems (BsReaderPane *self)
{
  gboolean has_failed = bs_reader_get_state (self->reader) == BS_READER_FAILED;
  BsDocument *document = has_failed ? NULL : bs_reader_get_document (self->reader);
  GPtrArray *problems = document != NULL ? document->article->problems : NULL;
  const BsProblem *first = NULL;

  for (guint i = 0; problems != NULL && first == NULL && i < problems->len; i++)
    if (is_shown (g_ptr_array_index (problems, i)))
      first = g_ptr_array_index (problems, i);

  /* The source lists them itself. */
  if (bs_side_by_side_get_other (self->sides) != NULL)
    first = NULL;
  if (first != NULL && self->n_selected <= 1 && bs_reader_get_path (self->reader) != NULL)
    {
      g_autofree char *title = bs_repair_dup_sentence (first, document->text.data, document->text.length);
      g_autofree char *details = describe_rest (document);

      bs_banner_set_title (ensure_banner (self, BANNER_PROBLEM), title);
      bs_banner_set_details (self->banners[BANNER_PROBLEM], details);
      bs_banner_set_choice_visible (self->banners[BANNER_PROBLEM], "win.show-problem", first->line > 0);
      bs_banner_set_choice_visible (self->banners[BANNER_PROBLEM], "win.conflicts",
                                    first->kind == BS_PROBLEM_CONFLICTED_COPY);
      look_for_fix (self, document, first->kind);
    }
  else
    {
      first = NULL;
      stop_looking (self);
    }
  set_banner_revealed (self, BANNER_PROBLEM, first != NULL);
}

static gboolean
changed_ends_cb (gpointer user_data)
{
  BsReaderPane *self = user_data;

  g_assert (BS_IS_READER_PANE (self));

  self->changed_id = 0;
  set_banner_revealed (self, BANNER_CHANGED, FALSE);
  return G_SOURCE_REMOVE;
}

static void
set_changed (BsReaderPane *self, gboolean changed)
{
  /* A preview changes with every letter, and of several articles none is shown. */
  changed = changed && self->n_selected <= 1 && bs_side_by_side_get_other (self->sides) == NULL;
  g_clear_handle_id (&self->changed_id, g_source_remove);
  set_banner_revealed (self, BANNER_CHANGED, changed);
  if (changed)
    self->changed_id = g_timeout_add_seconds (CHANGED_SECONDS, changed_ends_cb, self);
}

/* Whether another program changed the text. A file that was only moved or touched has the same one. */
static gboolean
is_news (BsReaderPane *self, const BsDocument *before, const BsDocument *now)
{
  if (self->editor != NULL && bs_editor_get_is_busy (self->editor))
    return FALSE;
  /* A change that is not newer than our own last change is that change, or an undo of it. */
  if (self->own_time - now->modified >= 0 && g_get_real_time () * 1000 - self->own_time < OWN_SECONDS * NANOSECONDS)
    return FALSE;
  return before->text.length != now->text.length ||
         memcmp (before->text.data, now->text.data, before->text.length) != 0;
}

static void
busy_cb (BsReaderPane *self)
{
  g_assert (BS_IS_READER_PANE (self));

  if (!bs_editor_get_is_busy (self->editor))
    self->own_time = g_get_real_time () * 1000;
}

static void
document_cb (BsReaderPane *self)
{
  BsDocument *document = bs_reader_get_document (self->reader);

  g_assert (BS_IS_READER_PANE (self));

  if (document != NULL)
    {
      if (self->read != NULL && is_news (self, self->read, document))
        set_changed (self, TRUE);
      g_clear_pointer (&self->read, bs_document_unref);
      self->read = bs_document_ref (document);
    }
  update_problems (self);
}

static gboolean
slow_cb (gpointer user_data)
{
  BsReaderPane *self = user_data;

  g_assert (BS_IS_READER_PANE (self));

  self->slow_id = 0;
  if (self->cover == NULL)
    {
      self->cover = BS_LOADING_COVER (bs_loading_cover_new ());
      gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->cover));
    }
  bs_loading_cover_show (self->cover, self->title);
  return G_SOURCE_REMOVE;
}

/* The old article stays for a moment, because most articles load at once, but not so long that it could be taken for
 * the chosen one. */
static void
update_cover (BsReaderPane *self)
{
  gboolean is_loading = bs_reader_get_state (self->reader) == BS_READER_LOADING && self->title != NULL;

  if (is_loading && self->cover != NULL && gtk_widget_get_visible (GTK_WIDGET (self->cover)))
    {
      bs_loading_cover_show (self->cover, self->title);
    }
  else if (is_loading && self->slow_id == 0)
    {
      self->slow_id = g_timeout_add (SLOW_MILLISECONDS, slow_cb, self);
    }
  else if (!is_loading)
    {
      g_clear_handle_id (&self->slow_id, g_source_remove);
      if (self->cover != NULL)
        bs_loading_cover_hide (self->cover);
    }
}

static void
state_cb (BsReaderPane *self)
{
  g_assert (BS_IS_READER_PANE (self));

  update_cover (self);

  /* Messages about the previous article no longer apply. */
  if (bs_reader_get_state (self->reader) == BS_READER_FAILED)
    set_changed (self, FALSE);
  update_problems (self);
  update_page (self);
}

static void
removed_cb (BsReaderPane *self)
{
  gboolean removed;

  g_assert (BS_IS_READER_PANE (self));

  removed = bs_reader_get_removed (self->reader);
  if (removed)
    set_changed (self, FALSE);
  /* The source says so itself, and can save the file again. */
  set_banner_revealed (self, BANNER_REMOVED,
                       removed && self->n_selected <= 1 && bs_side_by_side_get_other (self->sides) == NULL);
}

/* A user who decides about remote pictures wants to know their hosts. */
static void
pictures_cb (BsReaderPane *self)
{
  guint n_blocked = bs_reader_get_n_blocked (self->reader);
  const char *const *hosts = bs_reader_get_blocked_hosts (self->reader);
  g_autofree char *title = NULL;
  BsBanner *banner;

  g_assert (BS_IS_READER_PANE (self));

  /* Beside its source, an article is a preview. */
  if (n_blocked == 0 || self->n_selected > 1 || !self->asks_for_pictures ||
      bs_side_by_side_get_other (self->sides) != NULL)
    {
      set_banner_revealed (self, BANNER_PICTURES, FALSE);
      return;
    }
  if (hosts[0] != NULL && hosts[1] == NULL)
    /* Translators: %s is the name of a host on the net, such as “example.org”. */
    title =
        g_strdup_printf (ngettext ("%u image from %s is not loaded.", "%u images from %s are not loaded.", n_blocked),
                         n_blocked, hosts[0]);
  else
    title = g_strdup_printf (ngettext ("%u remote image is not loaded.", "%u remote images are not loaded.", n_blocked),
                             n_blocked);
  banner = ensure_banner (self, BANNER_PICTURES);
  bs_banner_set_title (banner, title);
  if (hosts[0] != NULL && hosts[1] != NULL)
    {
      g_autofree char *details = g_strjoinv ("\n", (char **) hosts);

      bs_banner_set_details (banner, details);
    }
  else
    {
      bs_banner_set_details (banner, NULL);
    }
  bs_banner_set_revealed (banner, TRUE);
}

static void
link_cb (BsReaderPane *self)
{
  g_autofree char *link = NULL;

  g_assert (BS_IS_READER_PANE (self));

  g_object_get (self->reader, "link", &link, NULL);
  /* Our own addresses mean nothing to a user. */
  if (link != NULL && g_str_has_prefix (link, BS_PAGE_SCHEME ":"))
    g_clear_pointer (&link, g_free);
  if (link != NULL)
    gtk_label_set_text (self->link, link);
  gtk_revealer_set_reveal_child (self->link_revealer, link != NULL);
}

static void
bs_reader_pane_dispose (GObject *object)
{
  BsReaderPane *self = BS_READER_PANE (object);

  g_clear_handle_id (&self->changed_id, g_source_remove);
  g_clear_handle_id (&self->slow_id, g_source_remove);
  stop_looking (self);
  if (self->content != NULL)
    g_signal_handlers_disconnect_by_data (self->reader, self);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_reader_pane_parent_class)->dispose (object);
}

static void
bs_reader_pane_finalize (GObject *object)
{
  BsReaderPane *self = BS_READER_PANE (object);

  g_clear_pointer (&self->read, bs_document_unref);
  g_clear_object (&self->editor);
  g_free (self->title);

  G_OBJECT_CLASS (bs_reader_pane_parent_class)->finalize (object);
}

static void
bs_reader_pane_class_init (BsReaderPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_reader_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_reader_pane_finalize;

  g_type_ensure (BS_TYPE_READER);
  g_type_ensure (BS_TYPE_SIDE_BY_SIDE);
  g_type_ensure (BS_TYPE_STAR_BUTTON);

  signals[MENU] = bs_new_signal (klass, "menu", 0);

  gtk_widget_class_set_css_name (widget_class, "readerpane");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/reader-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, content);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, header);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, notices);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, overlay);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, previous_button);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, next_button);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, outline_button);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, star_button);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, article_menu);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, sides);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, stack);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, reader);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, link_revealer);
  gtk_widget_class_bind_template_child (widget_class, BsReaderPane, link);
}

/* It has the entries of the list's menu, and for one article those that only the reader has. */
static void
popup_cb (GtkMenuButton *button, gpointer user_data)
{
  BsReaderPane *self = user_data;
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GMenuModel *shared = G_MENU_MODEL (gtk_application_get_menu_by_id (application, "article-menu"));
  GMenuModel *model = self->n_selected > 1 ? shared : G_MENU_MODEL (self->article_menu);

  g_assert (BS_IS_READER_PANE (self));

  if (!self->is_menu_whole)
    g_menu_append_section (self->article_menu, NULL, shared);
  self->is_menu_whole = TRUE;
  if (gtk_menu_button_get_menu_model (button) != model)
    gtk_menu_button_set_menu_model (button, model);
  g_signal_emit (self, signals[MENU], 0);
}

static void
outline_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  g_assert (BS_IS_READER_PANE (user_data));

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, bs_outline_new (get_place (user_data)));
}

/* Its labels request five characters, for which a narrow header bar with large text has no room. */
static void
let_shrink (GtkWidget *title)
{
  if (GTK_IS_LABEL (title))
    gtk_label_set_width_chars (GTK_LABEL (title), 1);
  for (GtkWidget *child = gtk_widget_get_first_child (title); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_shrink (child);
}

static void
bs_reader_pane_init (BsReaderPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  let_shrink (adw_header_bar_get_title_widget (self->header));
  gtk_menu_button_set_create_popup_func (self->outline_button, outline_popup_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->menu_button, popup_cb, self, NULL);

  g_signal_connect_object (self->reader, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "notify::message", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "notify::document", G_CALLBACK (document_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "notify::removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "notify::n-blocked", G_CALLBACK (pictures_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "notify::link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_place (self), "notify::outline", G_CALLBACK (update_outline), self, G_CONNECT_SWAPPED);
  self->asks_for_pictures = TRUE;
  update_page (self);
}

AdwHeaderBar *
bs_reader_pane_get_header (BsReaderPane *self)
{
  g_return_val_if_fail (BS_IS_READER_PANE (self), NULL);

  return self->header;
}

BsReader *
bs_reader_pane_get_reader (BsReaderPane *self)
{
  g_return_val_if_fail (BS_IS_READER_PANE (self), NULL);

  return self->reader;
}

/* Returns: (transfer none): the part below the header bar, in which the reader's keys work */
GtkWidget *
bs_reader_pane_get_body (BsReaderPane *self)
{
  g_return_val_if_fail (BS_IS_READER_PANE (self), NULL);

  return GTK_WIDGET (self->stack);
}

void
bs_reader_pane_set_back_visible (BsReaderPane *self, gboolean visible)
{
  g_return_if_fail (BS_IS_READER_PANE (self));

  gtk_widget_set_visible (self->back_button, visible);
  update_header (self);
}

/* @editor: (nullable): its changes are not announced */
void
bs_reader_pane_set_editor (BsReaderPane *self, BsEditor *editor)
{
  g_return_if_fail (BS_IS_READER_PANE (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_func (self->editor, busy_cb, self);
  g_set_object (&self->editor, editor);
  if (editor != NULL)
    g_signal_connect_object (editor, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
}

/* @item: (nullable): %NULL if no article is selected */
void
bs_reader_pane_show (BsReaderPane *self, BsArticleItem *item)
{
  const char *path = item != NULL ? bs_article_item_get_path (item) : NULL;

  g_return_if_fail (BS_IS_READER_PANE (self));

  bs_star_button_set_item (self->star_button, item);
  g_free (self->title);
  self->title = g_strdup (item != NULL ? bs_article_item_get_title (item) : NULL);
  self->n_selected = path != NULL ? 1 : 0;
  if (g_strcmp0 (bs_reader_get_path (self->reader), path) != 0)
    {
      g_clear_pointer (&self->read, bs_document_unref);
      set_changed (self, FALSE);
      bs_reader_set_path (self->reader, path);
      update_cover (self);
    }
  update_problems (self);
  removed_cb (self);
  pictures_cb (self);
  update_page (self);
}

void
bs_reader_pane_show_many (BsReaderPane *self, guint n_selected)
{
  g_autofree char *title = NULL;

  g_return_if_fail (BS_IS_READER_PANE (self));

  bs_star_button_set_item (self->star_button, NULL);
  self->n_selected = n_selected;
  if (self->many == NULL)
    {
      self->many = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "edit-select-all-symbolic", NULL);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->many), "many");
    }
  title = g_strdup_printf (ngettext ("%'u Article Selected", "%'u Articles Selected", n_selected), n_selected);
  adw_status_page_set_title (self->many, title);
  set_changed (self, FALSE);
  update_problems (self);
  removed_cb (self);
  pictures_cb (self);
  update_page (self);
}

void
bs_reader_pane_focus (BsReaderPane *self)
{
  GtkWidget *source;

  g_return_if_fail (BS_IS_READER_PANE (self));

  source = bs_side_by_side_get_other (self->sides);
  if (source != NULL)
    gtk_widget_grab_focus (source);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* @source: (nullable): shown in place of the article, or beside it if there is room */
void
bs_reader_pane_set_source (BsReaderPane *self, GtkWidget *source)
{
  g_return_if_fail (BS_IS_READER_PANE (self));
  g_return_if_fail (source == NULL || GTK_IS_WIDGET (source));

  bs_side_by_side_set_other (self->sides, source);
  update_find_bar (self);
  /* The header has the name of the file in the place of some buttons. */
  update_outline (self);
  set_changed (self, FALSE);
  removed_cb (self);
  update_problems (self);
  pictures_cb (self);
}

/* Opens the find bar. */
void
bs_reader_pane_find (BsReaderPane *self)
{
  g_return_if_fail (BS_IS_READER_PANE (self));

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "reader"))
    return;

  ensure_find_bar (self);
  bs_find_bar_open (self->find_bar);
}

/* Whether an article with headings is shown. */
gboolean
bs_reader_pane_has_outline (BsReaderPane *self)
{
  g_return_val_if_fail (BS_IS_READER_PANE (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->outline_button));
}

void
bs_reader_pane_show_outline (BsReaderPane *self)
{
  g_return_if_fail (BS_IS_READER_PANE (self));
  g_return_if_fail (bs_reader_pane_has_outline (self));

  gtk_menu_button_popup (self->outline_button);
}

/* @phrases: (nullable): of the search in the list */
void
bs_reader_pane_set_found (BsReaderPane *self, const char *const *phrases)
{
  g_return_if_fail (BS_IS_READER_PANE (self));

  if (phrases != NULL && *phrases != NULL)
    ensure_find_bar (self);
  if (self->find_bar != NULL)
    bs_find_bar_set_phrases (self->find_bar, phrases);
}

/* Whether blocked pictures are mentioned at all. */
void
bs_reader_pane_set_asks_for_pictures (BsReaderPane *self, gboolean asks)
{
  g_return_if_fail (BS_IS_READER_PANE (self));

  self->asks_for_pictures = asks;
  pictures_cb (self);
}
