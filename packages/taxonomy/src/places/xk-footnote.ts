/** Footnote that must accompany each map, table or export that names XK. */
export const XK_FOOTNOTE =
  'This designation is without prejudice to positions on status, and is in line with UNSCR 1244 and the ICJ Opinion on the Kosovo Declaration of Independence';
