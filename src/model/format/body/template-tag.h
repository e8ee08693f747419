/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_TEMPLATE_LIQUID,    /* {% name … %}, Hexo's and Jekyll's */
  BS_TEMPLATE_SHORTCODE, /* {{< name … >}} and {{% name … %}}, Hugo's */
  BS_TEMPLATE_OUTPUT,    /* {{ … }} */
  BS_TEMPLATE_COMMENT,   /* {{/ * … * /}}, which is not shown */
} BsTemplateStyle;

typedef struct
{
  BsTemplateStyle style;
  char *name;       /* lower case; empty for an output */
  char *arguments;  /* as written */
  GPtrArray *words; /* (element-type utf8): of the arguments, without their quotes */
  gboolean closing; /* {{< /name >}} */
} BsTemplateTag;

void bs_template_tag_init (BsTemplateTag *self, const char *text, gsize length);
void bs_template_tag_clear (BsTemplateTag *self);
char *bs_template_tag_to_html (const BsTemplateTag *self);
char *bs_template_tag_to_address (const BsTemplateTag *self);
gboolean bs_template_word_is_address (const char *word);
void bs_template_append_markup (GString *out, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsTemplateTag, bs_template_tag_clear)

G_END_DECLS
