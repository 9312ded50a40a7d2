import type { StepView, WizardView } from '../../flows/bridge/contract.ts';
import { stepTexts } from '../texts.ts';
import { Busy } from './busy.tsx';
import { Notice } from './notice.tsx';

interface StageNoticeProps {
  readonly view: WizardView;
  readonly step: StepView;
  readonly stopping: boolean;
}

/** Where the step stands, in one message. */
export function StageNotice({ view, step, stopping }: StageNoticeProps) {
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
      return (
        <Notice intent="success" title={stepTexts.healthyTitle}>
          {stepTexts.healthyBody}
        </Notice>
      );
    case 'reviewing':
    case 'confirming':
      return (
        <Notice
          intent={findings.some(({ severity }) => severity === 'problem') ? 'error' : 'warning'}
          title={stepTexts.reviewing(findings.length, changes.length)}
        >
          {changes.length === 0
            ? stepTexts.reviewingNoChange
            : view.mode === 'apply'
              ? stepTexts.reviewingApply
              : stepTexts.reviewingDryRun}
        </Notice>
      );
    case 'fixed':
      return (
        <Notice intent="success" title={stepTexts.fixedTitle}>
          {stepTexts.fixedBody}
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
          {[stepTexts.skippedBody, view.rail.find(({ id }) => id === step.id)?.note ?? ''].join(' ')}
        </Notice>
      );
    default:
      return stage satisfies never;
  }
}
