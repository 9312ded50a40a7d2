import { Field, makeStyles, tokens } from '@fluentui/react-components';
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

function fieldProps({ label, hint, wrong = '' }: FieldTexts) {
  return {
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(wrong === '' ? {} : { validationState: 'error' as const, validationMessage: wrong }),
  };
}
