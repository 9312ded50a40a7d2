import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { LogsAnswer } from '../../flows/bridge/logs-contract.ts';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { useMedia } from '../theme.ts';
import { HoursTable } from './hours-table.tsx';
import { chartSummary, logsTexts } from './logs-texts.ts';

const useStyles = makeStyles({
  chart: { minWidth: 0, width: '100%', overflow: 'hidden' },
  legend: { display: 'flex', flexWrap: 'wrap', columnGap: '24px', rowGap: '4px', margin: 0, padding: 0, listStyleType: 'none' },
  entry: { display: 'inline-flex', alignItems: 'center', columnGap: '8px' },
  completed: { color: tokens.colorPaletteGreenForeground1, '@media (forced-colors: active)': { color: 'CanvasText' } },
  failed: { color: tokens.colorPaletteRedForeground1, '@media (forced-colors: active)': { color: 'Highlight' } },
  change: { color: tokens.colorNeutralForeground1, '@media (forced-colors: active)': { color: 'CanvasText' } },
  axis: { color: tokens.colorNeutralForeground2, '@media (forced-colors: active)': { color: 'CanvasText' } },
  grid: { color: tokens.colorNeutralStroke2, '@media (forced-colors: active)': { color: 'GrayText' } },
});

const HEIGHT = 220;
const FAILED_DASH = [6, 4];
const CHANGE_DASH = [2, 3];

/** The smallest step, its text, and what is added under it where the year or the day begins; hours of 24. */
const TIMES: UPlot.Axis.Values = [
  [28 * 86_400, '{YYYY}-{MM}', null, null, null, null, null, null, 1],
  [86_400, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
];

interface SignInsChartProps {
  readonly hours: LogsAnswer['hours'];
  readonly changes: LogsAnswer['changes'];
}

/** Completed and failed sign-ins over time, told apart by colour and by dashes, with the moments of changes. The same as a table below. */
export function SignInsChart({ hours, changes }: SignInsChartProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const place = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLUListElement>(null);
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const isForced = useMedia('(forced-colors: active)');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of a canvas are read anew when the theme changes
  useEffect(() => {
    if (place.current === null || legend.current === null) return;
    return drawChart(place.current, legend.current, hours, changes);
  }, [hours, changes, isDark, isForced]);
  return (
    <>
      <div ref={place} className={styles.chart} role="img" aria-label={chartSummary(hours)} />
      <ul ref={legend} className={styles.legend} aria-label={logsTexts.chartLegend}>
        <li className={styles.entry}>
          <Sample className={styles.completed} dash={[]} name="completed" />
          {logsTexts.completed}
        </li>
        <li className={styles.entry}>
          <Sample className={styles.failed} dash={FAILED_DASH} name="failed" />
          {logsTexts.failed}
        </li>
        {changes.length > 0 && (
          <li className={styles.entry}>
            <Sample className={styles.change} dash={CHANGE_DASH} name="change" />
            {logsTexts.change}
          </li>
        )}
        <li hidden>
          <span data-colour="axis" className={styles.axis} />
          <span data-colour="grid" className={styles.grid} />
        </li>
      </ul>
      <details className={surface.stack}>
        <summary>{logsTexts.chartTable}</summary>
        <HoursTable hours={hours} />
      </details>
    </>
  );
}

/** A piece of the line, and the place from which its colour is read for the canvas. */
function Sample({ className, dash, name }: { readonly className: string; readonly dash: readonly number[]; readonly name: string }) {
  return (
    <svg className={className} width="32" height="12" aria-hidden data-colour={name}>
      <line x1="0" y1="6" x2="32" y2="6" stroke="currentColor" strokeWidth="2" strokeDasharray={dash.join(' ')} />
    </svg>
  );
}

/** Out: what takes the chart away again. */
function drawChart(place: HTMLElement, legend: HTMLElement, hours: LogsAnswer['hours'], changes: LogsAnswer['changes']): () => void {
  const colour = (name: string) => getComputedStyle(legend.querySelector(`[data-colour="${name}"]`) ?? legend).color;
  const axis: UPlot.Axis = {
    stroke: colour('axis'),
    grid: { stroke: colour('grid'), width: 1 },
    ticks: { stroke: colour('grid'), width: 1 },
    font: `12px ${getComputedStyle(legend).fontFamily}`,
  };
  const points = { show: hours.length < 2 };
  const chart = new UPlot(
    {
      width: Math.max(place.clientWidth, 160),
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
      series: [
        {},
        { label: logsTexts.completed, stroke: colour('completed'), width: 2, points },
        { label: logsTexts.failed, stroke: colour('failed'), width: 2, dash: FAILED_DASH, points },
      ],
      axes: [
        { ...axis, values: TIMES },
        { ...axis, size: 64 },
      ],
      hooks: { draw: [(plot) => drawChanges(plot, changes, colour('change'))] },
    },
    chartData(hours),
    place,
  );
  const observer = new ResizeObserver(() => chart.setSize({ width: Math.max(place.clientWidth, 160), height: HEIGHT }));
  observer.observe(place);
  return () => {
    observer.disconnect();
    chart.destroy();
  };
}

/** Hours without any row are zeros: a line must not bridge a night. */
function chartData(hours: LogsAnswer['hours']): UPlot.AlignedData {
  const byHour = new Map(hours.map((hour) => [Date.parse(hour.hour) / 1000, hour]));
  const known = [...byHour.keys()];
  const [first, last] = [known[0] ?? 0, known.at(-1) ?? 0];
  const times =
    (last - first) / 3600 > MOST_HOURS ? known : Array.from({ length: (last - first) / 3600 + 1 }, (_, at) => first + at * 3600);
  return [times, times.map((time) => byHour.get(time)?.completed ?? 0), times.map((time) => byHour.get(time)?.failed ?? 0)];
}

/** Two years; longer logs are drawn from hour to hour that has something. */
const MOST_HOURS = 17_544;

function drawChanges(plot: UPlot, changes: LogsAnswer['changes'], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash(CHANGE_DASH);
  for (const { at } of changes) {
    const x = Math.round(plot.valToPos(Date.parse(at) / 1000, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
