/** The name of a source, linked if its URL is a web address. Records may have other kinds of URLs. */
export const SourceLink = ({ name, url }: { name: string; url: string | null }) =>
  url && /^https?:\/\//i.test(url) ? (
    <a href={url} rel="noopener noreferrer" target="_blank">
      {name}
    </a>
  ) : (
    name
  );
