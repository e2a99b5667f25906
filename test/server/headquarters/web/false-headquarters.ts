/** A headquarters that holds only what the page asks for, in memory, with the registers of the design's renders. */
import { fail, fault, ok, type Result } from '../../../../shared/fault.ts';
import { minor } from '../../../../shared/money.ts';
import { defaultParameters, type Parameters } from '../../../../shared/parameters.ts';
import {
  csrfHeader,
  headOfficePaths,
  saveParametersSchema,
  signInSchema,
  type AccountRole,
  type ParameterHistory,
  type SaveParameters,
  type Session,
} from '../../../../shared/wire/headoffice.ts';
import { answerBroken, answerFault } from '../../../../server/http/answer.ts';
import type { RegisterRow, Registers } from '../../../../shared/wire/registerlist.ts';
import { makeApplication } from '../../../../server/http/application.ts';
import { get, nothing, post } from '../../../../server/http/route.ts';
import { serveInstruments } from './false-instruments.ts';

type Version = Omit<ParameterHistory['rows'][number], 'previous'>;

const csrf = 'csrf-of-the-test';
const cookie = 'session=of-the-test';

function register(
  number: number,
  [en, zh]: readonly [string, string],
  parts: Partial<RegisterRow>,
): RegisterRow {
  const id = `R-0${number}`;
  return {
    ...{ id, name: id, store: 'store', storeName: { en, zh }, contact: 'connected' },
    ...{ lastContact: '2026-11-22T10:52:00.000Z', parameterVersion: 214, versions: {} },
    ...{ head: 10, posted: 10, owes: 0, pendingValue: 0, clockAhead: 0, version: '1.0.0' },
    ...{ locks: 0, awaited: false, received: 10, realtime: true, linkSince: null },
    ...{ oldestPending: null, databaseBytes: 1_400_000, lastError: null },
    ...{ maySync: true, syncing: false },
    ...parts,
  };
}

const harbour = ['Harbour Street', '海港街店'] as const;
const mill = ['Mill Lane', '磨坊巷店'] as const;
const station = ['Station Square', '站前广场店'] as const;

/** Rows of the design, seen at `now`. */
const registersAt = (now: Date): RegisterRow[] => {
  const before = (minutes: number): string =>
    new Date(now.getTime() - minutes * 60_000).toISOString();
  const missing = { contact: 'missing', lastContact: before(3 * 24 * 60 + 5) } as const;
  return [
    register(1, harbour, {}),
    register(2, harbour, { contact: 'offline', lastContact: before(5) }),
    register(4, mill, { ...missing, parameterVersion: 209 }),
    register(5, mill, {}),
    register(6, station, {}),
    register(7, station, {}),
  ];
};

function firstVersion(): Version {
  const { giftCard, creditMemo } = defaultParameters.posting;
  const parameters: Parameters = {
    ...defaultParameters,
    version: 214,
    posting: {
      giftCard: { ...giftCard, completeOffline: true, mostPerSale: minor(20_000) },
      creditMemo: { ...creditMemo, mostHours: 8 },
    },
  };
  const at = '2026-11-19T16:40:00.000Z';
  return { parameters, savedAt: at, savedBy: 'Ruth Bauer', appliedAt: at };
}

export function falseHeadquarters(
  options: { readonly role?: AccountRole; readonly currency?: string } = {},
) {
  const { role = 'finance', currency = 'USD' } = options;
  const app = makeApplication({ log: () => undefined });
  const versions: Version[] = [firstVersion()];
  const state = {
    ...{ signedIn: false, down: false, resets: 0, bodies: [] as SaveParameters[] },
    /** The place of a parameter that is not allowed. */
    refused: null as string | null,
  };
  let registers = registersAt(new Date());

  const newest = (): Version => versions[0] ?? firstVersion();
  const applied = (): Version => versions.find((one) => one.appliedAt !== null) ?? newest();
  const session = (): Session => {
    const account = { id: 'ruth', name: 'Ruth Bauer', role };
    return {
      account: state.signedIn ? account : null,
      csrf: state.signedIn ? csrf : null,
      currency,
    };
  };
  const save = (change: SaveParameters, by: string, apply: boolean): Result<object> => {
    state.bodies.push(change);
    const saved = newest();
    if (state.refused !== null) return fail('parameters.invalid', { at: state.refused });
    if (change.base !== saved.parameters.version) return fail('parameters.conflict');
    const { posting, offlineProfile, policy = saved.parameters.policy } = change;
    const version = saved.parameters.version + 1;
    const parameters = { version, posting, offlineProfile, policy };
    const at = new Date().toISOString();
    versions.unshift({ parameters, savedAt: at, savedBy: by, appliedAt: apply ? at : null });
    if (apply) {
      registers = registers.map((row) =>
        row.contact === 'connected' ? { ...row, parameterVersion: parameters.version } : row,
      );
    }
    return ok({});
  };

  app.addHook('onRequest', async (request, reply) => {
    if (state.down) await answerBroken(reply, 503);
    const open = request.url === headOfficePaths.session || !request.url.startsWith('/api/');
    const known = state.signedIn && request.headers.cookie === cookie;
    const meant = request.method === 'GET' || request.headers[csrfHeader] === csrf;
    if (!open && !(known && meant)) await answerFault(reply, fault('account.signIn'));
    return reply.sent ? reply : undefined;
  });
  get(app, headOfficePaths.session, nothing, () => ok(session()));
  post(app, headOfficePaths.session, signInSchema, ({ account, password }, _request, reply) => {
    if (account !== 'ruth' || password !== 'sunflower') return fail('account.signIn');
    state.signedIn = true;
    void reply.header('set-cookie', `${cookie}; HttpOnly; SameSite=Strict; Path=/`);
    return ok(session());
  });
  app.delete(headOfficePaths.session, async (_request, reply) => {
    state.signedIn = false;
    await reply.send({});
    return reply;
  });
  get(app, headOfficePaths.parameters, nothing, () => {
    const { parameters: saved, ...facts } = newest();
    return ok({ saved, applied: applied().parameters, currency, resets: state.resets, ...facts });
  });
  get(app, headOfficePaths.parameterHistory, nothing, () => {
    const rows = versions.map((row, index) => ({
      ...row,
      previous: versions[index + 1]?.parameters ?? null,
    }));
    return ok({ rows, next: null });
  });
  post(app, headOfficePaths.parameters, saveParametersSchema, (change) =>
    save(change, 'Ruth Bauer', false),
  );
  post(app, headOfficePaths.applyParameters, saveParametersSchema, (change) =>
    save(change, 'Ruth Bauer', true),
  );
  post(app, headOfficePaths.resetCache, nothing, () => {
    state.resets += 1;
    return ok({});
  });
  get(app, headOfficePaths.registers, nothing, () => {
    const answer: Registers = {
      registers,
      counts: { all: registers.length, connected: 0, away: 0, off: 0 },
      stores: [],
      appliedVersion: applied().parameters.version,
      next: null,
    };
    return ok(answer);
  });

  serveInstruments(app);

  return {
    app,
    state,
    versions,
    /** As another person at another desk does. */
    saveElsewhere: (change: SaveParameters) => save(change, 'Dana Brooks', true),
    setContact: (name: string, contact: RegisterRow['contact']) => {
      registers = registers.map((row) => (row.name === name ? { ...row, contact } : row));
    },
  };
}

export type FalseHeadquarters = ReturnType<typeof falseHeadquarters>;
