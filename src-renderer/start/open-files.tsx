import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { FilesBridge } from '../../flows/bridge/bridge.ts';
import { CommandLine } from '../parts/command-line.tsx';
import { focusWrong, InputField } from '../parts/native-field.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { isWholePath, unquoted } from '../typed-path.ts';
import { Choice } from './choice.tsx';
import { startTexts } from './start-texts.ts';

const useStyles = makeStyles({ buttons: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' } });

interface OpenFilesProps {
  readonly files: FilesBridge;
  readonly waits: boolean;
}

/** Something that was brought from a server, or written for one: by the dialogs of the system where the host has them, else by typing. */
export function OpenFiles({ files: { choose, name }, waits }: OpenFilesProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <Choice title={startTexts.filesHeading} lead={startTexts.filesLead}>
      <p className={surface.label}>{startTexts.prescriptionMeans}</p>
      {choose !== undefined && (
        <>
          <div className={styles.buttons}>
            <Button disabledFocusable={waits} onClick={() => choose('file')}>
              {startTexts.chooseFile}
            </Button>
            <Button disabledFocusable={waits} onClick={() => choose('folder')}>
              {startTexts.chooseFolder}
            </Button>
          </div>
          <p className={surface.text}>{startTexts.dropHere}</p>
        </>
      )}
      {name !== undefined && <TypePath open={name} waits={waits} />}
      <p className={surface.label}>{startTexts.collect}</p>
      <CommandLine text="kerbwise collect --out collect.ps1" />
      <p className={surface.label}>{startTexts.inClone}</p>
    </Choice>
  );
}

function TypePath({ open, waits }: { readonly open: (path: string) => void; readonly waits: boolean }) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState('');
  const begin = () => {
    const path = unquoted(typed);
    const why = path === '' ? startTexts.pathMissing : isWholePath(path) ? '' : startTexts.pathWrong;
    setWrong(why);
    if (why === '') open(path);
    else focusWrong();
  };
  return (
    <>
      <InputField
        label={startTexts.pathLabel}
        hint={startTexts.pathHint}
        wrong={wrong}
        value={typed}
        change={setTyped}
        enter={() => !waits && begin()}
      />
      <div>
        <Button disabledFocusable={waits} onClick={begin}>
          {startTexts.openPath}
        </Button>
      </div>
    </>
  );
}
