import { Button, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import type { LogsAnswer } from '../../flows/bridge/logs-contract.ts';
import { listTexts } from '../texts.ts';
import { logsTexts } from './logs-texts.ts';
import { useTableStyles } from './table-styles.ts';

const STEP = 100;

/** What the chart shows, in numbers. */
export function HoursTable({ hours }: { readonly hours: LogsAnswer['hours'] }) {
  const styles = useTableStyles();
  const [shown, setShown] = useState(STEP);
  const left = hours.length - shown;
  const number = mergeClasses(styles.cell, styles.number);
  const numberHead = mergeClasses(styles.head, styles.number);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={logsTexts.chart}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.head}>
                {logsTexts.hour}
              </th>
              {[logsTexts.unauthorized, logsTexts.completed, logsTexts.failed, logsTexts.unknown].map((title) => (
                <th key={title} scope="col" className={numberHead}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hours.slice(0, shown).map(({ hour, unauthorized, completed, failed, unknown }) => (
              <tr key={hour}>
                <th scope="row" className={styles.cell}>
                  {hour}
                </th>
                <td className={number}>{unauthorized}</td>
                <td className={number}>{completed}</td>
                <td className={number}>{failed}</td>
                <td className={number}>{unknown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {left > 0 && (
        <div>
          <Button onClick={() => setShown(shown + STEP)}>{listTexts.more(Math.min(STEP, left), left)}</Button>
        </div>
      )}
    </>
  );
}
