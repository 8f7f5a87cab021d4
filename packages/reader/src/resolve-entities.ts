import type { Day } from './calendar.ts';
import { type Entity, toQuery } from './entity.ts';
import type { Register, RegisterCandidate, RegisterQuery } from './register.ts';
import { slugify } from './slugify.ts';

/** What an entity turned out to be. */
export type Resolution =
  | { state: 'RESOLVED'; candidate: RegisterCandidate; others: readonly RegisterCandidate[] }
  /** Not on record: the draft proposes it. */
  | { state: 'NEW'; others: readonly RegisterCandidate[] }
  | { state: 'AMBIGUOUS'; others: readonly RegisterCandidate[] }
  | { state: 'UNKNOWN'; others: readonly RegisterCandidate[] };

const minScore = 0.75;
const minMargin = 0.1;
const minSurnameScore = 0.5;

/** Looks up all entities at once. */
export async function resolveEntities(
  entities: readonly Entity[],
  register: Register,
  on: Day | undefined,
): Promise<ReadonlyMap<Entity, Resolution>> {
  const queries: RegisterQuery[] = [];
  /** The number of the first query after those of each entity. */
  const ends: number[] = [];
  for (const entity of entities) {
    queries.push(...toQueries(entity));
    ends.push(queries.length);
  }
  const answers = await register.find(queries, on);
  const resolutions = new Map<Entity, Resolution>();
  let first = 0;
  for (const entity of entities) {
    const last = ends[resolutions.size] ?? first;
    resolutions.set(entity, decide(entity, joinAnswers(answers, first, last)));
    first = last;
  }
  return resolutions;
}

const nobody: readonly RegisterCandidate[] = [];

/** The candidates of the queries of one entity. */
function joinAnswers(
  answers: readonly (readonly RegisterCandidate[])[],
  first: number,
  last: number,
): readonly RegisterCandidate[] {
  return last - first > 1 ? answers.slice(first, last).flat() : (answers[first] ?? nobody);
}

/** A single capital word may be a person or an organization. */
function toQueries(entity: Entity): RegisterQuery[] {
  const query = toQuery(entity);
  if (!query) return [];
  if (query.kind === 'PERSON' && entity.nominatives)
    return [...new Set([query.name, ...entity.nominatives])].map((name) => ({ ...query, name }));
  return entity.kind === 'UNKNOWN' ? [query, { kind: 'ORGANIZATION', name: entity.name }] : [query];
}

function decide(entity: Entity, found: readonly RegisterCandidate[]): Resolution {
  if (found.length === 0) return canBeNew(entity) ? isNew : isUnknown;
  const others = found.toSorted((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  const [best, second] = others;
  if (best && best.score >= minScore && (!second || second.key === best.key || best.score - second.score >= minMargin))
    return { state: 'RESOLVED', candidate: best, others: others.slice(1) };
  if (best && best.score >= minScore) return { state: 'AMBIGUOUS', others };
  // A new record must not take the key of another one.
  if (others.some(({ key }) => key === slugify(entity.name))) return { state: 'AMBIGUOUS', others };
  // "López Obrador" is more probably one of several known people than a new one.
  if (entity.kind === 'PERSON' && best && best.score >= minSurnameScore) return { state: 'AMBIGUOUS', others };
  return { state: canBeNew(entity) ? 'NEW' : 'UNKNOWN', others };
}

const isNew: Resolution = { state: 'NEW', others: nobody };
const isUnknown: Resolution = { state: 'UNKNOWN', others: nobody };

/** A person is proposed only with a full name; a role or a surname alone does not say who it is. */
function canBeNew({ kind, name, code, isSurname, isOblique }: Entity): boolean {
  if (isOblique) return false;
  if (kind === 'PERSON') return name.includes(' ') && isSurname !== true;
  if (kind === 'GROUP') return code === undefined;
  return kind === 'ORGANIZATION' || kind === 'UNKNOWN';
}
