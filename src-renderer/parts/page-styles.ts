import { makeStyles, tokens } from '@fluentui/react-components';

const narrow = '@media (max-width: 699px)';

/** A screen beside the wizard: a bar, and below it one column that begins where the bar's first word does. */
export const usePageStyles = makeStyles({
  screen: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '16px',
    minHeight: '56px',
    padding: '8px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { padding: '8px 16px' },
  },
  column: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '20px',
    maxWidth: '1120px',
    minWidth: 0,
    padding: '24px 24px 32px',
    [narrow]: { padding: '16px' },
  },
  /** Of a screen that is filled in. */
  slim: { maxWidth: '880px' },
});
