import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { AdminEvent, StepView, WizardView } from '../../flows/bridge/contract.ts';
import { titleOf } from '../command-lines.ts';
import { CappedList } from '../parts/capped-list.tsx';
import { CommandLine } from '../parts/command-line.tsx';
import { CheckField } from '../parts/native-field.tsx';
import { Notice } from '../parts/notice.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { TargetBadge } from '../parts/target-badge.tsx';
import { dialogTexts, riskWords, stepTexts } from '../texts.ts';
import { Question } from './question.tsx';
import { type Risk, risksOf } from './risks.ts';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: '88px minmax(0, 1fr)',
    columnGap: '12px',
    rowGap: '4px',
    margin: 0,
    '@media (max-width: 699px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 0 },
  },
  fact: { margin: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '4px' },
  consequences: { margin: 0, paddingLeft: '20px' },
  plan: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  change: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '8px',
    paddingTop: '12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** So many changes are named beside a risk; a step can have hundreds. */
const MOST_NAMED = 5;

interface ConfirmQuestionProps {
  readonly view: WizardView;
  readonly step: StepView;
  readonly planId: string;
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** The last look before something is changed: on which server, the exact commands, what changes, the way back. */
export function ConfirmQuestion({ view: { target }, step, planId, waits, send }: ConfirmQuestionProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const server = target.server ?? target.label;
  const number = step.changes.length;
  const risky = step.changes.filter(({ risk }) => risk === 'high');
  const risks = risksOf(step.changes);
  const others = risks.filter(({ isHigh }) => !isHigh);
  const [weighed, setWeighed] = useState(false);
  return (
    <Question
      title={dialogTexts.confirmTitle(number, server)}
      yes={dialogTexts.confirmRun(number, server)}
      no={dialogTexts.confirmDecline}
      onYes={() => send({ type: 'plan.confirmed', planId })}
      onNo={() => send({ type: 'plan.declined' })}
      waits={waits}
      ready={risky.length === 0 || weighed}
      notReady={dialogTexts.riskyFirst}
    >
      <div className={styles.head}>
        <TargetBadge target={target} />
        <span className={surface.strong}>{step.title}</span>
        <span className={styles.plan} title={planId}>
          {dialogTexts.plan(planId)}
        </span>
      </div>
      <p className={surface.text}>{dialogTexts.confirmLead}</p>
      {step.changes.some(({ runBy }) => runBy === 'directory team') && (
        <Notice intent="warning" title={dialogTexts.directoryTeamTitle}>
          {dialogTexts.directoryTeam}
        </Notice>
      )}
      <CappedList items={step.changes} keyOf={({ command }, index) => `${index} ${command}`} step={50}>
        {(change) => (
          <div className={styles.change}>
            <h3 className={surface.h3}>
              {titleOf(change)} · {riskWords[change.risk]}
            </h3>
            <CommandLine text={change.command} />
            <dl className={styles.facts}>
              <dt className={surface.label}>{dialogTexts.changes}</dt>
              <dd className={mergeClasses(surface.mono, styles.fact)}>
                {change.before} → {change.after}
              </dd>
              <dt className={surface.label}>{stepTexts.undo}</dt>
              <dd className={mergeClasses(surface.mono, styles.fact)}>{change.undo}</dd>
            </dl>
          </div>
        )}
      </CappedList>
      {others.length > 0 && (
        <div>
          <p className={surface.strong}>{stepTexts.consequence}</p>
          <Risks risks={others} />
        </div>
      )}
      {risky.length > 0 && (
        <Notice intent="warning" title={dialogTexts.riskyTitle(risky.length)}>
          <Risks risks={risks.filter(({ isHigh }) => isHigh)} />
          <CheckField checked={weighed} change={setWeighed} label={dialogTexts.riskyAct(risky.length, server)} />
        </Notice>
      )}
      {target.kind === 'lab' && <p className={surface.text}>{dialogTexts.lab}</p>}
    </Question>
  );
}

function Risks({ risks }: { readonly risks: readonly Risk[] }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <ul className={styles.consequences}>
      {risks.map(({ text, of }) => (
        <li key={text} className={surface.text}>
          {text}
          <p className={surface.label}>{dialogTexts.riskOf(of.slice(0, MOST_NAMED), of.length - MOST_NAMED)}</p>
        </li>
      ))}
    </ul>
  );
}
