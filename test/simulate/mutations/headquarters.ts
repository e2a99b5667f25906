/** Rules of headquarters and the channel, broken on purpose. */
import { mutation, type Mutation } from './mutation.ts';

const hold = 'server/headquarters/hold.ts';
const posting = 'server/headquarters/posting.ts';
const transfer = 'server/headquarters/transfer.ts';

export const headquartersMutations: readonly Mutation[] = [
  mutation(
    'settle twice',
    'an entry posts once per content hash (P)',
    'server/headquarters/content.ts',
    "state: 'posted',\n    posted_at: at,",
    "state: 'waiting',\n    posted_at: at,",
  ),
  mutation(
    'H1 skipped',
    'a HOLD of another epoch is not acted on (H1)',
    hold,
    'if (hold.epoch !== epoch) return { epoch }; // H1',
    '',
  ),
  mutation(
    'H3 skipped',
    'an older HOLD is not acted on (H3)',
    hold,
    'if (older) return { epoch, last }; // H3',
    '',
  ),
  mutation(
    'H4 skipped',
    'a HOLD that does not know the newest one is not acted on (H4)',
    hold,
    'hold.incarnation === last.incarnation && !hold.predecessors.includes(last.id)',
    'hold.incarnation < 0 && !hold.predecessors.includes(last.id)',
  ),
  mutation(
    'H5 skipped',
    'a lock that is not wanted any more is freed (H5)',
    hold,
    "for (const lock of unwanted.filter(({ state }) => state === 'live')) {",
    "for (const lock of unwanted.filter(({ state }) => state === 'settled')) {",
  ),
  mutation(
    "other registers' locks freed",
    'a HOLD frees locks of its own register only (H5)',
    'server/headquarters/holds.ts',
    'const own = locks.filter((lock) => lock.register === hold.register);',
    'const own = locks.filter((lock) => lock.register >= hold.register);',
  ),
  mutation(
    'an ended request locks again',
    'settled, broken and freed never turn into a lock (H7)',
    'server/headquarters/wants.ts',
    'if (await lockOf(known, act, want.request)) return;',
    "if ((await lockOf(known, act, want.request))?.state === 'live') return;",
  ),
  mutation(
    'one instrument locked twice',
    'one live lock per instrument (H7)',
    'server/headquarters/fitness.ts',
    'const held = await liveOf(known, act, key);',
    "const held = key === '' ? await liveOf(known, act, key) : undefined;",
  ),
  mutation(
    'late takes what is promised',
    'a late sale never takes from an instrument that another live lock promises (P4)',
    transfer,
    'const taken = promised ? zero : least(need, minor(instrument.balance));',
    'const taken = least(need, minor(instrument.balance));',
  ),
  mutation(
    'a late sale takes nothing',
    'a late sale takes what is there (P4)',
    transfer,
    'const promised = live !== undefined && !mine && !forgotten;',
    'const promised = !mine && !forgotten;',
  ),
  mutation(
    'a remainder after a shortfall can be spent',
    'its memo is blocked until a person decides (P9)',
    transfer,
    'await openMemo(act, reserved, instrument, settling.currency, missing > 0);',
    'await openMemo(act, reserved, instrument, settling.currency, missing < 0);',
  ),
  mutation(
    'remainder number from a counter',
    'a reserved number derives from the lock id (P9)',
    'server/headquarters/numbers.ts',
    'const digest = keys.keyedHash(`memo ${request} ${round}`);',
    'const digest = keys.keyedHash(`memo ${process.hrtime.bigint()} ${request} ${round}`);',
  ),
  mutation(
    'the lock outlives its sale',
    'settling frees the lock (P2)',
    'server/headquarters/settlement.ts',
    "if (lock && (mine || lock.state !== 'live')) {",
    "if (lock && lock.state !== 'live') {",
  ),
  {
    name: 'P1 skipped',
    rule: 'an entry posts after its predecessor (P1)',
    edits: [
      {
        file: 'server/headquarters/parking.ts',
        find: "return parents.some((parent) => parent.state === null || parent.state === 'waiting');",
        put: 'return parents.length < 0;',
      },
      {
        file: 'server/headquarters/backlog.ts',
        find: "link.or([link('before.state', 'is', null), link('before.state', '=', 'waiting')]),",
        put: "link.and([link('before.state', 'is', null), link('before.state', '=', 'waiting')]),",
      },
    ],
  },
  mutation(
    'P3 does not wait',
    'in recovery an entry waits for the earlier postings of its instrument (P3)',
    posting,
    'if ((instrument?.version ?? 0) < grant.version) return true;',
    '',
  ),
  mutation(
    'granting in recovery',
    'nothing is granted until every register has reported (section 7)',
    'server/headquarters/recovery.ts',
    "((await isRecovering(db)) ? 'recovery' : null)",
    'null',
  ),
  mutation(
    'HAVE before it is stored',
    'the channel answers for what it has stored (section 2)',
    'server/channel/receive.ts',
    'await keepIntact(writer, register, intact, known, at);',
    'await keepIntact(writer, register, intact.slice(1), known, at);',
  ),
];
