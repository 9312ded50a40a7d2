import { Spinner } from '@fluentui/react-components';
import { startTransition, useEffect, useState } from 'react';
import type { LogRows, LogsBridge, RowsOrder } from '../../flows/bridge/logs-contract.ts';
import { CappedList } from '../parts/capped-list.tsx';
import { Notice } from '../parts/notice.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { logsTexts } from './logs-texts.ts';

/** So many lines at once: long ones take the browser a while to lay out. */
const STEP = 50;

type Found = { readonly rows: LogRows } | { readonly why: string };

/** The lines of the logs behind one row of a table, read when they are asked for. */
export function RowLines({ bridge, order: { table, name } }: { readonly bridge: LogsBridge; readonly order: RowsOrder }) {
  const surface = useSurfaceStyles();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let isShown = true;
    const show = (next: Found) => isShown && startTransition(() => setFound(next));
    bridge.rows({ table, name }).then(
      (rows) => show({ rows }),
      (reason: unknown) => show({ why: reason instanceof Error ? reason.message : String(reason) }),
    );
    return () => {
      isShown = false;
    };
  }, [bridge, table, name]);
  if (found === null) return <Spinner size="tiny" labelPosition="after" label={logsTexts.lookingForLines} />;
  if ('why' in found)
    return (
      <Notice intent="error" title={logsTexts.linesFailed}>
        {found.why}
      </Notice>
    );
  const { rows, hasMore, note } = found.rows;
  return (
    <div className={surface.stack}>
      {rows.length === 0 && <p className={surface.text}>{logsTexts.noLines}</p>}
      <CappedList items={rows} keyOf={({ log, line }) => `${log} ${line}`} step={STEP} dense>
        {({ log, line, text }) => (
          <>
            <span className={surface.label}>
              {log}:{line}
            </span>
            <div className={surface.mono}>{text}</div>
          </>
        )}
      </CappedList>
      {hasMore && <p className={surface.label}>{logsTexts.moreLines(rows.length)}</p>}
      {note !== '' && <p className={surface.label}>{note}</p>}
    </div>
  );
}
