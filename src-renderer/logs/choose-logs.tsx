import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { LogsBridge, LogsView } from '../../flows/bridge/logs-contract.ts';
import { AreaField, focusWrong } from '../parts/native-field.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { isWholePath, unquoted } from '../typed-path.ts';
import { logsTexts } from './logs-texts.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  place: { maxWidth: '100%', minWidth: 0, overflowWrap: 'anywhere', textAlign: 'left' },
});

interface ChooseLogsProps {
  readonly bridge: LogsBridge;
  readonly places: LogsView['places'];
}

/** How the administrator says what is to be read: by the dialogs of the system where the host has them, else by typing. */
export function ChooseLogs({ bridge, places }: ChooseLogsProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const { choose, name } = bridge;
  return (
    <>
      {choose !== undefined && (
        <div className={surface.stack}>
          <div className={styles.buttons}>
            <Button appearance="primary" onClick={() => choose('files')}>
              {logsTexts.chooseFiles}
            </Button>
            <Button onClick={() => choose('folder')}>{logsTexts.chooseFolder}</Button>
          </div>
          <p className={surface.text}>{logsTexts.dropHere}</p>
        </div>
      )}
      {name !== undefined && <TypePaths read={name} />}
      {places.length > 0 && (
        <section className={surface.section} aria-labelledby="places-heading">
          <h2 className={surface.h2} id="places-heading">
            {logsTexts.places}
          </h2>
          <ul className={surface.list}>
            {places.map((path, place) => (
              <li key={path}>
                <Button className={styles.place} onClick={() => bridge.send({ type: 'logs.place.chosen', place })}>
                  {logsTexts.readPlace(path)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function TypePaths({ read }: { readonly read: (paths: readonly string[]) => void }) {
  const surface = useSurfaceStyles();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState('');
  const begin = () => {
    const paths = pathsIn(typed);
    const odd = paths.find((path) => !isWholePath(path));
    setWrong(paths.length === 0 ? logsTexts.typeMissing : odd === undefined ? '' : logsTexts.typeWrong(odd));
    if (paths.length > 0 && odd === undefined) read(paths);
    else focusWrong();
  };
  return (
    <div className={surface.stack}>
      <AreaField
        label={logsTexts.typeLabel}
        hint={logsTexts.typeHint}
        wrong={wrong}
        rows={3}
        spellCheck={false}
        value={typed}
        change={setTyped}
      />
      <div>
        <Button appearance="primary" onClick={begin}>
          {logsTexts.typeRead}
        </Button>
      </div>
    </div>
  );
}

function pathsIn(typed: string): readonly string[] {
  return typed
    .split(/\r?\n/)
    .map(unquoted)
    .filter((path) => path !== '');
}
