/** The line: register, channel, headquarters. Drawn the same in the header and the warning; it shows where the line is cut. */
import type { LinkState } from '../../shared/link.ts';

const Segment = ({ from, cut }: { readonly from: number; readonly cut: boolean }) =>
  cut ? (
    <path
      className="cut"
      d={`M${from + 5} 8h5.5M${from + 15.5} 8h5.5M${from + 11.2} 11.8l3.6-7.6`}
    />
  ) : (
    <path className="wire" d={`M${from + 5} 8h16`} />
  );

const Dot = ({ at, lit }: { readonly at: number; readonly lit: boolean }) => (
  <circle className={lit ? 'on' : 'off'} cx={at} cy={8} r={lit ? 4.5 : 3.75} />
);

export function LineDrawing({ state }: { readonly state: LinkState }) {
  const channelCut = state === 'offline' || state === 'byHand';
  const realtimeCut = channelCut || state === 'realtimeDown';
  return (
    <svg className="line" viewBox="0 0 64 16" aria-hidden="true">
      <Segment from={6} cut={channelCut} />
      {channelCut ? (
        <path className="faint" d="M37 8h16" />
      ) : (
        <Segment from={32} cut={realtimeCut} />
      )}
      <Dot at={6} lit />
      <Dot at={32} lit={!channelCut} />
      <Dot at={58} lit={!realtimeCut} />
    </svg>
  );
}
