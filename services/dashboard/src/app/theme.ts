import { deviceStorage, remember } from '../api/device-storage.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'waylight-theme';

const themeOf = (text: string | null | undefined): Theme =>
  THEMES.find((theme) => theme === text) ?? 'system';

/** Applies the choice of the last visit. */
export const beginTheme = (): void => applyTheme(themeOf(deviceStorage()?.getItem(KEY)));

export const currentTheme = (): Theme => themeOf(document.documentElement.dataset.theme);

/** Changes the colours, now and for the next visit. */
export function chooseTheme(theme: Theme): void {
  applyTheme(theme);
  remember(KEY, theme);
}

/** Styles read the attribute of the root. Without it they follow the device. */
function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
