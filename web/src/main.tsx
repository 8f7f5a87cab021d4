import { render } from 'preact';
import { App } from './app.tsx';
import { applyTheme } from './components/theme-select.tsx';
import './styles.css';

applyTheme();
const root = document.getElementById('app');
if (!root) throw new Error('The page has no element #app.');
render(<App />, root);
