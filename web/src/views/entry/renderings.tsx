import { getLanguageName } from '../../format/labels.ts';
import { getRenderingMethodLabel } from '../statements/statement-item.tsx';
import { Citations } from './citations.tsx';
import type { StatementFacts } from './generated/operations.ts';

/** The same words as others print them, each with who printed it. */
export const Renderings = ({ of }: { of: StatementFacts['renderings'] }) => (
  <ul class="plain">
    {of.map(({ text, language, method, citations }, index) => (
      // Renderings have no other identity than their place.
      <li key={index}>
        <blockquote lang={language}>{text}</blockquote>
        <p class="minor">
          {getLanguageName(language)}: {getRenderingMethodLabel(method)}
        </p>
        <Citations of={citations} />
      </li>
    ))}
  </ul>
);
