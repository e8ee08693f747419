/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reader/reader-settings.h"

static void
update_look (BsReader *reader, GSettings *settings)
{
  g_autofree char *family = NULL;
  g_autofree char *style = NULL;
  BsReaderLook look = { .width = 1, .leading = 1 };

  if (settings != NULL)
    {
      style = g_settings_get_string (settings, "style");
      family = g_settings_get_string (settings, "text-font");
      look.family = family;
      look.sepia = g_str_equal (style, "sepia");
      look.width = g_settings_get_double (settings, "line-width");
      look.leading = g_settings_get_double (settings, "line-height");
    }
  look.high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  bs_reader_set_look (reader, &look);
}

static void
look_cb (BsReader *reader, const char *key, GSettings *settings)
{
  g_assert (BS_IS_READER (reader));

  update_look (reader, settings);
}

static void
contrast_cb (BsReader *reader)
{
  g_assert (BS_IS_READER (reader));

  update_look (reader, g_object_get_data (G_OBJECT (reader), "settings"));
}

static void
pictures_cb (BsReaderPane *pane, const char *key, GSettings *settings)
{
  g_autofree char *pictures = g_settings_get_string (settings, "pictures");

  g_assert (BS_IS_READER_PANE (pane));

  bs_reader_pane_set_asks_for_pictures (pane, g_str_equal (pictures, "ask"));
}

void
bs_reader_settings_follow (BsReaderPane *pane, GSettings *settings)
{
  static const char *const keys[] = { "changed::style", "changed::text-font", "changed::line-width",
                                      "changed::line-height" };
  BsReader *reader;

  g_return_if_fail (BS_IS_READER_PANE (pane));

  reader = bs_reader_pane_get_reader (pane);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (contrast_cb), reader,
                           G_CONNECT_SWAPPED);
  if (settings != NULL)
    {
      g_object_set_data_full (G_OBJECT (reader), "settings", g_object_ref (settings), g_object_unref);
      g_settings_bind (settings, "text-size", reader, "zoom", G_SETTINGS_BIND_DEFAULT);
      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        g_signal_connect_object (settings, keys[i], G_CALLBACK (look_cb), reader, G_CONNECT_SWAPPED);
      g_signal_connect_object (settings, "changed::pictures", G_CALLBACK (pictures_cb), pane, G_CONNECT_SWAPPED);
      pictures_cb (pane, NULL, settings);
    }
  update_look (reader, settings);
}
