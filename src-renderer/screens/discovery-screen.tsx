import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { CommandView, WizardView } from '../../flows/bridge/contract.ts';
import { durationText } from '../duration-text.ts';
import { FailureBox } from '../parts/failure-box.tsx';
import { LongList } from '../parts/long-list.tsx';
import { Notice } from '../parts/notice.tsx';
import { Progress } from '../parts/progress.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { CommandStateMark } from '../parts/state-mark.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { Termed } from '../parts/termed.tsx';
import { discoveryTexts } from '../texts.ts';

const useStyles = makeStyles({
  progress: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto 64px',
    columnGap: '12px',
    alignItems: 'center',
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 699px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  what: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  time: {
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
    '@media (max-width: 699px)': { display: 'none' },
  },
});

/** The reads as they are made: how many are done, which one runs, which ones failed. */
export function DiscoveryScreen({ view: { discovery, target, failure } }: { readonly view: WizardView }) {
  const surface = useSurfaceStyles();
  const id = useId();
  const failed = failure !== null && !discovery.stopped;
  return (
    <>
      <ScreenHeading title={discoveryTexts.heading} stage={`${discovery.done} ${discovery.stopped} ${failed}`}>
        {discoveryTexts.lead(target.server ?? target.label)} <Termed text={discoveryTexts.asks} />
      </ScreenHeading>
      {failed ? (
        <>
          <Notice intent="error" title={discoveryTexts.failedTitle}>
            {failure.what}
          </Notice>
          <FailureBox failure={failure} />
        </>
      ) : (
        <Looking discovery={discovery} />
      )}
      {discovery.reads.length > 0 && (
        <section className={mergeClasses(surface.card, surface.section)} aria-labelledby={id}>
          <h2 className={surface.h2} id={id}>
            {discoveryTexts.reads}
          </h2>
          <div>
            <LongList items={discovery.reads} keyOf={(_, index) => String(index)} height={33} dense>
              {(read) => <ReadRow read={read} />}
            </LongList>
          </div>
        </section>
      )}
    </>
  );
}

function Looking({ discovery: { reads, done, stopped } }: Pick<WizardView, 'discovery'>) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const number = (wanted: CommandView['state']) => reads.filter(({ state }) => state === wanted).length;
  const [failed, absent] = [number('failed'), number('absent')];
  const finished = number('done') + failed + absent;
  if (stopped) {
    return (
      <Notice intent="warning" title={discoveryTexts.stoppedTitle}>
        {discoveryTexts.stoppedBody}
      </Notice>
    );
  }
  if (done) {
    return (
      <Notice
        intent={failed > 0 ? 'warning' : absent > 0 ? 'info' : 'success'}
        title={failed + absent > 0 ? discoveryTexts.runningTitle(number('done'), reads.length) : discoveryTexts.doneTitle(reads.length)}
      >
        {failed + absent === 0 && discoveryTexts.doneBody}
        {failed > 0 && <p className={surface.text}>{discoveryTexts.failed(failed)}</p>}
        {absent > 0 && <p className={surface.text}>{discoveryTexts.absent(absent)}</p>}
      </Notice>
    );
  }
  const title = reads.length === 0 ? discoveryTexts.starting : discoveryTexts.runningTitle(finished, reads.length);
  return (
    <div className={styles.progress}>
      <p className={surface.strong}>{title}</p>
      <Progress label={title} {...(reads.length > 0 ? { done: finished, all: reads.length } : {})} />
    </div>
  );
}

function ReadRow({ read: { title, text, state, milliseconds } }: { readonly read: CommandView }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <div className={styles.row}>
      {title === undefined ? (
        <code className={mergeClasses(surface.mono, styles.what)} title={text}>
          {text}
        </code>
      ) : (
        <span className={surface.text}>{title}</span>
      )}
      <CommandStateMark state={state} />
      <span className={styles.time}>{milliseconds === null ? '' : durationText(milliseconds)}</span>
    </div>
  );
}
