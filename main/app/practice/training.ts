/**
 * A training: a whole register over a practice database, with a line and a head office of its own. There is no way from it to the journal, the
 * channel, the card terminal or the drawer, so nothing that is practised can be posted.
 */
import { join } from 'node:path';
import { done, fail, type Result } from '../../../shared/fault.ts';
import type { Chance, Clock, RequestId, StaffId } from '../../../shared/identity.ts';
import type { TypedNumber } from '../../../shared/lock.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import { drillStep, type DrillFacts, type DrillStep } from '../../../shared/training.ts';
import type { View } from '../../../shared/bridge/view.ts';
import { failureOf } from '../../database/failure.ts';
import { applyFeed } from '../../database/feed.ts';
import { jobVersions } from '../../database/feed.ts';
import type { Database } from '../../database/open.ts';
import { readConfiguration, readParameters } from '../../database/parameters.ts';
import { endPractice, openPractice } from '../../database/practice.ts';
import { openWitness } from '../../database/witness.ts';
import type { Ports } from '../../register/desk.ts';
import { asPractice } from '../../register/practicepaper.ts';
import { createRegister, type Register } from '../../register/register.ts';
import { layPracticeLine } from './line.ts';
import { openPracticeOffice } from './office.ts';

export type Training = {
  readonly register: Register;
  readonly watch: (seen: () => void) => void;
  readonly stop: () => void;
};
export type TrainingPorts = Pick<
  Ports,
  'clock' | 'chance' | 'seal' | 'unseal' | 'papers' | 'version'
> & {
  readonly clock: Clock;
  readonly chance: Chance;
  /** The register's own database. */
  readonly real: Database;
  readonly folder: string;
  /** The trainer wants to go back to work. */
  readonly ended: () => void;
};

export const practiceFile = (folder: string): string => join(folder, 'practice.db');
const witnessFile = (folder: string): string => join(folder, 'practice.log');

/** So long the practice head office thinks, ms: as one that is far away. */
const thinks = 300;

const factsOf = (view: View): DrillFacts => ({
  screen: view.screen,
  lines: view.cart?.lines.filter((line) => !line.voided).length ?? 0,
  held: view.cart?.held.length ?? 0,
  waits: view.cart?.held.some((held) => held.waits !== null) ?? false,
  online: view.link.state === 'online',
  warned: view.warning !== null,
  completedOffline: view.receipt?.completedOffline ?? false,
  pending: view.pending.count,
});

/** Begins a training for the person at the register. Faults: those of a full or unwritable disk. */
export async function startTraining(
  ports: TrainingPorts,
  staff: StaffId,
): Promise<Result<Training>> {
  const { clock, chance, real, folder } = ports;
  const opened = await openPractice(real, practiceFile(folder));
  if (!opened.ok) return opened;
  const db = opened.value;
  const numbers = new Map<RequestId, TypedNumber>();
  const line = layPracticeLine(clock);
  const currency = readConfiguration(db)?.currency ?? 'USD';
  const office = openPracticeOffice({ db, clock, chance, currency, numbers, seal: ports.seal });
  const witness = openWitness(witnessFile(folder));
  const before = readParameters(db);
  let step: DrillStep | null = null;
  let timer: NodeJS.Timeout | undefined;

  const isUp = (): boolean => line.link().state === 'online';
  const work = (): void => {
    if (!isUp() || !db.sql.open) return;
    try {
      office.work();
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      register.told({ ok: false, fault: failure });
    }
  };
  const wake = (): void => {
    clearTimeout(timer);
    timer = setTimeout(work, thinks);
  };
  const turn = (state: 'online' | 'offline' | 'byHand', by?: string): void => {
    line.turn(state, by);
    register.linkChanged();
    db.changed.tell();
    wake();
  };
  /** In the drill a gift card may be finished offline and a memo must wait, whatever the store's own rules are. */
  const rule = async (drilling: boolean): Promise<Result<void>> => {
    const allowed = { ...defaultParameters.posting.giftCard, completeOffline: true };
    const posting = drilling
      ? { giftCard: allowed, creditMemo: { ...allowed, completeOffline: false } }
      : before.posting;
    const version = jobVersions(db)['1110'] + 1;
    const body = { ...before, posting, version: readParameters(db).version + 1 };
    const rows = [{ id: 'parameters', deleted: false, body }];
    return applyFeed(db, { job: '1110', version, full: true, rows, next: null });
  };
  const register = createRegister(
    {
      db,
      clock,
      chance,
      numbers,
      witness,
      wake,
      seal: ports.seal,
      unseal: ports.unseal,
      version: ports.version,
      verifyGrant: office.verifyGrant,
      link: line.link,
      papers: (papers) => ports.papers(papers.map(asPractice)),
      drawer: () => undefined,
      inquire: async (question) => office.inquire(question),
      changePin: async () => fail('training.on'),
      line: {
        disconnect: (by) => turn('byHand', by),
        connect: () => turn('online'),
        syncNow: async () => {
          work();
          return done;
        },
      },
      status: () => ({ clockAhead: null }),
      practice: {
        view: () => ({ drill: step, cards: office.cards(), isCut: !isUp() }),
        start: async () => done,
        end: async () => {
          ports.ended();
          return done;
        },
        turnLine: (up) => {
          turn(up ? 'online' : 'offline');
          return done;
        },
        drill: async (on) => {
          step = on ? 'scan' : null;
          if (on && !isUp()) turn('online');
          return rule(on);
        },
      },
    },
    staff,
  );
  const unwatch = db.changed.watch(() => {
    if (step !== null) step = drillStep(step, factsOf(register.view()));
  });
  return {
    ok: true,
    value: {
      register,
      watch: (seen) => void db.changed.watch(seen),
      stop: () => {
        unwatch();
        clearTimeout(timer);
        register.stop();
        witness.close();
        endPractice(db, real, witnessFile(folder));
      },
    },
  };
}
