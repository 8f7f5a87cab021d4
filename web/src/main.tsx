import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { applyTheme } from './components/theme-select.tsx';
import './styles/index.css';
import { isEmbedded } from './view-registry.ts';

// Embedded pages have the reader's system theme, and use no storage.
if (!isEmbedded(location.pathname)) applyTheme();
const root = document.getElementById('app');
if (!root) throw new Error('The page has no element #app.');
createRoot(root).render(<App />);
