import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { counted, say } from '../../flows/language/say.ts';
import { commandTexts } from '../texts.ts';
import { CopyButton } from './copy-button.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: '4px',
    padding: '4px 4px 4px 12px',
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  text: { flexGrow: 1, minWidth: 0, paddingTop: '2px', paddingBottom: '2px' },
});

/** Of a whole script so many lines are shown until more are asked for. */
const FIRST_LINES = 4;
const SHOWN_WHOLE = 8;

/** The exact text of a command, selectable, with a button that copies it; of a whole script the beginning, and the rest on demand. */
export function CommandLine({ text }: { readonly text: string }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [isWhole, setIsWhole] = useState(false);
  const lines = text.split('\n');
  const folds = lines.length > SHOWN_WHOLE;
  return (
    <div className={styles.line}>
      <div className={styles.text}>
        <code className={surface.mono}>{folds && !isWhole ? lines.slice(0, FIRST_LINES).join('\n') : text}</code>
        {folds && (
          <div>
            <Button size="small" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? commandTexts.beginning : commandTexts.whole(lines.length)}
            </Button>
          </div>
        )}
      </div>
      <CopyButton text={text} name={commandTexts.copyOne(shortCommand(text))} />
    </div>
  );
}

/** What a command is called where its whole text would be too long to hear. */
export function shortCommand(text: string): string {
  const [first = '', ...more] = text.split('\n');
  return more.length === 0 ? text : say`${first.trim()} and ${counted(more.length, 'more line', 'more lines')}`;
}
