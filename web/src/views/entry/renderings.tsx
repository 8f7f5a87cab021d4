import { getLanguageName, renderingMethodLabels } from '../../format/labels.ts';
import { Citations } from './citations.tsx';
import type { StatementFields } from './generated/operations.ts';

/** Other versions of the same words, such as translations, each with its citations. */
export const Renderings = ({ renderings }: { renderings: StatementFields['renderings'] }) => (
  <ul className="plain">
    {renderings.map(({ text, language, method, citations }, index) => (
      // Renderings have no identity other than their position.
      <li key={index}>
        <blockquote lang={language}>{text}</blockquote>
        <p className="minor">
          {getLanguageName(language)}: {renderingMethodLabels[method]}
        </p>
        <Citations citations={citations} />
      </li>
    ))}
  </ul>
);
