import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { StepView, TicketPathView, WizardView } from '../../flows/bridge/contract.ts';
import { isNotProved } from '../announcement.ts';
import { titleOf } from '../command-lines.ts';
import { stepTexts } from '../texts.ts';
import { isUnheardOf } from '../while-lost.ts';
import { Busy } from './busy.tsx';
import { Notice } from './notice.tsx';

const mostProposed = 4;

const useStyles = makeStyles({
  proposed: { margin: '4px 0', paddingLeft: '20px' },
  way: { margin: '0 0 4px' },
  link: { ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px', borderRadius: '2px' } },
});

interface StageNoticeProps {
  readonly view: WizardView;
  readonly step: StepView;
  readonly stopping: boolean;
}

/** Where the step stands, in one message. */
export function StageNotice(props: StageNoticeProps) {
  const { stage } = props.step;
  if (!isUnheardOf(props.view)) return <HeardNotice {...props} />;
  return (
    <Notice intent="warning" title={stepTexts.unheardTitle(stage === 'applying' || stage === 'undoing')}>
      {stepTexts.unheardBody}
    </Notice>
  );
}

function HeardNotice({ view, step, stopping }: StageNoticeProps) {
  const { findings, changes, stage, failure } = step;
  switch (stage) {
    case 'probing':
      return <Busy text={stepTexts.probing} />;
    case 'verifying':
      return <Busy text={stepTexts.verifying} />;
    case 'undoing':
      return <Busy text={stepTexts.undoing} />;
    case 'applying':
      return <Notice intent="info" title={stopping ? stepTexts.stopping : stepTexts.applying(view.target.server ?? view.target.label)} />;
    case 'healthy':
      if (step.notChecked.length > 0) {
        return (
          <Notice intent="warning" title={stepTexts.unclearTitle}>
            {stepTexts.unclearBody}
          </Notice>
        );
      }
      return isNotProved(view, step) ? (
        <Notice intent="warning" title={stepTexts.notProvedTitle}>
          {stepTexts.notProvedBody}
        </Notice>
      ) : (
        <Notice intent="success" title={stepTexts.healthyTitle}>
          {healthyText(step)}
        </Notice>
      );
    case 'reviewing':
    case 'confirming':
      return (
        <Notice
          intent={findings.some(({ severity }) => severity === 'problem') ? 'error' : 'warning'}
          title={stepTexts.reviewing(findings.length, changes.length)}
        >
          <Proposed changes={changes} />
          {changes.length === 0
            ? stepTexts.reviewingNoChange
            : view.mode === 'apply'
              ? stepTexts.reviewingApply
              : view.canApply
                ? stepTexts.reviewingCanApply
                : stepTexts.reviewingDryRun}
        </Notice>
      );
    case 'fixed':
      return (
        <Notice intent={brokenNow(step).length > 0 ? 'warning' : 'success'} title={stepTexts.fixedTitle}>
          {brokenNow(step).length > 0 ? stepTexts.fixedNotWhole(brokenNow(step)) : stepTexts.fixedBody}
        </Notice>
      );
    case 'not-fixed':
      return (
        <Notice intent="warning" title={stepTexts.notFixedTitle}>
          {stepTexts.notFixedBody}
        </Notice>
      );
    case 'failed':
      return (
        <Notice intent="error" title={stepTexts.failedTitle}>
          {failure?.what}
        </Notice>
      );
    case 'undone':
      return (
        <Notice intent="info" title={stepTexts.undoneTitle}>
          {stepTexts.undoneBody}
        </Notice>
      );
    case 'waiting':
      return (
        <Notice intent="info" title={stepTexts.waitingTitle}>
          {[step.waiting ?? '', stepTexts.waitingBody].join(' ')}
        </Notice>
      );
    case 'skipped':
      return (
        <Notice intent="info" title={stepTexts.skippedTitle}>
          {stepTexts.skippedBody(view.rail.find(({ id }) => id === step.id)?.note ?? '')}
        </Notice>
      );
    default:
      return stage satisfies never;
  }
}

/** The first changes by what they do, and the way to them: they stand below the picture and the findings. */
function Proposed({ changes }: Pick<StepView, 'changes'>) {
  const styles = useStyles();
  if (changes.length === 0) return null;
  // One alone is named rather than counted.
  const shown = changes.length > mostProposed ? mostProposed - 1 : mostProposed;
  const more = changes.length - shown;
  return (
    <>
      <ol className={styles.proposed}>
        {changes.slice(0, shown).map((change) => (
          <li key={change.command}>{titleOf(change)}</li>
        ))}
      </ol>
      <p className={styles.way}>
        {more > 0 && <>{stepTexts.proposedMore(more)} </>}
        <Link className={styles.link} href="#changes">
          {stepTexts.toChanges}
        </Link>
      </p>
    </>
  );
}

/** How clients end up by the paths that do not hold as a whole, each once: a step can be done while the sign-in waits for the next. */
function brokenNow({ ticketPaths = [] }: StepView): readonly string[] {
  const broken = ticketPaths.filter(({ now }) => now.stations.some(({ link }) => link?.state === 'broken'));
  return [...new Set(broken.map(({ now }) => now.verdict))];
}

/** A healthy step can show a path that is broken elsewhere: says by which step it is mended. */
function healthyText({ title, ticketPaths = [], findings }: StepView): string {
  const links = (paths: readonly (TicketPathView | null)[]) =>
    paths.flatMap((path) => path?.stations ?? []).flatMap(({ link }) => link ?? []);
  const mends = new Set(links(ticketPaths.map(({ after }) => after)).flatMap(({ mendedBy }) => mendedBy ?? []));
  mends.delete(title);
  if (mends.size > 0) return stepTexts.healthyElsewhere([...mends]);
  const isBroken = links(ticketPaths.map(({ now }) => now)).some(({ state }) => state === 'broken');
  if (isBroken) return stepTexts.healthyBroken;
  return findings.length > 0 ? stepTexts.healthyNoted : stepTexts.healthyBody;
}
