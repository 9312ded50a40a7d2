import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CommandView } from '../../flows/bridge/contract.ts';
import { commandTexts } from '../texts.ts';
import { CommandRow } from './command-row.tsx';
import { CopyButton } from './copy-button.tsx';
import { LongList } from './long-list.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

/** Where the panel stands beside the screen it scrolls under its heading. */
const wide = '@media (min-width: 1100px)';

const useStyles = makeStyles({
  panel: { [wide]: { flex: '1 1 0', minHeight: 0, rowGap: 0 } },
  scroll: {
    [wide]: {
      flex: '1 1 0',
      overflowY: 'auto',
      margin: '0 -20px',
      padding: '4px 20px 24px',
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  head: {
    paddingTop: '16px',
    paddingBottom: '8px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: '8px',
    minHeight: '24px',
  },
  earlier: { flexShrink: 0 },
  item: { paddingTop: '12px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
});

/** How many are shown at first; the latest ones are what an administrator looks for. */
const shownAtFirst = 30;

/** Every command with its exact text and output: first what the step changes, then what was read, latest last. */
export function CommandsPanel({ commands }: { readonly commands: readonly CommandView[] }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const panel = useRef<HTMLDivElement>(null);
  const changes = commands.filter(({ kind }) => kind !== 'read');
  const reads = commands.filter(({ kind }) => kind === 'read');
  useFollowEnd(panel, commands, changes.length === 0);
  return (
    <div className={mergeClasses(surface.stack, styles.panel)}>
      <div className={styles.head}>
        <h2 className={surface.h2} id="commands-heading">
          {commandTexts.heading} {commands.length > 0 && `(${commands.length})`}
        </h2>
        {commands.length > 0 && (
          <CopyButton
            text={() => [...changes, ...reads].map(({ text }) => text).join('\r\n')}
            name={commandTexts.copyAll}
            word={commandTexts.copyAll}
          />
        )}
      </div>
      <div className={mergeClasses(surface.stack, styles.scroll)} ref={panel}>
        <p className={surface.label}>{commands.length === 0 ? commandTexts.empty : commandTexts.exact}</p>
        {changes.length > 0 && (
          <>
            <h3 className={surface.h3}>{commandTexts.changes(changes.length)}</h3>
            <Rows commands={changes} />
            {reads.length > 0 && <h3 className={surface.h3}>{commandTexts.reads(reads.length)}</h3>}
          </>
        )}
        <Reads reads={reads} />
      </div>
    </div>
  );
}

function Reads({ reads }: { readonly reads: readonly CommandView[] }) {
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, reads.length - shownAtFirst);
  return (
    <>
      {hidden > 0 && (
        <Button className={styles.earlier} onClick={() => setAll(true)}>
          {commandTexts.earlier(hidden)}
        </Button>
      )}
      <Rows commands={reads.slice(hidden)} from={hidden} />
    </>
  );
}

/** The rows only grow at their end, and the same text can run twice: a row is known by its place. */
function Rows({ commands, from = 0 }: { readonly commands: readonly CommandView[]; readonly from?: number }) {
  const styles = useStyles();
  return (
    <LongList items={commands} keyOf={(_, index) => String(from + index)} height={96} ordered>
      {(command) => (
        <div className={styles.item}>
          <CommandRow command={command} />
        </div>
      )}
    </LongList>
  );
}

/** Keeps the end of the list in sight while reads are added, unless the administrator has scrolled away; where there are changes, their begin. */
function useFollowEnd(panel: RefObject<HTMLElement | null>, commands: readonly CommandView[], grows: boolean) {
  const follows = useRef(true);
  useEffect(() => {
    const box = panel.current;
    const look = () => {
      if (box) follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    };
    box?.addEventListener('scroll', look);
    return () => box?.removeEventListener('scroll', look);
  }, [panel]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the commands change
  useEffect(() => {
    const box = panel.current;
    if (box && grows && follows.current) box.scrollTop = box.scrollHeight;
  }, [panel, commands]);
  useEffect(() => {
    const box = panel.current;
    if (box && !grows) box.scrollTop = 0;
  }, [panel, grows]);
}
