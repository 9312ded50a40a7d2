import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { TicketPathView, TicketPictureView, TicketStationView } from '../../flows/bridge/contract.ts';
import { ticketTexts } from '../texts.ts';
import { useMedia } from '../theme.ts';
import { CappedList } from './capped-list.tsx';
import { useSurfaceStyles } from './surface-styles.ts';
import { linkIcons, TicketStrip, useLinkStyles } from './ticket-strip.tsx';

const useStyles = makeStyles({
  picture: { display: 'flex', flexDirection: 'column', rowGap: '16px' },
  path: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  after: { paddingTop: '16px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  says: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '4px' },
  line: { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', columnGap: '8px' },
  icon: { display: 'inline-flex', paddingTop: '2px' },
});

/** The way of the tickets as it is, and as it will be after the plan; first what does not work. On a low window its verdict, and the rest on demand. */
export function TicketPictures({ pictures, planned }: { readonly pictures: readonly TicketPictureView[]; readonly planned: string }) {
  const surface = useSurfaceStyles();
  const id = useId();
  const low = useMedia('(max-height: 639px)');
  const [isAsked, setIsAsked] = useState(false);
  if (pictures.length === 0) return null;
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {ticketTexts.heading}
      </h2>
      {low && (
        <div className={surface.text}>
          {pictures[0]?.now.verdict}{' '}
          <Button size="small" aria-expanded={isAsked} onClick={() => setIsAsked(!isAsked)}>
            {isAsked ? ticketTexts.hide : ticketTexts.show}
          </Button>
        </div>
      )}
      {(!low || isAsked) && (
        <CappedList items={pictures} keyOf={(_, index) => String(index)} step={1}>
          {(picture) => <Picture picture={picture} planned={planned} titled={pictures.length > 1} />}
        </CappedList>
      )}
    </section>
  );
}

interface PictureProps {
  readonly picture: TicketPictureView;
  /** What the second picture is called. */
  readonly planned: string;
  readonly titled: boolean;
}

function Picture({ picture: { now, after }, planned, titled }: PictureProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <div className={mergeClasses(surface.card, styles.picture)}>
      {titled && <h3 className={surface.h3}>{ticketTexts.of(now.names, now.applications)}</h3>}
      <Path path={now} when={ticketTexts.now} />
      {after !== null && (
        <div className={styles.after}>
          <Path path={after} when={planned} />
        </div>
      )}
    </div>
  );
}

function Path({ path, when }: { readonly path: TicketPathView; readonly when: string }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const told = path.stations.flatMap(({ link }) => (link !== null && (link.state !== 'holds' || link.mendedBy !== null) ? [link] : []));
  return (
    <div className={styles.path}>
      <p className={surface.text}>
        <b>{when}:</b> {path.verdict}
      </p>
      <TicketStrip path={path} label={`${ticketTexts.heading}, ${when}`} />
      {told.length > 0 && (
        // The list above says each of these to a screen reader, at its place.
        <ul className={styles.says} aria-hidden>
          {told.map((link) => (
            <Says key={link.sentence} link={link} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Says({ link: { state, sentence, mendedBy } }: { readonly link: NonNullable<TicketStationView['link']> }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const colours = useLinkStyles();
  return (
    <li className={styles.line}>
      <span className={mergeClasses(styles.icon, colours[state])}>{linkIcons[state]}</span>
      <span className={surface.text}>
        <b>{mendedBy === null ? ticketTexts.states[state] : ticketTexts.mendedBy(mendedBy)}:</b> {sentence}
      </span>
    </li>
  );
}
