import { useState } from 'preact/hooks';

type Theme = 'system' | 'light' | 'dark';
const storageKey = 'chancery-theme';
const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** A browser may refuse its storage; then the choice lasts as long as the page. */
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
  const choose = (chosen: Theme): void => {
    setTheme(chosen);
    applyTheme(chosen);
    try {
      localStorage.setItem(storageKey, chosen);
    } catch {
      // As above: not kept, but applied.
    }
  };
  return (
    <label class="theme">
      <span>Colours</span>
      <select
        value={theme}
        onChange={(event) => choose(themes.find((one) => one === event.currentTarget.value) ?? 'system')}
      >
        <option value="system">as the system</option>
        <option value="light">light</option>
        <option value="dark">dark</option>
      </select>
    </label>
  );
}
