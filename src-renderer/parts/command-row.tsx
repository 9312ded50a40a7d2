import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { Edit16Regular } from '@fluentui/react-icons/svg/edit';
import { Eye16Regular } from '@fluentui/react-icons/svg/eye';
import { memo, type ReactNode, useState } from 'react';
import type { CommandView } from '../../flows/bridge/contract.ts';
import { durationText } from '../duration-text.ts';
import { commandKindWords, commandTexts } from '../texts.ts';
import { CommandLine, shortCommand } from './command-line.tsx';
import { CommandStateMark } from './state-mark.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexDirection: 'column', rowGap: '4px', minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '2px', minHeight: '24px' },
  kind: { display: 'inline-flex', alignItems: 'center', columnGap: '4px', fontSize: tokens.fontSizeBase200, lineHeight: '16px' },
  writes: { fontWeight: tokens.fontWeightSemibold },
  title: { flexBasis: '100%' },
  time: { fontVariantNumeric: 'tabular-nums', fontSize: tokens.fontSizeBase200, lineHeight: '16px', color: tokens.colorNeutralForeground2 },
  toggle: { marginLeft: 'auto', minWidth: 'auto' },
  output: {
    margin: 0,
    padding: '8px 12px',
    maxHeight: '260px',
    overflow: 'auto',
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  failed: { borderLeftColor: tokens.colorStatusDangerBorder2 },
});

const kindIcons: Record<CommandView['kind'], ReactNode> = {
  read: <Eye16Regular />,
  change: <Edit16Regular />,
  undo: <ArrowUndo16Regular />,
};

/** One command: what kind, how far, how long, its exact text, and its output, which is open while it runs or when it failed. */
export const CommandRow = memo(function CommandRow({ command }: { readonly command: CommandView }) {
  const { kind, state, text, milliseconds, output, title, cutOff } = command;
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [chosen, setChosen] = useState<boolean | undefined>(undefined);
  const ended = state === 'done' || state === 'failed' || state === 'absent';
  const hasOutput = output !== '' || ended;
  const open = hasOutput && (chosen ?? (state === 'running' || state === 'failed'));
  return (
    <div className={styles.row}>
      <div className={styles.head}>
        {title !== undefined && <span className={mergeClasses(surface.text, styles.title)}>{title}</span>}
        <span className={mergeClasses(styles.kind, kind !== 'read' && styles.writes)}>
          <span aria-hidden style={{ display: 'inline-flex' }}>
            {kindIcons[kind]}
          </span>
          {commandKindWords[kind]}
        </span>
        <CommandStateMark state={state} />
        {milliseconds !== null && <span className={styles.time}>{durationText(milliseconds)}</span>}
        {hasOutput && (
          <Button
            className={styles.toggle}
            size="small"
            appearance="subtle"
            icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
            aria-expanded={open}
            aria-label={commandTexts.outputOf(shortCommand(text))}
            onClick={() => setChosen(!open)}
          >
            {commandTexts.output}
          </Button>
        )}
      </div>
      <CommandLine text={text} />
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <pre className={mergeClasses(surface.mono, styles.output, state === 'failed' && styles.failed)} tabIndex={0}>
          {output === '' ? commandTexts.noOutput : output}
        </pre>
      )}
      {open && cutOff !== undefined && <p className={surface.label}>{commandTexts.cutOff(cutOff)}</p>}
    </div>
  );
});
