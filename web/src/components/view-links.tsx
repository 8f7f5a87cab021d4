import { views } from '../view-registry.ts';

/** Links to the views of the navigation, each with its description. */
export const ViewLinks = () => (
  <ul class="view-links">
    {views.flatMap(({ path, title, description }) =>
      title
        ? [
            <li key={path}>
              <a href={path}>{title}</a>
              <p>{description}</p>
            </li>,
          ]
        : [],
    )}
  </ul>
);
