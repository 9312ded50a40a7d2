import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { LogsAnswer, LogsBridge } from '../../flows/bridge/logs-contract.ts';
import { counted } from '../../flows/language/say.ts';
import { CappedList } from '../parts/capped-list.tsx';
import { Notice } from '../parts/notice.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { hasRows, LogsTables } from './logs-tables.tsx';
import { logsTexts, verdictIntents, verdictTitles } from './logs-texts.ts';
import { SignInsChart } from './sign-ins-chart.tsx';

const useStyles = makeStyles({
  line: { paddingBottom: '4px' },
});

interface LogsAnswerViewProps {
  readonly bridge: LogsBridge;
  readonly answer: LogsAnswer;
  /** Whether a server is open beside the logs. */
  readonly hasServer: boolean;
}

/** What the logs say: the verdict first, then what it means here, over time, and in tables. */
export function LogsAnswerView({ bridge, answer, hasServer }: LogsAnswerViewProps) {
  const { verdict, server, changes, hours, notRead, notes, logs } = answer;
  return (
    <>
      <Notice intent={verdictIntents[verdict.level]} title={verdictTitles[verdict.level]}>
        {verdict.summary}
      </Notice>
      {server === null ? (
        <Notice intent="info" title={hasServer ? logsTexts.means(null) : logsTexts.meansSomewhere}>
          {hasServer ? logsTexts.meansMissing : logsTexts.meansNoServer}
        </Notice>
      ) : (
        <Lines
          title={logsTexts.means(server.name)}
          lead={logsTexts.meansLead}
          lines={server.meanings.map(({ cause, says }) => `${meaningOf(answer, cause)}: ${says}`)}
        />
      )}
      <Lines
        title={logsTexts.around}
        lines={changes.map(
          ({ at, what, commands, says }) => `${momentText(at)}, ${counted(commands, 'command', 'commands')} ${what}. ${says}.`,
        )}
      />
      {hours.length > 0 && (
        <Section title={logsTexts.chart}>
          <SignInsChart hours={hours} changes={changes} />
        </Section>
      )}
      {hasRows(answer) && <LogsTables bridge={bridge} answer={answer} />}
      <Lines title={logsTexts.notRead} lines={notRead.map(({ name, why }) => `${name}: ${why}`)} />
      <Lines title={logsTexts.notes} lines={notes} />
      <Lines title={logsTexts.read} lines={logs.map(({ name }) => name)} />
    </>
  );
}

/** In: ISO 8601 in UTC. Out: the same as it is read, in the time of the chart. */
function momentText(at: string): string {
  return at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}

function meaningOf({ causes }: LogsAnswer, id: string): string {
  return causes.find((cause) => cause.id === id)?.meaning ?? id;
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  const surface = useSurfaceStyles();
  return (
    <section className={surface.section} aria-label={title}>
      <h2 className={surface.h2}>{title}</h2>
      {children}
    </section>
  );
}

interface LinesProps {
  readonly title: string;
  readonly lead?: string;
  readonly lines: readonly string[];
}

/** A titled list; nothing at all where it is empty. */
function Lines({ title, lead, lines }: LinesProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      {lead !== undefined && <p className={surface.label}>{lead}</p>}
      <CappedList items={lines} keyOf={(line, index) => `${index} ${line}`} dense>
        {(line) => <p className={mergeClasses(surface.text, styles.line)}>{line}</p>}
      </CappedList>
    </Section>
  );
}
