import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Dialog } from '../components/dialog.tsx';

/** Shows the code that embeds a path of `/embed/` in a page of another site. */
export function EmbedButton({ path, title }: { path: string; title: string }) {
  const url = new URL(path, location.href).href;
  const script = new URL('/embed.js', location.href).href;
  const escapedUrl = escapeHtml(url);
  const component = `<script type="module" src="${escapeHtml(script)}"></script>\n<chancery-embed src="${escapedUrl}"></chancery-embed>`;
  const frame = `<iframe src="${escapedUrl}" title="${escapeHtml(title)}" width="100%" height="560" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  return (
    <Dialog title="Embed" trigger={<Button size="small">Embed</Button>}>
      <p>With the script, the frame has the height of its content:</p>
      <pre className="chart-embed-code">{component}</pre>
      <p className="tools">
        <CopyButton text={component}>Copy the component</CopyButton>
      </p>
      <p>Without a script:</p>
      <pre className="chart-embed-code">{frame}</pre>
      <p className="tools">
        <CopyButton text={frame}>Copy the frame</CopyButton>
      </p>
    </Dialog>
  );
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
