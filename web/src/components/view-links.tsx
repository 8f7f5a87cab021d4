import { views } from '../view-registry.ts';
import { Link } from './link.tsx';

/** Links to the views of the navigation, each with its description. */
export const ViewLinks = () => (
  <ul className="view-links">
    {views.flatMap(({ path, title, description }) =>
      title
        ? [
            <li key={path}>
              <Link href={path}>{title}</Link>
              <p>{description}</p>
            </li>,
          ]
        : [],
    )}
  </ul>
);
