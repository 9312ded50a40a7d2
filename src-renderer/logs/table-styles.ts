import { makeStyles, tokens } from '@fluentui/react-components';

/** Tables of the screen of logs: numbers to the right, long names broken, scrolled sideways where the window is narrow. */
export const useTableStyles = makeStyles({
  scroll: { overflowX: 'auto', minWidth: 0, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  caption: { textAlign: 'left', paddingBottom: '8px', color: tokens.colorNeutralForeground2 },
  head: {
    textAlign: 'left',
    padding: '6px 12px 6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
  cell: {
    textAlign: 'left',
    verticalAlign: 'top',
    padding: '6px 12px 6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    minWidth: '64px',
  },
  name: { minWidth: '160px' },
  button: { whiteSpace: 'nowrap' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});
