import { Field, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';

/** The browser's own inputs and lists in Fluent's clothes: theirs would cost as much as a whole screen. */
const useStyles = makeStyles({
  control: {
    width: '100%',
    minWidth: 0,
    minHeight: '32px',
    padding: '0 8px',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    textOverflow: 'ellipsis',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  area: { padding: '6px 8px', lineHeight: tokens.lineHeightBase300, resize: 'vertical' },
  check: {
    display: 'grid',
    gridTemplateColumns: '18px minmax(0, 1fr)',
    columnGap: '8px',
    alignItems: 'start',
    padding: '8px 0',
    fontSize: tokens.fontSizeBase300,
    lineHeight: '20px',
    cursor: 'pointer',
  },
  box: {
    width: '16px',
    height: '16px',
    margin: '2px 1px',
    accentColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { accentColor: 'Highlight' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
});

interface FieldTexts {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was entered; empty where nothing is. */
  readonly wrong?: string;
}

interface InputFieldProps extends FieldTexts {
  readonly type?: 'text' | 'date';
  readonly value: string;
  readonly change: (value: string) => void;
  readonly maxLength?: number;
  /** What Enter does in it. */
  readonly enter?: () => void;
}

/** One line to be entered. */
export function InputField({ type = 'text', value, change, maxLength, enter, ...texts }: InputFieldProps) {
  const styles = useStyles();
  return (
    <Field {...fieldProps(texts)}>
      {(field) => (
        <input
          {...field}
          className={styles.control}
          type={type}
          value={value}
          maxLength={maxLength}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => change(target.value)}
          onKeyDown={({ key }) => key === 'Enter' && enter?.()}
        />
      )}
    </Field>
  );
}

interface AreaFieldProps extends FieldTexts {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly rows: number;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly spellCheck?: boolean;
}

/** Several lines to be entered. */
export function AreaField({ value, change, rows, maxLength, required = false, spellCheck, ...texts }: AreaFieldProps) {
  const styles = useStyles();
  return (
    <Field {...fieldProps(texts)} required={required}>
      {(field) => (
        <textarea
          {...field}
          className={mergeClasses(styles.control, styles.area)}
          rows={rows}
          value={value}
          maxLength={maxLength}
          spellCheck={spellCheck}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
}

/** Something to be said yes to. */
export function CheckField({ label, checked, change }: CheckFieldProps) {
  const styles = useStyles();
  return (
    <label className={styles.check}>
      <input className={styles.box} type="checkbox" checked={checked} onChange={({ target }) => change(target.checked)} />
      {label}
    </label>
  );
}

interface SelectFieldProps extends FieldTexts {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly children: readonly (ReactElement | readonly ReactElement[])[];
}

/** One of several to be chosen. */
export function SelectField({ value, change, children, ...texts }: SelectFieldProps) {
  const styles = useStyles();
  return (
    <Field {...fieldProps(texts)}>
      {(field) => (
        <select {...field} className={styles.control} value={value} onChange={({ target }) => change(target.value)}>
          {children}
        </select>
      )}
    </Field>
  );
}

/** Leads to the first field in which something is wrong, once it is drawn. */
export function focusWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

function fieldProps({ label, hint, wrong = '' }: FieldTexts) {
  return {
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(wrong === '' ? {} : { validationState: 'error' as const, validationMessage: wrong }),
  };
}
