import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { Fragment, type ReactNode, useState } from 'react';
import type { LogsAnswer, LogsBridge, RowsOrder } from '../../flows/bridge/logs-contract.ts';
import { say } from '../../flows/language/say.ts';
import { Notice } from '../parts/notice.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { saveReport } from '../save-report.ts';
import { reportTexts } from '../texts.ts';
import { kerberosWord, logsTexts, nameTitles, tableTitles } from './logs-texts.ts';
import { RowLines } from './row-lines.tsx';
import { useTableStyles } from './table-styles.ts';

const useStyles = makeStyles({
  choices: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px', margin: 0, padding: 0, border: 'none', minWidth: 0 },
});

type Table = RowsOrder['table'];

const TABLES: readonly Table[] = ['causes', 'clients', 'paths', 'users', 'agents'];
/** So many the host sends of each. */
const MOST = 50;

interface LogsTablesProps {
  readonly bridge: LogsBridge;
  readonly answer: LogsAnswer;
}

/** Whether any table has something in it. */
export function hasRows(answer: LogsAnswer): boolean {
  return TABLES.some((table) => tableOf(answer, table).rows.length > 0);
}

/** One table at a time; each row can show its own lines, each table can be saved. */
export function LogsTables({ bridge, answer }: LogsTablesProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [table, setTable] = useState<Table>('causes');
  const [said, setSaid] = useState<{ readonly isDone: boolean; readonly says: string } | null>(null);
  const show = (next: Table) => {
    setTable(next);
    setSaid(null);
  };
  const save = () => {
    bridge.table(table).then(
      (file) => {
        saveReport(file);
        setSaid({ isDone: true, says: reportTexts.saved(file.fileName) });
      },
      (reason: unknown) =>
        setSaid({ isDone: false, says: say`${logsTexts.saveFailed}: ${reason instanceof Error ? reason.message : String(reason)}` }),
    );
  };
  return (
    <section className={surface.section} aria-label={logsTexts.tables}>
      <fieldset className={styles.choices} aria-label={logsTexts.tables}>
        {TABLES.map((one) => (
          <Button key={one} aria-pressed={table === one} appearance={table === one ? 'primary' : 'secondary'} onClick={() => show(one)}>
            {tableTitles[one]}
          </Button>
        ))}
      </fieldset>
      <div className={surface.stack}>
        <OneTable key={table} bridge={bridge} table={table} {...tableOf(answer, table)} />
        <div>
          <Button onClick={save}>{logsTexts.saveCsv}</Button>
        </div>
        <p className={surface.label}>{logsTexts.csvNote}</p>
        {said !== null && <Notice intent={said.isDone ? 'success' : 'error'} title={said.says} />}
      </div>
    </section>
  );
}

interface Row {
  /** What the host knows the row by. */
  readonly key: string;
  /** What it is called. */
  readonly name: string;
  readonly cells: readonly ReactNode[];
}

interface Shown {
  readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[];
  readonly rows: readonly Row[];
}

const text = (title: string) => ({ title, isNumber: false });
const number = (title: string) => ({ title, isNumber: true });

function tableOf(answer: LogsAnswer, table: Table): Shown {
  if (table === 'causes') {
    return {
      columns: [text(logsTexts.cause), number(logsTexts.count), text(logsTexts.kerberos), text(logsTexts.next)],
      rows: answer.causes.map(({ id, meaning, count, kerberos, next }) => ({
        key: id,
        name: meaning,
        cells: [count, kerberosWord(kerberos), next],
      })),
    };
  }
  if (table === 'users') {
    return {
      columns: [text(nameTitles.users), number(logsTexts.rows)],
      rows: answer.users.map(({ name, rows }) => ({ key: name, name, cells: [rows] })),
    };
  }
  return {
    columns: [text(nameTitles[table]), number(logsTexts.failed), number(logsTexts.unknown), number(logsTexts.completed)].slice(
      0,
      table === 'clients' ? 4 : 3,
    ),
    rows: answer[table].map(({ name, failed, unknown, completed }) => ({
      key: name,
      name: name === '' ? logsTexts.none : name,
      cells: table === 'clients' ? [failed, unknown, completed] : [failed, unknown],
    })),
  };
}

/** The row whose lines are open has them in a row of its own below it. */
function OneTable({ bridge, table, columns, rows }: Shown & { readonly bridge: LogsBridge; readonly table: Table }) {
  const surface = useSurfaceStyles();
  const styles = useTableStyles();
  const [opened, setOpened] = useState<string | null>(null);
  if (rows.length === 0) return <p className={surface.text}>{logsTexts.empty}</p>;
  return (
    // A region that scrolls sideways can be scrolled with the keys only where it takes the focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} tabIndex={0} aria-label={tableTitles[table]}>
      <table className={styles.table}>
        {rows.length >= MOST && <caption className={styles.caption}>{logsTexts.atMost(rows.length)}</caption>}
        <thead>
          <tr>
            {[...columns, text(logsTexts.lines)].map(({ title, isNumber }) => (
              <th key={title} scope="col" className={mergeClasses(styles.head, isNumber && styles.number)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <Fragment key={key}>
              <tr>
                <th scope="row" className={mergeClasses(styles.cell, styles.name)}>
                  {name}
                </th>
                {cells.map((cell, at) => (
                  <td
                    key={columns[at + 1]?.title}
                    className={mergeClasses(styles.cell, columns[at + 1]?.isNumber === true && styles.number)}
                  >
                    {cell}
                  </td>
                ))}
                <td className={styles.cell}>
                  <Button
                    size="small"
                    className={styles.button}
                    aria-expanded={opened === key}
                    aria-label={opened === key ? logsTexts.hideLinesOf(name) : logsTexts.showLinesOf(name)}
                    onClick={() => setOpened(opened === key ? null : key)}
                  >
                    {opened === key ? logsTexts.hideLines : logsTexts.showLines}
                  </Button>
                </td>
              </tr>
              {opened === key && (
                <tr>
                  <td className={styles.cell} colSpan={columns.length + 1}>
                    <RowLines bridge={bridge} order={{ table, name: key }} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
