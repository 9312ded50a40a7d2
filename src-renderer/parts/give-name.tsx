import { Button, mergeClasses } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { AdminEvent, GivenNamesView } from '../../flows/bridge/contract.ts';
import { nameTexts } from '../texts.ts';
import { InputField } from './native-field.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

interface GiveNameProps {
  readonly names: GivenNamesView;
  readonly send: (event: AdminEvent) => void;
}

/** A name that stands in no setting: typed here, checked by the host, and the server is looked at again with it. */
export function GiveName({ names: { given, refused }, send }: GiveNameProps) {
  const surface = useSurfaceStyles();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isEmpty, setIsEmpty] = useState(false);
  const give = () => {
    const name = typed.trim();
    setIsEmpty(name === '');
    if (name !== '') send({ type: 'name.given', name });
  };
  const wrong = isEmpty ? nameTexts.missing : refused === null ? '' : nameTexts.refused(refused);
  return (
    <section className={mergeClasses(surface.card, surface.section)} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {nameTexts.heading}
      </h2>
      <p className={surface.text}>{nameTexts.lead}</p>
      {given.length > 0 && <p className={surface.text}>{nameTexts.given(given)}</p>}
      <InputField
        label={nameTexts.label}
        hint={nameTexts.hint}
        wrong={wrong}
        value={typed}
        maxLength={300}
        change={setTyped}
        enter={give}
      />
      <div>
        <Button onClick={give}>{nameTexts.give}</Button>
      </div>
    </section>
  );
}
