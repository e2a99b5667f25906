/** The register's body: joins database, sync worker and selling logic. Knows nothing of Electron, so that a tool can run it bare. */
import { basename, join } from 'node:path';
import type { Command } from '../../shared/bridge/command.ts';
import type { Query } from '../../shared/bridge/query.ts';
import type { View } from '../../shared/bridge/view.ts';
import { fail, type Fault, type Result } from '../../shared/fault.ts';
import type { Chance, Clock, RequestId } from '../../shared/identity.ts';
import type { TypedNumber } from '../../shared/lock.ts';
import type { UpdateView } from '../../shared/update.ts';
import { keepEscrow } from '../database/escrow.ts';
import type { KeyPort } from '../database/key.ts';
import { closeDatabase, type Database } from '../database/open.ts';
import { savePreferred } from '../database/preferred.ts';
import { mayUse } from '../database/rights.ts';
import { openWitness } from '../database/witness.ts';
import { pendingEntries } from '../database/journal.ts';
import { readIdentity, type Identity } from '../database/identity.ts';
import type { ReceiptPrinter } from '../devices/receiptprinter.ts';
import type { Ports, Practice } from '../register/desk.ts';
import { createRegister, type Register } from '../register/register.ts';
import { systemTimers } from '../sync/timers.ts';
import type { Trust } from '../sync/trust.ts';
import { createWorker, type Worker } from '../sync/worker.ts';
import { obtainIdentity, openRegister } from './activation.ts';
import { keepBackups, type Backups } from './backup.ts';
import type { Log } from './log/log.ts';
import { makePracticeSwitch } from './practice/switch.ts';
import type { Provisioning } from './provisioning.ts';
import { grantCheck, signatureCheck } from './signature.ts';
import { openPrintQueue, type PrintQueue } from './printqueue.ts';
import { keepTrust } from './trust.ts';
import { waitingView } from './waiting.ts';

/** A printer with its drawer, to which papers go by way of a queue; or what takes papers at once, for tests and tools. */
type Papering =
  | { readonly printer: ReceiptPrinter; readonly papers?: undefined; readonly drawer?: undefined }
  | {
      readonly printer?: undefined;
      readonly papers: Ports['papers'];
      readonly drawer: Ports['drawer'];
    };

export type BodyOptions = Papering & {
  /** Holds the offline database and, unless provisioning names another, the witness file. */
  readonly folder: string;
  readonly version: string;
  readonly device: string;
  readonly provisioning: Provisioning | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly seal: (text: string) => string;
  readonly unseal: (sealed: string) => string;
  /** The offline database's key; without it the file is not encrypted, as tools and tests want it that read it themselves. */
  readonly key?: KeyPort;
  /** What the cashier is told at each start, such as a missing key store. */
  readonly warning?: Fault | null;
  /** Hears what the pictures do not tell. */
  readonly log?: Log;
  /** Makes a support bundle; also while the register cannot sell. */
  readonly support?: () => Promise<Result<{ readonly file: string }>>;
  /** A newer version that waits; asked with each picture. */
  readonly update?: () => UpdateView | null;
  readonly terminal?: Ports['terminal'];
  readonly pdf?: Ports['pdf'];
};

export type Body = {
  readonly view: () => View;
  readonly watch: (seen: (view: View) => void) => () => void;
  readonly command: (command: Command) => Promise<Result<void>>;
  readonly query: (query: Query) => Promise<Result<unknown>>;
  /** Lets what is under way finish and closes the database. */
  readonly stop: () => Promise<void>;
  /** Shows the picture anew, when something outside has changed. */
  readonly refresh: () => void;
  /** The store whose register this is; empty before it is activated. */
  readonly store: () => string;
  /** Entries of every kind that the channel is not known to have, also while a training is shown. */
  readonly unsent: () => number;
};

const tryAgainMs = 2000;
const noPapers = (): void => undefined;

type Live = {
  readonly register: Register;
  readonly worker: Worker;
  readonly queue: PrintQueue | null;
};

