import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRight20Regular } from '@fluentui/react-icons/svg/chevron-right';
import { Fragment, use } from 'react';
import type { AdminEvent, ScenarioView, WizardView } from '../../flows/bridge/contract.ts';
import { HelpContext } from '../parts/help-context.ts';
import { LanguageButtons } from '../parts/language-buttons.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { Term } from '../parts/term.tsx';
import { triageTexts } from '../texts.ts';

const useStyles = makeStyles({
  choice: {
    appearance: 'none',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 20px',
    columnGap: '16px',
    alignItems: 'center',
    width: '100%',
    padding: '12px 16px',
    textAlign: 'left',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, border: `1px solid ${tokens.colorNeutralStroke1Hover}` },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  words: { display: 'flex', flexDirection: 'column', rowGap: '4px', minWidth: 0 },
  answers: { display: 'flex', flexWrap: 'wrap', columnGap: '24px', rowGap: '2px', color: tokens.colorNeutralForeground2 },
  chevron: { color: tokens.colorNeutralForeground2, display: 'inline-flex' },
});

interface TriageScreenProps {
  readonly view: WizardView;
  readonly send: (event: AdminEvent) => void;
  readonly openLogs: () => void;
}

/** What do you see? One choice per scenario, told as a person would tell it. */
export function TriageScreen({ view, send, openLogs }: TriageScreenProps) {
  const surface = useSurfaceStyles();
  const choose = (scenarioId: string) => send({ type: 'scenario.chosen', scenarioId });
  return (
    <>
      <ScreenHeading title={triageTexts.heading}>{view.target.kind === 'lab' ? triageTexts.leadLab : triageTexts.lead}</ScreenHeading>
      <ul className={surface.list}>
        {view.scenarios
          .filter(({ id }) => id !== 'everything')
          .map((scenario) => (
            <li key={scenario.id}>
              <Choice scenario={scenario} choose={() => choose(scenario.id)} />
            </li>
          ))}
      </ul>
      <Words />
      <Where kind={view.target.kind} />
      <section className={surface.section} aria-labelledby="logs-heading">
        <h2 className={surface.h2} id="logs-heading">
          {triageTexts.logsHeading}
        </h2>
        <p className={surface.text}>{triageTexts.logsLead}</p>
        <div>
          <Button onClick={openLogs}>{triageTexts.logsOpen}</Button>
        </div>
      </section>
      <section className={surface.section} aria-labelledby="language-heading">
        <h2 className={surface.h2} id="language-heading">
          {triageTexts.languageHeading}
        </h2>
        <div>
          <LanguageButtons send={send} />
        </div>
      </section>
    </>
  );
}

/** The choices are buttons, in which no word can explain itself: those that somebody may not know stand below them. */
function Words() {
  const surface = useSurfaceStyles();
  const { terms } = use(HelpContext);
  const known = terms.flatMap(({ forms: [word], meaning }) => (word === undefined ? [] : [{ word, meaning }]));
  if (known.length === 0) return null;
  return (
    <p className={surface.text}>
      {triageTexts.words}
      {known.map(({ word, meaning }, at) => (
        <Fragment key={word}>
          {at === 0 ? ' ' : ', '}
          <Term word={word} meaning={meaning} />
        </Fragment>
      ))}
    </p>
  );
}

/** What is looked at here. Another server or file is opened from the mode bar. */
function Where({ kind }: Pick<WizardView['target'], 'kind'>) {
  const surface = useSurfaceStyles();
  return (
    <section className={surface.section} aria-labelledby="where-heading">
      <h2 className={surface.h2} id="where-heading">
        {triageTexts.whereHeading}
      </h2>
      <p className={surface.text}>{triageTexts.where[kind]}</p>
    </section>
  );
}

function Choice({ scenario, choose }: { readonly scenario: ScenarioView; readonly choose: () => void }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <button type="button" className={mergeClasses(surface.card, styles.choice)} onClick={({ detail }) => detail < 2 && choose()}>
      <span className={styles.words}>
        <span className={surface.strong}>{scenario.title}</span>
        <span className={styles.answers}>
          <span>
            {triageTexts.expected}: <b>{scenario.expected}</b>
          </span>
          <span>
            {triageTexts.action}: <b>{scenario.action}</b>
          </span>
        </span>
      </span>
      <span className={styles.chevron} aria-hidden>
        <ChevronRight20Regular />
      </span>
    </button>
  );
}
