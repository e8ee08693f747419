/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/wrap-layout.h"

struct _BsBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkImage *icon;
  GtkLabel *title;
  GtkToggleButton *details_button;
  GtkBox *actions;
  GtkWidget *choices;
  GtkWidget *close_button;
  GtkLabel *details;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_DETAILS,
  PROP_ICON_NAME,
  PROP_REVEALED,
  PROP_CLOSABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsBanner, bs_banner, GTK_TYPE_WIDGET)

static void
close_cb (BsBanner *self)
{
  g_assert (BS_IS_BANNER (self));

  bs_banner_set_revealed (self, FALSE);
}

static void
bs_banner_dispose (GObject *object)
{
  BsBanner *self = BS_BANNER (object);

  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;

  G_OBJECT_CLASS (bs_banner_parent_class)->dispose (object);
}

static void
bs_banner_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsBanner *self = BS_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, bs_banner_get_title (self));
      break;
    case PROP_DETAILS:
      g_value_set_string (value, gtk_label_get_label (self->details));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (self->icon));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, bs_banner_get_revealed (self));
      break;
    case PROP_CLOSABLE:
      g_value_set_boolean (value, gtk_widget_get_visible (self->close_button));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_banner_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BsBanner *self = BS_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      bs_banner_set_title (self, g_value_get_string (value));
      break;
    case PROP_DETAILS:
      bs_banner_set_details (self, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      bs_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    case PROP_CLOSABLE:
      gtk_widget_set_visible (self->close_button, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_banner_class_init (BsBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_banner_dispose;
  object_class->get_property = bs_banner_get_property;
  object_class->set_property = bs_banner_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DETAILS] =
      g_param_spec_string ("details", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, "dialog-information-symbolic",
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVEALED] = g_param_spec_boolean (
      "revealed", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CLOSABLE] =
      g_param_spec_boolean ("closable", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "bsbanner");
  g_type_ensure (BS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/banner.ui");
  gtk_widget_class_bind_template_child (widget_class, BsBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, BsBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, BsBanner, title);
  gtk_widget_class_bind_template_child (widget_class, BsBanner, details_button);
  gtk_widget_class_bind_template_child (widget_class, BsBanner, actions);
  gtk_widget_class_bind_template_child (widget_class, BsBanner, choices);
  gtk_widget_class_bind_template_child (widget_class, BsBanner, close_button);
  gtk_widget_class_bind_template_child (widget_class, BsBanner, details);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
bs_banner_init (BsBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
bs_banner_get_title (BsBanner *self)
{
  g_return_val_if_fail (BS_IS_BANNER (self), NULL);

  return gtk_label_get_label (self->title);
}

void
bs_banner_set_title (BsBanner *self, const char *title)
{
  g_return_if_fail (BS_IS_BANNER (self));

  gtk_label_set_label (self->title, title != NULL ? title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
}

/* Sets the text that is shown below on request; %NULL if the title says everything. */
void
bs_banner_set_details (BsBanner *self, const char *details)
{
  g_return_if_fail (BS_IS_BANNER (self));

  gtk_label_set_label (self->details, details != NULL ? details : "");
  gtk_widget_set_visible (GTK_WIDGET (self->details_button), details != NULL);
  if (details == NULL)
    gtk_toggle_button_set_active (self->details_button, FALSE);
}

gboolean
bs_banner_get_revealed (BsBanner *self)
{
  g_return_val_if_fail (BS_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

void
bs_banner_set_revealed (BsBanner *self, gboolean revealed)
{
  g_return_if_fail (BS_IS_BANNER (self));

  if (gtk_revealer_get_reveal_child (self->revealer) == revealed)
    return;

  gtk_revealer_set_reveal_child (self->revealer, revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}

/* Its label is wrapped if there is little room. @label has a mnemonic. */
static GtkWidget *
make_button (const char *label, const char *action_name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);

  return button;
}

/* Adds a button with an action. @label has a mnemonic. */
void
bs_banner_add_action (BsBanner *self, const char *label, const char *action_name)
{
  g_return_if_fail (BS_IS_BANNER (self));
  g_return_if_fail (label != NULL);
  g_return_if_fail (action_name != NULL);

  gtk_box_append (self->actions, make_button (label, action_name));
}

/* Adds a button below the message, for one of several that have no room beside it. @label has a mnemonic. */
void
bs_banner_add_choice (BsBanner *self, const char *label, const char *action_name)
{
  g_return_if_fail (BS_IS_BANNER (self));
  g_return_if_fail (label != NULL);
  g_return_if_fail (action_name != NULL);

  gtk_box_append (GTK_BOX (self->choices), make_button (label, action_name));
  gtk_widget_set_visible (self->choices, TRUE);
}

/* @action_name: of a button below the message */
void
bs_banner_set_choice_visible (BsBanner *self, const char *action_name, gboolean visible)
{
  gboolean has_visible = FALSE;

  g_return_if_fail (BS_IS_BANNER (self));
  g_return_if_fail (action_name != NULL);

  for (GtkWidget *button = gtk_widget_get_first_child (self->choices); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action_name) == 0)
        gtk_widget_set_visible (button, visible);
      has_visible = has_visible || gtk_widget_get_visible (button);
    }
  gtk_widget_set_visible (self->choices, has_visible);
}
