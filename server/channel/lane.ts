/** One register's way up to headquarters. What happens in one lane never holds up another. */
import type { Entry } from '../../shared/entry.ts';
import type { Failed, Result } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import type { Link } from './chain.ts';
import type { LeftOut } from './left-out.ts';
import type { Mended } from './mended.ts';
import { isLineDown } from './reach.ts';

export type LanePorts = {
  /** What a receiver with this HAVE lacks, in order, at least `most` of them when there are as many. */
  readonly unsent: (have: Have, most: number) => Promise<readonly Link[]>;
  /** Whether the channel has all of these heads. It lacks some after a restore of its own, until its registers have filled it up. */
  readonly knows: (heads: Have['heads']) => Promise<boolean>;
  /** The first entries of the links, at most `most`. */
  readonly page: (links: readonly Link[], most: number) => Promise<readonly Entry[]>;
  /** Sends a page; an empty one only asks for HAVE. */
  readonly push: (entries: readonly Entry[]) => Promise<Result<Have>>;
  /** Intact copies of entries that may have gone up damaged. */
  readonly mended: Mended;
  readonly leftOut: LeftOut;
  /** Tells the log which entry was not taken, and why. */
  readonly refused: (hash: Hash, code: string) => void;
};
/**
 * `moved`: entries that headquarters took. `down`: no answer, nothing else can be sent now. `stuck`: some entry was not taken. `rest`: ms
 * for which headquarters asked to be left alone.
 */
export type LaneOutcome = {
  readonly moved: number;
  readonly down: boolean;
  readonly stuck: boolean;
  readonly rest?: number;
};

const mostPage = 500;
/** After so many failures without a success the lane rests: it may be headquarters that is ill, not the entries. */
const mostFailures = 30;

/**
 * Asks HAVE, sends intact copies of what went up damaged, then sends what headquarters lacks, in order, until nothing is left. A page that is refused or breaks headquarters is
 * halved until one entry is found guilty; that one is left out and the rest goes on (PROTOCOL P6, DESIGN section 7).
 */
export async function runLane(ports: LanePorts): Promise<LaneOutcome> {
  const asked = await ports.push([]);
  if (!asked.ok) return heldUp(asked, 0);
  const anew = await sendMended(ports);
  if (anew.held) return heldUp(anew.held, anew.moved);
  let have = anew.have ?? asked.value;
  let size = mostPage;
  let { moved } = anew;
  let failures = 0;
  // Sent in this run to a headquarters that is ahead of the channel: whether it lacked them cannot be told.
  const told = new Set<Hash>();
  while (failures < mostFailures) {
    const lacking = await ports.unsent(have, mostPage + ports.leftOut.count() + told.size);
    const links = lacking.filter(({ hash }) => !ports.leftOut.has(hash) && !told.has(hash));
    if (links.length === 0) {
      return {
        moved,
        down: false,
        stuck: anew.stuck || lacking.some(({ hash }) => ports.leftOut.has(hash)),
      };
    }
    const page = await ports.page(links, size);
    const pushed = await ports.push(page);
    if (pushed.ok) {
      have = pushed.value;
      if (!(await ports.knows(have.heads))) {
        for (const entry of page) told.add(entry.hash);
        continue;
      }
      const stayed = await leftBehind(ports, have, page);
      for (const hash of stayed) leaveOut(ports, hash, 'entry.predecessor');
      moved += page.length - stayed.length;
      failures = stayed.length < page.length ? 0 : failures + 1;
      size = Math.min(mostPage, size * 2);
      continue;
    }
    if (holdsUp(pushed)) return heldUp(pushed, moved);
    failures += 1;
    if (page.length > 1) size = Math.ceil(page.length / 2);
    else for (const entry of page) leaveOut(ports, entry.hash, pushed.fault.code);
  }
  return { moved, down: false, stuck: true };
}

type Anew = {
  readonly moved: number;
  readonly have: Have | null;
  readonly stuck: boolean;
  /** What holds the whole lane up. */
  readonly held: Failed | null;
};

/** One by one, for they are few, and one that is refused holds up no other. */
async function sendMended(ports: LanePorts): Promise<Anew> {
  const links = await ports.mended.links();
  let moved = 0;
  let have: Have | null = null;
  for (const link of links.filter(({ hash }) => !ports.leftOut.has(hash))) {
    const pushed = await ports.push(await ports.page([link], 1));
    if (pushed.ok) {
      await ports.mended.forwarded(link.hash);
      have = pushed.value;
      moved += 1;
    } else if (holdsUp(pushed)) return { moved, have, stuck: true, held: pushed };
    else leaveOut(ports, link.hash, pushed.fault.code);
  }
  return { moved, have, stuck: moved < links.length, held: null };
}

const holdsUp = (failed: Failed): boolean =>
  isLineDown(failed) || failed.fault.code === 'service.busy';

/** The line or headquarters holds the lane up; no entry is at fault. */
function heldUp(failed: Failed, moved: number): LaneOutcome {
  const seconds = failed.fault.code === 'service.busy' ? Number(failed.fault.data['seconds']) : 0;
  return { moved, down: isLineDown(failed), stuck: true, rest: seconds * 1000 };
}

function leaveOut(ports: LanePorts, hash: Hash, code: string): void {
  ports.leftOut.add(hash);
  ports.refused(hash, code);
}

/** Entries of the page that headquarters still lacks by its own word. */
async function leftBehind(ports: LanePorts, have: Have, page: readonly Entry[]): Promise<Hash[]> {
  const lacking = new Set(
    (await ports.unsent(have, mostPage + ports.leftOut.count())).map((link) => link.hash),
  );
  return page.map((entry) => entry.hash).filter((hash) => lacking.has(hash));
}
