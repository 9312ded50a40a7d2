import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { LogsAnswer } from '../../flows/bridge/logs-contract.ts';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { chartShape } from './chart-shape.ts';
import { HoursTable } from './hours-table.tsx';
import { chartSummary, logsTexts } from './logs-texts.ts';

const useStyles = makeStyles({
  chart: { display: 'grid', gridTemplateColumns: '48px minmax(0, 1fr)', columnGap: '8px', rowGap: '4px', minWidth: 0 },
  levels: { position: 'relative', color: tokens.colorNeutralForeground2 },
  level: { position: 'absolute', right: 0, transform: 'translateY(50%)' },
  lines: {
    width: '100%',
    height: '190px',
    overflow: 'visible',
    '& path, & line': { vectorEffect: 'non-scaling-stroke', strokeWidth: '2px', fill: 'none', stroke: 'currentColor' },
  },
  times: { gridColumn: 2, position: 'relative', height: '20px', color: tokens.colorNeutralForeground2, overflow: 'hidden' },
  time: {
    position: 'absolute',
    whiteSpace: 'nowrap',
    '@media (max-width: 699px) and (min-width: 450px)': { ':nth-child(even)': { display: 'none' } },
    '@media (max-width: 449px)': { ':not(:nth-child(3n + 1))': { display: 'none' } },
  },
  label: { fontSize: tokens.fontSizeBase200, lineHeight: '16px', fontVariantNumeric: 'tabular-nums' },
  legend: { display: 'flex', flexWrap: 'wrap', columnGap: '24px', rowGap: '4px', margin: 0, padding: 0, listStyleType: 'none' },
  entry: { display: 'inline-flex', alignItems: 'center', columnGap: '8px' },
  completed: { color: tokens.colorPaletteGreenForeground1, '@media (forced-colors: active)': { color: 'CanvasText' } },
  failed: { color: tokens.colorPaletteRedForeground1, '@media (forced-colors: active)': { color: 'Highlight' } },
  change: { color: tokens.colorNeutralForeground1, '@media (forced-colors: active)': { color: 'CanvasText' } },
  grid: { color: tokens.colorNeutralStroke2, '@media (forced-colors: active)': { color: 'CanvasText', opacity: 0.4 } },
});

const FAILED_DASH = '6 4';
const CHANGE_DASH = '2 3';

interface SignInsChartProps {
  readonly hours: LogsAnswer['hours'];
  readonly changes: LogsAnswer['changes'];
}

/** Completed and failed sign-ins over time, told apart by colour and by dashes, with the moments of changes. The same as a table below. */
export function SignInsChart({ hours, changes }: SignInsChartProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <>
      <Lines hours={hours} changes={changes} />
      <ul className={styles.legend} aria-label={logsTexts.chartLegend}>
        <li className={styles.entry}>
          <Sample className={styles.completed} />
          {logsTexts.completed}
        </li>
        <li className={styles.entry}>
          <Sample className={styles.failed} dash={FAILED_DASH} />
          {logsTexts.failed}
        </li>
        {changes.length > 0 && (
          <li className={styles.entry}>
            <Sample className={styles.change} dash={CHANGE_DASH} />
            {logsTexts.change}
          </li>
        )}
      </ul>
      <details className={surface.stack}>
        <summary>{logsTexts.chartTable}</summary>
        <HoursTable hours={hours} />
      </details>
    </>
  );
}

function Lines({ hours, changes }: SignInsChartProps) {
  const styles = useStyles();
  const shape = useMemo(() => chartShape(hours, changes), [hours, changes]);
  const percent = (share: number) => `${100 * share}%`;
  return (
    <div className={styles.chart} role="img" aria-label={chartSummary(hours)}>
      <div className={styles.levels}>
        {shape.levels.map(({ at, text }) => (
          <span key={text} className={mergeClasses(styles.level, styles.label)} style={{ bottom: percent(at) }}>
            {text}
          </span>
        ))}
      </div>
      <svg className={styles.lines} viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden>
        {shape.levels.map(({ at }) => (
          <line key={at} className={styles.grid} x1="0" x2="1000" y1={1000 * (1 - at)} y2={1000 * (1 - at)} />
        ))}
        <path className={styles.completed} d={shape.completed} />
        <path className={styles.failed} d={shape.failed} strokeDasharray={FAILED_DASH} />
        {shape.changes.map((at) => (
          <line key={at} className={styles.change} x1={1000 * at} x2={1000 * at} y1="0" y2="1000" strokeDasharray={CHANGE_DASH} />
        ))}
      </svg>
      <div className={styles.times}>
        {shape.times.map(({ at, text }) => (
          <span
            key={at}
            className={mergeClasses(styles.time, styles.label)}
            style={{ left: percent(at), transform: `translateX(${percent(-at)})` }}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

function Sample({ className, dash = '' }: { readonly className: string; readonly dash?: string }) {
  return (
    <svg className={className} width="32" height="12" aria-hidden>
      <line x1="0" y1="6" x2="32" y2="6" stroke="currentColor" strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}
