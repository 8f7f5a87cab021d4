import { useRef, useState } from 'preact/hooks';
import { ErrorNotice } from './error-notice.tsx';

export interface DownloadColumn<Row> {
  readonly name: string;
  value(row: Row): string | number | null | undefined;
}

/** What the view shows, whole: every page of it, fetched when it is asked for. */
export function DownloadButtons<Row>({
  name,
  columns,
  pages,
}: {
  /** Of the file, without its ending. */
  name: string;
  columns: readonly DownloadColumn<Row>[];
  pages(signal: AbortSignal): AsyncIterable<readonly Row[]>;
}) {
  const [told, setTold] = useState<{ rows: number; done: boolean } | undefined>();
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);

  async function save(kind: 'csv' | 'json'): Promise<void> {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setError(undefined);
    setTold({ rows: 0, done: false });
    try {
      const rows: Row[] = [];
      for await (const page of pages(mine.signal)) {
        mine.signal.throwIfAborted();
        rows.push(...page);
        setTold({ rows: rows.length, done: false });
      }
      const text = kind === 'json' ? `${JSON.stringify(rows, undefined, 2)}\n` : await toCsv(rows, columns);
      saveFile(`${name}.${kind}`, text, kind === 'json' ? 'application/json' : 'text/csv;charset=utf-8');
      setTold({ rows: rows.length, done: true });
    } catch (cause) {
      setTold(undefined);
      if (!mine.signal.aborted) setError(cause);
    }
  }

  const busy = told !== undefined && !told.done;
  return (
    <div class="download">
      <button type="button" onClick={() => save('csv')} disabled={busy}>
        CSV
      </button>
      <button type="button" onClick={() => save('json')} disabled={busy}>
        JSON
      </button>
      {busy && (
        <button type="button" onClick={() => running.current?.abort()}>
          Stop
        </button>
      )}
      <span role="status">{told && (told.done ? `${told.rows} rows saved.` : `${told.rows} rows fetched …`)}</span>
      {error !== undefined && <ErrorNotice error={error} what="the download" />}
    </div>
  );
}

async function toCsv<Row>(rows: readonly Row[], columns: readonly DownloadColumn<Row>[]): Promise<string> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const cells = rows.map((row) => columns.map((column) => column.value(row) ?? ''));
  // A cell that begins as a formula is text: a spreadsheet would run it. The mark at the front tells it the encoding.
  return stringify([columns.map((column) => column.name), ...cells], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
