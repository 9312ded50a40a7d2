import { useEffect } from 'react';

/** The title that the task bar and a screen reader name the window by. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
