import type { ComponentChildren } from 'preact';
import { Coverage } from './coverage.tsx';

/** Nothing on record: which is not to say that nothing happened. `what` as in “No visit on record”. */
export const EmptyResult = ({ what, children }: { what: string; children?: ComponentChildren }) => (
  <div class="notice empty">
    <h2>{what}</h2>
    {children}
    <p>That does not mean that there was none: the record holds what its sources were read for.</p>
    <Coverage />
  </div>
);
