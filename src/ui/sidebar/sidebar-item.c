/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-item.h"

struct _BsSidebarItem
{
  GObject parent_instance;

  BsSidebarItemKind kind;
  BsScope scope;
  char *name;
  char *icon_name;
  GListModel *children;
  guint count;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsSidebarItem, bs_sidebar_item, G_TYPE_OBJECT)

static void
bs_sidebar_item_finalize (GObject *object)
{
  BsSidebarItem *self = BS_SIDEBAR_ITEM (object);

  g_free (self->name);
  g_free (self->icon_name);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (bs_sidebar_item_parent_class)->finalize (object);
}

static void
bs_sidebar_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsSidebarItem *self = BS_SIDEBAR_ITEM (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_sidebar_item_class_init (BsSidebarItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bs_sidebar_item_finalize;
  object_class->get_property = bs_sidebar_item_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT] =
      g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bs_sidebar_item_init (BsSidebarItem *self)
{
}

BsSidebarItem *
bs_sidebar_item_new_place (BsScope scope, const char *name, const char *icon_name)
{
  BsSidebarItem *self = g_object_new (BS_TYPE_SIDEBAR_ITEM, NULL);

  self->kind = BS_SIDEBAR_PLACE;
  self->scope = scope;
  self->name = g_strdup (name);
  self->icon_name = g_strdup (icon_name);
  return self;
}

BsSidebarItem *
bs_sidebar_item_new_section (BsScope scope, const char *name, GListModel *children)
{
  BsSidebarItem *self = g_object_new (BS_TYPE_SIDEBAR_ITEM, NULL);

  self->kind = BS_SIDEBAR_SECTION;
  self->scope = scope;
  self->name = g_strdup (name);
  self->children = g_object_ref (children);
  return self;
}

BsSidebarItemKind
bs_sidebar_item_get_kind (BsSidebarItem *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_ITEM (self), BS_SIDEBAR_PLACE);

  return self->kind;
}

BsScope
bs_sidebar_item_get_scope (BsSidebarItem *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_ITEM (self), BS_SCOPE_ALL);

  return self->scope;
}

const char *
bs_sidebar_item_get_icon_name (BsSidebarItem *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_ITEM (self), NULL);

  return self->icon_name;
}

/* Returns: (transfer none) (nullable): the children of a section */
GListModel *
bs_sidebar_item_get_children (BsSidebarItem *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_ITEM (self), NULL);

  return self->children;
}

void
bs_sidebar_item_set_count (BsSidebarItem *self, guint count)
{
  g_return_if_fail (BS_IS_SIDEBAR_ITEM (self));

  if (self->count == count)
    return;

  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}
