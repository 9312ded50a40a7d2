import { Button } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { useEffect, useState } from 'react';
import { commandTexts } from '../texts.ts';

interface CopyButtonProps {
  /** What is copied, exactly; made when it is asked for where it is long. */
  readonly text: string | (() => string);
  /** What a screen reader says of it. */
  readonly name: string;
  /** The visible word; the icon stands alone without it. */
  readonly word?: string;
}

export function CopyButton({ text, name, word }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), 2_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    const copied = navigator.clipboard?.writeText(typeof text === 'string' ? text : text()) ?? Promise.reject(new Error('no clipboard'));
    copied.then(
      () => setSaid(commandTexts.copied),
      () => setSaid(commandTexts.copyFailed),
    );
  };
  const icon = said === commandTexts.copied ? <Checkmark16Regular /> : <Copy16Regular />;
  return (
    <Button size="small" appearance="subtle" icon={icon} aria-label={said === '' ? name : said} aria-live="polite" onClick={copy}>
      {said === '' ? word : said}
    </Button>
  );
}
