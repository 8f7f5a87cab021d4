import { useState } from 'react';
import { Button } from './button.tsx';

/** Copies a text to the clipboard and reports whether that worked. */
export function CopyButton({
  text,
  label,
  variant,
  children,
}: {
  text: string;
  label?: string;
  variant?: 'secondary' | 'quiet';
  children: string;
}) {
  const [status, setStatus] = useState('');
  const copy = (): void => {
    // Browsers offer the clipboard only to pages served over HTTPS or from localhost.
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('The clipboard is not available.'));
    copied.then(
      () => setStatus('Copied'),
      () => setStatus('The browser does not allow copying. Select the text and copy it.'),
    );
  };
  return (
    <span className="copy">
      <Button
        onClick={copy}
        aria-label={label}
        {...(variant && { variant })}
        {...(variant === 'quiet' && { size: 'small' })}
      >
        {children}
      </Button>{' '}
      <span role="status" className="minor">
        {status}
      </span>
    </span>
  );
}
