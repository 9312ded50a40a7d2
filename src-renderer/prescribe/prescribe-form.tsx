import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId, useState } from 'react';
import type {
  PrescribableView,
  PrescriptionDraftView,
  PrescriptionOrder,
  PrescriptionsBridge,
} from '../../flows/bridge/prescriptions-contract.ts';
import { CappedList } from '../parts/capped-list.tsx';
import { AreaField, CheckField, focusWrong, InputField, SelectField } from '../parts/native-field.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { Failed, lostOn } from './failed.tsx';
import { prescribeTexts as texts } from './prescribe-texts.ts';
import { WriteDraft } from './write-draft.tsx';

const useStyles = makeStyles({
  lines: {
    margin: 0,
    padding: '12px',
    maxHeight: '480px',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  group: { margin: 0, padding: 0, border: 0, minWidth: 0 },
});

interface PrescribeFormProps {
  readonly bridge: PrescriptionsBridge;
  readonly offer: PrescribableView;
  readonly stepId: string | null;
  readonly waits: boolean;
}

/** What the senior says; then the prescription as it would be written; then the key. */
export function PrescribeForm({ bridge, offer, stepId, waits }: PrescribeFormProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [order, setOrder] = useState<PrescriptionOrder>(() => firstOrder(offer, stepId));
  const [draft, setDraft] = useState<PrescriptionDraftView | null>(null);
  const change = (changed: Partial<PrescriptionOrder>) => {
    setOrder({ ...order, ...changed });
    setDraft(null); // what is signed is what was shown
  };
  const [isAsked, setIsAsked] = useState(false);
  const missing = (text: string) => (isAsked && text.trim() === '' ? texts.missing : '');
  const show = () => {
    setIsAsked(true);
    if ([order.prescribedBy, order.ask, order.validUntil].some((text) => text.trim() === '')) {
      focusWrong();
      return setDraft(null);
    }
    bridge.draft(order).then(setDraft, (reason: unknown) => setDraft({ draftId: null, lines: [], failure: lostOn(reason) }));
  };
  return (
    <>
      <Group title={texts.who}>
        <InputField
          label={texts.prescribedBy}
          value={order.prescribedBy}
          maxLength={120}
          wrong={missing(order.prescribedBy)}
          change={(prescribedBy) => change({ prescribedBy })}
        />
        <InputField
          label={texts.ask}
          hint={texts.askHint}
          wrong={missing(order.ask)}
          value={order.ask}
          maxLength={240}
          change={(ask) => change({ ask })}
        />
      </Group>
      <Group title={texts.what}>
        <SelectField
          label={texts.server}
          value={order.server}
          change={(value) => change({ server: value === 'this' ? 'this' : 'like this' })}
        >
          <option value="this">{texts.serverThis(offer.server)}</option>
          <option value="like this">{texts.serverLike}</option>
        </SelectField>
        <InputField
          label={texts.validUntil}
          type="date"
          wrong={missing(order.validUntil)}
          value={order.validUntil}
          change={(validUntil) => change({ validUntil })}
        />
        <Words
          label={texts.introduction}
          hint={texts.optional}
          value={order.introduction ?? ''}
          change={(said) => change({ introduction: said === '' ? null : said })}
        />
        {offer.steps.map((step) => (
          <StepWords key={step.id} step={step} steps={order.steps} change={(steps) => change({ steps: inOrder(offer, steps) })} />
        ))}
      </Group>
      {offer.never.length > 0 && (
        <Group title={texts.never}>
          <p className={surface.text}>{texts.neverLead}</p>
          <div>
            {offer.never.map(({ id, kept }) => (
              <div key={id}>
                <CheckField
                  label={kept}
                  checked={order.never.includes(id)}
                  change={(checked) => change({ never: checked ? [...order.never, id] : order.never.filter((one) => one !== id) })}
                />
              </div>
            ))}
          </div>
        </Group>
      )}
      <div>
        <Button appearance={draft === null ? 'primary' : 'secondary'} disabledFocusable={waits} onClick={show}>
          {texts.show}
        </Button>
      </div>
      <div className={surface.section} role="status">
        {draft !== null && draft.failure !== null && <Failed failure={draft.failure} />}
        {draft !== null && draft.draftId !== null && (
          <section className={mergeClasses(surface.card, surface.section)} aria-label={texts.shown}>
            <h2 className={surface.h2}>{texts.shown}</h2>
            <p className={surface.text}>{texts.shownLead}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
            <pre className={mergeClasses(surface.mono, styles.lines)} tabIndex={0}>
              {draft.lines.join('\n')}
            </pre>
          </section>
        )}
      </div>
      {draft !== null && draft.draftId !== null && <WriteDraft key={draft.draftId} bridge={bridge} draftId={draft.draftId} waits={waits} />}
    </>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  return (
    <fieldset className={mergeClasses(styles.group)} aria-labelledby={id}>
      <div className={mergeClasses(surface.card, surface.section)}>
        <h2 className={surface.h2} id={id}>
          {title}
        </h2>
        {children}
      </div>
    </fieldset>
  );
}

interface StepWordsProps {
  readonly step: PrescribableView['steps'][number];
  readonly steps: PrescriptionOrder['steps'];
  readonly change: (steps: PrescriptionOrder['steps']) => void;
}

/** Whether a step is prescribed, what it would change, and the senior's words for it. */
function StepWords({ step: { id, title, changes }, steps, change }: StepWordsProps) {
  const surface = useSurfaceStyles();
  const words = steps.find((one) => one.id === id)?.words;
  const others = steps.filter((one) => one.id !== id);
  return (
    <div className={surface.stack}>
      <CheckField
        label={texts.step(title, changes.length)}
        checked={words !== undefined}
        change={(checked) => change(checked ? [...others, { id, words: texts.wordsStandard }] : others)}
      />
      {words !== undefined && (
        <CappedList items={changes} keyOf={(one, index) => `${index} ${one}`} step={10} dense>
          {(one) => <span className={surface.text}>{one}</span>}
        </CappedList>
      )}
      {words !== undefined && (
        <Words label={texts.words(title)} value={words} change={(said) => change([...others, { id, words: said }])} />
      )}
    </div>
  );
}

interface WordsProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

function Words({ label, hint, value, change }: WordsProps) {
  return <AreaField label={label} hint={hint} rows={2} maxLength={2000} value={value} change={change} />;
}

function firstOrder({ steps }: PrescribableView, stepId: string | null): PrescriptionOrder {
  const chosen = steps.filter(({ id }) => stepId === null || id === stepId);
  return {
    prescribedBy: '',
    ask: '',
    validUntil: '',
    server: 'this',
    introduction: null,
    steps: chosen.map(({ id }) => ({ id, words: texts.wordsStandard })),
    never: [],
  };
}

/** The steps as they are walked, whatever the order in which they were chosen. */
function inOrder({ steps }: PrescribableView, said: PrescriptionOrder['steps']): PrescriptionOrder['steps'] {
  return steps.flatMap(({ id }) => said.find((one) => one.id === id) ?? []);
}
