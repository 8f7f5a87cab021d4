import { useState } from 'react';

type Theme = 'system' | 'light' | 'dark';
const storageKey = 'chancery-theme';
const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** Browsers may block storage. The choice then lasts until the page is closed. */
function readStoredTheme(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? 'system';
  } catch {
    return 'system';
  }
}

export function applyTheme(theme: Theme = readStoredTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function ThemeSelect() {
  const [theme, setTheme] = useState(readStoredTheme);
  const select = (selected: Theme): void => {
    setTheme(selected);
    applyTheme(selected);
    try {
      localStorage.setItem(storageKey, selected);
    } catch {
      // Storage is blocked: the theme applies to this page only.
    }
  };
  return (
    <label className="theme">
      <span>Theme</span>
      <select
        value={theme}
        onChange={({ currentTarget: { value } }) => select(themes.find((known) => known === value) ?? 'system')}
      >
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}