/** Starts at once; what it cannot do yet (activate, open a file in use) its view tells. */
export function startBody(options: BodyOptions): Body {
  const watchers = new Set<(view: View) => void>();
  const since = options.clock.now();
  let revision = 0;
  let trouble: Fault | null = null;
  let live: Live | undefined;
  let db: Database | undefined;
  let backups: Backups | undefined;
  let stopped = false;
  let again: NodeJS.Timeout | undefined;

  const practice = makePracticeSwitch(
    () => ({ ...options, papers: live?.queue?.papers ?? options.papers ?? noPapers }),
    () => tell(),
  );
  const current = (): Register | undefined => practice.register() ?? live?.register;
  /** Counted here, so that the pictures of a training and of the register itself follow each other. */
  const view = (): View => {
    revision += 1;
    const { version } = options;
    const shown =
      current()?.view() ??
      waitingView({
        revision,
        version,
        language: options.provisioning?.language ?? 'en-US',
        since,
        trouble,
      });
    return { ...shown, revision, update: options.update?.() ?? null };
  };
  const tell = (): void => {
    if (watchers.size === 0) return;
    const now = view();
    for (const seen of watchers) seen(now);
  };
  const wait = (fault: Fault): void => {
    trouble = fault;
    tell();
    if (fault.retry !== 'no' && !stopped)
      again = setTimeout(() => {
        starting = begin();
      }, tryAgainMs);
  };

  const begin = async (): Promise<void> => {
    if (!db) {
      const allowed = mayUseAll(options);
      if (!allowed.ok) return wait(allowed.fault);
      const opened = await openRegister(join(options.folder, 'register.db'), options);
      if (!opened.ok) return wait(opened.fault);
      db = opened.value;
      noteRestored(db, options.log);
      if (options.provisioning) savePreferred(db, options.provisioning);
      const pem = options.provisioning?.recoveryKey;
      if (pem !== undefined) keepEscrow(db, pem);
    }
    const trust = keepTrust(db, options.provisioning);
    const identity = await obtainIdentity(db, { ...options, trust });
    if (stopped) return;
    if (!identity.ok) return wait(identity.fault);
    live = assemble(db, identity.value, options, trust, practice.of(db));
    db.changed.watch(tell);
    live.worker.watchLink(() => {
      live?.register.linkChanged();
      tell();
    });
    live.worker.start();
    backups = keepBackups({
      db,
      clock: options.clock,
      timers: systemTimers,
      told: (result) => {
        if (!result.ok) options.log?.('database.backupFailed', { code: result.fault.code });
        live?.register.told(result);
      },
    });
    tell();
  };
  let starting = begin();

  const unready = (): Result<never> =>
    trouble ? { ok: false, fault: trouble } : fail('activation.needed');
  return {
    view,
    watch: (seen) => {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
    command: async (command) => current()?.command(command) ?? unready(),
    query: async (query) => {
      if (query.query === 'view') return { ok: true, value: view() };
      if (query.query === 'supportBundle' && options.support) return options.support();
      return current()?.query(query) ?? unready();
    },
    refresh: () => tell(),
    store: () => (db ? (readIdentity(db)?.store ?? '') : ''),
    unsent: () => (db?.sql.open === true ? pendingEntries(db).entries : 0),
    stop: async () => {
      stopped = true;
      clearTimeout(again);
      await starting;
      backups?.stop();
      practice.stop();
      live?.register.stop();
      live?.queue?.stop();
      await live?.worker.stop();
      if (db) closeDatabase(db);
    },
  };
}

/** The data folder and the one of the witness file. Fault: folder.denied. */
function mayUseAll({
  folder,
  provisioning,
}: Pick<BodyOptions, 'folder' | 'provisioning'>): Result<void> {
  const allowed = mayUse(folder);
  const { witnessFolder } = provisioning ?? {};
  return allowed.ok && witnessFolder !== undefined ? mayUse(witnessFolder) : allowed;
}

function noteRestored({ opened }: Database, log: Log | undefined): void {
  if (opened.restoredFrom === null) return;
  log?.('database.restored', {
    from: basename(opened.restoredFrom),
    aside: basename(opened.setAside ?? ''),
  });
}

/**
 * Joins what never meets elsewhere: the selling logic and the sync worker share the database and the numbers in memory. The worker compares
 * the witness with the journal first, so that a new disk with an old witness is put right before the first sale.
 */
function assemble(
  db: Database,
  identity: Identity,
  options: BodyOptions,
  trust: Trust,
  practice: Practice,
): Live {
  const { clock, chance, seal, unseal, version } = options;
  const verify = signatureCheck(identity.signingKey);
  const numbers = new Map<RequestId, TypedNumber>();
  const witness = openWitness(
    join(options.provisioning?.witnessFolder ?? options.folder, 'witness.log'),
  );
  const worker = createWorker({
    db,
    clock,
    chance,
    numbers,
    verify,
    seal,
    token: () => unseal(identity.token),
    // IT may have moved the channel since the activation.
    channel: options.provisioning?.channel ?? identity.channel,
    trust,
    version,
    witness,
  });
  // The queue tells the register what the printer said; the register hands it its papers.
  let told: Register['told'] = () => undefined;
  const { printer } = options;
  const queue =
    printer === undefined
      ? null
      : openPrintQueue({
          ...{ db, clock, seal, unseal, printer, timers: systemTimers },
          told: (result) => told(result),
        });
  const register = createRegister({
    db,
    clock,
    chance,
    numbers,
    witness,
    seal,
    unseal,
    version,
    warning: options.warning ?? null,
    verifyGrant: grantCheck(verify),
    link: worker.link,
    wake: worker.wake,
    papers: queue?.papers ?? options.papers ?? noPapers,
    drawer: queue?.drawer ?? options.drawer ?? noPapers,
    terminal: options.terminal,
    pdf: options.pdf,
    after: systemTimers.after,
    inquire: worker.inquire,
    changePin: worker.changePin,
    store: worker.store,
    line: { disconnect: worker.disconnect, connect: worker.connect, syncNow: worker.syncNow },
    status: worker.status,
    practice,
  });
  told = register.told;
  return { register, worker, queue };
}
