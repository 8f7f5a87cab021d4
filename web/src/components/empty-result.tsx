import type { ComponentChildren } from 'preact';
import { Coverage } from './coverage.tsx';

/** An empty result with the coverage of the record: no match does not mean that nothing happened. */
export const EmptyResult = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="notice empty">
    <h2>{title}</h2>
    {children}
    <p>The record may be incomplete. It covers only what its sources were read for:</p>
    <Coverage ofEntries />
  </div>
);
