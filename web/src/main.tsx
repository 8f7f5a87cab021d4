import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { applyTheme } from './components/theme-select.tsx';
import './styles/index.css';

applyTheme();
const root = document.getElementById('app');
if (!root) throw new Error('The page has no element #app.');
createRoot(root).render(<App />);
