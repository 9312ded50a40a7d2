import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Box20Regular } from '@fluentui/react-icons/svg/box';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Desktop20Regular } from '@fluentui/react-icons/svg/desktop';
import { DismissCircle16Filled } from '@fluentui/react-icons/svg/dismiss-circle';
import { Globe20Regular } from '@fluentui/react-icons/svg/globe';
import { Key20Regular } from '@fluentui/react-icons/svg/key';
import { Organization20Regular } from '@fluentui/react-icons/svg/organization';
import { QuestionCircle16Filled } from '@fluentui/react-icons/svg/question-circle';
import type { ReactNode } from 'react';
import type { LinkStateView, TicketPathView, TicketStationView } from '../../flows/bridge/contract.ts';
import { ticketTexts } from '../texts.ts';
import { Breakable } from './breakable.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

/** Five stations beside each other where there is room, else one below the other. */
const narrow = '@container (max-width: 559px)';

const useStyles = makeStyles({
  room: { containerType: 'inline-size' },
  path: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    alignItems: 'stretch',
    [narrow]: { flexDirection: 'column' },
  },
  station: {
    display: 'flex',
    flex: '1 1 32px',
    minWidth: 0,
    [narrow]: { flexDirection: 'column', flexBasis: 'auto' },
  },
  first: { flexBasis: 0, [narrow]: { flexBasis: 'auto' } },
  link: {
    flex: '0 0 32px',
    height: '36px',
    display: 'flex',
    alignItems: 'center',
    [narrow]: { flexBasis: 'auto', flexDirection: 'column', width: '36px', height: '32px' },
  },
  line: {
    flex: '1 1 0',
    borderTop: '2px solid currentColor',
    [narrow]: { borderTop: '0', borderLeft: '2px solid currentColor' },
  },
  broken: { borderTopStyle: 'dashed', [narrow]: { borderLeftStyle: 'dashed' } },
  unknown: { borderTopStyle: 'dotted', [narrow]: { borderLeftStyle: 'dotted' } },
  mark: { display: 'inline-flex', flexShrink: 0 },
  stop: {
    flex: '1 1 0',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    rowGap: '4px',
    textAlign: 'center',
    [narrow]: { flexDirection: 'row', alignItems: 'flex-start', columnGap: '12px', textAlign: 'left' },
  },
  icon: {
    flexShrink: 0,
    width: '36px',
    height: '36px',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  words: { display: 'flex', flexDirection: 'column', rowGap: '2px', minWidth: 0, maxWidth: '100%', overflowWrap: 'anywhere' },
  name: { fontSize: tokens.fontSizeBase200, lineHeight: '16px', fontWeight: tokens.fontWeightSemibold },
  detail: { fontSize: tokens.fontSizeBase200, lineHeight: '16px' },
});

export const useLinkStyles = makeStyles({
  holds: { color: tokens.colorStatusSuccessForeground1 },
  broken: { color: tokens.colorStatusDangerForeground3 },
  unknown: { color: tokens.colorStatusWarningForeground3 },
});

export const linkIcons: Record<LinkStateView, ReactNode> = {
  holds: <CheckmarkCircle16Filled />,
  broken: <DismissCircle16Filled />,
  unknown: <QuestionCircle16Filled />,
};

const stationIcons: Record<TicketStationView['kind'], ReactNode> = {
  client: <Desktop20Regular />,
  controller: <Organization20Regular />,
  iis: <Globe20Regular />,
  pool: <Box20Regular />,
  account: <Key20Regular />,
};

/** The stations of one path in order, with what is between them; to a screen reader a list that says the same in sentences. */
export function TicketStrip({ path, label }: { readonly path: TicketPathView; readonly label: string }) {
  const styles = useStyles();
  return (
    <div className={styles.room}>
      <ol className={styles.path} aria-label={label}>
        {path.stations.map((station) => (
          <li key={station.kind} className={mergeClasses(styles.station, station.link === null && styles.first)}>
            {station.link !== null && <Link link={station.link} />}
            <Stop station={station} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Link({ link: { state, sentence, mendedBy } }: { readonly link: NonNullable<TicketStationView['link']> }) {
  const styles = useStyles();
  const colours = useLinkStyles();
  const surface = useSurfaceStyles();
  const line = mergeClasses(styles.line, state !== 'holds' && styles[state]);
  return (
    <span className={mergeClasses(styles.link, colours[state])}>
      <span className={line} aria-hidden />
      <span className={styles.mark} aria-hidden>
        {linkIcons[state]}
      </span>
      <span className={line} aria-hidden />
      <span className={surface.hidden}>
        {mendedBy === null ? ticketTexts.states[state] : ticketTexts.mendedBy(mendedBy)}: {sentence}{' '}
      </span>
    </span>
  );
}

function Stop({ station: { kind, title, names, detail } }: { readonly station: TicketStationView }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [first, second, ...more] = names;
  const shown = [first, more.length === 0 ? second : ticketTexts.more(names.length - 1)].filter((name) => name !== undefined);
  return (
    <span className={styles.stop}>
      <span className={styles.icon} aria-hidden>
        {stationIcons[kind]}
      </span>
      <span className={styles.words}>
        <span className={surface.label}>{title} </span>
        {shown.map((name) => (
          <span className={styles.name} key={name}>
            <Breakable text={name} />{' '}
          </span>
        ))}
        <span className={styles.detail}>
          <Breakable text={detail} />
        </span>
      </span>
    </span>
  );
}
