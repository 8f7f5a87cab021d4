import { useEffect } from 'react';

/** Sets the title of the document while a view is displayed. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Chancery' ? title : `${title} · Chancery`;
  }, [title]);
}
