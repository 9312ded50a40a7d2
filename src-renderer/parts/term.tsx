import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';

const useStyles = makeStyles({
  word: {
    appearance: 'none',
    display: 'inline',
    margin: 0,
    padding: 0,
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'inherit',
    textDecorationLine: 'underline',
    textDecorationStyle: 'dotted',
    textUnderlineOffset: '3px',
    cursor: 'help',
    userSelect: 'text',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px', borderRadius: '2px' },
  },
  meaning: {
    position: 'fixed',
    margin: 0,
    inset: 'auto',
    width: 'max-content',
    maxWidth: 'min(340px, calc(100vw - 16px))',
    padding: '8px 12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow8,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'normal',
  },
});

/** How long the pointer may be on its way from the word to its explanation. */
const ON_THE_WAY_MS = 200;

/** A word that explains itself: on hover, on focus and by a click; until Escape, or until pointer and focus are elsewhere. */
export function Term({ word, meaning }: { readonly word: string; readonly meaning: string }) {
  const styles = useStyles();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLSpanElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  useEffect(() => {
    if (!isOpen || box.current === null || button.current === null) return;
    box.current.showPopover();
    place(box.current, button.current);
    const dismiss = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setIsOpen(false);
    };
    // The window scrolls to what the focus comes to: the explanation goes along, and ends with the word.
    const follow = () => {
      if (box.current !== null && button.current !== null && !place(box.current, button.current)) setIsOpen(false);
    };
    window.addEventListener('keydown', dismiss, { capture: true });
    window.addEventListener('scroll', follow, { capture: true });
    return () => {
      window.removeEventListener('keydown', dismiss, { capture: true });
      window.removeEventListener('scroll', follow, { capture: true });
    };
  }, [isOpen]);
  const show = () => {
    clearTimeout(leaving.current);
    setIsOpen(true);
  };
  const leave = () => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => {
      if (document.activeElement !== button.current) setIsOpen(false);
    }, ON_THE_WAY_MS);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.word}
        aria-describedby={isOpen ? id : undefined}
        onPointerEnter={show}
        onPointerLeave={leave}
        onFocus={show}
        onBlur={() => setIsOpen(false)}
        onClick={show}
      >
        {word}
      </button>
      {isOpen && (
        <span
          ref={box}
          id={id}
          role="tooltip"
          popover="manual"
          className={mergeClasses(styles.meaning)}
          onPointerEnter={show}
          onPointerLeave={leave}
        >
          {meaning}
        </span>
      )}
    </>
  );
}

/** Under the word, or over it where there is no room; never beyond the window. Out: whether the word is in the window. */
function place(box: HTMLElement, word: HTMLElement): boolean {
  const { left, top, bottom } = word.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const under = bottom + 4;
  box.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  box.style.top = `${under + height <= window.innerHeight ? under : Math.max(8, top - height - 4)}px`;
  return bottom > 0 && top < window.innerHeight;
}
