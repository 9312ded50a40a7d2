import { Button } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { useId, useState } from 'react';
import { stepTexts } from '../texts.ts';
import { useSurfaceStyles } from './surface-styles.ts';

/** What whoever wants to know more can open. */
export function More({ texts }: { readonly texts: readonly string[] }) {
  const surface = useSurfaceStyles();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div>
      <Button
        size="small"
        appearance="subtle"
        icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {stepTexts.details}
      </Button>
      {isOpen && (
        <div id={id}>
          {texts.map((text) => (
            <p className={surface.text} key={text}>
              {text}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
