import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

/** The few shapes that every screen is made of: a surface, headings, text in the fixed-width face. */
export const useSurfaceStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: '16px',
    minWidth: 0,
  },
  stack: { display: 'flex', flexDirection: 'column', rowGap: '12px', minWidth: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '12px', minWidth: 0 },
  rows: { listStyleType: 'none', margin: 0, padding: 0, minWidth: 0 },
  section: { display: 'flex', flexDirection: 'column', rowGap: '12px', minWidth: 0 },
  h2: { ...typographyStyles.subtitle2, margin: 0, overflowWrap: 'anywhere' },
  h3: { ...typographyStyles.body1Strong, margin: 0, overflowWrap: 'anywhere' },
  text: { ...typographyStyles.body1, margin: 0, overflowWrap: 'anywhere' },
  strong: { ...typographyStyles.body1Strong, margin: 0, overflowWrap: 'anywhere' },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2, margin: 0, overflowWrap: 'anywhere' },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});
