import { format, type SearchKind } from '@chancery/sdk';
import { useEffect, useState } from 'react';
import { type QueryState, useQuery } from '../../api/use-query.ts';
import { getTypeLabel } from '../../format/labels.ts';
import { buildRecordPath } from '../../route-paths.ts';
import { type SuggestedRecord, type Suggestions, SuggestionsDocument } from './generated/operations.ts';

export interface Suggestion {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** What tells records with the same name apart: an office, a date, a publisher. */
  readonly detail: string;
  readonly url: string;
}

export interface SuggestionGroup {
  readonly label: string;
  readonly items: readonly Suggestion[];
}

export type PartyKind = Extract<SearchKind, 'COUNTRY' | 'PERSON' | 'ORGANIZATION' | 'GROUP'>;
export const allPartyKinds: readonly PartyKind[] = ['COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP'];

const debounceMs = 120;
/** A name that is likely meant, rather than one that merely resembles it. */
const minScore = 0.8;

/** Searches the record as the user types. Returns the matches by kind; a text of less than two letters has none. */
export function useSuggestions(
  typed: string,
  { kinds = allPartyKinds, withEntries = true }: { kinds?: readonly PartyKind[]; withEntries?: boolean } = {},
): { groups: readonly SuggestionGroup[]; query: QueryState<Suggestions>; isSettled: boolean } {
  const name = useDebounced(typed.trim());
  const text = toPrefixQuery(name);
  const isLongEnough = text.length > 2;
  const query = useQuery(SuggestionsDocument, isLongEnough ? { text, name, parties: [...kinds], withEntries } : null);
  const groups = isLongEnough && query.data ? groupSuggestions(query.data, kinds) : [];
  return { groups, query, isSettled: name === typed.trim() && (!isLongEnough || query.state !== 'loading') };
}

function groupSuggestions(data: Suggestions, kinds: readonly PartyKind[]): SuggestionGroup[] {
  const isOfKind = ({ __typename }: SuggestedRecord): boolean =>
    kinds.some((kind) => kind === __typename.toUpperCase());
  const named = data.named.flatMap(({ node, score }) => (score >= minScore && isOfKind(node) ? [node] : []));
  const parties = new Map([...named, ...data.parties.nodes].map((node) => [node.id, node]));
  const byType = Map.groupBy(
    [
      ...parties.values(),
      ...(data.visits?.nodes ?? []),
      ...(data.statements?.nodes ?? []),
      ...(data.others?.nodes ?? []),
    ],
    ({ __typename }) => __typename,
  );
  return [...byType].map(([typename, nodes]) => ({
    label: pluralLabels[typename] ?? getTypeLabel(typename),
    items: nodes.flatMap((node) => toSuggestion(node) ?? []),
  }));
}

const pluralLabels: Readonly<Record<string, string>> = {
  Visit: 'Visits',
  Statement: 'Statements',
  TradeLink: 'Trade links',
  Agreement: 'Agreements',
  Country: 'Countries',
  Person: 'People',
  Organization: 'Organizations',
  Group: 'Groups',
  Source: 'Sources',
  Topic: 'Topics',
};

function toSuggestion(node: SuggestedRecord): Suggestion | undefined {
  if (!('key' in node)) return undefined;
  const { id, key, __typename } = node;
  const url = buildRecordPath({ __typename, key });
  if ('summary' in node) return { id, key, url, name: node.summary, detail: node.date ? format(node.date) : '' };
  if ('publisher' in node) return { id, key, url, name: node.sourceTitle ?? node.publisher, detail: node.publisher };
  return { id, key, url, name: node.name, detail: 'terms' in node ? (node.terms[0]?.office.title ?? '') : '' };
}

/** Returns a search for the typed words, the last as a prefix, without the operators of the search. */
function toPrefixQuery(typed: string): string {
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '' : `${words.join(' ')}*`;
}

/** Returns a text once it has stopped changing. */
function useDebounced(text: string): string {
  const [debounced, setDebounced] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(text), debounceMs);
    return () => clearTimeout(timer);
  }, [text]);
  return debounced;
}
