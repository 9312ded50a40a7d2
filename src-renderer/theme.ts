import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

const fonts = {
  fontFamilyBase: "'Segoe UI Variable Text', 'Segoe UI Variable', 'Segoe UI', system-ui, 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace",
};
const lightTheme: Theme = { ...webLightTheme, ...fonts };
const darkTheme: Theme = { ...webDarkTheme, ...fonts };

/** Fluent's theme for what the system prefers, and the other one as soon as it changes its mind. */
export function useSystemTheme(): Theme {
  return useMedia('(prefers-color-scheme: dark)') ? darkTheme : lightTheme;
}

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
    () => false,
  );
}
