/** The chain against a plain model: any mixture of own entries, lost branches and entries that come before their predecessors. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  adoptEntries,
  entriesToSend,
  journalHeads,
  knownHashes,
  markStored,
  nextNumber,
  pendingEntries,
} from '../../../main/database/journal.ts';
import { sealEntry, type Entry } from '../../../shared/entry.ts';
import type { Hash } from '../../../shared/identity.ts';
import { readFrame } from '../../../shared/wire/entry.ts';
import { must, note, openActivated } from './file.ts';

type Node = { readonly entry: Entry; readonly number: number; readonly previous: readonly Hash[] };

const nodeOf = (entry: Entry): Node => ({ entry, ...must(readFrame(entry)) });

function lostEntry(previous: readonly Node[], step: number, text: string): Node {
  const number = step + Math.max(0, ...previous.map((node) => node.number));
  return nodeOf(
    sealEntry({
      format: 1,
      register: 'S01-R02',
      incarnation: 1,
      number,
      previous: [...new Set(previous.map((node) => node.entry.hash))],
      at: '2026-11-22T10:41:00.000Z',
      body: { kind: 'audit', audit: { act: 'drawer', staff: null, note: text } },
    }),
  );
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'append' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('lose' as const),
      after: fc.array(fc.nat(), { maxLength: 3 }),
      step: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('adopt' as const),
      which: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    }),
  },
);

const pick = <T>(from: readonly T[], index: number): T[] =>
  from.length === 0 ? [] : from.slice(index % from.length, (index % from.length) + 1);

function withAncestors(nodes: ReadonlyMap<Hash, Node>, heads: readonly Hash[]): Set<Hash> {
  const had = new Set<Hash>();
  const open = [...heads];
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    const node = nodes.get(hash);
    if (node === undefined || had.has(hash)) continue;
    had.add(hash);
    open.push(...node.previous);
  }
  return had;
}

it('sends exactly what is not before a head, in order, whatever happened', () => {
  const asked = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), asked, (steps, questions) => {
      const db = openActivated();
      const present = new Map<Hash, Node>();
      const lost: Node[] = [];
      const gaps: number[] = [];
      for (const [index, act] of steps.entries()) {
        const known = [...present.values(), ...lost];
        if (act.do === 'append') {
          const before = Math.max(0, ...[...present.values()].map((node) => node.number));
          const added = nodeOf(note(db, `own ${index}`).entry);
          gaps.push(added.number - before - 1);
          present.set(added.entry.hash, added);
        } else if (act.do === 'lose') {
          const previous = act.after.flatMap((which) => pick(known, which));
          lost.push(lostEntry(previous, act.step, `lost ${index}`));
        } else {
          const chosen = act.which.flatMap((which) => pick(lost, which));
          must(
            adoptEntries(
              db,
              chosen.map((node) => node.entry),
            ),
          );
          for (const node of chosen) present.set(node.entry.hash, node);
        }
      }
      expect(gaps.filter((gap) => gap !== 0)).toEqual([]);
      const named = new Set([...present.values()].flatMap((node) => node.previous));
      const heads = [...present.keys()].filter((hash) => !named.has(hash));
      expect(new Set(journalHeads(db))).toEqual(new Set(heads));
      expect(nextNumber(db)).toBe(1 + Math.max(0, ...[...present.values()].map((n) => n.number)));
      expect(knownHashes(db, [...present.keys()]).size).toBe(present.size);

      for (const question of [[], ...questions]) {
        const asks = question.flatMap((which) => pick([...present.keys()], which));
        const had = withAncestors(present, asks);
        const expected = [...present.keys()].filter((hash) => !had.has(hash));
        const sent = entriesToSend(db, asks, 1000).map((entry) => entry.hash);
        expect(new Set(sent)).toEqual(new Set(expected));
        expect(sent.length).toBe(expected.length);
        expect(isOrdered(present, sent)).toBe(true);
        expect(entriesToSend(db, asks, 3).map((entry) => entry.hash)).toEqual(sent.slice(0, 3));
        markStored(db, asks);
        expect(pendingEntries(db).entries).toBe(expected.length);
      }
    }),
    { numRuns: 60 },
  );
});

/** No entry comes before one that it names. */
const isOrdered = (nodes: ReadonlyMap<Hash, Node>, sent: readonly Hash[]): boolean =>
  sent.every((hash, at) =>
    (nodes.get(hash)?.previous ?? []).every((previous) => sent.indexOf(previous) < at),
  );
