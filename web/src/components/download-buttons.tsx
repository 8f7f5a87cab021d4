import { useRef, useState } from 'react';
import { Button } from './button.tsx';
import { ErrorNotice } from './error-notice.tsx';

export interface DownloadColumn<Row> {
  readonly name: string;
  value(row: Row): string | number | null | undefined;
}

/** Buttons that save everything the filter matches, not only the page on display. All pages are fetched on click. */
export function DownloadButtons<Row>({
  fileName,
  columns,
  fetchPages,
}: {
  /** Without the extension. */
  fileName: string;
  columns: readonly DownloadColumn<Row>[];
  fetchPages(signal: AbortSignal): AsyncIterable<{ readonly nodes: readonly Row[] }>;
}) {
  const [progress, setProgress] = useState<{ rows: number; done: boolean } | undefined>();
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);

  async function save(format: 'csv' | 'json'): Promise<void> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setError(undefined);
    setProgress({ rows: 0, done: false });
    try {
      const rows: Row[] = [];
      for await (const { nodes } of fetchPages(controller.signal)) {
        controller.signal.throwIfAborted();
        rows.push(...nodes);
        setProgress({ rows: rows.length, done: false });
      }
      const text = format === 'json' ? `${JSON.stringify(rows, undefined, 2)}\n` : await toCsv(rows, columns);
      saveFile(`${fileName}.${format}`, text, format === 'json' ? 'application/json' : 'text/csv;charset=utf-8');
      setProgress({ rows: rows.length, done: true });
    } catch (cause) {
      setProgress(undefined);
      if (!controller.signal.aborted) setError(cause);
    }
  }

  const isRunning = progress !== undefined && !progress.done;
  return (
    <div className="download">
      <span className="minor">Download</span>
      <Button variant="quiet" onClick={() => save('csv')} disabled={isRunning}>
        CSV
      </Button>
      <Button variant="quiet" onClick={() => save('json')} disabled={isRunning}>
        JSON
      </Button>
      {isRunning && <Button onClick={() => running.current?.abort()}>Stop</Button>}
      <span role="status">
        {progress && (progress.done ? `${progress.rows} rows saved.` : `${progress.rows} rows loaded …`)}
      </span>
      {error !== undefined && <ErrorNotice error={error} subject="the download" />}
    </div>
  );
}

export async function toCsv<Row>(rows: readonly Row[], columns: readonly DownloadColumn<Row>[]): Promise<string> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const cells = rows.map((row) => columns.map((column) => column.value(row) ?? ''));
  // Escaped, because a spreadsheet would run cells that begin like a formula. The byte order mark declares UTF-8.
  return stringify([columns.map((column) => column.name), ...cells], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

export function saveFile(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser reads the URL only after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
