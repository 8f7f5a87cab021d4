import { useState } from 'preact/hooks';

/** Copies a text, and says what came of it. */
export function CopyButton({ text, label, children }: { text: string; label?: string; children: string }) {
  const [told, setTold] = useState('');
  const copy = (): void => {
    // Only a page that came over HTTPS, or from this very machine, may write to the clipboard.
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('There is no clipboard.'));
    copied.then(
      () => setTold('Copied'),
      () => setTold('Select the text and copy it by hand: the browser allows no more here.'),
    );
  };
  return (
    <>
      <button type="button" onClick={copy} aria-label={label}>
        {children}
      </button>
      <span role="status">{told}</span>
    </>
  );
}
