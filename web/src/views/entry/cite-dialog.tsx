import { format } from '@chancery/sdk';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { buildEntryPath } from '../../route-paths.ts';
import type { EntryData } from './entry-fields.tsx';
import { listSources } from './list-sources.ts';

/** What a reader needs to cite an entry: a citation, a link to this version, and its sources for reference managers. */
export function CiteDialog({ entry }: { entry: EntryData }) {
  const citation = buildCitation(entry);
  const version = new URL(buildEntryPath(entry.key), location.origin);
  version.searchParams.set('asKnownAt', getVersionTime());
  const sourceKeys = listSourceKeys(entry);
  const query = new URLSearchParams({ filter: JSON.stringify({ key: { in: sourceKeys } }) });
  return (
    <Dialog title="Cite this entry" trigger={<Button>Cite</Button>}>
      <h3>Citation</h3>
      <p className="citation-text">{citation}</p>
      <div className="tools">
        <CopyButton text={citation}>Copy citation</CopyButton>
        <CopyButton text={version.href}>Copy link to this version</CopyButton>
      </div>
      {sourceKeys.length > 0 && (
        <>
          <h3>Its sources, for reference managers</h3>
          <ul>
            <li>
              <a href={`/export/sources.bib?${query}`} download>
                BibTeX
              </a>
            </li>
            <li>
              <a href={`/export/sources.csl.json?${query}`} download>
                CSL-JSON
              </a>{' '}
              for Zotero and Pandoc
            </li>
          </ul>
        </>
      )}
    </Dialog>
  );
}

/** Returns a citation in words: who, what, when, in which source, and where the record of it is. */
function buildCitation(entry: EntryData): string {
  const first = (entry.citations.find(({ field }) => field === 'text') ?? entry.citations[0])?.source;
  const date = entry.date ? format(entry.date) : `attested on ${entry.at}`;
  const subject =
    entry.__typename === 'Statement' ? `${entry.speaker?.name ?? 'The source'}, “${entry.text}”` : entry.summary;
  const source = first && ` ${[first.publisher, first.title && `“${first.title}”`].filter(Boolean).join(', ')}.`;
  const url = new URL(buildEntryPath(entry.key), location.origin);
  return `${subject.replace(/\.$/, '')} (${date}).${source ?? ''} Chancery, ${entry.key}, version ${entry.revision}: ${url}`;
}

/** The moment now, or the one that the page displays: with it, the link shows the same version later. */
const getVersionTime = (): string =>
  new URLSearchParams(location.search).get('asKnownAt') ?? `${new Date().toISOString().slice(0, 19)}Z`;

function listSourceKeys(entry: EntryData): string[] {
  const renderings = entry.__typename === 'Statement' ? entry.renderings : [];
  return listSources([...entry.citations, ...renderings.flatMap((rendering) => rendering.citations)]).map(
    ({ key }) => key,
  );
}
