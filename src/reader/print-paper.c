/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/print-paper.h"

/* In millimetres. */
#define SIDE_MARGIN 20
#define HEAD_MARGIN 18

/* WebKit makes a page this many times as wide as its paper, where a point is a pixel. */
#define PIXELS_A_POINT 1.25

/* Returns: (transfer full): the paper of the user's locale, with our margins */
GtkPageSetup *
bs_print_paper_new (void)
{
  GtkPageSetup *paper = gtk_page_setup_new ();

  gtk_page_setup_set_left_margin (paper, SIDE_MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (paper, SIDE_MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_top_margin (paper, HEAD_MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (paper, HEAD_MARGIN, GTK_UNIT_MM);
  return paper;
}

/* Returns: the width of the printed area, in pixels of a page */
int
bs_print_paper_get_width (GtkPageSetup *paper)
{
  g_return_val_if_fail (GTK_IS_PAGE_SETUP (paper), 0);

  return (int) (gtk_page_setup_get_page_width (paper, GTK_UNIT_POINTS) * PIXELS_A_POINT);
}
