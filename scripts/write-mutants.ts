import { parseSync, Visitor } from 'oxc-parser';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A property of an object literal, or an assignment, and what remains without it. */
export interface Mutation extends Range {
  /** `PROPERTY`: it is deleted, with its comma. `ASSIGNMENT`: the value remains. */
  readonly kind: 'PROPERTY' | 'ASSIGNMENT';
  readonly line: number;
  readonly deleted: string;
  readonly remainder: string;
}

/** Finds each property of an object literal, spreads included, and each assignment. */
export function listMutations(file: string, text: string): Mutation[] {
  const mutations: Mutation[] = [];
  const add = (kind: Mutation['kind'], { start, end }: Range, remainder: string): void => {
    const deleted = text.slice(start, end).replace(/\s+/g, ' ');
    mutations.push({ kind, start, end, line: text.slice(0, start).split('\n').length, deleted, remainder });
  };
  const quote = ({ start, end }: Range): string => text.slice(start, end);
  new Visitor({
    ObjectExpression({ properties }) {
      for (const property of properties) add('PROPERTY', property, '');
    },
    AssignmentExpression(assignment) {
      add('ASSIGNMENT', assignment, `(${quote(assignment.right)})`);
    },
    CallExpression(call) {
      const [target] = call.arguments;
      if (target && quote(call.callee) === 'Object.assign') add('ASSIGNMENT', call, `(${quote(target)})`);
    },
  }).visit(parseSync(file, text).program);
  return mutations;
}

/** Returns the text with one mutation. */
export const mutate = (text: string, { kind, start, end, remainder }: Mutation): string =>
  text.slice(0, start) + remainder + (kind === 'PROPERTY' ? text.slice(end).replace(/^\s*,/, '') : text.slice(end));

/** Returns the text with all mutations. Each applies while its id is the value of `globalThis.activeMutant`. */
export function mutateOnDemand(text: string, mutations: ReadonlyMap<number, Mutation>): string {
  const insertions: { at: number; order: number; text: string }[] = [];
  for (const [id, { kind, start, end, remainder }] of mutations) {
    const [before, after] =
      kind === 'PROPERTY'
        ? [`...(globalThis.activeMutant === ${id} ? {} : {`, '})']
        : [`(globalThis.activeMutant === ${id} ? ${remainder} : (`, '))'];
    const length = end - start;
    // At one position, whatever ends there comes first; the outer of two ranges begins first and ends last.
    insertions.push({ at: start, order: -length, text: before }, { at: end, order: length - text.length, text: after });
  }
  insertions.sort((a, b) => a.at - b.at || a.order - b.order);
  let position = 0;
  let result = '';
  for (const { at, text: inserted } of insertions) {
    result += text.slice(position, at) + inserted;
    position = at;
  }
  return result + text.slice(position);
}
