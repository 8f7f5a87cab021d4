import type Sqlite from 'better-sqlite3';
import { editDistance } from '../model/edit-distance.ts';
import { ChanceryError } from '../model/errors.ts';
import { foldText } from '../model/fold-text.ts';
import { formatNameMatch } from '../model/match-names.ts';
import { listNameForms, type SearchTerm, toIndexedText, toWordForm } from '../model/search-text.ts';
import { composeSuggestions, spellForm } from './queries/compose-suggestions.ts';
import { highlightLines } from './queries/highlights.ts';
import { countIndependentSources } from './queries/independent-sources.ts';
import { createSourceExcerpt } from './queries/source-excerpt.ts';

/** Thrown where a value that the schema requires is null, or is not in its vocabulary. */
export class UnexpectedNullError extends Error {
  override readonly name = 'UnexpectedNullError';
}

/** Registers the functions that our SQL calls and SQLite does not have. */
export function registerSqlFunctions(client: Sqlite.Database): void {
  const pure = { deterministic: true };
  client.function('base64url', pure, (text: unknown) => Buffer.from(String(text)).toString('base64url'));
  // Migrations and the schema call these: they must keep their names, and a change of what they return needs a
  // migration that computes the stored values again.
  client.function('fold_text', pure, (text: string | null) => text && foldText(text));
  client.function('indexed_text', pure, (text: string | null) => text && toIndexedText(text));
  client.function('list_name_forms', pure, (text: string) => JSON.stringify(listNameForms(text)));
  client.function('match_names', pure, formatNameMatch);
  client.function('word_form', pure, (text: string) => toWordForm(text));
  client.function('edit_distance', pure, editDistance);
  client.function('compose_suggestions', pure, composeSuggestions);
  client.function('spell_form', pure, spellForm);
  client.function('search_highlights', pure, createHighlighter());
  client.function('source_excerpt', pure, createSourceExcerpt);
  client.function('independent_source_count', pure, (lineages: string) =>
    countIndependentSources(JSON.parse(lineages)),
  );
  // SQLite may call a deterministic function before the branch that calls it is taken.
  client.function('absent', { deterministic: false }, () => {
    throw new UnexpectedNullError('A required value is missing.');
  });
  client.function('cost_limit_error', { deterministic: false }, (message: unknown) => {
    throw new ChanceryError('COST_LIMIT', String(message));
  });
}

/** Returns a function that parses the terms of a search once for all rows. */
function createHighlighter(): (title: string | null, body: string | null, terms: string) => string {
  let parsed: { json: string; terms: readonly SearchTerm[] } = { json: '[]', terms: [] };
  return (title, body, json) => {
    if (json !== parsed.json) parsed = { json, terms: JSON.parse(json) as SearchTerm[] };
    return JSON.stringify(highlightLines([title, body], parsed.terms));
  };
}
