import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import { useId } from 'react';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import type { RecentView } from '../../flows/bridge/start-contract.ts';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { recentWords, startTexts } from './start-texts.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '16px',
    rowGap: '8px',
    paddingTop: '8px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: { flexGrow: 1, flexBasis: '280px', minWidth: 0 },
  look: { display: 'flex', alignItems: 'center', columnGap: '8px', '& svg': { flexShrink: 0 } },
  buttons: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
});

interface RecentWorkProps {
  readonly recent: readonly RecentView[];
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** What was open before, each with where one stopped in it. */
export function RecentWork({ recent, waits, send }: RecentWorkProps) {
  const surface = useSurfaceStyles();
  const id = useId();
  return (
    <section className={mergeClasses(surface.card, surface.section)} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {startTexts.recentHeading}
      </h2>
      <ul className={surface.list}>
        {recent.map((one) => (
          <Row key={one.id} recent={one} waits={waits} send={send} />
        ))}
      </ul>
    </section>
  );
}

function Row({ recent, waits, send }: Omit<RecentWorkProps, 'recent'> & { readonly recent: RecentView }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const { id, kind, label, server, place, lastRun, needsLook, refusal, openedAt } = recent;
  const name = server ?? label ?? recentWords[kind];
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <h3 className={surface.h3}>{name}</h3>
        <p className={mergeClasses(surface.text, styles.look)}>
          {needsLook && <Warning20Filled aria-label={startTexts.needsLook} />}
          <span>{needsLook ? <b>{place}</b> : place}</span>
        </p>
        {lastRun !== null && <p className={surface.text}>{lastRun}</p>}
        <p className={surface.label}>
          {[recentWords[kind], ...(label === null || label === name ? [] : [label]), startTexts.opened(localTime(openedAt))].join(' · ')}
        </p>
        {refusal !== null && <p className={surface.text}>{refusal}</p>}
      </div>
      <div className={styles.buttons}>
        {refusal === null && (
          <Button
            disabledFocusable={waits}
            aria-label={startTexts.goOnWith(name)}
            onClick={() => send({ type: 'recent.chosen', recentId: id })}
          >
            {startTexts.goOn}
          </Button>
        )}
        <Button
          appearance="subtle"
          disabledFocusable={waits}
          aria-label={startTexts.forgetOf(name)}
          onClick={() => send({ type: 'recent.forgotten', recentId: id })}
        >
          {startTexts.forget}
        </Button>
      </div>
    </li>
  );
}

/** In: ISO 8601. Out: the same moment as the administrator's clock shows it. */
function localTime(moment: string): string {
  return new Date(moment).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
