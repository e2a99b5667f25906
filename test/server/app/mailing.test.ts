/** Receipts by e-mail, sent to a real mail server on loopback: once for each entry, again after failures, in both languages, never with a card number. */
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startMailing } from '../../../server/app/mailing.ts';
import { saveRegister } from '../../../server/headquarters/registers.ts';
import { tellStores } from '../../../server/headquarters/mail.ts';
import type { LogLine } from '../../../server/http/log.ts';
import type { EntryBody } from '../../../shared/entry.ts';
import { minor } from '../../../shared/money.ts';
import type { Paper } from '../../../shared/receipt.ts';
import { describeDatabases } from '../databases.ts';
import { push } from '../headquarters/desk.ts';
import { entryOf } from '../headquarters/sealed.ts';
import { openWorld, type TestWorld } from '../headquarters/world.ts';

type Got = { readonly to: readonly string[]; readonly text: string };
type Refusal = { readonly at: 'RCPT' | 'DATA'; readonly code: number };

const paper = (language: Paper['language']): Paper => ({
  kind: 'receipt',
  language,
  currency: 'USD',
  at: '2026-03-02T09:00:00.000Z',
  value: minor(1250),
  parts: [
    { part: 'title', text: language === 'en-US' ? 'Harbour Street' : '海港街店' },
    { part: 'rule' },
    { part: 'pair', left: 'Tea <black>', right: '12.50' },
    { part: 'pair', left: 'Gift card •••• 0017', right: '12.50', strong: true, large: true },
    { part: 'box', title: 'Memo', text: 'valid' },
    { part: 'value', label: 'Rest', value: '0.00' },
    { part: 'centre', text: 'Thank you' },
    { part: 'text', text: 'Line' },
    { part: 'barcode', value: 'R01-000001', caption: null },
  ],
});
const asking = (to: string, language: Paper['language'] = 'en-US'): EntryBody => ({
  kind: 'audit',
  audit: {
    act: 'email',
    staff: 'emma',
    note: `R01-000001 ${to}`,
    mail: { receipt: 'R01-000001', to, paper: paper(language) },
  },
});

describeDatabases('receipts by e-mail', (place) => {
  let world: TestWorld;
  let server: SMTPServer;
  let got: Got[];
  let refusals: Refusal[];
  let stop: (() => Promise<void>) | null;
  const log: LogLine[] = [];

  beforeEach(async () => {
    got = [];
    refusals = [];
    stop = null;
    world = await openWorld(place);
    const refused = (at: Refusal['at']): Error | null => {
      if (refusals[0]?.at !== at) return null;
      const code = refusals.shift()?.code ?? 0;
      return Object.assign(new Error('refused'), { responseCode: code });
    };
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onRcptTo: (_address, _session, done) => done(refused('RCPT')),
      onData: (stream, session: SMTPServerSession, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const refusal = refused('DATA');
          const to = session.envelope.rcptTo.map((each) => each.address);
          if (refusal === null) got.push({ to, text: Buffer.concat(parts).toString() });
          done(refusal);
        });
      },
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    await stop?.();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    await world.close();
  });

  const start = (): void => {
    const address = server.server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const mail = { url: `smtp://127.0.0.1:${port}`, from: 'Harbour <receipts@example.com>' };
    stop = startMailing(world.now(), { place: mail, log: (line) => log.push(line) });
  };
  const rows = () =>
    world.now().db.query.selectFrom('mail').selectAll().orderBy('address').execute();
  const until = (fits: () => Promise<boolean>): Promise<void> =>
    vi.waitFor(
      async () => {
        expect(await fits()).toBe(true);
      },
      { timeout: 15_000, interval: 50 },
    );
  const states = async (): Promise<string[]> => (await rows()).map((row) => row.state);

  it('go out once for each entry, under its own Message-ID, in the language of the paper', async () => {
    const first = entryOf('A', 1, [], asking('ana@example.com'));
    const second = entryOf('A', 2, [first.hash], asking('bo@example.com', 'zh-CN'));
    await push(world, 'A', first, second);
    await push(world, 'A', first, second);
    start();
    await until(async () => (await states()).join() === 'sent,sent');
    expect(got.map((each) => each.to)).toEqual([['ana@example.com'], ['bo@example.com']]);
    const [english, chinese] = got.map((each) => each.text);
    expect(english).toContain(`<${first.hash}@example.com>`);
    expect(english).toContain('Subject: Receipt R01-000001, Harbour Street');
    expect(english).toContain('Tea &lt;black&gt;');
    expect(english).toContain('From: Harbour <receipts@example.com>');
    expect(chinese).toContain('lang=3D"zh-CN"');
  });

  it('are tried again after a failure, later each time, and given up after a refusal for good', async () => {
    const first = entryOf('A', 1, [], asking('ana@example.com'));
    await push(world, 'A', first, entryOf('A', 2, [first.hash], asking('nobody@example.com')));
    refusals = [
      { at: 'DATA', code: 451 },
      { at: 'RCPT', code: 550 },
    ];
    start();
    await until(async () => (await states()).join() === 'waiting,failed');
    const [waiting, failed] = await rows();
    expect(waiting).toMatchObject({ address: 'ana@example.com' });
    expect(Date.parse(waiting?.due_at ?? '') - Date.parse(waiting?.asked_at ?? '')).toBeGreaterThan(
      50_000,
    );
    // What the server said, without the library's words before it.
    expect(failed?.error).toBe('550 refused');
    expect(log.map((line) => line.text).join()).not.toContain('@example.com');
    world.clock.pass(61_000);
    await until(async () => (await states()).join() === 'sent,failed');
    expect(got).toHaveLength(1);
  });

  it('wait while the mail server is not there', async () => {
    await push(world, 'A', entryOf('A', 1, [], asking('ana@example.com')));
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    stop = startMailing(world.now(), {
      place: { url: 'smtp://127.0.0.1:1', from: 'receipts@example.com' },
      log: (line) => log.push(line),
    });
    await until(async () => (await rows())[0]?.error !== null);
    expect(await states()).toEqual(['waiting']);
  });

  it('are promised by the stores only where they can be sent', async () => {
    const configured = async (): Promise<unknown> => {
      const row = await world
        .now()
        .db.query.selectFrom('master')
        .select('body_json')
        .where('job', '=', '1070')
        .executeTakeFirstOrThrow();
      return (JSON.parse(row.body_json) as { email?: boolean }).email;
    };
    const versions = async (): Promise<number> => {
      const { version } = await world
        .now()
        .db.query.selectFrom('job')
        .select('version')
        .where('job', '=', '1070')
        .executeTakeFirstOrThrow();
      return Number(version);
    };
    await tellStores(world.now(), true);
    expect(await configured()).toBe(true);
    const version = await versions();
    await tellStores(world.now(), true);
    expect(await versions()).toBe(version);
    await saveRegister(world.now(), { id: 'Z', name: 'Z', store: 'S1' });
    expect(await configured()).toBe(true);
    await tellStores(world.now(), false);
    expect(await configured()).toBe(false);
    expect(await versions()).toBeGreaterThan(version);
  });
});
