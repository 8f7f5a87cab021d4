import { useEffect } from 'preact/hooks';

/** The document's title while a view is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Chancery' ? title : `${title} · Chancery`;
  }, [title]);
}
